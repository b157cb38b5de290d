"""Is what has no right key no question?"""

import math

import pytest

from quizzes.formats import building
from quizzes.formats.building import Choice, NoKey
from quizzes.formats.content import Feedback
from quizzes.items import Quantity
from quizzes.items.entities import Arrange, Assign, Enter

SAID = Feedback("Because.")
RIGHT, WRONG, OTHER = Choice("one", True), Choice("two", False), Choice("three", False)


@pytest.mark.parametrize(
    ("choices", "several"),
    [
        ([RIGHT], False),
        ([WRONG, OTHER], False),
        ([RIGHT, Choice("two", True)], False),
        ([RIGHT, Choice("two", True)], True),
        ([RIGHT, Choice("one", False)], False),
        ([RIGHT, Choice("", False)], False),
    ],
)
def test_a_choice_needs_one_right_option_and_options_that_differ(choices: list[Choice], several: bool) -> None:
    with pytest.raises(NoKey):
        building.choose(choices, SAID, several=several)


@pytest.mark.parametrize(("value", "tolerance", "factor"), [(math.nan, 1, 1), (1, -1, 1), (1, math.inf, 1), (1, 0, 0)])
def test_a_number_needs_numbers(value: float, tolerance: float, factor: float) -> None:
    with pytest.raises(NoKey):
        building.enter(value, tolerance, SAID, {"g/L": factor})


@pytest.mark.parametrize(("tolerance", "decimals"), [(0, 0), (5, 0), (0.5, 0), (0.05, 1), (0.005, 2), (1e-9, 3)])
def test_how_exact_an_answer_is_asked_for_follows_from_the_tolerance(tolerance: float, decimals: int) -> None:
    response, key = building.enter(1.0, tolerance, SAID, {})
    assert isinstance(response, Enter) and response.decimals == decimals
    assert key.answer == Quantity(1.0, "")


def test_steps_are_shown_in_another_order_than_the_right_one() -> None:
    for count in range(2, 9):
        response, key = building.arrange([(f"step {i}", "") for i in range(count)], SAID)
        assert isinstance(response, Arrange) and tuple(step.key for step in response.steps) != key.answer
        assert {step.key for step in response.steps} == set(key.answer)  # type: ignore[arg-type]


def test_a_match_is_told_from_a_classification_by_its_places() -> None:
    matched, _ = building.assign([("a", "1"), ("b", "2"), ("", "3")], SAID)
    classed, _ = building.assign([("a", "1"), ("b", "1"), ("c", "2")], SAID)
    assert isinstance(matched, Assign) and matched.match and len(matched.places) == 3
    assert isinstance(classed, Assign) and not classed.match


@pytest.mark.parametrize(
    "pairs", [[("a", "1")], [("a", "1"), ("a", "2")], [("a", "1"), ("b", "")], [("a", "1"), ("b", "1")]]
)
def test_an_assignment_needs_different_things_and_places(pairs: list[tuple[str, str]]) -> None:
    with pytest.raises(NoKey):
        building.assign(pairs, SAID)


def test_an_answer_that_any_word_would_be_is_refused() -> None:
    for right in ([], [""], ["copper*"]):
        with pytest.raises(NoKey):
            building.write(right, {}, SAID)
    with pytest.raises(NoKey):
        building.fill([("drug", "Drug", [WRONG, OTHER])], SAID)
    with pytest.raises(NoKey):
        building.fill([], SAID)
    with pytest.raises(NoKey):
        building.check_shares([50, -50])
