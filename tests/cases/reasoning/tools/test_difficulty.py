"""Is a patient hard where little could be known, and does the choice of one tell nothing?"""

from math import log

import pytest

from cases.catalog import current
from cases.reasoning.belief.observer import current_observer
from cases.reasoning.tools.difficulty import (
    WISHES,
    Difficulty,
    difficulty,
    difficulty_of,
    nearest_in_doubt,
    wished_doubt,
)
from cases.simulation.patients import Recipe

RECIPE = Recipe("general-medicine")


@pytest.mark.parametrize(
    ("belief", "expected"),
    [
        ({"a": 1.0, "b": 0.0}, Difficulty(0.0, 0.0, "b")),
        ({"a": 0.0, "b": 1.0}, Difficulty(0.0, 1.0, "b")),
        ({"a": 0.5, "b": 0.5}, Difficulty(log(2), 0.5, "b")),
        ({"a": 0.25, "b": 0.25, "c": 0.5}, Difficulty(1.5 * log(2), 0.5, "c")),
    ],
)
def test_difficulty_is_doubt_and_the_strength_of_the_leading_wrong_diagnosis(
    belief: dict[str, float], expected: Difficulty
) -> None:
    found = difficulty(belief, "a")
    assert found == expected
    assert found.index == pytest.approx(expected.doubt + expected.misled)


def test_torn_is_harder_than_sure_and_wrong_which_is_harder_than_sure_and_right() -> None:
    torn, wrong, right = (difficulty({"a": p, "b": 1 - p}, "a").index for p in (0.5, 0.0, 1.0))
    assert torn > wrong > right


def test_doubt_is_the_same_whichever_diagnosis_is_the_truth() -> None:
    belief = {"a": 0.6, "b": 0.3, "c": 0.1}
    assert len({difficulty(belief, truth).doubt for truth in belief}) == 1
    assert len({difficulty(belief, truth).index for truth in belief}) > 1


def test_the_same_patient_is_as_hard_wherever_it_is_asked_for() -> None:
    first, other = (difficulty_of(current(), current_observer(), RECIPE, 5) for _ in range(2))
    assert first == other


def test_a_harder_wish_finds_a_patient_who_leaves_more_doubt() -> None:
    seeds = range(24)
    chosen = [nearest_in_doubt(current(), current_observer(), RECIPE, seeds, WISHES[wish]) for wish in WISHES]
    doubts = [difficulty_of(current(), current_observer(), RECIPE, seed).doubt for seed in chosen]
    assert list(WISHES) == ["gentle", "usual", "hard"]
    assert doubts[0] < doubts[1] < doubts[2]


def test_a_wish_may_be_relative_to_the_last_patient() -> None:
    last = Difficulty(0.5, 0.2, "b")
    assert wished_doubt("easier", last) < wished_doubt("alike", last) == 0.5 < wished_doubt("harder", last)
    assert wished_doubt("easier", Difficulty(0.0, 0.2, "b")) == 0.0
    assert wished_doubt("gentle") == WISHES["gentle"]


@pytest.mark.parametrize("wish", ["harder", "impossible"])
def test_a_wish_that_cannot_be_understood_is_refused(wish: str) -> None:
    with pytest.raises(KeyError):
        wished_doubt(wish)
