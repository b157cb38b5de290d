"""How far can the mixtures be trusted? A temperature for each evidence, by which groups of findings were seen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

STEPS = 60
# Keeps the slopes of groups that are seen together from running apart, and the temperature away from 0.
RIDGE = 1e-4
SMALLEST_STEP = 1e-4
LEAST_GAIN = 1e-9
LEAST_CHANCE = 1e-300


@dataclass(frozen=True, eq=False)
class Tempering:
    """For each of `groups` (G), by how much its findings make the mixtures too sure of themselves: `slopes` (G)."""

    groups: tuple[str, ...]
    slopes: np.ndarray

    def temperature(self, seen: np.ndarray) -> np.ndarray:
        """The power to which likelihoods are raised, 1 or less, where shares `seen` (..., G) of each group are known.

        T = 1 / (1 + sum of slope x share): how sure a mixture is beyond what it can know depends on which findings it
        sees, not on how many.
        """
        power: np.ndarray = 1.0 / (1.0 + seen @ self.slopes)
        return power


def untempered(groups: tuple[str, ...]) -> Tempering:
    """Likelihoods as they are."""
    return Tempering(groups, np.zeros(len(groups)))


def fit_tempering(
    groups: tuple[str, ...], log_likelihoods: np.ndarray, seen: np.ndarray, priors: np.ndarray, truths: np.ndarray
) -> Tempering:
    """The slopes, none below 0, with the best mean log score on N held-out evidences.

    `log_likelihoods` (N, C) and `priors` (N, C) of the conditions, `seen` (N, G) shares of the groups, `truths` (N)
    the true conditions. Newton's method, projected; the curvature is that of a temperature alone.
    """
    task = _Task(log_likelihoods, seen, priors, truths)
    slopes = np.zeros(seen.shape[1])
    loss, gradient, curvature = task.at(slopes)
    for _ in range(STEPS):
        free = ~((slopes <= 0) & (gradient > 0))
        step = np.zeros(len(slopes))
        step[free] = np.linalg.solve(curvature[np.ix_(free, free)], gradient[free])
        size, better = 1.0, None
        while better is None and size > SMALLEST_STEP:
            tried = np.maximum(slopes - size * step, 0.0)
            found = task.at(tried)
            better = found if found[0] < loss - LEAST_GAIN else None
            size /= 2
        if better is None:
            break
        slopes, (loss, gradient, curvature) = tried, better
    return Tempering(groups, slopes)


@dataclass(frozen=True, eq=False)
class _Task:
    """What slopes are fitted to; shapes as in `fit_tempering`."""

    log_likelihoods: np.ndarray
    seen: np.ndarray
    priors: np.ndarray
    truths: np.ndarray

    def at(self, slopes: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
        """Mean log loss with the ridge, its gradient (G) and its approximate curvature (G, G)."""
        count, rows = len(self.truths), np.arange(len(self.truths))
        power = 1.0 / (1.0 + self.seen @ slopes)
        chances = tempered(self.log_likelihoods, self.priors, power)
        mean = (chances * self.log_likelihoods).sum(axis=1)
        variance = (chances * self.log_likelihoods**2).sum(axis=1) - mean**2
        pull = (mean - self.log_likelihoods[rows, self.truths]) * -(power**2)
        loss = -np.log(np.maximum(chances[rows, self.truths], LEAST_CHANCE)).mean() + RIDGE * slopes @ slopes
        gradient = pull @ self.seen / count + 2 * RIDGE * slopes
        weighted = self.seen * (variance * power**4)[:, None]
        return float(loss), gradient, weighted.T @ self.seen / count + 2 * RIDGE * np.eye(len(slopes))


def tempered(log_likelihoods: np.ndarray, priors: np.ndarray, power: np.ndarray) -> np.ndarray:
    """Probabilities (N, C) from log likelihoods (N, C) raised to a power (N) and priors (N, C); rows sum to 1."""
    with np.errstate(divide="ignore"):
        scores = np.log(priors) + power[:, None] * log_likelihoods
    chances: np.ndarray = np.exp(scores - scores.max(axis=1, keepdims=True))
    return chances / chances.sum(axis=1, keepdims=True)
