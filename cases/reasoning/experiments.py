"""What could a test show? Its results made discrete, with how likely each is in each state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import prod
from statistics import NormalDist

import numpy as np

from cases.reasoning.outlook import Outlook

# So many results stand for all that one value, or several at once, may come out as.
RESULTS = (128, 512)
# Findings that can come out in no more ways than this are enumerated.
ENUMERATED = 64
LEAST_DENSITY = 1e-200


@dataclass(frozen=True)
class Unknown:
    """What tests would newly show: columns of analytes, and for each finding the columns of its levels."""

    columns: tuple[int, ...] = ()
    findings: tuple[tuple[int, ...], ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.columns or self.findings)

    def without(self, other: Unknown) -> Unknown:
        """What is left to show after `other` has been shown."""
        return Unknown(
            tuple(column for column in self.columns if column not in other.columns),
            tuple(finding for finding in self.findings if finding not in other.findings),
        )

    @property
    def ways(self) -> int:
        """In how many ways its findings can come out together."""
        return prod(map(len, self.findings))

    def is_enumerated(self, most: int = ENUMERATED) -> bool:
        """Whether its results are few enough to be taken one by one."""
        return not self.columns and self.ways <= most


@dataclass(frozen=True, eq=False)
class Results:
    """N results each of T tests: `likelihoods` in each state (T, S, N), and the `values` they show (T, N, b).

    Likelihoods of a state sum to 1, so a belief is on average the same after a test as before it, exactly: no test
    can seem to lose information, and one that tells nothing is worth nothing.
    """

    likelihoods: np.ndarray
    values: np.ndarray


def batches(wanted: Sequence[Unknown]) -> list[list[int]]:
    """Indices of `wanted`, those together whose results can be reckoned at once."""
    found: dict[tuple[object, ...], list[int]] = {}
    for i, unknown in enumerate(wanted):
        if unknown.is_enumerated():
            batch: tuple[object, ...] = ("enumerated", unknown.ways)
        elif unknown.findings:
            batch = ("mixed", i)
        else:
            batch = ("values", len(unknown.columns))
        found.setdefault(batch, []).append(i)
    return list(found.values())


def results_of(
    outlook: Outlook,
    batch: Sequence[Unknown],
    stakes: np.ndarray,
    one: int,
    several: int,
) -> Results:
    """The results of tests of one batch: `one` sets their number where one value is shown, `several` where more is.

    Results are drawn from states a quarter by belief, a quarter by what is at stake in them, `stakes` (S), so that
    rare and dangerous states are not passed over, and half from all alike.
    """
    if batch[0].is_enumerated(min(several, ENUMERATED)):
        likelihoods = np.stack([_enumerated(outlook, unknown) for unknown in batch])
        return Results(likelihoods, np.zeros((len(batch), likelihoods.shape[2], 0)))
    columns = np.array([unknown.columns for unknown in batch])
    if columns.shape[1] == 1 and not batch[0].findings:
        likelihoods, values = _one(outlook, columns, stakes, one)
    else:
        likelihoods, values = _several(outlook, columns, batch[0].findings, stakes, several)
    return Results(likelihoods / likelihoods.sum(axis=2, keepdims=True), values)


def _one(outlook: Outlook, columns: np.ndarray, stakes: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Likelihoods (T, S, N) and values (T, N, 1), in order, of one column in each test: integrated by trapezoids."""
    _, origins = _origins(outlook, stakes, count)
    means, lower = _located(outlook, columns)
    noise = np.concatenate([_scores(int(n)) for n in np.bincount(origins) if n])
    values = np.sort(means[:, origins] + lower[..., 0][:, origins] * noise[:, None], axis=1)
    densities = np.exp(_log_densities(outlook, means, lower, values))
    return densities * np.gradient(values[:, :, 0], axis=1)[:, None, :] + LEAST_DENSITY, values


def _several(
    outlook: Outlook, columns: np.ndarray, findings: tuple[tuple[int, ...], ...], stakes: np.ndarray, count: int
) -> tuple[np.ndarray, np.ndarray]:
    """Likelihoods (T, S, N) and values (T, N, b) of columns (T, b) and findings: drawn, and weighed by the share of
    the states that they were drawn from (importance sampling)."""
    share, origins = _origins(outlook, stakes, count)
    values = np.zeros((len(columns), count, 0))
    logs = np.zeros((len(columns), len(share), count))
    read = np.ones((count, columns.shape[1]), dtype=bool)
    for finding in findings:
        drawn = _drawn_levels(outlook, finding, origins)
        logs += np.log(outlook.frequencies(finding)[:, drawn])
        for column, level in outlook.observer.features.read_where(finding).items():
            read[:, columns[0] == column] &= (drawn == finding.index(level))[:, None]
    if columns.size:
        means, lower = _located(outlook, columns)
        noise = np.stack([[_normal(int(column), count) for column in test] for test in columns]).transpose(0, 2, 1)
        noise = noise / np.sqrt(_spread(outlook.freedom, count))[None, :, None]
        values = means[:, origins] + np.einsum("tnij,tnj->tni", lower[:, origins], noise)
        for which, shown in _alike(read):
            located = _located(outlook, columns[:, shown])
            logs[:, :, which] += _log_densities(outlook, *located, values[:, which][:, :, shown])
    densities = np.exp(logs - logs.max(axis=1, keepdims=True)) + LEAST_DENSITY
    return densities / (share @ densities)[:, None, :], values


def _enumerated(outlook: Outlook, unknown: Unknown) -> np.ndarray:
    """Likelihoods (S, ways) of all that some findings can come out as together."""
    joint = np.ones((len(outlook.weights), 1))
    for finding in unknown.findings:
        joint = (joint[:, :, None] * outlook.frequencies(finding)[:, None, :]).reshape(len(joint), -1)
    return joint


def _origins(outlook: Outlook, stakes: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """How often each state is drawn from (S), and the states (count) that the results are drawn from."""
    at_stake = outlook.weights * stakes
    at_stake = at_stake / at_stake.sum() if at_stake.sum() > 0 else outlook.weights
    share = 0.25 * outlook.weights + 0.25 * at_stake + 0.5 / len(outlook.weights)
    places = (np.arange(count) + 0.5) / count
    return share, np.minimum(np.searchsorted(np.cumsum(share), places), len(share) - 1)


def _located(outlook: Outlook, columns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Means (T, S, b) and Cholesky factors of the scales (T, S, b, b) of `columns` (T, b)."""
    at = np.searchsorted(outlook.columns, columns)
    means = outlook.means[:, at].transpose(1, 0, 2)
    scales = outlook.scales[:, at[:, :, None], at[:, None, :]] * outlook.stretch[:, None, None, None]
    return means, np.linalg.cholesky(scales.transpose(1, 0, 2, 3))


def _log_densities(outlook: Outlook, means: np.ndarray, lower: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Log densities (T, S, N) of values (T, N, b) in each state, up to a term that all states share."""
    inverse = np.linalg.inv(lower)
    flat = inverse.reshape(len(values), -1, values.shape[2])
    away = (flat @ values.transpose(0, 2, 1)).reshape(*inverse.shape[:3], -1) - inverse @ means[..., None]
    squares = np.einsum("tsin,tsin->tsn", away, away)
    half_logdet = np.log(np.diagonal(lower, axis1=2, axis2=3)).sum(axis=2)
    exponent = -0.5 * (outlook.freedom + values.shape[2])
    return exponent * np.log1p(squares / outlook.freedom) - half_logdet[:, :, None]


def _drawn_levels(outlook: Outlook, finding: tuple[int, ...], origins: np.ndarray) -> np.ndarray:
    """One finding's levels (N), drawn from the states of origin."""
    reached = np.cumsum(outlook.frequencies(finding), axis=1)[origins]
    drawn = (_uniform(-1 - finding[0], len(origins))[:, None] > reached).sum(axis=1)
    return np.minimum(drawn, len(finding) - 1)


def _alike(read: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Results in which the same columns are read, and those columns, of `read` (N, b); where none is read, none."""
    rows, which = np.unique(read, axis=0, return_inverse=True)
    for i, row in enumerate(rows):
        if row.any():
            yield np.flatnonzero(which.ravel() == i), np.flatnonzero(row)


@cache
def _scores(count: int) -> np.ndarray:
    """Standard normal numbers in the middle of equal shares."""
    return np.array([NormalDist().inv_cdf((i + 0.5) / count) for i in range(count)])


@cache
def _uniform(stream: int, count: int) -> np.ndarray:
    """Numbers between 0 and 1, one in each of `count` equal parts, in an order of the stream's own."""
    return np.random.default_rng([abs(stream), stream < 0]).permutation((np.arange(count) + 0.5) / count)


@cache
def _normal(stream: int, count: int) -> np.ndarray:
    """Standard normal numbers, stratified alike."""
    order = np.random.default_rng([stream]).permutation(count)
    return _scores(count)[order]


@cache
def _spread(freedom: float, count: int) -> np.ndarray:
    """Chi-square over its degrees of freedom, stratified (Wilson and Hilferty 1931)."""
    ninth = 2 / (9 * freedom)
    return (1 - ninth + _normal(count, count) * ninth**0.5) ** 3


def draws(outlook: Outlook, unknown: Unknown, stakes: np.ndarray, count: int) -> Iterator[tuple[float, Outlook]]:
    """About `count` results of tests, each with its probability and the outlook it leaves."""
    results = results_of(outlook, [unknown], stakes, count, count)
    joint = outlook.weights[:, None] * results.likelihoods[0]
    after = outlook.after(np.array(unknown.columns, dtype=int), results.values[0], joint.T)
    yield from zip(joint.sum(axis=0).tolist(), after, strict=True)
