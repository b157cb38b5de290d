"""Under which other assumptions would an act have been the best, in words?"""

from __future__ import annotations

from collections.abc import Sequence

from cases.charts.debrief.closed import Closed
from cases.charts.debrief.wording import lowered
from cases.reasoning.robustness import LOSSES, Doubt

MOST_NAMED = 2


def doubt_text(case: Closed, doubts: Sequence[Doubt]) -> str:
    """Such as `A close call: were MDS twice as common, this would have been the best. No points were taken.`"""
    if not doubts:
        return ""
    named = ", or ".join(assumption(case, doubt) for doubt in doubts[:MOST_NAMED])
    return f"A close call: {named}, this would have been the best. No points were taken."


def assumption(case: Closed, doubt: Doubt) -> str:
    """One assumption within a sentence, such as `were MDS half as common`."""
    if doubt.what == LOSSES:
        return f"were the losses of disease {'halved' if doubt.factor < 1 else 'doubled'}"
    how = "half" if doubt.factor < 1 else "twice"
    return f"were {lowered(case.catalog.diagnoses[doubt.what].short)} {how} as common"
