"""Which questions of a quiz that was handed in are looked at alone?"""

from __future__ import annotations

from dataclasses import dataclass

from quizzes import papers
from quizzes.certainty import Certainty
from quizzes.models import Attempt, Response
from quizzes.sheets.words import outcome_of

ALL = "all"
FILTERS = {
    ALL: "All",
    "wrong": "Not right",
    "unsafe": "Unsafe",
    "sure-wrong": "Sure and not right",
    "flagged": "Flagged",
    "open": "Not answered",
}


@dataclass(frozen=True)
class Filter:
    """One way to look at a quiz, with the numbers (from 1) of the questions that it lets through."""

    key: str
    name: str
    numbers: tuple[int, ...]

    @property
    def is_all(self) -> bool:
        """Whether it lets everything through."""
        return self.key == ALL


def filters_of(attempt: Attempt) -> dict[str, Filter]:
    """All ways to look at a quiz; before it is handed in it can be looked at only as a whole."""
    numbers = range(1, len(attempt.questions) + 1)
    if not attempt.is_over:
        return {ALL: Filter(ALL, FILTERS[ALL], tuple(numbers))}
    standing, flagged = papers.standing_in(attempt), flagged_in(attempt)
    passing = {number: _passing(standing.get(number), number in flagged) for number in numbers}
    return {key: Filter(key, name, tuple(n for n in numbers if key in passing[n])) for key, name in FILTERS.items()}


def flagged_in(attempt: Attempt) -> set[int]:
    """The numbers of the questions that are flagged."""
    return set(attempt.jottings.filter(part="").values_list("number", flat=True))


def _passing(given: Response | None, is_flagged: bool) -> set[str]:
    """The filters that let a question through."""
    missed = outcome_of(given) in {"wrong", "partly"}
    holds = {
        ALL: True,
        "wrong": missed,
        "unsafe": given is not None and given.is_unsafe and not given.taken_back_at,
        "sure-wrong": missed and given is not None and given.certainty == Certainty.CERTAIN,
        "flagged": is_flagged,
        "open": given is None,
    }
    return {key for key, passes in holds.items() if passes}
