"""Are certainty-based marks those of Gardner-Medwin and of Moodle?"""

import pytest

from quizzes.certainty import HONEST, Certainty, best_certainty, mark, marked

GUESS, FAIRLY_SURE, CERTAIN = Certainty


@pytest.mark.parametrize(
    ("credit", "certainty", "expected"),
    [(1, GUESS, 1), (1, FAIRLY_SURE, 2), (1, CERTAIN, 3), (0, GUESS, 0), (0, FAIRLY_SURE, -2), (0, CERTAIN, -6)],
)
def test_marks_are_those_of_the_published_table(credit: float, certainty: Certainty, expected: float) -> None:
    assert mark(credit, certainty) == expected  # Gardner-Medwin 1995, table 1


def test_a_partly_right_answer_earns_its_share_of_the_full_mark() -> None:
    assert mark(0.5, CERTAIN) == 1.5  # as in Moodle since 2.6


@pytest.mark.parametrize("chance", [0.01, 0.5, 0.66, 0.67, 0.7, 0.79, 0.81, 0.99])
def test_honesty_pays_best(chance: float) -> None:
    low, high = HONEST[best_certainty(chance)]
    assert low <= chance <= high


@pytest.mark.parametrize(
    ("answers", "bonus"),
    [
        # Average and accuracy of Moodle's own test of its bonus (qbehaviour_deferredcbm).
        ([(1, FAIRLY_SURE), (0, GUESS)], 0.05),
        ([(1, CERTAIN)] * 6 + [(1, FAIRLY_SURE)] + [(1, GUESS)] * 2 + [(0, FAIRLY_SURE)], -0.01),
        ([(1, CERTAIN)], 0.0),
    ],
)
def test_the_bonus_is_moodles(answers: list[tuple[float, Certainty]], bonus: float) -> None:
    assert marked(answers).bonus == pytest.approx(bonus)


def test_telling_knowledge_from_guesses_earns_more_than_the_same_accuracy_without() -> None:
    knowing = marked([(1, CERTAIN), (1, CERTAIN), (0, GUESS)])
    blind = marked([(1, GUESS), (1, CERTAIN), (0, CERTAIN)])
    assert knowing.accuracy == blind.accuracy
    assert knowing.total > knowing.accuracy > blind.total


def test_without_answers_there_is_no_mark() -> None:
    with pytest.raises(ValueError, match="no answer"):
        marked([])
