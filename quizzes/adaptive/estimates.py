"""What do answers show of a learner's ability?

Each answer sharpens the belief about it on a grid; its mean is the estimate, its SD the standard error (expected a
posteriori, Bock & Mislevy 1982 Appl Psychol Meas 6:431).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from quizzes.adaptive.curves import GRID, PRIOR, Curve, Numbers, chances, level_of


@dataclass(frozen=True)
class Estimate:
    """The ability of a learner, in SD from the mean of learners, and its standard error."""

    ability: float
    error: float


def estimate(answers: Sequence[tuple[Curve, float]]) -> Estimate:
    """Return what the answers, each with its credit from 0 to 1, show of ability; without any, that of learners at
    large: 0 with a standard error of 1."""
    belief = np.log(PRIOR)
    for curve, credit in answers:
        belief = belief + log_chances(curve)[level_of(credit, curve.steps)]
    weights = np.exp(belief - belief.max())
    weights /= weights.sum()
    mean = float(weights @ GRID)
    return Estimate(mean, math.sqrt(float(weights @ (GRID - mean) ** 2)))


@lru_cache(maxsize=2048)
def log_chances(curve: Curve) -> Numbers:
    """Return the logarithm of the chance of each number of steps over the grid, shape (steps + 1, abilities)."""
    return np.asarray(np.log(chances(GRID, curve)))
