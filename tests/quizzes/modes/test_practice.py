"""Does each mode of practice ask what it promises?"""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from fsrs import Rating

from quizzes.memory import Memory, recall, reviewed
from quizzes.modes import Variant, missed, review, tutor, ward_round

from .banks import POINTS, bank, point_of

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


def memory(days_ago: float, rating: Rating = Rating.Good) -> Memory:
    return reviewed(None, rating, NOW - timedelta(days=days_ago))


def points_of(quiz: tuple[Variant, ...]) -> list[str]:
    return [point_of(variant.template) for variant in quiz]


# Due for 28, 8 and 1 days, and not due.
MEMORIES = {"point-a": memory(30), "point-b": memory(10), "point-c": memory(3), "point-d": memory(1, Rating.Easy)}


def test_a_review_asks_each_due_point_once_the_most_forgotten_first() -> None:
    quiz = review(bank(), MEMORIES, [], 1, when=NOW)
    assert points_of(quiz) == ["point-a", "point-b", "point-c"]
    assert sorted(points_of(quiz), key=lambda point: recall(MEMORIES[point], NOW)) == points_of(quiz)
    assert review(bank(), MEMORIES, [], 1, when=NOW, limit=2) == quiz[:2]
    assert review(bank(), MEMORIES, [], 1, when=NOW - timedelta(days=40)) == ()


def test_a_point_is_never_reviewed_by_the_same_question() -> None:
    history: list[Variant] = []
    for _ in range(20):
        history += review(bank(), {"point-a": MEMORIES["point-a"]}, history, 1, when=NOW)
    assert len(set(history)) == 20
    assert set(Counter(variant.template for variant in history).values()) <= {3, 4}


def test_a_tutor_asks_the_chosen_points_evenly() -> None:
    quiz = tutor(bank(), [], 1, count=10, points=POINTS[:3])
    assert set(Counter(points_of(quiz)).values()) <= {3, 4}
    assert all(one != other for one, other in pairwise(points_of(quiz)))
    assert len(tutor(bank(), [], 1, count=1000)) == len(bank())


def test_novices_may_have_their_points_one_by_one() -> None:
    asked = points_of(tutor(bank(), [], 1, count=9, points=POINTS[:3], blocked=True))
    assert sum(one != other for one, other in pairwise(asked)) == 2


def test_a_ward_round_mixes_due_new_and_known_points_in_ten_minutes() -> None:
    entries = {entry.template: entry for entry in bank()}
    quiz = ward_round(bank(), MEMORIES, [], 1, when=NOW)
    asked = points_of(quiz)
    assert set(asked) >= set(MEMORIES) and set(asked) - set(MEMORIES)
    assert all(one != other for one, other in pairwise(asked))
    taken = sum(entries[variant.template].seconds for variant in quiz)
    assert 600 - max(entry.seconds for entry in bank()) < taken <= 600
    assert len(ward_round(bank(), {}, [], 1, when=NOW, seconds=1)) == 1
    assert ward_round([], {}, [], 1, when=NOW) == ()


def test_what_debriefs_missed_most_is_asked_first_and_what_was_not_missed_never() -> None:
    quiz = missed(bank(), {"point-c": 3.0, "point-a": 1.0, "point-b": 0.0, "gone": 2.0}, [], 1, count=5)
    assert points_of(quiz) == ["point-c", "point-a"] * 2 + ["point-c"]
    assert missed(bank(), {}, [], 1, count=5) == ()


@pytest.mark.parametrize("mode", ["tutor", "review", "ward_round", "missed"])
def test_the_order_of_bank_and_memories_decides_nothing(mode: str) -> None:
    def asked(entries, memories) -> tuple[Variant, ...]:
        match mode:
            case "tutor":
                return tutor(entries, [], 4, count=12)
            case "review":
                return review(entries, memories, [], 4, when=NOW)
            case "ward_round":
                return ward_round(entries, memories, [], 4, when=NOW)
            case _:
                return missed(entries, dict.fromkeys(memories, 1.0), [], 4, count=12)

    assert asked(bank(), MEMORIES) == asked(bank()[::-1], dict(reversed(MEMORIES.items())))
