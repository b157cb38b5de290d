"""What is there to say about what was done, at the step where it mattered?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cases.catalog.entry import DRUG_PREFIX
from cases.catalog.teaching import Clause, KeyFeature, TeachingPoint
from cases.charts.debrief.advice import (
    WORTH_A_REMARK,
    advisable,
    better_words,
    is_asked_for,
    is_net,
    is_time_to_treat,
    net_words,
)
from cases.charts.debrief.closed import Closed
from cases.charts.debrief.numbers import own_numbers
from cases.charts.debrief.plans import is_fitting, shortfall
from cases.charts.debrief.wording import dollars, listed, lowered
from cases.reasoning.score.key_features import Deed, holds
from cases.reasoning.score.steps import Step

# The points to which a remark leads where no point names the order that was better.
ORDERING, STOPPING, NET = "cbc-first", "compare-reversibility", "one-question-at-a-time"
BEYOND = "Beyond the source"
MET, MISSED, REGRET = "met", "missed", "regret"


@dataclass(frozen=True)
class Lesson:
    """A teaching point to which a remark leads, with the section of the source that it comes from."""

    key: str
    name: str
    section: str


@dataclass(frozen=True)
class Remark:
    """What is said about one act: `mark` is met, missed or regret, `worth` what it gained or cost.

    `why` is left empty where another remark beside it has said so.
    """

    act: int
    mark: str
    lesson: Lesson
    lead: str
    numbers: str
    why: str
    worth: str


def feature_remarks(case: Closed) -> list[Remark]:
    """One remark for each key feature, met or missed."""
    part = next(part for part in case.grade.parts if part.key == "key-features")
    each = part.possible / len(case.grade.features)
    points = [(case.catalog.teaching_points[key], met) for key, met in case.grade.features]
    return [_feature_remark(case, point, point.key_feature, met, each) for point, met in points if point.key_feature]


def regret_remarks(case: Closed) -> list[Remark]:
    """One remark for each order, and for the stop, that fell well short of what was then open and advisable."""
    costly = [step for step in case.grade.steps if step.charged > WORTH_A_REMARK]
    told = [s for s in costly if s.is_stop or is_net(s) or is_time_to_treat(s) or advisable(case, s)]
    return [_regret_remark(case, step) for step in told]


def lesson_of(point: TeachingPoint) -> Lesson:
    """A teaching point with its section of the source, or with its own reference where it goes beyond it."""
    section = listed(point.sections) if point.sections else f"{BEYOND}: {point.sources[0]}"
    return Lesson(point.key, point.name, section)


def act_of_deeds(case: Closed, clauses: Iterable[Clause]) -> int:
    """The number of the act that completed what the clauses say was done; the signing where they say nothing of it."""
    done = [clause for clause in clauses if not clause.never]
    numbers = sorted({deed.number for deed in case.deeds})
    complete = (n for n in numbers if done and all(holds(c, _until(case, n), case.evidence) for c in done))
    return next(complete, _signing(case))


def _feature_remark(case: Closed, point: TeachingPoint, feature: KeyFeature, met: bool, each: float) -> Remark:
    text = feature.text.rstrip(".")
    return Remark(
        act=act_of_deeds(case, feature.all) if met else _missed_at(case, feature.all),
        mark=MET if met else MISSED,
        lesson=lesson_of(point),
        lead=f"You {lowered(text)}." if met else f"Missed. The step was: “{text}.”",
        numbers=own_numbers(case, _items(case, feature.all), only_seen=met),
        why=point.why,
        worth=f"{each if met else 0:.0f} of {each:.0f} points",
    )


def _regret_remark(case: Closed, step: Step) -> Remark:
    open_then = advisable(case, step)
    better = better_words(case, open_then)
    stopped = step.is_stop
    lead = f"{_verb(step)} {dollars(step.regret)} short of the best that was open then."
    if stopped and not is_fitting(case):
        lead += f" {shortfall(case)}"
        lead += f" Before any plan: {'; '.join(better)}." if better else ""
    elif is_net(step):
        lead += f" It cost {net_words(case, step)} for the slowest result, and most results could change nothing."
        lead += f" One at a time was better: {'; '.join(better)}." if better else ""
    elif better:
        lead += f" Better: {'; '.join(better)}."
    elif stopped:
        lead += " The plan costs more than is needed."
    elif is_asked_for(case, step):
        lead += " By these sums it was time to decide; the teaching points ask for the test all the same."
    else:
        lead += " Little was left to learn: it was time to decide."
    point = case.catalog.teaching_points[_point_of_regret(case, step)]
    keys = [alternative.key for alternative in open_then[:1]] or list(step.keys)
    items = [item for key in keys for item in _shown_by(case, "order", key)]
    numbers = "" if is_net(step) else own_numbers(case, items, only_seen=not open_then)
    return Remark(step.act, REGRET, lesson_of(point), lead, numbers, point.why, dollars(step.regret))


def _verb(step: Step) -> str:
    return "Stopping here, with this plan, came" if step.is_stop else "This order came"


def _point_of_regret(case: Closed, step: Step) -> str:
    """The point that names the order which was better, else the one made; the patient's own points come first."""
    if is_net(step):
        return NET
    own = [case.catalog.teaching_points[key] for key in case.condition.key_features]
    points = [*own, *case.catalog.teaching_points.values()]
    for key in [*(alternative.key for alternative in advisable(case, step)), *step.keys]:
        for point in points:
            clauses = point.key_feature.all if point.key_feature else ()
            if any(clause.act == "order" and not clause.never and key in clause.keys for clause in clauses):
                return point.key
    return _point_of_plan(own) if step.is_stop else ORDERING


def _point_of_plan(points: Iterable[TeachingPoint]) -> str:
    """The patient's own point on treatment, else the general one."""
    acts = {point.key: {clause.act for clause in point.key_feature.all} for point in points if point.key_feature}
    return next((key for key, named in acts.items() if named & {"treat", "stop"}), STOPPING)


def _missed_at(case: Closed, clauses: Iterable[Clause]) -> int:
    """Where a step that was missed would have mattered: at what it had to precede, or at what had to be left out."""
    unmet = next((clause for clause in clauses if not holds(clause, case.deeds, case.evidence)), None)
    if unmet is None:
        return _signing(case)
    numbers = sorted({deed.number for deed in case.deeds})
    if unmet.never:
        return next((n for n in numbers if not holds(unmet, _until(case, n), case.evidence)), _signing(case))
    preceded = [deed.number for deed in case.deeds if deed.key in unmet.before or deed.act in unmet.before]
    return min(preceded, default=_signing(case))


def _until(case: Closed, number: int) -> list[Deed]:
    return [deed for deed in case.deeds if deed.number <= number]


def _signing(case: Closed) -> int:
    return case.signed.number if case.signed else case.grade.steps[-1].act


def _items(case: Closed, clauses: Iterable[Clause]) -> list[str]:
    """The analytes and findings that clauses speak of, without those of tests that were rightly left out."""
    named = [given.analyte or given.finding or "" for clause in clauses for given in clause.given]
    done = {(deed.act, deed.key) for deed in case.deeds}
    shown = [
        item
        for clause in clauses
        for key in clause.keys
        if not clause.never or (clause.act, key) in done
        for item in _shown_by(case, clause.act, key)
    ]
    return list(filter(None, [*named, *shown]))


def _shown_by(case: Closed, act: str, key: str) -> list[str]:
    """Analytes and findings that a question, a maneuver or a test brings to light."""
    catalog = case.catalog
    if act == "ask":
        drugs = [DRUG_PREFIX + drug.key for drug in catalog.drugs.values() if key in drug.asked_by]
        return [*drugs, *(finding.key for finding in catalog.questions[key].findings)]
    if act not in ("examine", "order"):
        return []
    shown = catalog.maneuvers[key] if act == "examine" else catalog.investigations[key]
    return [*(finding.key for finding in shown.findings), *shown.analytes]
