"""What tells two diagnoses apart, what speaks for one of them, and what would tell most?"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from cases.catalog import Catalog
from cases.reasoning.belief.evidence import Evidence
from cases.reasoning.belief.observer import Observer, by_diagnosis

# Keeps the logarithm of the odds finite where a diagnosis is all but certain.
LEAST_CHANCE = 1e-6
# A diagnosis that is all but excluded still has states to speak of.
FAINTEST = 1e-300
SEX = "sex"


@dataclass(frozen=True, eq=False)
class View:
    """A belief over the observer's states, shape (S), and the evidence it rests on."""

    catalog: Catalog
    observer: Observer
    evidence: Evidence
    states: np.ndarray

    @cached_property
    def belief(self) -> dict[str, float]:
        """Probability of each diagnosis, summing to 1."""
        chances = np.bincount(self.observer.owner, self.states, len(self.observer.conditions))
        return by_diagnosis(self.catalog, dict(zip(self.observer.conditions, chances.tolist(), strict=True)))

    @cached_property
    def diagnoses(self) -> np.ndarray:
        """Place of each state's diagnosis in the catalog's order, shape (S)."""
        places = {key: place for place, key in enumerate(self.catalog.diagnoses)}
        conditions = [places[self.catalog.conditions[key].diagnosis] for key in self.observer.conditions]
        return np.array(conditions)[self.observer.owner]

    @cached_property
    def frequencies(self) -> np.ndarray:
        """How often each level of each finding is met in each state, shape (S, levels)."""
        return np.exp(self.observer.log_frequencies)


@dataclass(frozen=True)
class Support:
    """What one value or finding alone does to a diagnosis: its probability at the door, and with nothing else known."""

    item: str
    before: float
    after: float

    @property
    def log_ratio(self) -> float:
        """Log likelihood ratio (nats) for the diagnosis against all others: below 0 it speaks against it."""
        return _log_odds(self.after) - _log_odds(self.before)


@dataclass(frozen=True)
class Contrast:
    """How one value or finding differs between two diagnoses.

    `level` is empty for a value, whose usual size (conventional unit) `first` and `second` then are; for a finding
    they are the shares (0 to 1) of patients in whom it stands at `level`. `separation` is the total variation between
    the two: 0 where they are alike, 1 where they are never confused.
    """

    item: str
    level: str
    first: float
    second: float
    separation: float


def view_of(catalog: Catalog, observer: Observer, evidence: Evidence, setting: str, prior: Mapping[str, float]) -> View:
    """What an observer with this evidence believes."""
    return View(catalog, observer, evidence, observer.state_chances(evidence, prior, setting))


def supports(
    catalog: Catalog, observer: Observer, evidence: Evidence, setting: str, prior: Mapping[str, float], diagnosis: str
) -> list[Support]:
    """What each value and finding alone says of a diagnosis, what speaks most against it first.

    Each is weighed by itself, beside age and sex: values that follow from one another are not told apart by it.
    """
    door = replace(evidence, values={}, levels={})
    columns = observer.features.column

    def chance(alone: Evidence) -> float:
        return by_diagnosis(catalog, observer.belief(alone, setting, prior))[diagnosis]

    before = chance(door)
    alone = {key: replace(door, values={key: value}) for key, value in evidence.values.items() if key in columns}
    alone |= {key: replace(door, levels={key: level}) for key, level in evidence.levels.items()}
    found = [Support(key, before, chance(one)) for key, one in alone.items()]
    return sorted(found, key=lambda support: support.log_ratio)


def contrasts(here: View, items: Iterable[str], first: str, second: str) -> list[Contrast]:
    """How values and findings (keys) differ between two diagnoses in such a patient, what separates them most first."""
    one, other = (_shares(here, diagnosis) for diagnosis in (first, second))
    columns, findings = here.observer.features.column, {key for key, _ in here.observer.features.levels}
    found = [
        _value(here, item, one, other) if item in columns else _finding(here, item, one, other)
        for item in dict.fromkeys(items)
        if item in columns or item in findings
    ]
    return sorted(found, key=lambda contrast: -contrast.separation)


def told_by_findings(here: View) -> dict[str, float]:
    """What each finding not yet known would be expected to tell of the diagnosis: mutual information, nats, by key."""
    count = len(here.catalog.diagnoses)
    joint = np.zeros((count, here.frequencies.shape[1]))
    np.add.at(joint, here.diagnoses, here.states[:, None] * here.frequencies)
    chances = np.bincount(here.diagnoses, here.states, count)
    told: dict[str, float] = {}
    for i, (key, _) in enumerate(here.observer.features.levels):
        if key != SEX and key not in here.evidence.levels and key not in here.observer.features.column:
            told[key] = told.get(key, 0.0) + _information(joint[:, i], chances)
    return told


def _information(joint: np.ndarray, chances: np.ndarray) -> float:
    """One level's part of the mutual information between diagnosis and finding."""
    known = joint > 0
    return float((joint[known] * np.log(joint[known] / (chances[known] * joint.sum()))).sum())


def _shares(here: View, diagnosis: str) -> np.ndarray:
    """The states' shares within a diagnosis (S), given what is known."""
    place = list(here.catalog.diagnoses).index(diagnosis)
    weights = np.where(here.diagnoses == place, here.states + FAINTEST, 0.0)
    return weights / weights.sum()


def _value(here: View, item: str, one: np.ndarray, other: np.ndarray) -> Contrast:
    observer = here.observer
    column = observer.features.column[item]
    means, variances = observer.means[:, column], observer.deviations[:, column] ** 2
    (m1, v1), (m2, v2) = (_moments(means, variances, shares) for shares in (one, other))
    # Of two normal distributions of the same spread: 2 Phi(d / 2) - 1.
    separation = math.erf(abs(m1 - m2) / math.sqrt(0.5 * (v1 + v2)) / 2 / math.sqrt(2))
    first, second = (_measured(observer, column, mean) for mean in (m1, m2))
    return Contrast(item, "", first, second, separation)


def _moments(means: np.ndarray, variances: np.ndarray, shares: np.ndarray) -> tuple[float, float]:
    """Mean and variance of a mixture."""
    mean = float(shares @ means)
    return mean, float(shares @ (variances + (means - mean) ** 2))


def _measured(observer: Observer, column: int, standardized: float) -> float:
    value = standardized * float(observer.spread[column]) + float(observer.center[column])
    return math.exp(value) if observer.features.logs[column] else value


def _finding(here: View, item: str, one: np.ndarray, other: np.ndarray) -> Contrast:
    columns = {level: i for i, (key, level) in enumerate(here.observer.features.levels) if key == item}
    frequencies = here.frequencies[:, list(columns.values())]
    first, second = (_normalized(shares @ frequencies) for shares in (one, other))
    apart = np.abs(first - second).round(9)
    most = len(apart) - 1 - int(np.argmax(apart[::-1]))  # of two levels rather what is present
    level = list(columns)[most]
    return Contrast(item, level, float(first[most]), float(second[most]), float(apart.sum()) / 2)


def _normalized(shares: np.ndarray) -> np.ndarray:
    return shares / shares.sum()


def _log_odds(chance: float) -> float:
    bounded = min(max(chance, LEAST_CHANCE), 1 - LEAST_CHANCE)
    return math.log(bounded / (1 - bounded))
