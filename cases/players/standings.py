"""How do scripted learners stand? Means with their errors, sessions in the right order, reliability."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from statistics import NormalDist, fmean, stdev, variance

SESSION_CASES, SESSIONS = 12, 2000
EXPERTS = ("ideal", "expert")
NOVICES = ("anchored", "treat-first", "b12-only", "shotgun", "random")


@dataclass(frozen=True)
class Mean:
    """A mean with its standard error."""

    value: float
    error: float


def mean_of(numbers: Sequence[float]) -> Mean:
    """The mean of independent numbers."""
    return Mean(fmean(numbers), stdev(numbers) / len(numbers) ** 0.5 if len(numbers) > 1 else 0.0)


def right_order(better: Sequence[float], worse: Sequence[float], cases: int = SESSION_CASES) -> float:
    """The share of sessions, `cases` patients drawn from those that both played, in which the better scores more.

    Both sequences hold the scores on the same patients in the same order. Raises ValueError for fewer patients than a
    session has.
    """
    if len(better) < cases:
        raise ValueError(f"no session of {cases} cases can be drawn from {len(better)} patients")
    draws = Random("sessions")  # noqa: S311
    wins = 0
    for _ in range(SESSIONS):
        chosen = draws.sample(range(len(better)), cases)
        wins += sum(better[i] for i in chosen) > sum(worse[i] for i in chosen)
    return wins / SESSIONS


def alpha(scores: Sequence[Sequence[float]]) -> float:
    """Cronbach's alpha of learners (rows) on cases (columns): how much of the variance of totals is the learners'.

    Cronbach 1951, Psychometrika 16:297.
    """
    cases = len(scores[0])
    each = sum(variance(column) for column in zip(*scores, strict=True))
    total = variance([sum(row) for row in scores])
    return cases / (cases - 1) * (1 - each / total) if total else 0.0


def abilities(learners: int) -> list[float]:
    """Abilities of a class, in standard deviations: normal, in equal shares."""
    return [NormalDist().inv_cdf((i + 0.5) / learners) for i in range(learners)]


def pairs(scores: Mapping[str, Sequence[float]]) -> list[tuple[str, str, float]]:
    """Each expert against each novice, the well-separated pairs, with the share of sessions in the right order; raises
    ValueError as `right_order` does."""
    return [
        (expert, novice, right_order(scores[expert], scores[novice]))
        for expert in EXPERTS
        for novice in NOVICES
        if expert in scores and novice in scores
    ]
