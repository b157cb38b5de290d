"""How are figures written: shares of 100, correlations, what nobody can say?"""

from __future__ import annotations

import math

NOTHING = "·"


def of_100(share: float) -> str:
    """A share (0 to 1) as a whole number of 100."""
    return NOTHING if math.isnan(share) else f"{round(100 * share)}".replace("-", "−")


def decimals(value: float) -> str:
    """A figure with two decimals."""
    return NOTHING if math.isnan(value) else f"{round(value, 2) + 0.0:.2f}".replace("-", "−")


def between(low: str, high: str) -> str:
    """A range."""
    return f"{low} to {high}"
