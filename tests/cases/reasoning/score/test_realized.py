"""Is what was lost in fact the sum of what was paid, waited and left untreated?"""

import pytest

from cases.reasoning.score.realized import realized_loss
from cases.reasoning.worth.decisions import Course, loss, loss_table
from cases.reasoning.worth.information import price_of
from tests.cases.reasoning.records import story
from tests.cases.reasoning.tiny import CATALOG
from tests.cases.variants import changed

LACK = CATALOG.conditions["lack"]


def test_what_was_lost_is_tests_time_and_the_loss_of_the_plan() -> None:
    record = story().order("assay", vitamin=50.0).sign("lack", "shots").record
    expected = price_of(CATALOG, ["assay"]) + 12 * 1 + loss(CATALOG, LACK, Course(frozenset({"replacement"})))
    assert realized_loss(loss_table(CATALOG), LACK, record) == pytest.approx(expected)


def test_the_same_acts_lose_more_in_another_disease() -> None:
    record = story().sign("lack", "shots").record
    table = loss_table(CATALOG)
    clone = CATALOG.conditions["clone"]
    assert realized_loss(table, clone, record) == loss(CATALOG, clone, Course(frozenset({"replacement"})))


def test_a_result_that_was_not_awaited_confirms_nothing() -> None:
    careful = changed(CATALOG, "managements", "cytotoxic", confirmed_by=("assay",), unconfirmed=5000.0)
    clone, table = careful.conditions["clone"], loss_table(careful)
    awaited, hurried = (
        realized_loss(table, clone, story().order("assay", wait_hours=h, vitamin=900.0).sign("clone", "poison").record)
        for h in (24, 2)
    )
    assert hurried == pytest.approx(awaited + 5000 - 48 * 22 / 24)


def test_who_signs_nothing_loses_what_is_left_untreated() -> None:
    record = story().order("assay", vitamin=50.0).record
    assert realized_loss(loss_table(CATALOG), LACK, record) >= 9000
