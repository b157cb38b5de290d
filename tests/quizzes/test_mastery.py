"""Is a point mastered when 3 of the last 4 fresh variants were right and none was unsafe?"""

import pytest

from quizzes.mastery import Try, mastery_of


def tries(outcomes: str) -> list[Try]:
    """Answers to variants 0, 1, ... : `+` right, `-` wrong, `!` unsafe."""
    return [Try(("template", seed), outcome == "+", outcome == "!") for seed, outcome in enumerate(outcomes)]


@pytest.mark.parametrize(
    ("outcomes", "mastered"),
    [
        ("", False),
        ("++", False),
        ("+++", True),
        ("+-++", True),
        ("++++-", True),
        ("+++--", False),
        ("!+++", False),
        ("!++++", True),
        ("----+++", True),
    ],
)
def test_the_criterion_is_three_of_the_last_four_and_no_unsafe_choice(outcomes: str, mastered: bool) -> None:
    assert mastery_of(tries(outcomes)).is_mastered is mastered


def test_a_variant_seen_before_is_no_evidence() -> None:
    repeated = [*tries("-++"), Try(("template", 1), True), Try(("template", 0), True)]
    assert mastery_of(repeated) == mastery_of(tries("-++"))


def test_the_range_narrows_with_tries_and_forgets_the_oldest() -> None:
    few, many = mastery_of(tries("+++-")), mastery_of(tries("------" + "+++-" * 2 + "++"))
    assert few.share == 0.75 and many.share == 0.8
    assert many.interval.high - many.interval.low < few.interval.high - few.interval.low
    assert mastery_of([]).share is None and mastery_of([]).interval == (0, 1)
