"""How much of the difference between scores is more than chance, and how far is a score from the true one?

Scores are arrays of shape (learners, items) without gaps: reliability is that of one and the same quiz for all.
"""

from __future__ import annotations

import math

import numpy as np

from quizzes.statistics.distributions import f_quantile
from quizzes.statistics.intervals import CONFIDENCE, Interval
from quizzes.statistics.items import Numbers


def alpha(scores: Numbers) -> float:
    """Return Cronbach's alpha (1951 Psychometrika 16:297); where all scores are 0 or 1 it is KR-20.

    NaN where the totals do not differ. Raises ValueError with gaps, or with fewer than 2 learners or items.
    """
    learners, items = scores.shape
    if learners < 2 or items < 2 or np.isnan(scores).any():
        raise ValueError("alpha needs two learners and two items at least, and every answer")
    spread = scores.sum(axis=1).var(ddof=1)
    if spread == 0:
        return float("nan")
    return float(items / (items - 1) * (1 - scores.var(axis=0, ddof=1).sum() / spread))


def kr20(right: Numbers) -> float:
    """Return formula 20 of Kuder and Richardson (1937 Psychometrika 2:151) from right (1) and wrong (0).

    Raises ValueError for anything else.
    """
    if not np.isin(right, (0, 1)).all():
        raise ValueError("KR-20 is for answers that are right or wrong")
    return alpha(right.astype(float))


def alpha_interval(value: float, learners: int, items: int, confidence: float = CONFIDENCE) -> Interval:
    """Return the interval of an alpha of so many learners and items (Feldt 1987 Appl Psychol Meas 11:93, eq. 6, 7)."""
    tail = (1 - confidence) / 2
    freedom = learners - 1, (learners - 1) * (items - 1)
    low, high = (1 - (1 - value) * f_quantile(p, *freedom) for p in (1 - tail, tail))
    return Interval(low, high)


def standard_error_of_measurement(scores: Numbers) -> float:
    """Return by how many points of the total a learner's score typically strays from the true one: SD sqrt(1 - alpha).

    All of the SD where alpha is below zero.
    """
    return float(scores.sum(axis=1).std(ddof=1)) * math.sqrt(1 - max(0.0, alpha(scores)))


def lengthened(value: float, times: float) -> float:
    """Return the reliability of a quiz made `times` as long with items alike (Spearman 1910, Brown 1910)."""
    return times * value / (1 + (times - 1) * value)
