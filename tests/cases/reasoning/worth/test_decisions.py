"""Does the loss of a course of action add up as published?"""

import numpy as np
import pytest

from cases.catalog import current
from cases.catalog.disease import Condition
from cases.reasoning.worth.decisions import (
    OBSERVE,
    REFER,
    STOP,
    Course,
    confirming,
    course_of,
    loss,
    loss_table,
    recommended_course,
    seen,
)
from tests.cases.reasoning.tiny import CATALOG, evidence, line
from tests.cases.variants import changed

LACK, CLONE = CATALOG.conditions["lack"], CATALOG.conditions["clone"]


def course(*managements: str, stops: tuple[str, ...] = ()) -> Course:
    """Return a way to act."""
    return Course(frozenset(managements), frozenset(stops))


# Worked by hand: what is not averted of the untreated loss, the cost, the harm (a third of it where it helps), traps.
BY_HAND = {
    "nothing is done for a lack": (LACK, course(OBSERVE), 9000.0),
    "the lack is replaced": (LACK, course("replacement"), 0.05 * 9000 + 10 + 0.3 * 1),
    "poison for a lack": (LACK, course("cytotoxic"), 9000 + 500 + 400 + 15000),
    "poison beside what helps is no trap": (LACK, course("replacement", "cytotoxic"), 450 + 10 + 0.3 + 500 + 400),
    "poison for a clone": (CLONE, course("cytotoxic"), 0.5 * 8000 + 500 + 0.3 * 400),
    "a vitamin for a clone": (CLONE, course("replacement"), 8000 + 10 + 1 + 100),
    "a referral": (CLONE, course(REFER), 8000 + 300),
}


@pytest.mark.parametrize("example", BY_HAND.values(), ids=BY_HAND)
def test_a_loss_is_what_was_worked_by_hand(example: tuple[Condition, Course, float]) -> None:
    condition, action, expected = example
    assert loss(CATALOG, condition, action) == pytest.approx(expected)


def test_a_plan_amounts_to_its_lines_of_management() -> None:
    assert course_of(CATALOG, [line("shots"), line("poison")], []) == course("replacement", "cytotoxic")
    assert course_of(CATALOG, [], []) == course(OBSERVE)
    assert course_of(CATALOG, [], ["methimazole"]) == course(STOP, stops=("methimazole",))


def test_stopping_averts_a_loss_only_where_that_drug_is_the_cause() -> None:
    catalog = current()
    methimazole = catalog.conditions["methimazole"]
    right, wrong = course(STOP, stops=("methimazole",)), course(STOP, stops=("aspirin",))
    assert loss(catalog, methimazole, right) < loss(catalog, methimazole, wrong)
    assert loss(catalog, methimazole, wrong) >= methimazole.loss.untreated


def test_the_table_holds_what_is_recommended_for_anybody_and_watching_and_referring() -> None:
    table = loss_table(CATALOG)
    assert table.conditions == ("lack", "clone")
    assert set(table.courses) == {course("replacement"), course("cytotoxic"), course(OBSERVE), course(REFER)}
    for i, condition in enumerate((LACK, CLONE)):
        for j, action in enumerate(table.courses):
            assert table.losses[i, j] == loss(CATALOG, condition, action)
    assert table.per_day.tolist() == [12, 48]


def test_a_scale_varies_all_losses_alike() -> None:
    plain, half = loss_table(CATALOG), loss_table(CATALOG, 0.5)
    assert np.allclose(half.losses, plain.losses / 2)
    assert np.allclose(half.per_day, plain.per_day / 2)


def test_the_best_course_is_that_of_the_least_expected_loss() -> None:
    table = loss_table(CATALOG)
    sure, unsure = np.array([0.99, 0.01]), np.array([0.001, 0.999])
    assert table.best(sure, ()) == course("replacement")
    assert table.best(unsure, ()) == course("cytotoxic")
    expected = 0.99 * loss(CATALOG, LACK, table.best(sure, ())) + 0.01 * loss(CATALOG, CLONE, table.best(sure, ()))
    assert float(table.value(sure, ())) == pytest.approx(expected)
    assert table.of_course(table.best(sure, ()), sure, ()) == pytest.approx(expected)
    assert loss_table(CATALOG, 2).of_course(table.best(sure, ()), sure, ()) == pytest.approx(2 * expected)


def test_many_beliefs_are_valued_at_once() -> None:
    table = loss_table(CATALOG)
    beliefs = np.array([[1.0, 0.0], [0.5, 0.5]])
    assert table.value(beliefs, ()).tolist() == [float(table.value(belief, ())) for belief in beliefs]


@pytest.mark.parametrize("condition", current().conditions.values(), ids=lambda condition: condition.key)
def test_what_the_catalog_recommends_is_the_best_that_the_table_knows(condition: Condition) -> None:
    catalog = current()
    table = loss_table(catalog)
    certain = np.array([float(key == condition.key) for key in table.conditions])
    best = float(table.value(certain, catalog.investigations))
    assert (
        loss(catalog, condition, recommended_course(catalog, condition)) <= best + 0.02 * condition.loss.untreated + 1
    )


@pytest.mark.parametrize("condition", current().conditions.values(), ids=lambda condition: condition.key)
def test_what_the_catalog_recommends_is_worth_the_test_that_must_come_before_it(condition: Condition) -> None:
    """Where the disease is sure, no way around the marrow (to refer and let others decide) may look better."""
    catalog = current()
    table, recommended = loss_table(catalog), recommended_course(catalog, condition)
    certain = np.array([float(key == condition.key) for key in table.conditions])
    tests = [catalog.investigations[key] for key in confirming(catalog, recommended)]
    prices = [t.fee + t.burden + t.harm + t.turnaround_minutes / 1440 * condition.loss.per_day for t in tests]
    confirmed = loss(catalog, condition, recommended) + min(prices, default=0.0)
    assert confirmed <= float(table.value(certain, ())) + 0.02 * condition.loss.untreated + 1


CAREFUL = changed(CATALOG, "managements", "cytotoxic", confirmed_by=("film", "count"), unconfirmed=5000.0)


def test_a_treatment_that_needs_confirming_costs_more_until_one_such_test_was_seen() -> None:
    belief, poison = np.array([0.2, 0.8]), course("cytotoxic")
    careful, plain = loss_table(CAREFUL), loss_table(CATALOG)
    early, late, other = (careful.of_course(poison, belief, done) for done in ([], ["film"], ["assay"]))
    assert early == other == late + 5000
    assert careful.of_course(course("replacement"), belief, []) == plain.of_course(course("replacement"), belief, [])
    assert confirming(CAREFUL, poison) == {"film", "count"}
    assert confirming(CATALOG, poison) == set()


def test_the_table_knows_what_needs_confirming() -> None:
    table, clone = loss_table(CAREFUL), np.array([0.0, 1.0])
    assert table.best(clone, {"film"}) == course("cytotoxic")
    assert table.best(clone, {"assay"}) != course("cytotoxic")
    assert float(table.value(clone, {"film"})) < float(table.value(clone, ()))
    for done in ((), ("film",)):
        for j, action in enumerate(table.courses):
            expected = table.of_course(action, clone, done)
            assert table.expected(clone, done)[j] == pytest.approx(expected)


def test_a_test_has_been_seen_when_anything_of_it_is_known() -> None:
    assert seen(CATALOG, evidence()) == set()
    assert seen(CATALOG, evidence(vitamin=150, lobes="few")) == {"assay", "film"}
