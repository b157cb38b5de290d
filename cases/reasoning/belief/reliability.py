"""Do probabilities come true? Of the patients given 30 of 100, thirty should have it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

DECILES = 10
# What is promised of each decile: within so many points and standard errors, and so much over all (root mean square).
POINTS, STANDARD_ERRORS, ROOT_MEAN_SQUARE = 2.0, 2.0, 1.0
# Fewer predictions than this say nothing about a decile.
FEWEST = 100
LEAST_CHANCE = 1e-300


@dataclass(frozen=True)
class Decile:
    """Predictions of one tenth of the scale: mean predicted and observed frequency, and how many they were."""

    predicted: float
    observed: float
    count: int

    @property
    def gap(self) -> float:
        """Observed less predicted, in points of 100."""
        return 100 * (self.observed - self.predicted)

    @property
    def standard_error(self) -> float:
        """Of the observed frequency where the predicted one is right, in points of 100."""
        return float(100 * np.sqrt(self.predicted * (1 - self.predicted) / self.count))

    @property
    def holds(self) -> bool:
        """Whether it is within what is promised."""
        return abs(self.gap) <= POINTS + STANDARD_ERRORS * self.standard_error


@dataclass(frozen=True)
class Reliability:
    """How N beliefs fared: mean log score (nats, lower is better), how often the truth came first and among the first
    three, and the deciles of all probabilities."""

    name: str
    count: int
    log_score: float
    first: float
    among_three: float
    deciles: tuple[Decile, ...]

    @property
    def largest_gap(self) -> float:
        """The largest gap of any decile, in points."""
        return max((abs(decile.gap) for decile in self.deciles), default=0.0)

    @property
    def root_mean_square(self) -> float:
        """Root of the mean squared gap over the deciles, in points, less what chance alone brings to it."""
        beyond = [decile.gap**2 - decile.standard_error**2 for decile in self.deciles]
        return max(sum(beyond) / max(len(beyond), 1), 0.0) ** 0.5

    @property
    def holds(self) -> bool:
        """Whether it is within what is promised, decile by decile and over all."""
        return all(decile.holds for decile in self.deciles) and self.root_mean_square <= ROOT_MEAN_SQUARE


def reliability(name: str, chances: np.ndarray, truths: np.ndarray) -> Reliability:
    """How beliefs (N, C) over conditions fared where `truths` (N) are the true ones."""
    given = chances[np.arange(len(truths)), truths]
    rank = (chances > given[:, None]).sum(axis=1)
    came_true = np.arange(chances.shape[1])[None, :] == truths[:, None]
    return Reliability(
        name=name,
        count=len(truths),
        log_score=float(-np.log(np.maximum(given, LEAST_CHANCE)).mean()),
        first=float((rank == 0).mean()),
        among_three=float((rank < 3).mean()),
        deciles=tuple(_deciles(chances.ravel(), came_true.ravel())),
    )


def _deciles(predicted: np.ndarray, came_true: np.ndarray) -> Iterator[Decile]:
    places = np.minimum((DECILES * predicted).astype(int), DECILES - 1)
    for place in range(DECILES):
        here = places == place
        if here.sum() >= FEWEST:
            yield Decile(float(predicted[here].mean()), float(came_true[here].mean()), int(here.sum()))
