"""How hard is an item, and does it tell those who know from those who do not?

Scores are arrays of shape (learners, items) with credits from 0 to 1, and NaN where an item was not asked: learners
meet different items. What cannot be computed, for want of answers or of any difference between them, is NaN.
"""

from __future__ import annotations

import warnings

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def facility(scores: Numbers) -> Numbers:
    """Return the mean credit of each item, shape (items,)."""
    with warnings.catch_warnings():  # the mean of nothing is NaN, as promised
        warnings.simplefilter("ignore", RuntimeWarning)
        return np.asarray(np.nanmean(scores, axis=0))


def totals(scores: Numbers) -> Numbers:
    """Return each learner's share of the credit of the items they were asked, shape (learners,)."""
    return facility(scores.T)


def rest_correlation(scores: Numbers) -> Numbers:
    """Return the correlation of each item with the share of credit on the learner's other items, shape (items,).

    For items scored 0 or 1 this is the corrected point-biserial (Henrysson 1963 Psychometrika 28:211): without the
    correction an item correlates with itself.
    """
    asked = ~np.isnan(scores)
    credit = np.where(asked, scores, 0.0)
    others = asked.sum(axis=1, keepdims=True) - 1
    with np.errstate(invalid="ignore", divide="ignore"):
        rest = (credit.sum(axis=1, keepdims=True) - credit) / others
    return np.array([correlation(scores[:, i], rest[:, i]) for i in range(scores.shape[1])])


def discrimination_index(scores: Numbers) -> Numbers:
    """Return how much more credit the upper third of learners got than the lower third, shape (items,), -1 to 1."""
    lower, upper = thirds(totals(scores))
    return weighted_facility(scores, upper) - weighted_facility(scores, lower)


def weighted_facility(scores: Numbers, weights: Numbers) -> Numbers:
    """Return the mean credit of each item with each learner counted by a weight, shape (items,)."""
    present = ~np.isnan(scores) * weights[:, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.nansum(scores * weights[:, None], axis=0) / present.sum(axis=0))


def thirds(ranked_by: Numbers) -> tuple[Numbers, Numbers]:
    """Return the weight (0 to 1) of each learner in the lower and in the upper third, each adding to a third of them.

    Learners who tie across the border share the places left, so that the order of the rows decides nothing. Those
    without a total (NaN) are in neither.
    """
    counted = ~np.isnan(ranked_by)
    places = counted.sum() / 3
    return _first(np.where(counted, ranked_by, np.inf), places), _first(np.where(counted, -ranked_by, np.inf), places)


def _first(values: Numbers, places: float) -> Numbers:
    ordered = np.sort(values)
    below = np.searchsorted(ordered, values)
    ties = np.searchsorted(ordered, values, side="right") - below
    weights = np.clip((places - below) / ties, 0.0, 1.0)
    return np.where(np.isinf(values), 0.0, weights)


def correlation(first: Numbers, second: Numbers) -> float:
    """Return Pearson's correlation over the pairs without NaN; NaN where there are fewer than 3 or one never varies."""
    both = ~np.isnan(first) & ~np.isnan(second)
    x, y = first[both], second[both]
    if len(x) < 3 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return float("nan")
    return float(np.corrcoef(x, y)[0, 1])
