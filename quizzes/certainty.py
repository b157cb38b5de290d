"""How sure was the learner, and what is that worth?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum


class Certainty(IntEnum):
    """The three taps beside an answer, as stored."""

    GUESS = 1
    FAIRLY_SURE = 2
    CERTAIN = 3


# Marks when right and when wrong (Gardner-Medwin 1995 Assoc Learn Technol J 3:80; the same in Moodle's CBM), under
# which it pays best to say GUESS below 2/3, FAIRLY_SURE up to 4/5 and CERTAIN above.
MARKS = {Certainty.GUESS: (1.0, 0.0), Certainty.FAIRLY_SURE: (2.0, -2.0), Certainty.CERTAIN: (3.0, -6.0)}
HONEST = {Certainty.GUESS: (0.0, 2 / 3), Certainty.FAIRLY_SURE: (2 / 3, 0.8), Certainty.CERTAIN: (0.8, 1.0)}
# How much of the mark above what blanket certainty would have earned is added to the accuracy (Gardner-Medwin 2013
# IUPS workshop: about where the sum is most reliable; the same in Moodle).
BONUS_WEIGHT = 0.1


@dataclass(frozen=True)
class Marked:
    """Certainty-based marks over a quiz: `average` from -6 to 3; `accuracy`, `bonus` and their `total` as shares."""

    average: float
    accuracy: float
    bonus: float

    @property
    def total(self) -> float:
        """Accuracy and bonus: what Moodle shows as the grade that is most reliable."""
        return self.accuracy + self.bonus


def mark(credit: float, certainty: Certainty) -> float:
    """Return the mark for a credit of 0 to 1: a share of the full mark if any is due, else that of a wrong answer."""
    right, wrong = MARKS[certainty]
    return credit * right if credit > 0 else wrong


def best_certainty(chance: float) -> Certainty:
    """Return the tap that earns most from whoever is right with this chance (0 to 1)."""
    return max(Certainty, key=lambda level: _expected(chance, level))


def marked(answers: Sequence[tuple[float, Certainty]]) -> Marked:
    """Mark a quiz of (credit, certainty) pairs. Raises ValueError without answers.

    The bonus is what was earned above the best that one and the same certainty for all would have earned from this
    accuracy, so it rewards telling what one knows from what one does not.
    """
    if not answers:
        raise ValueError("there is no answer to mark")
    average = sum(mark(credit, certainty) for credit, certainty in answers) / len(answers)
    accuracy = sum(credit for credit, _ in answers) / len(answers)
    blanket = _expected(accuracy, best_certainty(accuracy))
    return Marked(average, accuracy, BONUS_WEIGHT * (average - blanket))


def _expected(chance: float, certainty: Certainty) -> float:
    right, wrong = MARKS[certainty]
    return chance * right + (1.0 - chance) * wrong
