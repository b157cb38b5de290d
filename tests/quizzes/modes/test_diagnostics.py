"""Does the diagnostic walk over the points and end?"""

from quizzes.adaptive import MOST, Curve
from quizzes.modes import Variant, next_question

from .banks import POINTS, bank, point_of


def test_each_point_is_asked_before_any_is_asked_again_and_it_ends() -> None:
    answers: list[tuple[Variant, bool]] = []
    while variant := next_question(bank(), answers, [], 1):
        answers.append((variant, len(answers) % 2 == 0))
    asked = [point_of(variant.template) for variant, _ in answers]
    assert set(asked[: len(POINTS)]) == set(POINTS)
    assert len(answers) == len({variant.template for variant, _ in answers}) == MOST


def test_measured_curves_are_preferred_to_assumed_ones() -> None:
    sharp = {"point-b-2": Curve(2.5, 0.0)}
    first = {next_question(bank(), [], [], seed, curves=sharp).template for seed in range(30)}  # type: ignore[union-attr]
    assert "point-b-2" in first


def test_a_question_met_before_comes_in_another_variant() -> None:
    first = next_question(bank(), [], [], 1)
    assert first
    again = next_question(bank(), [], [first], 1)
    assert again and again.template == first.template and again.seed != first.seed


def test_an_answer_to_a_template_that_has_left_the_bank_is_passed_over() -> None:
    assert next_question(bank(), [(Variant("gone", 1), True)], [], 1) == next_question(bank(), [], [], 1)
