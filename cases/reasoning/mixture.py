"""Which latent states does a condition pass through? A Gaussian and Bernoulli mixture fitted to complete patients."""

from __future__ import annotations

from dataclasses import dataclass
from math import lgamma, log, pi

import numpy as np

STEPS = 25
LEADING_COMPONENTS = 8
FEWEST_PATIENTS = 25
# Shrinkage of the covariances and of the frequencies, and the floor that keeps one impossible finding from
# vetoing a condition: assumed, tried in a prototype on held-out patients.
COVARIANCE_PRIOR_PATIENTS = 20.0
RIDGE = 1e-3
FREQUENCY_FLOOR = 2e-4
# Degrees of freedom of the densities: 5 to 20 did alike on held-out patients.
FREEDOM = 10.0


@dataclass(frozen=True, eq=False)
class Mixture:
    """K states: `weights` (K), `means` (K, n) and `covariances` (K, n, n) of analytes, `frequencies` (K, m)."""

    weights: np.ndarray
    means: np.ndarray
    covariances: np.ndarray
    frequencies: np.ndarray


def fit(values: np.ndarray, levels: np.ndarray, states: int, rng: np.random.Generator) -> Mixture:
    """The mixture of at most `states` states for patients of standardized `values` (N, n) and `levels` (N, m).

    Expectation-maximization from a k-means++ start on the leading components; states of few patients are dropped.
    """
    shares = _hard(_nearest(_leading(values), states, rng), states)
    for _ in range(STEPS):
        mixture = _maximized(values, levels, shares)
        shares = _responsibilities(mixture, values, levels)
        shares = shares[:, shares.sum(axis=0) >= min(FEWEST_PATIENTS, len(values) / 2)]
        shares = shares / np.maximum(shares.sum(axis=1, keepdims=True), 1e-300)
    return _maximized(values, levels, shares)


def log_densities(means: np.ndarray, covariances: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Student t log densities of one vector `values` (n) under K states, shape (K), with the states' covariances.

    The tails are heavier than a normal's, so that one far value does not overrule all others (multivariate t; Kotz
    and Nadarajah 2004); on held-out patients with every test done the log score fell by half.
    """
    if values.size == 0:
        return np.zeros(len(means))
    lower = np.linalg.cholesky(covariances)
    residuals = np.linalg.solve(lower, (values - means)[..., None])[..., 0]
    half_logdet = np.log(np.diagonal(lower, axis1=1, axis2=2)).sum(axis=1)
    nu, n = FREEDOM, values.size
    constant = lgamma((nu + n) / 2) - lgamma(nu / 2) - 0.5 * n * log((nu - 2) * pi)
    return constant - half_logdet - 0.5 * (nu + n) * np.log1p((residuals**2).sum(axis=1) / (nu - 2))


def _maximized(values: np.ndarray, levels: np.ndarray, shares: np.ndarray) -> Mixture:
    counts = shares.sum(axis=0)
    means = (shares.T @ values) / counts[:, None]
    scatters = np.stack([_scatter(values - means[k], shares[:, k]) for k in range(len(counts))])
    pooled = scatters.sum(axis=0) / counts.sum()
    target = 0.5 * np.diag(np.diag(pooled)) + 0.5 * pooled
    shrunk = (scatters + COVARIANCE_PRIOR_PATIENTS * target) / (counts + COVARIANCE_PRIOR_PATIENTS)[:, None, None]
    overall = levels.mean(axis=0)
    frequencies = (shares.T @ levels + overall) / (counts + 1)[:, None]
    return Mixture(
        weights=counts / counts.sum(),
        means=means,
        covariances=shrunk + RIDGE * np.eye(values.shape[1]),
        frequencies=np.clip(frequencies, FREQUENCY_FLOOR, 1 - FREQUENCY_FLOOR),
    )


def _scatter(centered: np.ndarray, share: np.ndarray) -> np.ndarray:
    return (centered * share[:, None]).T @ centered


def _responsibilities(mixture: Mixture, values: np.ndarray, levels: np.ndarray) -> np.ndarray:
    scores = np.log(mixture.weights)[None, :] + levels @ np.log(mixture.frequencies).T
    for k, (mean, covariance) in enumerate(zip(mixture.means, mixture.covariances, strict=True)):
        lower = np.linalg.cholesky(covariance)
        residuals = np.linalg.solve(lower, (values - mean).T)
        scores[:, k] += -0.5 * (residuals**2).sum(axis=0) - np.log(np.diag(lower)).sum()
    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    return scores / scores.sum(axis=1, keepdims=True)


def _leading(values: np.ndarray) -> np.ndarray:
    centered = values - values.mean(axis=0)
    _, _, axes = np.linalg.svd(centered, full_matrices=False)
    return centered @ axes[:LEADING_COMPONENTS].T


def _nearest(points: np.ndarray, states: int, rng: np.random.Generator) -> np.ndarray:
    """Index of the nearest of `states` centers chosen far apart (k-means++)."""
    centers = [points[rng.integers(len(points))]]
    for _ in range(states - 1):
        distances = np.min([((points - center) ** 2).sum(axis=1) for center in centers], axis=0)
        centers.append(points[rng.choice(len(points), p=distances / distances.sum())])
    return np.argmin([((points - center) ** 2).sum(axis=1) for center in centers], axis=0)


def _hard(nearest: np.ndarray, states: int) -> np.ndarray:
    return np.eye(states)[nearest] * 0.98 + 0.02 / states
