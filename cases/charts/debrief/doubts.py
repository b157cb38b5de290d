"""Under which other assumptions would an act have been the best, in words?"""

from __future__ import annotations

from collections.abc import Sequence
from math import log

from cases.charts.debrief.closed import Closed
from cases.charts.debrief.wording import lowered, spoken
from cases.reasoning.worth.robustness import FACTORS, LOSSES, Doubt

MOST_NAMED = 2
RANGE = "Nobody knows such numbers better than to within half and twice"


def doubt_text(case: Closed, doubts: Sequence[Doubt]) -> str:
    """Such as `A close call: were MDS at least 1.4 times as common, this would have been the best. ...`, the smallest
    change first."""
    if not doubts:
        return ""
    nearest = sorted(doubts, key=lambda doubt: abs(log(doubt.factor)))[:MOST_NAMED]
    named = ", or ".join(assumption(case, doubt) for doubt in nearest)
    return f"A close call: {named}, this would have been the best. {RANGE}, so no points were taken."


def ranking_text(case: Closed, others: Sequence[tuple[Doubt, str]]) -> str:
    """Which other orders (keys, empty for none) come first under other assumptions, the smallest change first."""
    if not others:
        return ""
    nearest = sorted(others, key=lambda other: abs(log(other[0].factor)))[:MOST_NAMED]
    by_key = {key: [assumption(case, doubt) for doubt, same in nearest if same == key] for _, key in nearest}
    told = [f"{', or '.join(assumed)}, {_first(case, key)}" for key, assumed in by_key.items()]
    return f"This ranking is not beyond doubt: {'; '.join(told)}. {RANGE}."


def assumption(case: Closed, doubt: Doubt) -> str:
    """One assumption within a sentence, such as `were MDS at most 0.7 times as common`."""
    least, most = FACTORS
    if doubt.what == LOSSES:
        how = {least: "halved", most: "doubled"}.get(doubt.factor, f"{_times(doubt)} as large")
        return f"were the losses of disease {how}"
    how = {least: "half", most: "twice"}.get(doubt.factor, _times(doubt))
    return f"were {lowered(case.catalog.diagnoses[doubt.what].short)} {how} as common"


def _times(doubt: Doubt) -> str:
    return f"{'at most' if doubt.factor < 1 else 'at least'} {doubt.factor:.1f} times"


def _first(case: Closed, key: str) -> str:
    return f"{spoken(case.catalog.investigations[key].name)} would come first" if key else "no order would be worth it"
