"""Which orders were the best at a moment, and why?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import combinations

from cases.catalog.units import shown
from cases.charts.debrief.advice import forbidden_orders
from cases.charts.debrief.closed import Closed
from cases.charts.debrief.doubts import ranking_text
from cases.charts.debrief.wording import brief, dollars, listed, lowered, price, spoken
from cases.charts.shown import items_of
from cases.charts.times import turnaround_text
from cases.charts.values import level_name, unit_text
from cases.models import Kind
from cases.reasoning.belief.evidence import Evidence
from cases.reasoning.belief.observer import current_observer
from cases.reasoning.score.key_features import known
from cases.reasoning.score.record import Act
from cases.reasoning.score.steps import TRIFLE
from cases.reasoning.tools.contrasts import Contrast, View, contrasts, view_of
from cases.reasoning.worth.information import Situation, Worth, situation
from cases.reasoning.worth.robustness import others_first

MOST_CHOICES = 3
# Orders further down the ranking than this come first under no plausible assumption: assumed.
MOST_RIVALS = 8
MOST_KEPT = 2000
# Diagnoses below this chance are not worth telling apart any more; below this separation a test hardly does: assumed.
IN_PLAY, MOST_IN_PLAY, APART = 0.01, 4, 0.2


@dataclass(frozen=True)
class Choice:
    """An order that was open: its price, how long it took, what it was expected to save, and what it tells apart."""

    key: str
    name: str
    price: str
    turnaround: str
    saves: str
    why: str


@dataclass(frozen=True)
class Best:
    """The best orders at a moment; in a sentence under which other assumptions another would come first; and in one
    what the patient's own teaching points still asked for."""

    choices: tuple[Choice, ...]
    doubt: str
    asked: str


_reckoned: dict[tuple[object, ...], Best] = {}


def best_at(case: Closed, moment: Act) -> Best:
    """The best orders at the moment of an act; where the same was known of the same disease, they are reckoned once."""
    evidence, ordered = known_at(case, moment)
    key = (case.catalog.hash, case.encounter.setting, case.condition.key, repr(evidence), ordered, case.units)
    best = _reckoned.get(key) or best_of(case, evidence, ordered)
    if len(_reckoned) >= MOST_KEPT:
        _reckoned.clear()
    _reckoned[key] = best
    return best


def known_at(case: Closed, moment: Act) -> tuple[Evidence, frozenset[str]]:
    """What was known at the moment of an act, and which tests had been ordered before it."""
    before = [act for act in case.record.acts if act.number < moment.number and act.kind == Kind.ORDER]
    return case.record.evidence_before(moment), frozenset(test for act in before for test in act.keys)


def open_orders(case: Closed, evidence: Evidence, ordered: Collection[str]) -> tuple[Situation, list[Worth]]:
    """Where an observer with this evidence stands, and what each order that may be recommended is worth, best first.

    Left out are tests ordered before, and those that this patient's points tell to leave out.
    """
    here = situation(case.catalog, current_observer(), case.table, evidence, case.encounter.setting, case.prior)
    left_out = forbidden_orders(case) | set(ordered)
    return here, [worth for worth in here.ranking if worth.key not in left_out]


def best_of(case: Closed, evidence: Evidence, ordered: Collection[str]) -> Best:
    """The three orders that were worth most with this evidence, none where acting at once was best."""
    view = view_of(case.catalog, current_observer(), evidence, case.encounter.setting, case.prior)
    here, worths = open_orders(case, evidence, ordered)
    saved = [(worth.key, here.value_now - worth.total) for worth in worths[:MOST_CHOICES]]
    return Best(
        choices=tuple(_choice(case, view, key, saves) for key, saves in saved if saves > TRIFLE),
        doubt=ranking_text(case, others_first(here, [worth.key for worth in worths[:MOST_RIVALS]], TRIFLE)),
        asked=_asked(case, evidence, ordered),
    )


def _asked(case: Closed, evidence: Evidence, ordered: Collection[str]) -> str:
    """What key features of this patient ask to be ordered, by what was known, and had not been."""
    points = [case.catalog.teaching_points[key] for key in case.condition.key_features]
    clauses = [clause for point in points if point.key_feature for clause in point.key_feature.all]
    asked = [
        clause.keys
        for clause in clauses
        if clause.act == "order"
        and not clause.never
        and not set(clause.keys) & set(ordered)
        and all(known(given, evidence) for given in clause.given)
    ]
    names = dict.fromkeys(lowered(brief(case.catalog.investigations[keys[0]].name)) for keys in asked if keys)
    return f"Whatever it saves, the teaching points of this patient ask for: {listed(list(names))}." if names else ""


def contrast_text(case: Closed, contrast: Contrast, first: str, second: str) -> str:
    """What is usual in two diagnoses, such as `serum folate: usually near 2.1 ng/mL in A, near 9.4 ng/mL in B`."""
    catalog = case.catalog
    names = [lowered(catalog.diagnoses[key].short) for key in (first, second)]
    if contrast.item in catalog.analytes:
        analyte = catalog.analytes[contrast.item]
        digits = [shown(analyte, value, "", case.units) for value in (contrast.first, contrast.second)]
        one, other = (f"{digit.text} {unit_text(digit.unit)}".strip() for digit in digits)
        return f"{spoken(analyte.name)}: usually near {one} in {names[0]}, near {other} in {names[1]}"
    finding = level_name(catalog.findings[contrast.item].name, contrast.level)
    shares = [round(100 * share) for share in (contrast.first, contrast.second)]
    absent = " absent" if contrast.level == "absent" else ""
    return f"{lowered(finding)}{absent}: in {shares[0]} of 100 with {names[0]}, in {shares[1]} of 100 with {names[1]}"


def _choice(case: Closed, view: View, key: str, saves: float) -> Choice:
    test = case.catalog.investigations[key]
    return Choice(
        key=key,
        name=test.name,
        price=price(test.fee),
        turnaround=turnaround_text(test.turnaround_minutes),
        saves=dollars(saves),
        why=_why(case, view, key),
    )


def _why(case: Closed, view: View, key: str) -> str:
    """What the test tells apart among the diagnoses still in play, the likelier pairs first."""
    items = items_of(case.catalog.investigations[key])
    for first, second in combinations(in_play(view), 2):
        best = contrasts(view, sorted(items), first, second)[:1]
        if best and best[0].separation >= APART:
            text = contrast_text(case, best[0], first, second)
            return f"{text[:1].upper()}{text[1:]}."
    return "It could still change the plan, or has to come before it."


def in_play(view: View) -> list[str]:
    """The diagnoses that are still likely enough to be told apart, the likeliest first."""
    likely = sorted(view.belief, key=lambda key: -view.belief[key])[:MOST_IN_PLAY]
    return [key for key in likely if view.belief[key] >= IN_PLAY]
