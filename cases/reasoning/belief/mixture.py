"""Which latent states does a condition pass through? A mixture fitted to complete patients, and its densities."""

from __future__ import annotations

from dataclasses import dataclass
from math import lgamma, log, pi

import numpy as np

STEPS = 25
LEADING_COMPONENTS = 8
FEWEST_PATIENTS = 25
# Shrinkage, in patients: of a state's deviations toward those of all states, of its frequencies toward those of the
# condition, and of these toward those of all patients. Chosen by the log score of held-out patients.
DEVIATION_PRIOR_PATIENTS = 20.0
FREQUENCY_PRIOR_PATIENTS = 20.0
USUAL_PRIOR_PATIENTS = 1.0
# The part of a correlation that is taken off, so that no combination of analytes is ever quite certain: assumed.
RIDGE = 0.01
LEAST_DEVIATION = 0.03
# Keeps one finding never met from vetoing a condition: assumed.
FREQUENCY_FLOOR = 2e-4
# Degrees of freedom of the densities: 5 to 20 did alike on held-out patients.
FREEDOM = 10.0
# Of an analyte that hardly any patient of a condition has within the reporting limits nothing can be learned there.
FEWEST_READ = 30
# So many conditions are reckoned at once: their correlations fit in the processor's cache.
BLOCK = 16
# Larger than any squared distance.
BORDER = 1e15


@dataclass(frozen=True, eq=False)
class Mixture:
    """K states: `weights` (K), `means` and `deviations` (K, n) of analytes, `frequencies` (K, m) of levels. States
    differ in how much analytes vary and share their `correlations` (n, n): far fewer numbers to learn."""

    weights: np.ndarray
    means: np.ndarray
    deviations: np.ndarray
    correlations: np.ndarray
    frequencies: np.ndarray

    @property
    def covariances(self) -> np.ndarray:
        """Covariances of the analytes in each state, shape (K, n, n)."""
        return self.deviations[:, :, None] * self.correlations * self.deviations[:, None, :]


def fit(
    values: np.ndarray,
    levels: np.ndarray,
    settings: np.ndarray,
    states: int,
    rng: np.random.Generator,
    usual: np.ndarray | None = None,
) -> tuple[Mixture, np.ndarray]:
    """The mixture for patients of standardized `values` (N, n), NaN where none was read, and `levels` (N, m), met in
    `settings` (N), indices; and the states' shares in each patient (N, K).

    Expectation-maximization from at most `states` states in each setting, begun by k-means++ on the leading
    components: a referral has its reason, so the patients of one setting lie close together, and where its limit
    cuts through a condition. States of few patients are dropped. After each step missing values are drawn anew from
    what the mixture expects of them (stochastic EM; Celeux and Diebolt 1985). `usual` (m) are the frequencies among
    all patients, those of `levels` if None.
    """
    missing = np.isnan(values)
    filled = _filled(values, missing, rng)
    expected = _shrunk(levels.sum(axis=0), len(levels), usual if usual is not None else levels.mean(axis=0))
    shares = _begun(_leading(filled), settings, states, rng)
    for _ in range(STEPS):
        mixture = _maximized(filled, levels, shares, expected)
        shares = _responsibilities(mixture, filled, levels, shares_by_setting(shares, settings)[settings])
        _impute(filled, missing, mixture, shares, rng)
        shares = _of_enough(shares)
    return _maximized(filled, levels, shares, expected), shares


def shares_by_setting(shares: np.ndarray, settings: np.ndarray, count: int | None = None) -> np.ndarray:
    """How often each state is met in each of `count` settings, as many as there are if None: shape (settings, K)."""
    places = range(count if count is not None else int(settings.max()) + 1)
    table = np.stack([shares[settings == place].sum(axis=0) for place in places]) + 0.5
    by_setting: np.ndarray = table / table.sum(axis=1, keepdims=True)
    return by_setting


@dataclass(frozen=True, eq=False)
class States:
    """The states of C conditions side by side: `means` and `deviations` (S, n), `correlations` (C, n, n), and which
    condition each state belongs to, `owner` (S), in ascending order."""

    means: np.ndarray
    deviations: np.ndarray
    correlations: np.ndarray
    owner: np.ndarray

    def log_densities(self, columns: np.ndarray, values: np.ndarray) -> np.ndarray:
        """Student t log densities of `values` (a) in some `columns` (a) in each state, shape (S).

        The tails are heavier than a normal's, so that one far value does not overrule all others (multivariate t;
        Kotz and Nadarajah 2004); on held-out patients with every test done the log score fell by a third.
        """
        if values.size == 0:
            return np.zeros(len(self.owner))
        deviations = self.deviations[:, columns]
        squares, half_logdet = self._distances(columns, (values - self.means[:, columns]) / deviations)
        half_logdet = half_logdet + np.log(deviations).sum(axis=1)
        nu, n = FREEDOM, values.size
        constant = lgamma((nu + n) / 2) - lgamma(nu / 2) - 0.5 * n * log((nu - 2) * pi)
        densities: np.ndarray = constant - half_logdet - 0.5 * (nu + n) * np.log1p(squares / (nu - 2))
        return densities

    def _distances(self, columns: np.ndarray, residuals: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Squared Mahalanobis distances of standardized `residuals` (S, a), and half the log determinants of the
        correlations, both of shape (S).

        The Cholesky factor of correlations bordered by residuals holds the whitened residuals in its last rows.
        """
        size, squares, half_logdet = len(columns), np.empty(len(self.owner)), np.empty(len(self.owner))
        place = np.arange(len(self.owner)) - np.searchsorted(self.owner, self.owner)
        for first in range(0, len(self.correlations), BLOCK):
            here = np.flatnonzero((self.owner >= first) & (self.owner < first + BLOCK))
            rows = size + int(place[here].max()) + 1
            shared = self.correlations[first : first + BLOCK]
            bordered = np.zeros((len(shared), rows, rows))
            bordered[:, :size, :size] = shared[:, columns[:, None], columns]
            bordered[:, np.arange(size, rows), np.arange(size, rows)] = BORDER
            bordered[self.owner[here] - first, size + place[here], :size] = residuals[here]
            lower = np.linalg.cholesky(bordered)
            whitened = lower[self.owner[here] - first, size + place[here], :size]
            squares[here] = (whitened**2).sum(axis=1)
            diagonals = np.diagonal(lower, axis1=1, axis2=2)[:, :size]
            half_logdet[here] = np.log(diagonals).sum(axis=1)[self.owner[here] - first]
        return squares, half_logdet


def _of_enough(shares: np.ndarray) -> np.ndarray:
    """The shares of states that enough patients are in, or of the largest one."""
    counts = shares.sum(axis=0)
    enough = counts >= FEWEST_PATIENTS
    enough[counts.argmax()] = True
    kept = shares[:, enough]
    return kept / np.maximum(kept.sum(axis=1, keepdims=True), 1e-300)


def _shrunk(counts: np.ndarray, patients: int, usual: np.ndarray) -> np.ndarray:
    frequencies: np.ndarray = (counts + USUAL_PRIOR_PATIENTS * usual) / (patients + USUAL_PRIOR_PATIENTS)
    return frequencies


def _maximized(values: np.ndarray, levels: np.ndarray, shares: np.ndarray, expected: np.ndarray) -> Mixture:
    counts = shares.sum(axis=0)
    means = (shares.T @ values) / counts[:, None]
    squares = np.stack([shares[:, k] @ (values - mean) ** 2 for k, mean in enumerate(means)])
    pooled = squares.sum(axis=0) / counts.sum()
    variances = (squares + DEVIATION_PRIOR_PATIENTS * pooled) / (counts + DEVIATION_PRIOR_PATIENTS)[:, None]
    deviations = np.maximum(np.sqrt(variances), LEAST_DEVIATION)
    frequencies = shares.T @ levels + FREQUENCY_PRIOR_PATIENTS * expected
    frequencies = frequencies / (counts + FREQUENCY_PRIOR_PATIENTS)[:, None]
    return Mixture(
        weights=counts / counts.sum(),
        means=means,
        deviations=deviations,
        correlations=_correlations(values, shares, means, deviations),
        frequencies=np.clip(frequencies, FREQUENCY_FLOOR, 1 - FREQUENCY_FLOOR),
    )


def _correlations(values: np.ndarray, shares: np.ndarray, means: np.ndarray, deviations: np.ndarray) -> np.ndarray:
    """What is common to the states, each patient counted in each state as far as it belongs there."""
    total = np.zeros((values.shape[1], values.shape[1]))
    for share, mean, deviation in zip(shares.T, means, deviations, strict=True):
        standard = (values - mean) / deviation
        total += (standard * share[:, None]).T @ standard
    scale = np.sqrt(np.maximum(np.diag(total), 1e-12))
    correlations: np.ndarray = (1 - RIDGE) * total / np.outer(scale, scale)
    np.fill_diagonal(correlations, 1.0)
    return correlations


def _responsibilities(mixture: Mixture, values: np.ndarray, levels: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The states' shares in complete patients, in whom they are expected with `weights`; both (N, K)."""
    scores = np.log(weights) + levels @ np.log(mixture.frequencies).T
    nu, n = FREEDOM, values.shape[1]
    lower = np.linalg.cholesky(mixture.correlations)
    for k, (mean, deviation) in enumerate(zip(mixture.means, mixture.deviations, strict=True)):
        squares = (np.linalg.solve(lower, ((values - mean) / deviation).T) ** 2).sum(axis=0)
        scores[:, k] += -0.5 * (nu + n) * np.log1p(squares / (nu - 2)) - np.log(deviation).sum()
    shares: np.ndarray = np.exp(scores - scores.max(axis=1, keepdims=True))
    return shares / shares.sum(axis=1, keepdims=True)


def _filled(values: np.ndarray, missing: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The values, and where there are none, draws from those of other patients."""
    filled = np.where(missing, 0.0, values)
    for j in np.flatnonzero(missing.any(axis=0)):
        read = values[~missing[:, j], j]
        draws = rng.standard_normal(int(missing[:, j].sum()))
        filled[missing[:, j], j] = draws if len(read) < FEWEST_READ else read.mean() + read.std() * draws
    return filled


def _impute(
    filled: np.ndarray, missing: np.ndarray, mixture: Mixture, shares: np.ndarray, rng: np.random.Generator
) -> None:
    """Draw missing values anew, in place: each patient's state, then value by value given all others (Gibbs)."""
    if not missing.any():
        return
    barely_read = (~missing).sum(axis=0) < FEWEST_READ
    states = np.minimum((shares.cumsum(axis=1) < rng.random(len(filled))[:, None]).sum(axis=1), shares.shape[1] - 1)
    precision = np.linalg.inv(mixture.correlations)
    for k, (mean, deviation) in enumerate(zip(mixture.means, mixture.deviations, strict=True)):
        members = np.flatnonzero(states == k)
        residuals = (filled[members] - mean) / deviation
        for j in np.flatnonzero(missing[members].any(axis=0)):
            rows = missing[members, j]
            draws = rng.standard_normal(int(rows.sum()))
            if barely_read[j]:
                residuals[rows, j] = (draws - mean[j]) / deviation[j]
                continue
            others = residuals[rows] @ precision[:, j] - residuals[rows, j] * precision[j, j]
            residuals[rows, j] = -others / precision[j, j] + draws / np.sqrt(precision[j, j])
        filled[members] = residuals * deviation + mean


def _leading(values: np.ndarray) -> np.ndarray:
    centered = values - values.mean(axis=0)
    _, _, axes = np.linalg.svd(centered, full_matrices=False)
    components: np.ndarray = centered @ axes[:LEADING_COMPONENTS].T
    return components


def _nearest(points: np.ndarray, states: int, rng: np.random.Generator) -> np.ndarray:
    """Index of the nearest of `states` centers chosen far apart (k-means++)."""
    centers = [points[rng.integers(len(points))]]
    for _ in range(states - 1):
        distances = np.min([((points - center) ** 2).sum(axis=1) for center in centers], axis=0)
        centers.append(points[rng.choice(len(points), p=distances / distances.sum())])
    nearest: np.ndarray = np.argmin([((points - center) ** 2).sum(axis=1) for center in centers], axis=0)
    return nearest


def _begun(points: np.ndarray, settings: np.ndarray, states: int, rng: np.random.Generator) -> np.ndarray:
    """The shares (N, K) to begin with: as many states in each setting, and each patient nearly all in one."""
    nearest, count = np.zeros(len(points), dtype=int), 0
    for setting in np.unique(settings):
        here = settings == setting
        nearest[here] = count + _nearest(points[here], min(states, int(here.sum())), rng)
        count += states
    shares: np.ndarray = np.eye(count)[nearest] * 0.98 + 0.02 / count
    return shares
