"""Which of the findings told the disease from its rival, and by how much?"""

from __future__ import annotations

import math
from dataclasses import dataclass

from cases.charts.debrief.choices import contrast_text
from cases.charts.debrief.closed import Closed
from cases.charts.debrief.numbers import phrase
from cases.charts.debrief.wording import capital, lowered
from cases.reasoning.belief.evidence import Evidence
from cases.reasoning.belief.observer import current_observer
from cases.reasoning.tools.contrasts import Support, contrasts, supports, view_of

MOST_ROWS = 5
# Factors up to this are no help in telling two diseases apart: assumed.
LEAST_FACTOR, LARGEST_FACTOR = 1.5, 100


@dataclass(frozen=True)
class Telling:
    """One finding that was seen: what is usual in both, which of the two it favors, and by what factor."""

    text: str
    usual: str
    favors: str
    times: str
    is_true: bool


def telling_of(case: Closed, rival: str) -> tuple[Telling, ...]:
    """The findings that told most between the true diagnosis and `rival`, each weighed alone; none where they agree."""
    true = case.condition.diagnosis
    if rival == true:
        return ()
    observer, setting = current_observer(), case.encounter.setting
    conditions = case.catalog.conditions
    two = {key: share for key, share in case.prior.items() if conditions[key].diagnosis in (true, rival)}
    found = supports(case.catalog, observer, case.evidence, setting, two, true)
    told = [support for support in found if abs(support.log_ratio) > math.log(LEAST_FACTOR)]
    told.sort(key=lambda support: -abs(support.log_ratio))
    return tuple(_telling(case, support, true, rival) for support in told[:MOST_ROWS])


def factor_text(log_ratio: float) -> str:
    """By how many times, such as `8 times`, `2.4 times`, `over 100 times`."""
    factor = math.exp(abs(log_ratio))
    if factor > LARGEST_FACTOR:
        return f"over {LARGEST_FACTOR} times"
    return f"{factor:.0f} times" if factor >= 3 else f"{factor:.1f} times"


def _telling(case: Closed, support: Support, true: str, rival: str) -> Telling:
    door = Evidence(case.patient.age, case.patient.sex)
    view = view_of(case.catalog, current_observer(), door, case.encounter.setting, case.prior)
    (contrast,) = contrasts(view, [support.item], true, rival)
    is_true = support.log_ratio > 0
    return Telling(
        text=capital(phrase(case, support.item).text),
        usual=f"{capital(contrast_text(case, contrast, true, rival))}.",
        favors=lowered(case.catalog.diagnoses[true if is_true else rival].short),
        times=factor_text(support.log_ratio),
        is_true=is_true,
    )
