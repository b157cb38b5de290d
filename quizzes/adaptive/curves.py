"""How does a question answer ability?

A question that is right or wrong follows the two-parameter logistic model: a learner of ability theta (standard normal
among learners) is right with the chance 1 / (1 + exp(-a (theta - b))).

A question with partial credit is taken for `steps` parts of one such curve that share what is special to the question:
in each learner theta is shifted by the same normal draw for all its parts (a testlet; Bradlow, Wainer & Wang 1999
Psychometrika 64:153). So however many parts there are, a question tells no more than 1 / TESTLET_VARIANCE, and half
right tells something. With the values assumed here it tells 1.5 times as much as one that is right or wrong, where
Donoghue (1994 J Educ Meas 31:295) measured 2.1 to 3.1 times for four levels of credit: the assumption is careful. That
partial credit for marking several options tells more than all or nothing is found by Betts et al. too (2022 Educ
Psychol Meas 82:151).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import comb, sqrt

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

GRID: Numbers = np.linspace(-4.0, 4.0, 161)
PRIOR: Numbers = np.exp(-0.5 * GRID**2) / np.exp(-0.5 * GRID**2).sum()
# Discrimination of a question of which nothing is known: assumed. On this metric 0.65 to 1.34 is moderate (Baker 2001,
# The basics of item response theory, 2nd ed., p. 34); 1.0 is a correlation of 0.51 with the ability behind right and
# wrong. More would promise more exactness than questions of examinations have.
USUAL_DISCRIMINATION = 1.0
# Credit counts by thirds: sets to match and sort, orders and fields have three parts at least that can go wrong by
# themselves. How much the parts share beside ability: assumed, between none (0) and as much as ability itself (1).
STEPS, TESTLET_VARIANCE = 3, 0.5
# How far the difficulty that an author expects lies from what it is, as an SD on the scale of ability: assumed.
AUTHORS_SD = 0.5
MIDDLING = (0.02, 0.98)
FARTHEST = 8.0  # SD from the mean within which difficulties are looked for
HALVINGS = 40
ROUNDING = 1e-6

_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(11)


@dataclass(frozen=True)
class Curve:
    """How a question answers ability: the discrimination `a` and the difficulty `b`, on the scale of ability, of each
    of the `steps` in which it gives credit; one step is right or wrong.

    `spread` is the SD of what is not known of the difficulty. A learner meets a question once, so it blurs each answer
    as what is special to a question does.
    """

    a: float
    b: float
    steps: int = 1
    spread: float = 0.0


def level_of(credit: float, steps: int) -> int:
    """Return how many of the steps a credit (0 to 1) reaches; the last only with all of it."""
    return min(int(credit * steps + ROUNDING), steps)


def levels(ability: Numbers, a: Numbers, b: Numbers, steps: int, spread: float = 0.0) -> Numbers:
    """Return the chance of each number of steps, shape (steps + 1, ...) for what ability, `a` and `b` broadcast to."""
    shifts, weights = _shifts(steps, spread)
    p = _part(ability, a, b, shifts)
    return np.stack([comb(steps, k) * (p**k * (1 - p) ** (steps - k)) @ weights for k in range(steps + 1)])


def chances(ability: float | Numbers, curve: Curve) -> Numbers:
    """Return the chance of each number of steps, shape (steps + 1,) or (steps + 1, abilities)."""
    return levels(np.asarray(ability, dtype=float), np.asarray(curve.a), np.asarray(curve.b), curve.steps, curve.spread)


def chance(ability: float | Numbers, curve: Curve) -> Numbers:
    """Return the chance (0 to 1) of being wholly right at an ability, or at each of several."""
    return np.asarray(chances(ability, curve)[-1])


def information(ability: float | Numbers, curve: Curve) -> Numbers:
    """Return Fisher's information of the question about an ability, 1 / SD squared; a^2 p (1 - p) of a single step."""
    theta, m = np.asarray(ability, dtype=float), curve.steps
    shifts, weights = _shifts(m, curve.spread)
    p = _part(theta, np.asarray(curve.a), np.asarray(curve.b), shifts)
    told = np.zeros(theta.shape)
    for k, share in enumerate(chances(theta, curve)):
        slope = comb(m, k) * (p**k * (1 - p) ** (m - k) * curve.a * (k - m * p)) @ weights
        told = told + slope**2 / share
    return told


@lru_cache(maxsize=2048)
def assumed_curve(difficulty: float, steps: int = 1, a: float = USUAL_DISCRIMINATION) -> Curve:
    """Return the curve of a question of which only the share of learners (0 to 1) expected to miss it is known.

    Among learners at large that share gets less than all of the credit.
    """
    wanted = min(max(difficulty, MIDDLING[0]), MIDDLING[1])
    low, high = -FARTHEST, FARTHEST
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if 1 - PRIOR @ chance(GRID, Curve(a, middle, steps, AUTHORS_SD)) < wanted:
            low = middle
        else:
            high = middle
    return Curve(a, (low + high) / 2, steps, AUTHORS_SD)


@lru_cache(maxsize=2048)
def _shifts(steps: int, spread: float) -> tuple[Numbers, Numbers]:
    """By how much ability is shifted for a question as a whole, and the weight of each shift (Gauss and Hermite)."""
    variance = spread**2 + (TESTLET_VARIANCE if steps > 1 else 0.0)
    if not variance:
        return np.zeros(1), np.ones(1)
    return sqrt(variance) * _NODES, _WEIGHTS / _WEIGHTS.sum()


def _part(ability: Numbers, a: Numbers, b: Numbers, shifts: Numbers) -> Numbers:
    """The chance of one step, shape (..., shifts)."""
    return np.asarray(1 / (1 + np.exp(-a[..., None] * (ability[..., None] + shifts - b[..., None]))))
