"""How much of the difference between scores is more than chance, and how far is a score from the true one?

Where all answered one and the same quiz, scores are arrays of shape (learners, items) without gaps, and alpha or KR-20
tells. Where each sat a form of their own nothing can be compared item by item, and how hard the form happened to be is
chance too: `dependability` counts it among the errors.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

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


@dataclass(frozen=True)
class Consistency:
    """How far scores on one form can be trusted: KR-20 or alpha with its interval, and the standard error of
    measurement as a share of all credit, NaN where learners do not differ."""

    coefficient: Literal["KR-20", "Alpha"]
    value: float
    interval: Interval
    error: float


def consistency(credits_: Sequence[Sequence[float]]) -> Consistency:
    """Return how far the scores of learners, each with the credits on the same items, can be trusted.

    Raises ValueError as `alpha` does.
    """
    scores = np.array(credits_, dtype=float)
    value, (learners, items) = alpha(scores), scores.shape
    return Consistency(
        coefficient="KR-20" if np.isin(scores, (0, 1)).all() else "Alpha",
        value=value,
        interval=alpha_interval(value, learners, items),
        error=float("nan") if math.isnan(value) else standard_error_of_measurement(scores) / items,
    )


@dataclass(frozen=True)
class Dependability:
    """How far scores on forms of their own can be trusted: of how many learners, each asked so many items (their mean,
    as unequal numbers count); the reliability with its interval, and the standard error, as a share of all credit."""

    learners: int
    items: float
    reliability: float
    interval: Interval
    error: float


def dependability(credits_: Sequence[Sequence[float]], confidence: float = CONFIDENCE) -> Dependability:
    """Return how far mean credits can be trusted, from each learner's credits on items of their own.

    One-way analysis of variance, items within learners: 1 - 1 / F (ICC(1, k) of Shrout & Fleiss 1979 Psychol Bull
    86:420; the index of dependability of the design i:p, Brennan 2001, Generalizability theory, ch. 3), its interval by
    the quantiles of F, exact where all were asked as many.
    As far as items differ in difficulty it is below the alpha that one form for all would have.

    NaN where learners do not differ. Raises ValueError with fewer than 2 learners, or where one was asked fewer than
    2 items.
    """
    if len(credits_) < 2 or min(map(len, credits_)) < 2:
        raise ValueError("dependability needs two learners and two items of each at least")
    counts = np.array([len(row) for row in credits_], dtype=float)
    means = np.array([np.mean(row) for row in credits_])
    everything, learners = counts.sum(), len(counts)
    between = counts @ (means - counts @ means / everything) ** 2 / (learners - 1)
    freedom = learners - 1, int(everything) - learners
    within = sum(float(np.sum((np.asarray(row) - mean) ** 2)) for row, mean in zip(credits_, means, strict=True))
    within /= freedom[1]
    items = (everything - counts @ counts / everything) / (learners - 1)
    value = float(1 - within / between) if between else float("nan")
    tail = (1 - confidence) / 2
    low, high = (1 - (1 - value) * f_quantile(p, *freedom) for p in (1 - tail, tail))
    return Dependability(learners, float(items), value, Interval(low, high), math.sqrt(within / items))


def empirical_reliability(estimates: Sequence[float], errors: Sequence[float]) -> float:
    """Return the reliability of estimates of ability with a prior (expected a posteriori) from their standard errors:
    var / (var + mean squared error) (Green et al. 1984 J Educ Meas 21:347; du Toit 2003, IRT from SSI, p. 33).

    Raises ValueError of fewer than 2.
    """
    if len(estimates) < 2:
        raise ValueError("one learner does not differ")
    spread = float(np.var(estimates, ddof=1))
    return spread / (spread + float(np.mean(np.square(errors))))


def lengthened(value: float, times: float) -> float:
    """Return the reliability of a quiz made `times` as long with items alike (Spearman 1910, Brown 1910)."""
    return times * value / (1 + (times - 1) * value)
