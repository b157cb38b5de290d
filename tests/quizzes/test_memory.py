"""Does a point come back when it is about to be forgotten, the same way each time?"""

from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from fsrs import Rating
from fsrs.scheduler import DEFAULT_PARAMETERS
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.certainty import Certainty
from quizzes.memory import (
    LONGEST_DAYS,
    RECALL_WANTED,
    SOON,
    forecast,
    next_intervals,
    rating_of,
    recall,
    replayed,
    reviewed,
)

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
AGAIN, HARD, GOOD, EASY = Rating
# Each answer given when due: rating, days to the next review, stability and difficulty after it (FSRS-6, its defaults).
PINNED = [
    (GOOD, 2, 2.3065, 2.1181),
    (GOOD, 11, 10.9643, 2.1112),
    (GOOD, 46, 46.2802, 2.1043),
    (AGAIN, 0, 2.9326, 7.3900),
    (GOOD, 3, 2.9326, 7.3778),
    (HARD, 6, 5.8566, 8.2445),
    (EASY, 18, 18.1978, 7.6431),
]


def test_a_fixed_sequence_is_scheduled_as_ever() -> None:
    memory, when = None, NOON
    for rating, days, stability, difficulty in PINNED:
        memory = reviewed(memory, rating, when)
        assert (memory.due - when).days == days
        assert memory.stability == pytest.approx(stability, abs=5e-5)
        assert memory.difficulty == pytest.approx(difficulty, abs=5e-5)
        when = memory.due


def test_the_first_stability_and_the_curve_are_those_of_the_published_formula() -> None:
    # FSRS-6: S0 = w[rating - 1]; R(t) = (1 + F t / S) ** -w[20], with R(S) = 0.9.
    memory = reviewed(None, EASY, NOON)
    stability, decay = DEFAULT_PARAMETERS[3], -DEFAULT_PARAMETERS[20]
    factor = RECALL_WANTED ** (1 / decay) - 1
    assert memory.stability == stability
    for days in (0, 3, 8, 200):
        curve = (1 + factor * days / stability) ** decay
        assert recall(memory, NOON + timedelta(days=days)) == pytest.approx(curve)


def test_the_memory_before_a_review_stays_as_it_was() -> None:
    before = reviewed(None, GOOD, NOON)
    copy = replace(before)
    reviewed(before, AGAIN, before.due)
    assert before == copy
    with pytest.raises(FrozenInstanceError):
        before.step = 3  # type: ignore[misc]


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(Rating), st.floats(0, 400)), min_size=1, max_size=12))
def test_a_history_replayed_is_the_same_memory_and_stays_in_bounds(answers: list[tuple[Rating, float]]) -> None:
    when, history = NOON, []
    for rating, gap in answers:
        when += timedelta(days=gap)
        history.append((rating, when))
    memory = replayed(history)
    assert memory == replayed(history)
    assert memory is not None and memory.stability is not None and memory.difficulty is not None
    assert memory.stability > 0 and 1 <= memory.difficulty <= 10
    assert timedelta(0) < memory.due - when <= timedelta(days=LONGEST_DAYS)
    assert sorted(next_intervals(memory, when).values()) == list(next_intervals(memory, when).values())


def test_what_is_missed_is_asked_again_soon_and_what_is_known_later_each_time() -> None:
    assert next_intervals(None, NOON)[AGAIN] == SOON
    memory = reviewed(None, GOOD, NOON)
    assert recall(memory, memory.due) == pytest.approx(RECALL_WANTED, abs=0.02)
    assert reviewed(memory, GOOD, memory.due).due - memory.due > memory.due - NOON


def test_the_zone_of_a_time_does_not_matter_but_must_be_said() -> None:
    elsewhere = NOON.astimezone(timezone(timedelta(hours=-9)))
    assert reviewed(None, GOOD, elsewhere) == reviewed(None, GOOD, NOON)
    with pytest.raises(ValueError, match="zone"):
        reviewed(None, GOOD, datetime(2026, 1, 1))


def test_a_review_before_the_last_one_is_refused() -> None:
    with pytest.raises(ValueError, match="comes after"):
        reviewed(reviewed(None, GOOD, NOON), GOOD, NOON - timedelta(days=1))


@pytest.mark.parametrize(
    ("credit", "said", "rating"),
    [
        (0.0, {}, AGAIN),
        (1.0, {"is_unsafe": True}, AGAIN),
        (0.4, {"certainty": Certainty.CERTAIN}, AGAIN),
        (0.75, {}, HARD),
        (1.0, {"certainty": Certainty.GUESS, "seconds": 5}, HARD),
        (1.0, {"seconds": 150}, HARD),
        (1.0, {}, GOOD),
        (1.0, {"seconds": 5}, GOOD),
        (1.0, {"certainty": Certainty.CERTAIN, "seconds": 50}, GOOD),
        (1.0, {"certainty": Certainty.CERTAIN, "seconds": 20}, EASY),
    ],
)
def test_an_answer_rates_itself(credit: float, said: dict, rating: Rating) -> None:
    assert rating_of(credit, **said) == rating


def test_the_forecast_counts_each_review_on_its_day_and_the_overdue_today() -> None:
    fresh = reviewed(None, GOOD, NOON)  # due in 2 days, then 11, then 46
    late = reviewed(None, EASY, NOON - timedelta(days=30))
    counts = forecast([fresh, late], NOON, 30)
    assert len(counts) == 30
    assert [day for day, count in enumerate(counts) if count] == [0, 2, 13]


def test_nothing_is_due_of_what_was_never_asked() -> None:
    assert recall(None, NOON) == 0
    assert replayed([]) is None
    assert forecast([], NOON, 3) == (0, 0, 0)
