"""What should a diagnostic ask next, and when does it know enough?

The two-parameter logistic model: a learner of ability theta (standard normal among learners) is right with the chance
1 / (1 + exp(-a (theta - b))). Each answer sharpens the belief about theta on a grid; its mean is the estimate, its SD
the standard error (expected a posteriori, Bock & Mislevy 1982 Appl Psychol Meas 6:431).

No choice of items gets more out of a bank than is in it: with 20 answers the standard error falls below 0.35 for all
abilities from -2 to 2 where discriminations scatter around 1.4, for nine in ten where they do so around 1.2, and never
where all are 1.0, since an item tells a^2 / 4 at most and 1 / 0.35^2 = 8.2 is wanted, 1 of it from the prior.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from cases.simulation.randomness import uniform

Numbers = NDArray[np.float64]

GRID: Numbers = np.linspace(-4.0, 4.0, 161)
PRIOR: Numbers = np.exp(-0.5 * GRID**2) / np.exp(-0.5 * GRID**2).sum()
# Stop once the standard error is below ENOUGH, at the latest after MOST questions, never before FEWEST: assumed.
ENOUGH, FEWEST, MOST = 0.35, 5, 20
# Draw among the best few, so that not all learners meet the same (Kingsbury & Zara 1989 Appl Meas Educ 2:359).
BEST = 5
# Leave aside what more than this share of diagnostics asked, as long as anything else is left: assumed.
LARGEST_EXPOSURE = 0.3
# Discrimination of an item of which nothing is known, and the range held for those of which something is: assumed.
USUAL_DISCRIMINATION, DISCRIMINATIONS = 1.0, (0.3, 2.5)
MIDDLING = (0.02, 0.98)
SCALE = 1.702  # between logistic and normal ogive (Haley 1952; Camilli 1994 J Educ Behav Stat 19:293)


@dataclass(frozen=True)
class Curve:
    """How an item answers ability: its discrimination `a`, and its difficulty `b` on the scale of ability."""

    a: float
    b: float


@dataclass(frozen=True)
class Estimate:
    """The ability of a learner, in SD from the mean of learners, and its standard error."""

    ability: float
    error: float


def chance(ability: float | Numbers, curve: Curve) -> Numbers:
    """Return the chance (0 to 1) of being right at an ability, or at each of several."""
    return np.asarray(1.0 / (1.0 + np.exp(-curve.a * (np.asarray(ability) - curve.b))))


def information(ability: float | Numbers, curve: Curve) -> Numbers:
    """Return Fisher's information of the item about an ability, 1 / SD squared."""
    p = chance(ability, curve)
    return np.asarray(curve.a**2 * p * (1.0 - p))


def estimate(answers: Sequence[tuple[Curve, bool]]) -> Estimate:
    """Return what the answers show of ability; without any, that of learners at large: 0 with a standard error of 1."""
    belief = np.log(PRIOR)
    for curve, is_right in answers:
        p = chance(GRID, curve)
        belief = belief + np.log(p if is_right else 1.0 - p)
    weights = np.exp(belief - belief.max())
    weights /= weights.sum()
    mean = float(weights @ GRID)
    return Estimate(mean, math.sqrt(float(weights @ (GRID - mean) ** 2)))


def next_item(
    bank: Mapping[str, Curve],
    answers: Sequence[tuple[str, bool]],
    seed: int,
    *,
    exposure: Mapping[str, float] | None = None,
    aside: Collection[str] = (),
) -> str | None:
    """Return the key of the item to ask next, or None when the diagnostic has ended.

    `answers` are (key, right) in order; `exposure` the share of diagnostics that asked an item; items `aside` come only
    when no others are left. Among the most informative few at today's estimate the seed draws one.
    """
    known = estimate([(bank[key], is_right) for key, is_right in answers])
    asked = {key for key, _ in answers}
    left = [key for key in sorted(bank) if key not in asked]
    if not left or is_enough(known, len(answers)):
        return None
    shares = exposure or {}
    preferred = [key for key in left if shares.get(key, 0.0) <= LARGEST_EXPOSURE and key not in aside]
    candidates = preferred or left
    best = sorted(candidates, key=lambda key: float(-information(known.ability, bank[key])))[:BEST]
    return best[int(uniform(seed, "diagnostic", len(answers)) * len(best))]


def is_enough(known: Estimate, asked: int) -> bool:
    """Whether a diagnostic that asked so many questions stops here."""
    return asked >= MOST or (asked >= FEWEST and known.error < ENOUGH)


def assumed_curve(difficulty: float) -> Curve:
    """Return the curve of an item of which only the share of learners (0 to 1) expected to miss it is known."""
    return curve_of(1.0 - difficulty, None)


def curve_of(facility: float, discrimination: float | None) -> Curve:
    """Return the curve that a facility and a biserial-like correlation with ability (None: unknown) imply.

    Lord 1980, Applications of item response theory, section 3.6: with r the biserial correlation, a = r / sqrt(1 - r^2)
    on the ogive and b = -z(facility) / r. Extremes are held, since a few answers show no certainty.
    """
    z = NormalDist().inv_cdf(min(max(facility, MIDDLING[0]), MIDDLING[1]))
    if discrimination is None:
        a = USUAL_DISCRIMINATION
    else:
        r = min(max(discrimination, 0.05), 0.95)
        a = min(max(SCALE * r / math.sqrt(1.0 - r * r), DISCRIMINATIONS[0]), DISCRIMINATIONS[1])
    ogive = a / SCALE
    return Curve(a, -z * math.sqrt(1.0 + ogive * ogive) / ogive)


def biserial(facility: float, point_biserial: float) -> float:
    """Return the biserial of a point-biserial correlation: what it would be with the ability behind right and wrong.

    Lord & Novick 1968, Statistical theories of mental test scores, eq. 15.10.3: r_pb sqrt(p q) / height of the normal.
    """
    p = min(max(facility, MIDDLING[0]), MIDDLING[1])
    normal = NormalDist()
    return point_biserial * math.sqrt(p * (1.0 - p)) / normal.pdf(normal.inv_cdf(p))
