"""Is a day the same however it is reckoned, and told as it was?"""

from collections.abc import Iterator

import pytest
from django.core.cache import caches

from cases.charts.tools import days
from cases.charts.tools.clinic import BAR_WIDTH, day_chart, offered
from cases.charts.tools.days import Day, day_of
from cases.reasoning.tools.clinic import OFFERED, Policy

PATIENTS, PART = 12, 4
SETTING, SEED = "general-medicine", 7


@pytest.fixture(autouse=True)
def short_days(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Few patients a day, none of them kept from another test."""
    monkeypatch.setattr(days, "PATIENTS", PATIENTS)
    monkeypatch.setattr(days, "PART", PART)
    caches["days"].clear()
    yield
    caches["days"].clear()


def whole(seen: int = 0) -> Day:
    day = day_of(SETTING, SEED, seen)
    while not day.is_over:
        day = day_of(SETTING, SEED, day.seen)
    return day


def test_each_request_sees_one_part_more() -> None:
    assert [day_of(SETTING, SEED, seen).seen for seen in (0, 4, 8)] == [4, 8, 12]
    assert day_of(SETTING, SEED, 0).is_over  # all kept by now


def test_a_day_of_which_nothing_is_kept_comes_to_the_same_end(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = whole()
    monkeypatch.setattr(days, "_kept", lambda setting, seed, first: None)
    forgetful, seen = day_of(SETTING, SEED, 0), [4]
    while not forgetful.is_over:
        forgetful = day_of(SETTING, SEED, forgetful.seen)
        seen.append(forgetful.seen)
    assert seen == [4, 8, 12]
    assert forgetful.attendances == kept.attendances


def test_an_address_that_claims_too_much_is_caught_up() -> None:
    assert [one.number for one in day_of(SETTING, SEED, 999).attendances] == list(range(PATIENTS))


def test_another_number_is_another_day() -> None:
    first = day_of(SETTING, SEED, 999).attendances
    assert day_of(SETTING, SEED + 1, 999).attendances != first


def test_the_day_is_told_three_ways_on_the_same_scale() -> None:
    chart = day_chart(whole(), Policy({"serum-b12": "everyone"}))
    assert [way.name for way in chart.ways] == ["Your rule", "The ideal", "Count alone"]
    assert max(way.width for way in chart.ways) == pytest.approx(BAR_WIDTH, abs=0.5)
    assert all(len(numbers) == 3 for _, numbers in chart.rows)
    assert chart.ways[2].numbers[2] == "0.0"


def test_each_test_is_told_with_what_it_found() -> None:
    chart = day_chart(whole(), Policy({"serum-b12": "everyone"}))
    told = {test.name: test for test in chart.tests}
    assert len(told) == len(OFFERED)
    assert told["Vitamin B12, serum"].done[0] == PATIENTS
    assert told["Vitamin B12, serum"].spent == "$181"  # 12 x 15.10
    assert told["Copper, serum"].needed[0] == "·"


def test_everybody_who_was_missed_is_named_with_what_the_ideal_did() -> None:
    day = whole()
    chart = day_chart(day, Policy({}))
    assert len(chart.missed) == sum(one.hidden for one in day.attendances) > 0
    assert chart.headline.startswith(f"The count alone misses {len(chart.missed)} of ")
    assert all(one.tests == "no test" for one in chart.missed)


def test_a_list_of_the_missed_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cases.charts.tools.clinic.LISTED", 0)
    chart = day_chart(whole(), Policy({}))
    assert chart.missed == ()
    assert chart.unlisted > 0


def test_what_is_offered_has_a_price_and_a_wait() -> None:
    b12 = next(test for test in offered() if test.key == "serum-b12")
    assert (b12.price, b12.minutes) == ("$15.10", "6 h")
