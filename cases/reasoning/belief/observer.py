"""How likely is each condition, given what is known? The belief of an observer who knows how patients are made."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import erfc, sqrt
from pathlib import Path

import numpy as np

from cases.catalog import Catalog, current
from cases.reasoning.belief.evidence import Evidence
from cases.reasoning.belief.features import WITHIN, Bound, Features, features_of
from cases.reasoning.belief.mixture import States
from cases.reasoning.belief.readers import Report, log_chances
from cases.reasoning.belief.tempering import Tempering

ARTIFACT = Path(__file__).parent / "observer.npz"
LEAST_CHANCE = 1e-300
NUMBERS = ("center", "spread", "weights", "means", "deviations", "log_frequencies")
# A value that lies within its limits more often than this need not be imagined beyond them.
WITHIN_NEARLY_ALWAYS = 0.99
# What an artifact may weigh.
LARGEST_BYTES = 2_000_000


@dataclass(frozen=True, eq=False)
class Observer:
    """Mixtures of all conditions side by side: state s belongs to `conditions[owner[s]]`.

    Analytes are standardized by `center` and `spread`; `means` and `deviations` (S, n) and, for each condition,
    `correlations` (C, n, n) are those of values within the reporting limits, `log_frequencies` (S, m) those of
    levels. `weights` (settings, S) are the states' shares within their condition, in each setting of `settings`;
    `tempering` says how far the mixtures can be trusted on which findings; `catalog` is the hash of the catalog whose
    patients were learned from.
    """

    catalog: str
    conditions: tuple[str, ...]
    settings: tuple[str, ...]
    features: Features
    center: np.ndarray
    spread: np.ndarray
    owner: np.ndarray
    weights: np.ndarray
    means: np.ndarray
    deviations: np.ndarray
    correlations: np.ndarray
    log_frequencies: np.ndarray
    tempering: Tempering

    def covariances_of(self, states: np.ndarray) -> np.ndarray:
        """Covariances of the analytes in some states (s), shape (s, n, n)."""
        deviations = self.deviations[states]
        return deviations[:, :, None] * self.correlations[self.owner[states]] * deviations[:, None, :]

    @property
    def covariances(self) -> np.ndarray:
        """Covariances of the analytes in each state, shape (S, n, n)."""
        return self.covariances_of(np.arange(len(self.owner)))

    @property
    def _states(self) -> States:
        return States(self.means, self.deviations, self.correlations, self.owner)

    def standardized(self, evidence: Evidence) -> tuple[np.ndarray, np.ndarray]:
        """Columns (a) and standardized values (a) of the analytes read within their limits."""
        columns, values = self.features.values_of(evidence)
        return columns, (values - self.center[columns]) / self.spread[columns]

    def log_likelihoods(self, evidence: Evidence) -> np.ndarray:
        """Log likelihood of the evidence in each state, shape (S)."""
        columns, values = self.standardized(evidence)
        total = self._states.log_densities(columns, values)
        total += self.log_frequencies[:, self.features.levels_of(evidence)].sum(axis=1)
        for bound in self.features.bounds_of(evidence):
            total += self._beyond(bound, columns, values)
        for report in evidence.reports:
            total += self._reported(report, evidence)
        return total

    def log_likelihood(self, evidence: Evidence, setting: str) -> tuple[np.ndarray, np.ndarray]:
        """Joint log likelihood of state and evidence, shape (S), and its sum over each condition's states (C)."""
        with np.errstate(divide="ignore"):
            joint = np.log(self.weights[self.settings.index(setting)]) + self.log_likelihoods(evidence)
        peak = np.full(len(self.conditions), -np.inf)
        np.maximum.at(peak, self.owner, joint)
        total = np.bincount(self.owner, np.exp(joint - peak[self.owner]), len(self.conditions))
        return joint, peak + np.log(total)

    def temperature(self, evidence: Evidence) -> float:
        """How far likelihoods are trusted on what has been seen: the power to which those of conditions are raised."""
        return float(self.tempering.temperature(self.features.shares_seen(evidence)))

    def state_chances(self, evidence: Evidence, prior: Mapping[str, float], setting: str) -> np.ndarray:
        """Probability of each state, shape (S), summing to 1; `prior` holds one weight per condition.

        Conditions are tempered, the states within them are not.
        """
        joint, by_condition = self.log_likelihood(evidence, setting)
        weights = np.array([prior.get(key, 0.0) for key in self.conditions])
        tempered = self.temperature(evidence) * by_condition
        chances = weights * np.exp(tempered - tempered[weights > 0].max())
        chances /= chances.sum()
        return chances[self.owner] * np.exp(joint - by_condition[self.owner])

    def belief(self, evidence: Evidence, setting: str, prior: Mapping[str, float]) -> dict[str, float]:
        """Probability of each condition, summing to 1."""
        states = self.state_chances(evidence, prior, setting)
        chances = np.bincount(self.owner, states, len(self.conditions))
        return dict(zip(self.conditions, chances.tolist(), strict=True))

    def limits_met(self, states: np.ndarray) -> dict[str, tuple[int, ...]]:
        """The analytes whose reporting limits are met in some of these states, in more than one patient of a hundred,
        each with the columns of its levels."""
        found = {}
        for key in self.features.analytes:
            within = self.features.place.get((key, WITHIN))
            if (
                within is not None
                and np.exp(self.log_frequencies[states, within]).min(initial=1.0) < WITHIN_NEARLY_ALWAYS
            ):
                found[key] = self.features.levels_by_finding[key]
        return found

    def _beyond(self, bound: Bound, columns: np.ndarray, values: np.ndarray) -> np.ndarray:
        """Log chance in each state that a value lies beyond a bound, given the values read: the share beyond the
        analyte's own limit, and of those within it the part of the normal distribution that lies beyond."""
        column = np.array([bound.column])
        means, covariances = conditional(self.means, self.covariances, columns, values, column)
        at = (bound.value - self.center[bound.column]) / self.spread[bound.column]
        away = bound.side * (at - means[:, 0]) / np.sqrt(covariances[:, 0, 0])
        within = self.features.place.get((self.features.analytes[bound.column], WITHIN))
        share = 1.0 if within is None else np.exp(self.log_frequencies[:, within])
        chance = share * 0.5 * np.array([erfc(a / sqrt(2)) for a in away])
        if bound.level is not None:
            chance = chance + np.exp(self.log_frequencies[:, bound.level])
        return np.log(np.maximum(chance, LEAST_CHANCE))

    def _reported(self, report: Report, evidence: Evidence) -> np.ndarray:
        levels = {
            key: [self.features.levels[i][1] for i in self.features.levels_by_finding.get(key, ())]
            for key in report.levels
        }
        frequencies = {
            key: np.exp(self.log_frequencies[:, list(self.features.levels_by_finding[key])])
            if key not in evidence.levels
            else np.array([[float(level == evidence.levels[key]) for level in named]])
            for key, named in levels.items()
            if named
        }
        return log_chances(report, levels, frequencies)


def conditional(
    means: np.ndarray, covariances: np.ndarray, known: np.ndarray, values: np.ndarray, wanted: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Means (S, b) and covariances (S, b, b) of the columns `wanted` (b), given `values` (a) of those `known` (a)."""
    fresh = covariances[:, wanted[:, None], wanted]
    if not len(known):
        return means[:, wanted], fresh
    cross = covariances[:, wanted[:, None], known]
    gain = np.linalg.solve(covariances[:, known[:, None], known], cross.transpose(0, 2, 1)).transpose(0, 2, 1)
    shift = np.einsum("sbk,sk->sb", gain, values - means[:, known])
    return means[:, wanted] + shift, fresh - gain @ cross.transpose(0, 2, 1)


def prior_of(catalog: Catalog, setting: str) -> dict[str, float]:
    """How often each condition is met in a setting, summing to 1."""
    weights = {key: condition.priors.get(setting, 0.0) for key, condition in catalog.conditions.items()}
    total = sum(weights.values())
    return {key: weight / total for key, weight in weights.items()}


def by_diagnosis(catalog: Catalog, belief: Mapping[str, float]) -> dict[str, float]:
    """The belief summed over the causes of each diagnosis, in the catalog's order."""
    chances = dict.fromkeys(catalog.diagnoses, 0.0)
    for key, chance in belief.items():
        chances[catalog.conditions[key].diagnosis] += chance
    return chances


class ObserverMissing(RuntimeError):
    """There is no fitted observer for this catalog."""


class TooLarge(ValueError):
    """An artifact would weigh more than is shipped."""


@cache
def current_observer() -> Observer:
    """The observer that this release ships; raises ObserverMissing where its columns do not fit the catalog."""
    return load_observer(current())


def fitted_to(path: Path = ARTIFACT) -> str:
    """Hash of the catalog that an artifact was fitted to; empty where there is no artifact."""
    if not path.exists():
        return ""
    with np.load(path, allow_pickle=False) as stored:
        return str(stored["catalog"])


def is_stale(observer: Observer, catalog: Catalog) -> bool:
    """Whether the catalog changed since the observer learned from its patients: its beliefs then are of others."""
    return observer.catalog != catalog.hash


def save(observer: Observer, path: Path = ARTIFACT) -> None:
    """Write the artifact, all or nothing: what is large in half precision, the rest in single. Raises TooLarge.

    Of correlations the Cholesky factors are kept: however they are rounded, their product is positive definite.
    """
    rows, columns = np.tril_indices(observer.means.shape[1])
    beside = path.with_name(f".{path.name}.{os.getpid()}.npz")
    try:
        np.savez_compressed(
            beside,
            catalog=observer.catalog,
            conditions=observer.conditions,
            settings=observer.settings,
            analytes=observer.features.analytes,
            levels=[f"{key}={level}" for key, level in observer.features.levels],
            groups=observer.tempering.groups,
            owner=observer.owner.astype(np.int16),
            center=observer.center,
            spread=observer.spread,
            weights=observer.weights.astype(np.float32),
            means=observer.means.astype(np.float32),
            deviations=observer.deviations.astype(np.float32),
            factors=np.linalg.cholesky(observer.correlations)[:, rows, columns].astype(np.float16),
            log_frequencies=observer.log_frequencies.astype(np.float16),
            slopes=observer.tempering.slopes,
        )
        if beside.stat().st_size > LARGEST_BYTES:
            raise TooLarge(
                f"{beside.stat().st_size / 1e6:.2f} MB, and {LARGEST_BYTES / 1e6:.0f} may be: fit fewer states"
            )
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def load_observer(catalog: Catalog, path: Path = ARTIFACT) -> Observer:
    """Read an artifact; raises ObserverMissing where there is none, or one of other columns or conditions.

    One whose columns fit but whose catalog is another is read: see `is_stale`.
    """
    if not path.exists():
        raise ObserverMissing("no observer has been fitted: run `manage.py fit_observer`")
    with np.load(path, allow_pickle=False) as stored:
        data = {key: stored[key] for key in stored.files}
    features = features_of(catalog)
    if any(list(map(str, data.get(name, ()))) != keys for name, keys in _names(catalog, features).items()):
        raise ObserverMissing("the observer was fitted to another catalog: run `manage.py fit_observer`")
    return Observer(
        catalog=str(data["catalog"]),
        conditions=tuple(map(str, data["conditions"])),
        settings=tuple(map(str, data["settings"])),
        features=features,
        owner=data["owner"].astype(int),
        **{key: data[key].astype(float) for key in NUMBERS},
        correlations=_multiplied(data["factors"].astype(float), len(features.analytes)),
        tempering=Tempering(tuple(map(str, data["groups"])), data["slopes"]),
    )


def _names(catalog: Catalog, features: Features) -> dict[str, list[str]]:
    """What an artifact must name, in this order, to be read with a catalog."""
    return {
        "conditions": list(catalog.conditions),
        "settings": list(catalog.settings),
        "analytes": list(features.analytes),
        "levels": [f"{key}={level}" for key, level in features.levels],
        "groups": list(features.groups),
    }


def _multiplied(packed: np.ndarray, n: int) -> np.ndarray:
    """Correlations (C, n, n) from the packed rows of their Cholesky factors."""
    lower = np.zeros((len(packed), n, n))
    lower[:, *np.tril_indices(n)] = packed
    correlations: np.ndarray = lower @ lower.transpose(0, 2, 1)
    return correlations
