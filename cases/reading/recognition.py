"""Were the cells called by their names? Each against its identity, apart from chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from cases.reading.classes import CRITICAL, credit_of, weight_of
from cases.reading.sampling import Share

PASS = 0.80  # of a proficiency test (42 CFR 493.941)


@dataclass(frozen=True)
class Recognition:
    """How often each class (first) was called by each name (second)."""

    matrix: Mapping[tuple[str, str], int]

    @property
    def cells(self) -> int:
        """How many cells were named."""
        return sum(self.matrix.values())

    @property
    def classes(self) -> tuple[str, ...]:
        """Every class that was there or was named, the commonest first."""
        seen: Counter[str] = Counter()
        for (true, named), count in self.matrix.items():
            seen[true] += count
            seen[named] += 0
        return tuple(key for key, _ in seen.most_common())

    @cached_property
    def credit(self) -> float:
        """The mean credit, 0 to 1: half for accepted neighbors, dangerous misses weighing three times; 0 if empty."""
        weights = sum(count * weight_of(true) for (true, _), count in self.matrix.items())
        earned = sum(count * weight_of(true) * credit_of(true, named) for (true, named), count in self.matrix.items())
        return earned / weights if weights else 0.0

    def sensitivity(self, key: str) -> Share:
        """Of the cells of a class, how many were called so."""
        there = sum(count for (true, _), count in self.matrix.items() if true == key)
        return Share(self.matrix.get((key, key), 0), there)

    def called(self) -> Counter[str]:
        """How many cells were given each name."""
        names: Counter[str] = Counter()
        for (_, named), count in self.matrix.items():
            names[named] += count
        return names

    def there(self) -> Counter[str]:
        """How many cells of each class there were."""
        found: Counter[str] = Counter()
        for (true, _), count in self.matrix.items():
            found[true] += count
        return found

    def missed(self) -> Mapping[str, int]:
        """The dangerous cells that were called something that is not even a neighbor, by class."""
        lost: Counter[str] = Counter()
        for (true, named), count in self.matrix.items():
            if true in CRITICAL and credit_of(true, named) == 0.0:
                lost[true] += count
        return lost

    def confusions(self) -> tuple[tuple[str, str, int], ...]:
        """What was taken for what and how often, the commonest first."""
        wrong = [(true, named, count) for (true, named), count in self.matrix.items() if true != named]
        return tuple(sorted(wrong, key=lambda one: (-one[2], one[0], one[1])))


def recognition_of(named: Iterable[tuple[str, str]]) -> Recognition:
    """Return how well cells were recognized, from pairs (true class, name given)."""
    return Recognition(Counter(named))


@dataclass(frozen=True)
class LobeCounting:
    """How lobes were counted, from pairs (true number, number counted)."""

    pairs: tuple[tuple[int, int], ...]

    @property
    def exact(self) -> Share:
        """Of the nuclei, how many were counted exactly."""
        return Share(sum(true == counted for true, counted in self.pairs), len(self.pairs))

    @property
    def credit(self) -> float:
        """The mean credit, 0 to 1: full for the number, half for one off where there are five or more (assumed)."""
        earned = [1.0 if t == c else 0.5 if abs(t - c) == 1 and t >= 5 else 0.0 for t, c in self.pairs]
        return sum(earned) / len(earned) if earned else 0.0

    @property
    def bias(self) -> float:
        """By how many lobes the mean of the counts is too high."""
        return sum(c - t for t, c in self.pairs) / len(self.pairs) if self.pairs else 0.0
