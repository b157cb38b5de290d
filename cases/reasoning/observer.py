"""How likely is each condition, given what is known? The belief of an observer who knows how patients are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from cases.catalog import Catalog, current
from cases.reasoning.evidence import Evidence
from cases.reasoning.features import Features, features_of
from cases.reasoning.mixture import log_densities

ARTIFACT = Path(__file__).parent / "observer.npz"
# Mixtures are a little too sure of themselves on large panels: assumed, between the 0.83 and 0.98 that held-out
# patients asked for, panel by panel, in a prototype.
TEMPERATURE = 0.9
LEAST_EIGENVALUE = 2e-3


@dataclass(frozen=True, eq=False)
class Observer:
    """Mixtures of all conditions side by side: state s belongs to `conditions[owner[s]]`.

    Analytes are standardized by `center` and `spread`. `weights` (settings, S) are the states' shares within their
    condition, in each setting of `settings`; `catalog` is the hash of the catalog whose patients were learned from.
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
    covariances: np.ndarray
    log_frequencies: np.ndarray

    def standardized(self, evidence: Evidence) -> tuple[np.ndarray, np.ndarray]:
        """Columns (a) and standardized values (a) of the analytes measured."""
        columns, values = self.features.values_of(evidence)
        return columns, (values - self.center[columns]) / self.spread[columns]

    def log_likelihoods(self, evidence: Evidence) -> np.ndarray:
        """Log likelihood of the evidence in each state, shape (S)."""
        columns, values = self.standardized(evidence)
        normal = log_densities(self.means[:, columns], self.covariances[:, columns[:, None], columns], values)
        return normal + self.log_frequencies[:, self.features.levels_of(evidence)].sum(axis=1)

    def state_chances(self, evidence: Evidence, prior: Mapping[str, float], setting: str) -> np.ndarray:
        """Probability of each state, shape (S), summing to 1; `prior` holds one weight per condition."""
        shares = self.weights[self.settings.index(setting)]
        with np.errstate(divide="ignore"):
            joint = np.log(shares) + self.log_likelihoods(evidence)
        chances = self.tempered(joint, np.array([prior.get(key, 0.0) for key in self.conditions]))
        return chances

    def tempered(self, joint: np.ndarray, prior: np.ndarray) -> np.ndarray:
        """States' probabilities from their joint log likelihoods: conditions are tempered, states within them not."""
        peak = np.full(len(self.conditions), -np.inf)
        np.maximum.at(peak, self.owner, joint)
        within = np.exp(joint - peak[self.owner])
        total = np.bincount(self.owner, within, len(self.conditions))
        evidence = TEMPERATURE * (peak + np.log(total))
        chances = prior * np.exp(evidence - evidence[prior > 0].max())
        chances /= chances.sum()
        return chances[self.owner] * within / total[self.owner]

    def belief(self, evidence: Evidence, setting: str, prior: Mapping[str, float]) -> dict[str, float]:
        """Probability of each condition, summing to 1."""
        states = self.state_chances(evidence, prior, setting)
        chances = np.bincount(self.owner, states, len(self.conditions))
        return dict(zip(self.conditions, chances.tolist(), strict=True))

    def save(self, path: Path = ARTIFACT) -> None:
        """Write the artifact: packed covariances in half precision, the rest in single."""
        rows, columns = np.triu_indices(self.means.shape[1])
        np.savez_compressed(
            path,
            catalog=self.catalog,
            conditions=self.conditions,
            settings=self.settings,
            owner=self.owner.astype(np.int16),
            center=self.center,
            spread=self.spread,
            weights=self.weights.astype(np.float32),
            means=self.means.astype(np.float32),
            covariances=self.covariances[:, rows, columns].astype(np.float16),
            log_frequencies=self.log_frequencies.astype(np.float32),
        )


class ObserverMissing(RuntimeError):
    """There is no fitted observer for this catalog."""


@cache
def current_observer() -> Observer:
    """The observer that this release ships; raises ObserverMissing where its columns do not fit the catalog."""
    return load_observer(current())


def load_observer(catalog: Catalog, path: Path = ARTIFACT) -> Observer:
    """Read an artifact; raises ObserverMissing where there is none, or one of other columns or conditions."""
    if not path.exists():
        raise ObserverMissing("no observer has been fitted: run `manage.py fit_observer`")
    with np.load(path, allow_pickle=False) as stored:
        data = {key: stored[key] for key in stored.files}
    features = features_of(catalog)
    n = len(features.analytes)
    columns = (data["means"].shape[1], data["log_frequencies"].shape[1])
    known = (tuple(map(str, data["conditions"])), set(map(str, data["settings"])))
    if columns != (n, len(features.levels)) or known != (tuple(catalog.conditions), set(catalog.settings)):
        raise ObserverMissing("the observer was fitted to another catalog: run `manage.py fit_observer`")
    return Observer(
        catalog=str(data["catalog"]),
        conditions=tuple(map(str, data["conditions"])),
        settings=tuple(map(str, data["settings"])),
        features=features,
        owner=data["owner"].astype(int),
        **{key: data[key].astype(float) for key in ("center", "spread", "weights", "means", "log_frequencies")},
        covariances=_unpacked(data["covariances"].astype(float), n),
    )


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


def _unpacked(packed: np.ndarray, n: int) -> np.ndarray:
    rows, columns = np.triu_indices(n)
    full = np.zeros((len(packed), n, n))
    full[:, rows, columns] = packed
    full[:, columns, rows] = packed
    # Half precision rounds by up to 1 in 2000 and can push an eigenvalue below zero. With all of them at the floor or
    # above, every part of the matrix, and what it leaves of the rest, is positive definite too (Schur complement).
    eigenvalues, axes = np.linalg.eigh(full)
    return (axes * np.maximum(eigenvalues, LEAST_EIGENVALUE)[:, None, :]) @ axes.transpose(0, 2, 1)
