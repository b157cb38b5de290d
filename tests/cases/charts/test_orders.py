"""Is an order told by what it was worth, and by what would have been better?"""

from dataclasses import replace

from cases.charts.debrief.advice import advisable, is_time_to_treat
from cases.charts.debrief.closed import closed
from cases.charts.debrief.orders import orders_of
from cases.charts.debrief.remarks import regret_remarks
from cases.models import Encounter
from cases.reasoning.score.steps import Alternative, Step


def step(**given: object) -> Step:
    usual = {"act": 1, "kind": "order", "keys": ("cbc",), "at_minutes": 0, "spent": 0.0, "belief": {}, "said": None}
    return Step(**usual | {"regret": 0.0, "better": ()} | given)  # type: ignore[arg-type]


def test_a_marrow_to_be_left_out_is_never_recommended(found: Encounter) -> None:
    case = closed(found, "conventional")
    better = (Alternative("bone-marrow", 1180, 90), Alternative("serum-b12", 15, 80))
    assert [a.key for a in advisable(case, step(regret=90.0, better=better))] == ["serum-b12"]


def test_an_order_that_no_other_order_could_redeem_came_too_late() -> None:
    cheaper = (Alternative("urinalysis", 3, 36),)
    assert is_time_to_treat(step(regret=40.0, better=cheaper))
    assert not is_time_to_treat(step(regret=36.0, better=cheaper))
    assert is_time_to_treat(step(regret=40.0))
    assert is_time_to_treat(step(regret=36.0, better=cheaper, value_now=500.0, value_best=498.0))
    assert not is_time_to_treat(step(regret=36.0, better=cheaper, value_now=500.0, value_best=300.0))


def test_an_order_of_very_many_tests_is_told_by_what_it_cost_and_leads_to_the_point_on_ordering(
    found: Encounter,
) -> None:
    case = closed(found, "conventional")
    order = next(step for step in case.grade.steps if step.kind == "order")
    everything = replace(order, keys=tuple(case.catalog.investigations), regret=9000.0, doubts=())
    case = replace(case, grade=replace(case.grade, steps=(everything, case.grade.steps[-1])))
    [remark] = [each for each in regret_remarks(case) if each.act == order.act]
    assert remark.lesson.key == "one-question-at-a-time"
    assert "It cost $34 in fees and 1 day of waiting for the slowest result" in remark.lead
    assert orders_of(case)[0].note.startswith("bone marrow aspirate: to be left out")


def test_beside_a_plan_that_does_not_fit_it_is_said_that_tests_are_not_what_was_missing(missed: Encounter) -> None:
    stop = orders_of(closed(missed, "conventional"))[-1]
    assert stop.note == "the plan itself fell short"
    assert stop.better_than == "Worth its price before any plan"
    assert orders_of(closed(missed, "conventional"))[0].better_than == "Better at that moment"
