"""How did it go, in one sentence and a score?"""

from __future__ import annotations

import math
from dataclasses import dataclass

from cases.charts.debrief.advice import WORTH_A_REMARK, is_net, net_words
from cases.charts.debrief.beliefs import Beliefs
from cases.charts.debrief.closed import Closed
from cases.charts.debrief.counterfactuals import LAST_DAY, NERVES, Counterfactuals, Fate
from cases.charts.debrief.plans import best, is_fitting, shortfall
from cases.charts.debrief.unsafe import NOTICED_DIFFERENCE
from cases.charts.debrief.wording import brief, dollars, listed, lowered
from cases.charts.times import count_text, moment_text
from cases.figures.bars import Bar, bar
from cases.models import Encounter, Kind, Status
from cases.reasoning.score.scoring import ECONOMY, EXACT, REGRET_SCALE, RIGHT_DISEASE, SAME_MANAGEMENT, Part
from cases.reasoning.score.steps import Step
from cases.reasoning.worth.decisions import OBSERVE
from cases.simulation.harms import DEATH

PIXELS_PER_POINT = 4
UNLUCKY = "The treatment was right; the patient died all the same."
LAST_SCORES = 5
NAMED_STEPS = 2  # more steps missed than these are counted, not named
SHORT = (100, 400, 1600)  # dollars, as examples of a shortfall
ALL_BUT = 0.99  # beyond this share, it is all in one step
WORTH_TELLING = 0.05  # a difference in the risk of death worth a word: assumed
SHORT_HEMOGLOBIN_G_DL = 1.0  # below the recommended course by more than this, a treatment did not hold: assumed
# How near a differential came to what could be known, as a share of the points: assumed.
NEAR, FAR = 0.75, 0.45
PART_NAMES = {
    "key-features": "Key features",
    "diagnosis": "Diagnosis",
    "economy": "Economy",
    "calibration": "Calibration",
}


@dataclass(frozen=True)
class ScorePart:
    """One part of the score, with a bar and the reason in a phrase."""

    name: str
    points: int
    possible: int
    bar: Bar
    phrase: str


@dataclass(frozen=True)
class Verdict:
    """The verdict; `uncapped` is the score without unsafe acts where these cut it, `earlier` are one's last scores,
    `economy` says how many of its points a shortfall leaves."""

    sentence: str
    why: tuple[str, ...]
    score: int
    uncapped: int | None
    earlier: tuple[int, ...]
    parts: tuple[ScorePart, ...]
    economy: str


def verdict_of(case: Closed, beliefs: Beliefs, fates: Counterfactuals) -> Verdict:
    """What is said first."""
    points = round(sum(part.points for part in case.grade.parts))
    return Verdict(
        sentence=_sentence(case, fates),
        why=tuple(filter(None, [_plan(case), _support(case, beliefs), _dearest(case)])),
        score=case.grade.total,
        uncapped=points if points > case.grade.total else None,
        earlier=_earlier(case.encounter),
        parts=tuple(_part(case, part) for part in case.grade.parts),
        economy=_economy(),
    )


def _economy() -> str:
    """Such as `of 25 points, $100 short leave 21, $400 leave 13 and $1,600 leave 2`."""
    left = [f"{dollars(short)} leave {ECONOMY * math.exp(-short / REGRET_SCALE):.0f}" for short in SHORT]
    return f"of {ECONOMY} points, {listed(left)}"


def _sentence(case: Closed, fates: Counterfactuals) -> str:
    """The most dangerous thing first: an unsafe act, else diagnosis and treatment."""
    if case.grade.unsafe:
        return f"{case.catalog.unsafe_acts[case.grade.unsafe[0]].name}. {_diagnosis(case)}"
    return f"{_diagnosis(case)} {_treatment(case, fates)}"


def _diagnosis(case: Closed) -> str:
    true, commitment = lowered(case.condition.name), case.commitment
    if commitment is None:
        return f"Ended without a diagnosis: this was {true}."
    if case.grade.diagnosis == EXACT:
        return "Right diagnosis and cause." if commitment.cause else "Right diagnosis."
    if case.grade.diagnosis == RIGHT_DISEASE:
        return "Right disease, another cause." if commitment.cause else "Right disease, cause not named."
    if commitment.diagnosis == case.condition.diagnosis:
        return f"Right disease, but this was {true}, which is treated otherwise."
    if case.grade.diagnosis == SAME_MANAGEMENT:
        return f"This was {true}, which is managed alike."
    named = case.catalog.diagnoses.get(commitment.diagnosis)
    return (
        f"This was {true}, not {lowered(named.name)}." if named else f"Referred without a diagnosis: this was {true}."
    )


def _treatment(case: Closed, fates: Counterfactuals) -> str:
    if case.commitment is None or case.signed is None:
        return "Nothing was treated."
    if not is_fitting(case):
        return "The plan does not fit."
    if best(case).managements == {OBSERVE}:
        return "Nothing had to be treated, and nothing was."
    return _lasting(fates)


def is_deadlier(fate: Fate, other: Fate) -> bool:
    """Whether death was more to be expected under one treatment than under another, luck apart."""
    return fate.expected[DEATH] - other.expected[DEATH] > WORTH_TELLING


def _lasting(fates: Counterfactuals) -> str:
    """Whether a plan of the right kind holds for two and a half years."""
    chosen, best = fates.chosen, fates.recommended
    if chosen is None:
        return "Nothing was treated."
    now, then = chosen.moment(LAST_DAY), best.moment(LAST_DAY)
    if now is None and then is not None:
        return "The treatment does not last." if is_deadlier(chosen, best) else UNLUCKY
    if now is None or then is None:
        return "The treatment is of the right kind."
    worse = then.readouts["hemoglobin"] - now.readouts["hemoglobin"] > SHORT_HEMOGLOBIN_G_DL
    numb = now.indices[NERVES] - then.indices[NERVES] > NOTICED_DIFFERENCE
    return "The treatment does not last." if worse or numb else "The treatment is the one that is needed."


def _plan(case: Closed) -> str:
    """What a plan that does not fit left out or added, however many that are."""
    return shortfall(case) if case.commitment is not None and not is_fitting(case) else ""


def _support(case: Closed, beliefs: Beliefs) -> str:
    """When the findings supported the diagnosis, and what the learner said then."""
    her = "her" if case.patient.sex == "female" else "him"
    found = beliefs.supported
    if found is None:
        last = beliefs.rows[-1].known[0]
        return f"When you {'signed' if case.signed else 'ended'}, it was so in {last} of 100 patients like {her}."
    row, column = found
    said = f"you said {row.said[0]}" if row.said else "you had given no forecast by then"
    support = f"{row.known[0]} of 100 patients like {her} have it"
    return f"The findings supported the diagnosis from {moment_text(column.minutes)} on: {support}; {said}."


def _dearest(case: Closed) -> str:
    """The step that fell shortest of the best."""
    steps = [step for step in case.grade.steps if step.charged > WORTH_A_REMARK]
    if not any(step.kind == Kind.ORDER or step.is_stop for step in case.grade.steps):
        return "Nothing was ordered."
    if not steps:
        return f"No order came more than {dollars(WORTH_A_REMARK)} short of the best one open then."
    worst = max(steps, key=lambda step: step.regret)
    short = f"{dollars(worst.regret)} more than the best that was open then"
    if is_net(worst):
        short = f"{net_words(case, worst)}, {short}"
    return f"What cost most was {_step_name(case, worst)}: {short}."


def _step_name(case: Closed, step: Step) -> str:
    if step.is_stop:
        return "the moment and the plan of signing" if step.kind == Kind.SIGN else "leaving without a plan"
    names = [lowered(brief(case.catalog.investigations[key].name)) for key in step.keys]
    return f"the order of {count_text(len(names), 'test') if len(names) > 2 else listed(names)}"


def _part(case: Closed, part: Part) -> ScorePart:
    phrases = {
        "key-features": _features_phrase,
        "diagnosis": _diagnosis_phrase,
        "economy": _economy_phrase,
        "calibration": _calibration_phrase,
    }
    return ScorePart(
        name=PART_NAMES[part.key],
        points=round(part.points),
        possible=round(part.possible),
        bar=bar(part.points, part.possible, PIXELS_PER_POINT),
        phrase=phrases[part.key](case, part),
    )


def _features_phrase(case: Closed, part: Part) -> str:
    met = sum(met for _, met in case.grade.features)
    moved = "" if len(case.grade.parts) == len(PART_NAMES) else "; no forecast, so its points count here"
    missed = [lowered(case.catalog.teaching_points[key].name) for key, was_met in case.grade.features if not was_met]
    named = f"; missed: {listed(missed)}" if 0 < len(missed) <= NAMED_STEPS else ""
    return f"{met} of {count_text(len(case.grade.features), 'step')}{named}{moved}"


def _diagnosis_phrase(case: Closed, part: Part) -> str:
    is_right = case.commitment is not None and case.commitment.diagnosis == case.condition.diagnosis
    phrases = {
        EXACT: "exact",
        RIGHT_DISEASE: "right disease",
        SAME_MANAGEMENT: "right disease, its cause treated otherwise" if is_right else "managed alike",
    }
    return phrases.get(case.grade.diagnosis, "not this disease" if case.commitment else "none signed")


def _economy_phrase(case: Closed, part: Part) -> str:
    total, largest = case.grade.regret, max(step.charged for step in case.grade.steps)
    if total <= WORTH_A_REMARK < largest:
        return f"{dollars(largest)} lost in one step, made up for in others"
    phrase = f"{dollars(max(total, 0.0))} short of the best in all"
    if total <= WORTH_A_REMARK or largest <= total / 2:
        return phrase
    return f"{phrase}, {'all' if largest > ALL_BUT * total else 'most'} of it in one step"


def _calibration_phrase(case: Closed, part: Part) -> str:
    share = part.points / part.possible
    if share >= NEAR:
        return "near what could be known"
    return "some way from what could be known" if share >= FAR else "far from what could be known"


def _earlier(encounter: Encounter) -> tuple[int, ...]:
    """The learner's last scores before this one, oldest first; of patients met afresh alone."""
    before = Encounter.objects.filter(
        learner=encounter.learner_id,
        status=Status.CLOSED,
        grade__isnull=False,
        closed_at__lt=encounter.closed_at,
        branched_after__isnull=True,
    )
    totals = before.order_by("-closed_at").values_list("grade__total", flat=True)[:LAST_SCORES]
    return tuple(reversed(totals))
