"""Are forms of an exam alike, and is its clock honest?"""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from statistics import mean

import pytest

from quizzes.modes import Clock, Pause, Variant, exam

from .banks import bank, point_of

NINE = datetime(2026, 3, 1, 9, tzinfo=UTC)
ENTRIES = {entry.template: entry for entry in bank()}


def test_forms_are_alike_in_points_kinds_and_difficulty_but_not_in_questions() -> None:
    forms = [exam(bank(), seed, count=20) for seed in range(25)]
    for form in forms:
        entries = [ENTRIES[variant.template] for variant in form]
        assert len(set(form)) == 20
        assert set(Counter(point_of(variant.template) for variant in form).values()) == {2, 3}
        assert max(Counter(entry.kind for entry in entries).values()) <= 8
        assert mean(entry.difficulty for entry in entries) == pytest.approx(
            0.45, abs=0.031
        )  # by chance its SD would be 0.038
        assert all(a.points != b.points for a, b in pairwise(entries))
    shared = [len({v.template for v in a} & {v.template for v in b}) for a, b in pairwise(forms)]
    assert mean(shared) < 14


def test_a_form_is_its_seeds_and_can_be_made_harder() -> None:
    assert exam(bank(), 3, count=20) == exam(bank()[::-1], 3, count=20) != exam(bank(), 4, count=20)
    hard, easy = (exam(bank(), 3, count=20, difficulty=d) for d in (0.6, 0.3))
    assert mean(ENTRIES[v.template].difficulty for v in hard) > mean(ENTRIES[v.template].difficulty for v in easy) + 0.1
    assert len(exam(bank(), 3, count=1000)) == len(bank()) and exam([], 3, count=5) == ()


def test_no_variant_of_the_history_is_in_an_exam() -> None:
    first = exam(bank(), 3, count=20)
    assert not set(first) & set(exam(bank(), 3, count=20, history=first))
    assert isinstance(first[0], Variant)


@pytest.mark.parametrize(("seconds", "verdict"), [(-1, "in time"), (0, "in time"), (29, "in grace"), (31, "late")])
def test_what_arrives_is_taken_by_the_stored_start(seconds: int, verdict: str) -> None:
    clock = Clock(NINE, minutes=30)
    assert clock.verdict(NINE + timedelta(minutes=30, seconds=seconds)) == verdict


def test_a_crash_neither_gives_nor_takes_time() -> None:
    before, after = Clock(NINE, minutes=30), Clock(NINE, minutes=30)  # made anew from what is stored
    now = NINE + timedelta(minutes=20)
    assert before.remaining(now) == after.remaining(now) == timedelta(minutes=10)
    assert after.remaining(NINE + timedelta(hours=2)) == timedelta(0)


def test_who_needs_more_time_has_it_and_a_pause_moves_the_deadline() -> None:
    assert Clock(NINE, 30, allowance=1.5).deadline(NINE) == NINE + timedelta(minutes=45)
    paused = Clock(NINE, 30, pauses=(Pause(NINE + timedelta(minutes=5), NINE + timedelta(minutes=15)),))
    assert paused.deadline(NINE + timedelta(minutes=20)) == NINE + timedelta(minutes=40)
    resting = Clock(NINE, 30, pauses=(Pause(NINE + timedelta(minutes=5)),))
    for hours in (1, 5):
        assert resting.remaining(NINE + timedelta(hours=hours)) == timedelta(minutes=25)
