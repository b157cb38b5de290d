"""What could a test show? Its results made discrete, with how likely each is in each state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import prod
from statistics import NormalDist

import numpy as np

from cases.reasoning.worth.outlook import Outlook

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
    """N results each of T tests: `likelihoods` in each state (T, S, N), the `values` they show (T, N, b), and which of
    these are `read` (N, b): a value beyond a limit is known to lie there, and nothing else.

    Likelihoods of a state sum to 1, so a belief is on average the same after a test as before it, exactly: no test
    can seem to lose information, and one that tells nothing is worth nothing.
    """

    likelihoods: np.ndarray
    values: np.ndarray
    read: np.ndarray


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
    columns, read = np.array([unknown.columns for unknown in batch], dtype=int), None
    if batch[0].is_enumerated(min(several, ENUMERATED)):
        likelihoods = np.stack([_enumerated(outlook, unknown) for unknown in batch])
        values = np.zeros((len(batch), likelihoods.shape[2], 0))
    elif columns.shape[1] == 1 and not batch[0].findings:
        likelihoods, values = _one(outlook, columns, stakes, one)
    else:
        likelihoods, values, read = _several(outlook, columns, batch[0].findings, stakes, several)
    read = np.ones(values.shape[1:], dtype=bool) if read is None else read
    return Results(likelihoods / likelihoods.sum(axis=2, keepdims=True), values, read)


def _one(outlook: Outlook, columns: np.ndarray, stakes: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Likelihoods (T, S, N) and values (T, N, 1), in order, of one column in each test: integrated by trapezoids."""
    _, origins = _origins(outlook, stakes, count)
    means, spreads = (located.reshape(len(columns), -1) for located in _located(outlook, columns))
    noise = np.concatenate([_scores(int(n)) for n in np.bincount(origins) if n])
    values = np.sort(means[:, origins] + spreads[:, origins] * noise, axis=1)
    away = (values[:, None] - means[..., None]) / spreads[..., None]
    densities = (1 + away**2 / outlook.freedom) ** (-0.5 * (outlook.freedom + 1)) / spreads[..., None]
    return densities * np.gradient(values, axis=1)[:, None, :] + LEAST_DENSITY, values[..., None]


def _several(
    outlook: Outlook, columns: np.ndarray, findings: tuple[tuple[int, ...], ...], stakes: np.ndarray, count: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Likelihoods (T, S, N) and values (T, N, b) of columns (T, b) and findings, and which are read (N, b): drawn, and
    weighed by the share of the states that they were drawn from (importance sampling)."""
    share, origins = _origins(outlook, stakes, count)
    levels = [_drawn_levels(outlook, finding, origins) for finding in findings]
    read = np.ones((count, columns.shape[1]), dtype=bool)
    for finding, drawn in zip(findings, levels, strict=True):
        for column, level in outlook.observer.features.read_where(finding).items():
            read[:, columns[0] == column] &= (drawn == finding.index(level))[:, None]
    order = np.lexsort((np.arange(count), *read.T))  # so that results in which the same is read lie together
    read, origins = read[order], origins[order]
    logs = np.zeros((len(columns), len(share), count))
    for finding, drawn in zip(findings, levels, strict=True):
        logs += np.log(outlook.frequencies(finding))[:, drawn[order]]
    values = np.stack([_drawn_values(outlook, test, origins) for test in columns])
    if columns.size:
        logs += np.stack([_log_densities(outlook, *each, read) for each in zip(columns, values, strict=True)])
    densities = np.exp(logs - logs.max(axis=1, keepdims=True)) + LEAST_DENSITY
    return densities / (share @ densities)[:, None, :], values, read


def _drawn_values(outlook: Outlook, columns: np.ndarray, origins: np.ndarray) -> np.ndarray:
    """Values (N, b) of some columns (b), drawn from the states of origin."""
    count = len(origins)
    means, lower = _located(outlook, columns)
    noise = np.array([_normal(int(column), count) for column in columns]).reshape(-1, count).T
    noise = noise / np.sqrt(_spread(outlook.freedom, count))[:, None]
    return means[origins] + np.einsum("nij,nj->ni", lower[origins], noise)


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
    """Means (..., S, b) and Cholesky factors of the scales (..., S, b, b) of `columns` (..., b)."""
    at = np.searchsorted(outlook.columns, columns)
    scales = outlook.scales[:, at[..., :, None], at[..., None, :]] * outlook.stretch.reshape(-1, *[1] * (at.ndim + 1))
    return np.moveaxis(outlook.means[:, at], 0, -2), np.linalg.cholesky(np.moveaxis(scales, 0, -3))


def _log_densities(outlook: Outlook, columns: np.ndarray, values: np.ndarray, read: np.ndarray) -> np.ndarray:
    """Log densities (S, N) of those values (N, b) of columns (b) that are read, up to a term that all states share.

    A multivariate t, of which those that are left out drop out. Values that are always read come first and are weighed
    at once; the others follow, given these.
    """
    order, always = np.argsort(~read.all(axis=0), kind="stable"), int(read.all(axis=0).sum())
    means, lower = _located(outlook, columns[order])
    first, cross, last = lower[:, :always, :always], lower[:, always:, :always], lower[:, always:, always:]
    inverse, shown = np.linalg.inv(first), values[:, order].T
    known = (inverse.reshape(len(means) * always, always) @ shown[:always]).reshape(len(means), always, len(values))
    known -= inverse @ means[:, :always, None]
    squares = np.einsum("sbn,sbn->sn", known, known)
    logs = np.repeat(-_half_logdet(first)[:, None], len(values), axis=1)
    away, scales = shown[always:] - means[:, always:, None] - cross @ known, last @ last.transpose(0, 2, 1)
    for some, seen in _alike(read[:, order[always:]]):
        if seen.size:
            factor = np.linalg.cholesky(scales[:, seen[:, None], seen])
            late = np.linalg.inv(factor) @ away[:, seen, some]
            squares[:, some] += np.einsum("sbn,sbn->sn", late, late)
            logs[:, some] -= _half_logdet(factor)[:, None]
    return logs - 0.5 * (outlook.freedom + read.sum(axis=1)) * np.log1p(squares / outlook.freedom)


def _half_logdet(lower: np.ndarray) -> np.ndarray:
    """Half the log determinant (S) of matrices with these Cholesky factors (S, b, b)."""
    return np.log(np.diagonal(lower, axis1=1, axis2=2)).sum(axis=1)


def _drawn_levels(outlook: Outlook, finding: tuple[int, ...], origins: np.ndarray) -> np.ndarray:
    """One finding's levels (N), drawn from the states of origin."""
    reached = np.cumsum(outlook.frequencies(finding), axis=1)[origins]
    drawn = (_uniform(-1 - finding[0], len(origins))[:, None] > reached).sum(axis=1)
    return np.minimum(drawn, len(finding) - 1)


def _alike(read: np.ndarray) -> Iterator[tuple[slice, np.ndarray]]:
    """Results in which the same columns are read, and those columns, of `read` (N, b), where they lie together."""
    changes = np.flatnonzero((read[1:] != read[:-1]).any(axis=1)) + 1
    for first, end in pairwise([0, *changes.tolist(), len(read)]):
        yield slice(first, end), np.flatnonzero(read[first])


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
    columns, chances = np.array(unknown.columns, dtype=int), joint.sum(axis=0)
    for some, shown in _alike(results.read):
        after = outlook.after(columns[shown], results.values[0][some, shown], joint.T[some])
        yield from zip(chances[some].tolist(), after, strict=True)
