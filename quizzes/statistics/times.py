"""How long do answers take, and which came too fast to have been read?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

# An answer in under a tenth of the mean time, at most 10 s, is a rapid guess (Wise & Ma 2012 NCME, method NT10).
RAPID_SHARE, RAPID_SECONDS = 0.1, 10.0


@dataclass(frozen=True)
class Times:
    """Quartiles of the time on an item, s, and how many answers were rapid guesses."""

    count: int
    lower: float
    median: float
    upper: float
    rapid: int


def times(seconds: Sequence[float]) -> Times:
    """Summarize the time that answers to an item took, s. Raises ValueError of none."""
    if not len(seconds):
        raise ValueError("nobody has answered")
    taken = np.asarray(seconds, dtype=float)
    lower, median, upper = (float(quartile) for quartile in np.quantile(taken, (0.25, 0.5, 0.75)))
    return Times(len(taken), lower, median, upper, int((taken < rapid_below(seconds)).sum()))


def rapid_below(seconds: Sequence[float]) -> float:
    """Return the time, s, under which an answer to this item counts as a rapid guess."""
    return min(RAPID_SECONDS, RAPID_SHARE * float(np.mean(seconds)))
