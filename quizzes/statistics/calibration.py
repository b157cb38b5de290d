"""Is the learner right as often as they say?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from quizzes.certainty import HONEST, Certainty
from quizzes.statistics.intervals import Interval, wilson

# A bin of a curve with fewer forecasts is joined with its neighbor.
FEWEST = 5
TENTHS = tuple(i / 10 for i in range(11))


@dataclass(frozen=True)
class Bin:
    """Answers given with about the same certainty: the mean chance said, how many came true, and the interval."""

    said: float
    right: int
    of: int
    interval: Interval

    @property
    def share(self) -> float:
        """The share that came true."""
        return self.right / self.of


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


def curve(
    forecasts: Sequence[tuple[float, bool]], edges: Sequence[float] = TENTHS, fewest: int = FEWEST
) -> tuple[Bin, ...]:
    """Return the calibration curve of (chance said, came true) pairs, chances from 0 to 1.

    Bins are cut at the edges (the lower one belongs to the bin); from the lowest chance up, a bin with fewer than
    `fewest` forecasts is joined with the next, the last with the one before.
    """
    groups: list[list[tuple[float, bool]]] = [[]]
    for low, high in pairwise(edges):
        if len(groups[-1]) >= fewest:
            groups.append([])
        groups[-1] += [pair for pair in forecasts if low <= pair[0] < high or pair[0] == high == edges[-1]]
    if len(groups) > 1 and len(groups[-1]) < fewest:
        last = groups.pop()
        groups[-1] += last
    return tuple(_bin(group) for group in groups if group)


def overconfidence(forecasts: Sequence[tuple[float, bool]]) -> float:
    """Return the mean chance said less the share that came true: above 0, more sure than right. NaN of nothing."""
    if not forecasts:
        return float("nan")
    return sum(said - right for said, right in forecasts) / len(forecasts)


def confident_and_unsafe(answers: Sequence[tuple[Certainty, bool]]) -> int:
    """Count the (certainty, unsafe) pairs in which harm was chosen with certainty."""
    return sum(unsafe and certainty == Certainty.CERTAIN for certainty, unsafe in answers)


def _bin(group: Sequence[tuple[float, bool]]) -> Bin:
    right = sum(came_true for _, came_true in group)
    return Bin(sum(said for said, _ in group) / len(group), right, len(group), wilson(right, len(group)))
