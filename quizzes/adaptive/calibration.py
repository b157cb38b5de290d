"""How does each question answer ability, once enough learners have answered it?

Discrimination and difficulty are weighed on a grid: the prior is the assumed curve, the likelihood that of the first
answers, each learner's ability spread as all their other answers leave it (marginal likelihood, Bock & Aitkin 1981
Psychometrika 46:443; with priors, Mislevy 1986 Psychometrika 51:177). The mean of what is then believed is the curve,
the SD of its difficulty the spread: few answers move it little, many decide it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np

from quizzes.adaptive.curves import AUTHORS_SD, GRID, PRIOR, Curve, Numbers, assumed_curve, chance, level_of, levels
from quizzes.adaptive.estimates import log_chances

# Thirty answers place a difficulty within 1 with 95 % (Linacre 1994 Rasch Meas Trans 7:328); so many weigh more than
# the prior, for the variance 4 / 30 of a difficulty from answers is half of its own.
ANSWERS_TO_MEASURE = 30
# SD of the logarithm of the discrimination: the usual prior (Mislevy & Bock 1990, BILOG 3). Grids, in SD:
LOG_A_SD = 0.5
STRAYS_A, STRAYS_B = np.linspace(-2, 2, 9), np.linspace(-3, 3, 13)
# Abilities are weighed by assumed curves at first, then by the curves found.
ROUNDS = 2
COARSE = slice(None, None, 4)  # of the grid of abilities


class First(NamedTuple):
    """The first answer of one learner to one question: what credit it earned, 0 to 1."""

    learner: int
    key: str
    credit: float


def measured(answers: Sequence[First], assumed: Mapping[str, Curve]) -> dict[str, Curve]:
    """Return the curves of the questions that ANSWERS_TO_MEASURE learners or more have answered, by key.

    `assumed` holds a curve for every question answered.
    """
    by_key = {key: list(given) for key, given in groupby(sorted(answers, key=lambda one: one.key), lambda one: one.key)}
    enough = {key: given for key, given in by_key.items() if len(given) >= ANSWERS_TO_MEASURE}
    found: dict[str, Curve] = {}
    for _ in range(ROUNDS if enough else 0):
        curves = {**assumed, **found}
        known = _known(by_key, curves)
        found = {key: _weighed(given, known, curves[key], assumed[key]) for key, given in enough.items()}
    return found


def _known(by_key: Mapping[str, Sequence[First]], curves: Mapping[str, Curve]) -> dict[int, Numbers]:
    """What all their answers leave of each learner's ability: logarithms over the coarse grid."""
    known: dict[int, Numbers] = {}
    for key, given in by_key.items():
        told = log_chances(curves[key])[:, COARSE]
        for one in given:
            before = known.get(one.learner, np.log(PRIOR[COARSE]))
            known[one.learner] = before + told[level_of(one.credit, curves[key].steps)]
    return known


def _weighed(given: Sequence[First], known: Mapping[int, Numbers], counted: Curve, prior: Curve) -> Curve:
    """The mean curve by prior and answers; `counted` is the one by which the learners' abilities were told.

    Around each discrimination difficulties stray from the one at which as many miss it as was expected.
    """
    reached = np.array([level_of(one.credit, prior.steps) for one in given])
    others = np.stack([known[one.learner] for one in given]) - log_chances(counted)[:, COARSE][reached]
    weights = np.exp(others - others.max(axis=1, keepdims=True))
    weights /= weights.sum(axis=1, keepdims=True)
    missed = float(1 - PRIOR @ chance(GRID, prior))
    a = prior.a * np.exp(LOG_A_SD * STRAYS_A)
    expected = np.array([assumed_curve(missed, prior.steps, float(one)).b for one in a])
    b = expected[:, None] + AUTHORS_SD * STRAYS_B
    told = levels(GRID[COARSE], a[:, None, None], b[..., None], prior.steps)
    belief = -0.5 * (STRAYS_A[:, None] ** 2 + STRAYS_B**2)
    for level in np.unique(reached):
        belief = belief + np.log(told[level] @ weights[reached == level].T).sum(axis=-1)
    share = np.exp(belief - belief.max())
    share /= share.sum()
    log_a, stray = share.sum(axis=1) @ np.log(a), share.sum(axis=0) @ STRAYS_B
    middle = np.interp(log_a, np.log(a), expected) + AUTHORS_SD * stray
    spread = AUTHORS_SD * np.sqrt(share.sum(axis=0) @ (STRAYS_B - stray) ** 2)
    return Curve(float(np.exp(log_a)), float(middle), prior.steps, float(spread))
