"""Has an item changed since it was edited?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from quizzes.statistics.intervals import Interval, difference


@dataclass(frozen=True)
class Drift:
    """From one version of an item to the next: the change of its facility and the interval of the change."""

    before: int
    after: int
    change: float
    interval: Interval

    @property
    def is_clear(self) -> bool:
        """Whether chance alone would hardly do this."""
        return not self.interval.low <= 0 <= self.interval.high


def drift(answers: Sequence[tuple[int, bool]]) -> tuple[Drift, ...]:
    """Return the drift between each version and the next that was answered, from (version, right) pairs."""
    counts: dict[int, tuple[int, int]] = {}
    for version, is_right in sorted(answers):
        right, of = counts.get(version, (0, 0))
        counts[version] = right + is_right, of + 1
    return tuple(_drift(before, after) for before, after in pairwise(counts.items()))


def _drift(before: tuple[int, tuple[int, int]], after: tuple[int, tuple[int, int]]) -> Drift:
    (first, (right, of)), (second, (later, total)) = before, after
    return Drift(first, second, later / total - right / of, difference((right, of), (later, total)))
