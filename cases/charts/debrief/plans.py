"""Was the plan that was signed of the right kind?"""

from __future__ import annotations

from cases.charts.debrief.closed import Closed
from cases.charts.debrief.wording import listed, lowered
from cases.reasoning.worth.decisions import OBSERVE, Course, course_of, loss, recommended_course

# Within a tenth of what it costs to leave the disease untreated, a course is as good as the recommended one: assumed.
AS_GOOD = 0.1


def is_fitting(case: Closed) -> bool:
    """Whether the last plan costs this patient little more than the recommended one."""
    excess = loss(case.catalog, case.condition, chosen_course(case)) - loss(case.catalog, case.condition, best(case))
    return excess <= AS_GOOD * case.condition.loss.untreated


def chosen_course(case: Closed) -> Course:
    """What the last plan amounts to; to observe, where none was signed."""
    plan = case.interventions[-1].plan if case.interventions else None
    return course_of(case.catalog, plan.prescriptions if plan else (), plan.stops if plan else ())


def best(case: Closed) -> Course:
    """What the catalog recommends."""
    return recommended_course(case.catalog, case.condition)


def shortfall(case: Closed) -> str:
    """What a plan that does not fit left out, or else what it added, in one sentence."""
    chosen, recommended = chosen_course(case), best(case)
    left_out = _names(case, recommended.managements - chosen.managements)
    if left_out:
        return f"Missing from the plan: {listed(left_out)}."
    added = _names(case, chosen.managements - recommended.managements)
    return f"Not needed in the plan: {listed(added)}." if added else "The plan does not stop the cause."


def _names(case: Closed, managements: frozenset[str]) -> list[str]:
    return [lowered(case.catalog.managements[key].name) for key in sorted(managements - {OBSERVE})]
