"""Is the learner right as often as they say?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from quizzes.certainty import HONEST, Certainty
from quizzes.statistics.intervals import Interval, wilson


@dataclass(frozen=True)
class Level:
    """The answers given with one tap, and the range of chances for which that tap was the honest one."""

    certainty: Certainty
    right: int
    of: int
    interval: Interval

    @property
    def verdict(self) -> Literal["untold", "honest", "overconfident", "underconfident"]:
        """Whether the whole interval lies outside the honest range; `untold` without answers."""
        low, high = HONEST[self.certainty]
        if not self.of:
            return "untold"
        if self.interval.high < low:
            return "overconfident"
        return "underconfident" if self.interval.low > high else "honest"


def levels(answers: Sequence[tuple[Certainty, bool]]) -> tuple[Level, ...]:
    """Return one level for each tap, from guess to certain, of (certainty, right) pairs."""
    found = []
    for certainty in Certainty:
        outcomes = [right for said, right in answers if said == certainty]
        found.append(Level(certainty, sum(outcomes), len(outcomes), wilson(sum(outcomes), len(outcomes))))
    return tuple(found)


def confident_and_unsafe(answers: Sequence[tuple[Certainty, bool]]) -> int:
    """Count the (certainty, unsafe) pairs in which harm was chosen with certainty."""
    return sum(unsafe and certainty == Certainty.CERTAIN for certainty, unsafe in answers)
