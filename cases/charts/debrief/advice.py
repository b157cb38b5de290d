"""Which other order may be recommended where one fell short?"""

from __future__ import annotations

from collections.abc import Iterable

from cases.charts.debrief.closed import Closed
from cases.charts.debrief.wording import dollars, spoken
from cases.charts.times import HOUR, span_text
from cases.models import Kind
from cases.reasoning.score.steps import TRIFLE, Alternative, Step

# Regrets up to so many dollars lie near the error of imagining results, and are not worth a remark.
WORTH_A_REMARK = 20.0
# Sums of dollars that differ by less are the same.
CENTS = 0.5
# An order of more tests than this is no question but a net, and is told with its fees and the wait: assumed.
MANY_TESTS = 9


def advisable(case: Closed, step: Step) -> tuple[Alternative, ...]:
    """The better orders that may be recommended: none that this patient's points or unsafe acts tell to leave out.

    An observer who looks one step ahead sees no harm in a marrow before its time; a teacher does. Beside a plan that
    did not fit those are named that even a fitting plan called for.
    """
    if is_time_to_treat(step):
        return ()
    forbidden = forbidden_orders(case)
    return tuple(alternative for alternative in step.better if alternative.key not in forbidden)


def is_time_to_treat(step: Step) -> bool:
    """Whether acting at once was the best that was open: no order was worth its cost, or none made good all of the
    regret. Other orders are then better only for being cheaper.
    """
    if step.kind != Kind.ORDER:
        return False
    if step.value_best is not None and step.value_now - step.value_best <= TRIFLE:
        return True
    return step.regret > max((a.better_by for a in step.better), default=0.0) + CENTS


def is_asked_for(case: Closed, step: Step) -> bool:
    """Whether a key feature of this patient asks for any of the tests that were ordered."""
    points = [case.catalog.teaching_points[key].key_feature for key in case.condition.key_features]
    clauses = [clause for point in points if point for clause in point.all]
    return any(c.act == "order" and not c.never and set(c.keys) & set(step.keys) for c in clauses)


def is_net(step: Step) -> bool:
    """Whether an order was of so many tests that none of them was chosen."""
    return step.kind == Kind.ORDER and len(step.keys) > MANY_TESTS


def net_words(case: Closed, step: Step) -> str:
    """What such an order cost, such as `$12,958 in fees and 6 weeks of waiting`."""
    act = case.acts[step.act]
    return f"{dollars(act.fee)} in fees and {span_text(max(case.record.minutes_after(act), HOUR))} of waiting"


def forbidden_orders(case: Closed) -> set[str]:
    """Tests that are best left out, or not done first, in this patient."""
    points = [case.catalog.teaching_points[key].key_feature for key in case.condition.key_features]
    forbidden = {key for point in points if point for clause in point.all if clause.never for key in clause.keys}
    for act in case.catalog.unsafe_acts.values():
        if not act.conditions or case.condition.key in act.conditions:
            forbidden |= {
                key for clause in act.all if clause.act == "order" and not clause.never for key in clause.keys
            }
    return forbidden


def better_words(case: Closed, alternatives: Iterable[Alternative]) -> list[str]:
    """Other orders in words, such as `ferritin costs $14, better by $310`."""
    tests = case.catalog.investigations
    return [
        f"{spoken(tests[a.key].name)} costs {dollars(a.fee)}, better by {dollars(a.better_by)}" for a in alternatives
    ]
