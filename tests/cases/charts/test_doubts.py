"""Does the debrief say where another plausible assumption would have called an act the best?"""

from dataclasses import replace

import pytest

from cases.charts.debrief.closed import Closed, closed
from cases.charts.debrief.doubts import assumption, doubt_text, ranking_text
from cases.charts.debrief.orders import orders_of
from cases.models import Encounter
from cases.reasoning.worth.robustness import Doubt


@pytest.fixture
def case(missed: Encounter) -> Closed:
    """Somebody gave folate alone."""
    return closed(missed, "conventional")


@pytest.mark.parametrize(
    ("doubt", "text"),
    [
        (Doubt("losses", 0.5), "were the losses of disease halved"),
        (Doubt("losses", 2.0), "were the losses of disease doubled"),
        (Doubt("losses", 2**0.25), "were the losses of disease at least 1.2 times as large"),
        (Doubt("mds", 0.5), "were MDS half as common"),
        (Doubt("mds", 0.5**0.5), "were MDS at most 0.7 times as common"),
        (Doubt("b12-deficiency", 2.0), "were B12 deficiency twice as common"),
    ],
)
def test_an_assumption_is_told_in_a_few_words(case: Closed, doubt: Doubt, text: str) -> None:
    assert assumption(case, doubt) == text


def test_a_close_call_names_the_smallest_changes_and_says_that_it_took_no_points(case: Closed) -> None:
    assert doubt_text(case, ()) == ""
    assert doubt_text(case, [Doubt("losses", 2.0), Doubt("mds", 0.5), Doubt("mds", 2**0.5)]) == (
        "A close call: were MDS at least 1.4 times as common, or were the losses of disease doubled, this would have"
        " been the best. Nobody knows such numbers better than to within half and twice, so no points were taken."
    )


def test_a_ranking_in_doubt_says_what_would_come_first_and_when(case: Closed) -> None:
    assert ranking_text(case, ()) == ""
    assert ranking_text(case, [(Doubt("losses", 0.5), ""), (Doubt("mds", 2**0.5), "ldh")]) == (
        "This ranking is not beyond doubt: were MDS at least 1.4 times as common, lactate dehydrogenase would come"
        " first; were the losses of disease halved, no order would be worth it."
        " Nobody knows such numbers better than to within half and twice."
    )
    both = ranking_text(case, [(Doubt("losses", 0.5), "ldh"), (Doubt("mds", 2**0.5), "ldh")])
    assert both.count("lactate dehydrogenase would come first") == 1
    assert "common, or were the losses of disease halved, lactate" in both


def test_an_order_in_doubt_is_not_charged_and_says_why(case: Closed) -> None:
    first, *rest = (step for step in case.grade.steps if step.kind == "order")
    doubted = replace(first, regret=90.0, doubts=(Doubt("losses", 0.5),))
    order, *_ = orders_of(replace(case, grade=replace(case.grade, steps=(doubted, *rest, case.grade.steps[-1]))))
    assert (order.is_much, order.better, order.regret) == (False, (), "$90")
    assert order.doubt.startswith("A close call: were the losses of disease halved,")
    charged = replace(doubted, doubts=())
    order, *_ = orders_of(replace(case, grade=replace(case.grade, steps=(charged, *rest, case.grade.steps[-1]))))
    assert (order.is_much, order.doubt) == (True, "")
