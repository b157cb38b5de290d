"""What is an order worth? Its expected effect on the best decision, against what it costs, at that moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from cases.catalog import Catalog
from cases.catalog.observables import Investigation
from cases.reasoning.decisions import LossTable, seen
from cases.reasoning.evidence import Evidence
from cases.reasoning.features import Features, completed
from cases.reasoning.observer import TEMPERATURE, Observer

OUTCOMES = 128
FAINT = 1e-4
MINUTES_A_DAY = 1440


@dataclass(frozen=True)
class Worth:
    """An order judged before its result: what it costs (US dollars, delay included), the expected loss after it."""

    key: str
    cost: float
    value_after: float

    @property
    def total(self) -> float:
        """Expected loss of ordering it and then acting on the result."""
        return self.cost + self.value_after


@dataclass(frozen=True, eq=False)
class Situation:
    """A belief over states with everything needed to imagine results: made once for each step."""

    catalog: Catalog
    observer: Observer
    table: LossTable
    evidence: Evidence
    states: np.ndarray
    active: np.ndarray
    done: frozenset[str]

    @property
    def chances(self) -> np.ndarray:
        """Probability of each condition."""
        return np.bincount(self.observer.owner, self.states, len(self.observer.conditions))

    @property
    def value_now(self) -> float:
        """Expected loss of the best course of action without another test."""
        return float(self.table.value(self.chances, self.done))


def situation(
    catalog: Catalog,
    observer: Observer,
    table: LossTable,
    evidence: Evidence,
    setting: str,
    prior: Mapping[str, float],
) -> Situation:
    """Where an observer with this evidence stands."""
    states = observer.state_chances(evidence, prior, setting)
    active = np.flatnonzero(states > FAINT)
    return Situation(catalog, observer, table, evidence, states, active, seen(catalog, evidence))


def price_of(catalog: Catalog, keys: Iterable[str]) -> float:
    """Fees, burdens and harms of tests, in US dollars."""
    tests = [catalog.investigations[key] for key in keys]
    return sum(test.fee + test.burden + test.harm for test in tests)


def delay_of(here: Situation, minutes: int) -> float:
    """What it is expected to cost, in US dollars, that so much time goes by before anything is done."""
    return minutes / MINUTES_A_DAY * float(here.chances @ here.table.per_day)


def worth_of(here: Situation, keys: Iterable[str]) -> Worth:
    """The worth of ordering these tests together."""
    keys = tuple(keys)
    tests = [here.catalog.investigations[key] for key in keys]
    delay = delay_of(here, max((test.turnaround_minutes for test in tests), default=0))
    return Worth(",".join(keys), price_of(here.catalog, keys) + delay, _value_after(here, tests))


def ranked(here: Situation, excluded: Iterable[str] = ()) -> list[Worth]:
    """Every test not excluded, the one of least total expected loss first."""
    excluded = set(excluded)
    worths = [worth_of(here, (key,)) for key in here.catalog.investigations if key not in excluded]
    return sorted(worths, key=lambda worth: worth.total)


def best_value(here: Situation, worths: Iterable[Worth]) -> float:
    """Expected loss of the best of: act now, or one more test and then act."""
    return min([here.value_now, *(worth.total for worth in worths)])


def _value_after(here: Situation, tests: list[Investigation]) -> float:
    columns, levels = _unknown(here, tests)
    done = here.done | {test.key for test in tests}
    if not len(columns) and not levels:
        return min(float(here.table.value(here.chances, done)), here.value_now)
    rng = np.random.default_rng(len(columns) * 1000 + len(levels))  # the same outcomes for every test of a size
    origin = _stratified(here.states[here.active], rng)
    log_ratio = _imagined_values(here, columns, origin, rng) + _imagined_levels(here, levels, origin, rng)
    weights = np.log(here.states[here.active])[None, :] + log_ratio
    weights = np.exp(weights - weights.max(axis=1, keepdims=True))
    chances = np.zeros((OUTCOMES, len(here.observer.conditions)))
    np.add.at(chances.T, here.observer.owner[here.active], weights.T)
    chances /= chances.sum(axis=1, keepdims=True)
    return min(float(here.table.value(chances, done).mean()), here.value_now)


def _unknown(here: Situation, tests: list[Investigation]) -> tuple[np.ndarray, list[list[int]]]:
    """Columns of analytes, and groups of level columns, that the tests would newly show."""
    features, known = here.observer.features, here.evidence
    column = features.column
    # Some of what is known was not measured itself but follows, as hemoglobin from the hematocrit.
    settled = set(completed(known.values))
    keys = {key for test in tests for key in test.analytes if key in column and key not in settled}
    findings = {finding.key for test in tests for finding in test.findings if finding.key not in known.levels}
    groups = [_level_columns(features, key) for key in sorted(findings)]
    return np.array(sorted(column[key] for key in keys), dtype=int), groups


def _level_columns(features: Features, finding: str) -> list[int]:
    return [i for i, (key, _) in enumerate(features.levels) if key == finding]


def _stratified(weights: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """OUTCOMES state indices in proportion to `weights`, with as little chance as possible."""
    places = (np.arange(OUTCOMES) + rng.random()) / OUTCOMES * weights.sum()
    return np.minimum(np.searchsorted(np.cumsum(weights), places), len(weights) - 1)


def _imagined_values(here: Situation, columns: np.ndarray, origin: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Log densities of imagined values in each active state, shape (OUTCOMES, active)."""
    if not len(columns):
        return np.zeros((OUTCOMES, len(here.active)))
    means, covariances = _conditional(here, columns)
    lower = np.linalg.cholesky(covariances)
    noise = rng.standard_normal((OUTCOMES, len(columns)))
    values = means[origin] + np.einsum("oij,oj->oi", lower[origin], noise)
    residuals = np.linalg.solve(lower, (values[None, :, :] - means[:, None, :]).transpose(0, 2, 1))
    half_logdet = np.log(np.diagonal(lower, axis1=1, axis2=2)).sum(axis=1)
    return TEMPERATURE * (-0.5 * (residuals**2).sum(axis=1) - half_logdet[:, None]).T


def _conditional(here: Situation, columns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Means (active, b) and covariances (active, b, b) of the columns given the values already known."""
    observer, active = here.observer, here.active
    known, values = observer.standardized(here.evidence)
    means, covariances = observer.means[active], observer.covariances[active]
    fresh = covariances[:, columns[:, None], columns]
    if not len(known):
        return means[:, columns], fresh
    cross = covariances[:, columns[:, None], known]
    gain = np.linalg.solve(covariances[:, known[:, None], known], cross.transpose(0, 2, 1)).transpose(0, 2, 1)
    shift = np.einsum("sbk,sk->sb", gain, values - means[:, known])
    return means[:, columns] + shift, fresh - gain @ cross.transpose(0, 2, 1)


def _imagined_levels(
    here: Situation, groups: list[list[int]], origin: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """Log probabilities of imagined levels in each active state, shape (OUTCOMES, active)."""
    total = np.zeros((OUTCOMES, len(here.active)))
    for group in groups:
        log_p = here.observer.log_frequencies[here.active][:, group]
        p = np.exp(log_p)
        reached = np.cumsum(p / p.sum(axis=1, keepdims=True), axis=1)[origin]
        drawn = np.minimum((rng.random(OUTCOMES)[:, None] > reached).sum(axis=1), len(group) - 1)
        total += TEMPERATURE * log_p[:, drawn].T
    return total
