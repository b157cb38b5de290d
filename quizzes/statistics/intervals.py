"""How far may a share seen in a few answers lie from the true one?"""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import NamedTuple

CONFIDENCE = 0.95


class Interval(NamedTuple):
    """Two limits, the lower first."""

    low: float
    high: float


def wilson(right: int, of: int, confidence: float = CONFIDENCE) -> Interval:
    """Return Wilson's score interval of a share of `right` in `of` (Wilson 1927 J Am Stat Assoc 22:209).

    Nothing is known without observations: (0, 1). Raises ValueError where `right` is not between 0 and `of`.
    """
    if not 0 <= right <= of:
        raise ValueError(f"{right} of {of} is no share")
    if of == 0:
        return Interval(0.0, 1.0)
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    share = right / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return Interval(max(0.0, middle - half), min(1.0, middle + half))


def difference(first: tuple[int, int], second: tuple[int, int], confidence: float = CONFIDENCE) -> Interval:
    """Return the interval of the difference, second less first, of two shares given as (right, of).

    Newcombe 1998 Stat Med 17:873, method 10: a hybrid of the two score intervals.
    """
    p, (low, high) = _share(first), wilson(*first, confidence)
    q, (bottom, top) = _share(second), wilson(*second, confidence)
    below = math.hypot(q - bottom, high - p)
    above = math.hypot(top - q, p - low)
    return Interval(q - p - below, q - p + above)


def _share(counts: tuple[int, int]) -> float:
    right, of = counts
    return right / of if of else 0.5
