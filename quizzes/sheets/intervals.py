"""When would the point of a question come back, for each way the answer may come out?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fsrs import Rating

from quizzes import papers
from quizzes.memory import next_intervals
from quizzes.models import Attempt
from quizzes.recollection import recollection_of
from quizzes.sheets.words import until_words

OUTCOMES = {
    Rating.Easy: "Right, certain and quick",
    Rating.Good: "Right",
    Rating.Hard: "Partly right, guessed or slow",
    Rating.Again: "Not right",
}


@dataclass(frozen=True)
class Return:
    """An outcome of the answer, and when the point would come back after it."""

    outcome: str
    when: str


def returns_of(attempt: Attempt, number: int, now: datetime) -> tuple[Return, ...]:
    """When the point comes back after each outcome, from the answers so far; nobody rates themselves."""
    point = papers.questions_in(attempt)[number - 1].point
    memory = recollection_of(attempt.learner).memories.get(point)
    intervals = next_intervals(memory, now)
    return tuple(Return(words, until_words(now + intervals[rating], now)) for rating, words in OUTCOMES.items())
