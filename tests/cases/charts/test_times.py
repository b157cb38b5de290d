"""Are minutes told as people tell them?"""

from datetime import date

import pytest

from cases.charts import times

DAY = 1440


def test_the_day_begins_at_midnight_and_the_encounter_at_nine() -> None:
    assert [times.day_of(m) for m in (0, 14 * 60 + 59, 15 * 60, DAY, -9 * 60, -9 * 60 - 1)] == [0, 0, 1, 1, 0, -1]
    assert [times.time_text(m) for m in (0, 140, 15 * 60)] == ["09:00", "11:20", "00:00"]


def test_a_time_of_today_needs_no_day() -> None:
    assert times.due_text(0, 220) == "12:40"
    assert times.due_text(0, 2 * DAY) == "day 2, 09:00"


def test_dates_count_from_day_zero() -> None:
    assert times.date_of(date(2025, 11, 18), 7 * DAY) == date(2025, 11, 25)
    assert times.date_text(date(2025, 11, 8)) == "8 Nov 2025"
    assert times.date_text(date(2025, 11, 8), year=False) == "8 Nov"


@pytest.mark.parametrize(
    ("minutes", "told"),
    [(20, "20 min"), (60, "1 h"), (75, "75 min"), (150, "2.5 h"), (3 * DAY, "3 d"), (42 * DAY, "42 d")],
)
def test_turnaround(minutes: int, told: str) -> None:
    assert times.turnaround_text(minutes) == told


@pytest.mark.parametrize(
    ("days", "gap", "span"),
    [
        (0.1, "+ 2 h", "2 hours"),
        (1, "+ 1 d", "1 day"),
        (5, "+ 5 d", "5 days"),
        (21, "+ 3 wk", "3 weeks"),
        (91, "+ 3 mo", "3 months"),
        (820, "+ 2 y 3 mo", "2 years 3 months"),
        (366, "+ 1 y", "1 year"),
        (364.9 * 2, "+ 2 y", "2 years"),
    ],
)
def test_lengths_of_time(days: float, gap: str, span: str) -> None:
    assert times.gap_text(round(days * DAY)) == gap
    assert times.span_text(round(days * DAY)) == span


def test_money_and_counts() -> None:
    assert times.money_text(131830) == "$1,318.30"
    assert times.count_text(1, "test") == "1 test"
    assert times.count_text(4, "test") == "4 tests"
