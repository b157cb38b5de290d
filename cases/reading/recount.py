"""What if this film were counted a thousand times? Other cells of the same patient, brought by chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cases.reading.sampling import USUAL_COUNTS
from cases.smears.streams import derived

TIMES = 1000


@dataclass(frozen=True)
class Recounts:
    """Counts (times, classes) of each length `n`; those of one row are the same count carried on."""

    classes: tuple[str, ...]
    counts: Mapping[int, NDArray[np.int64]]

    def of(self, key: str, n: int) -> NDArray[np.int64]:
        """Return how many cells of a class each recount of length `n` found, shape (times)."""
        column: NDArray[np.int64] = self.counts[n][:, self.classes.index(key)]
        return column

    def middle(self, key: str, n: int, share: float = 0.95) -> tuple[int, int]:
        """Return the least and the most that this share of recounts found, as many beyond on either side."""
        low, high = np.quantile(self.of(key, n), [0.5 - share / 2, 0.5 + share / 2], method="closest_observation")
        return int(low), int(high)

    def at_least(self, key: str, n: int, count: int) -> int:
        """Return how many recounts found `count` or more of a class."""
        return int((self.of(key, n) >= count).sum())

    def histogram(self, key: str, n: int) -> tuple[int, ...]:
        """Return how many recounts found 0, 1, 2 ... of a class, up to the most that one of them found."""
        return tuple(int(count) for count in np.bincount(self.of(key, n)))


def recounts(seed: int, shares: Mapping[str, float], ns: Sequence[int] = USUAL_COUNTS, times: int = TIMES) -> Recounts:
    """Count the same patient anew `times` times, each from its own stream; `shares` are made to add up to 1."""
    keys = tuple(shares)
    edges = np.cumsum(np.array([shares[key] for key in keys]))
    most = max(ns)
    found = np.empty((times, most), dtype=np.int64)
    for number in range(times):
        rng = np.random.default_rng(derived(seed, "recount", number))
        found[number] = np.searchsorted(edges, rng.uniform(size=most) * edges[-1], side="right")
    hits = found[:, :, None] == np.arange(len(keys))
    return Recounts(keys, {n: hits[:, :n].sum(axis=1) for n in ns})
