"""Which acts were unsafe, when, why, and at what cost?"""

from __future__ import annotations

from dataclasses import dataclass

from cases.catalog.teaching import UnsafeAct
from cases.charts.debrief.closed import Closed
from cases.charts.debrief.counterfactuals import LAST_DAY, NERVES, Counterfactuals
from cases.charts.debrief.remarks import Lesson, act_of_deeds, lesson_of
from cases.charts.debrief.wording import capital, price
from cases.charts.times import moment_text

UNSAFE = "unsafe"
# A difference of the neuropathy index that a person would notice: assumed.
NOTICED_DIFFERENCE = 0.05


@dataclass(frozen=True)
class Unsafe:
    """One unsafe act; `is_grave` tells unsafe from avoidable harm, `own_cost` is this patient's."""

    grade: str
    is_grave: bool
    when: str
    name: str
    why: str
    cost: str
    own_cost: str
    lesson: Lesson


def unsafe_of(case: Closed, fates: Counterfactuals) -> tuple[Unsafe, ...]:
    """The unsafe acts, gravest first."""
    acts = [case.catalog.unsafe_acts[key] for key in case.grade.unsafe]
    return tuple(_unsafe(case, act, fates) for act in acts)


def _unsafe(case: Closed, act: UnsafeAct, fates: Counterfactuals) -> Unsafe:
    number = act_of_deeds(case, act.all)
    return Unsafe(
        grade=capital(act.grade),
        is_grave=act.grade == UNSAFE,
        when=capital(moment_text(case.acts[number].at_minutes)),
        name=act.name,
        why=act.why,
        cost=act.cost,
        own_cost=_fee(case, act) or _nerves(fates),
        lesson=lesson_of(case.catalog.teaching_points[act.teaching_point]),
    )


def _fee(case: Closed, act: UnsafeAct) -> str:
    """What the test itself cost, where the act was an order."""
    ordered = {deed.key for deed in case.deeds if deed.act == "order"}
    keys = [key for clause in act.all if clause.act == "order" and not clause.never for key in clause.keys]
    fees = [case.catalog.investigations[key].fee for key in keys if key in ordered]
    return f"Its fee was {price(sum(fees))}." if fees else ""


def _nerves(fates: Counterfactuals) -> str:
    """What the plan cost the nerves, against the recommended one."""
    chosen = fates.chosen.moment(LAST_DAY) if fates.chosen else None
    best = fates.recommended.moment(LAST_DAY)
    if chosen is None or best is None:
        return (
            f"Under your plan the patient lived {fates.chosen.stopped} only."
            if fates.chosen and fates.chosen.stopped
            else ""
        )
    index, least = chosen.indices[NERVES], best.indices[NERVES]
    if index - least < NOTICED_DIFFERENCE:
        return ""
    return f"In this patient the neuropathy index is {index:.2f} at 2½ years, against {least:.2f}."
