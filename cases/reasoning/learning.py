"""How does the observer learn? By meeting simulated patients of every condition, more than any clinician could."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from cases.catalog import Catalog
from cases.reasoning.evidence import Evidence, Measured
from cases.reasoning.features import Features, features_of
from cases.reasoning.mixture import Mixture, fit, log_densities
from cases.reasoning.observer import Observer
from cases.simulation.findings import level_of
from cases.simulation.measurement import measure
from cases.simulation.patients import Patient, Recipe, patient_of
from cases.simulation.randomness import uniform
from cases.simulation.trajectories import Moment, trajectory_of

SEED_BITS = 1 << 62
Progress = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class Sample:
    """Patients of one condition: `values` (N, n) transformed, `levels` (N, m) 0 or 1, `settings` (N) indices."""

    values: np.ndarray
    levels: np.ndarray
    settings: np.ndarray


def learn(
    catalog: Catalog, patients: int, states: int, seed: int, progress: Progress = lambda done, total: None
) -> Observer:
    """An observer fitted to `patients` patients of each condition, spread evenly over the settings.

    At most `states` latent states a condition; `seed` names the patients and the start of the fit.
    """
    features = features_of(catalog)
    samples = []
    for i, key in enumerate(catalog.conditions):
        samples.append(_sample(catalog, features, key, patients, seed))
        progress(i + 1, len(catalog.conditions))
    center, spread = _standard([sample.values for sample in samples])
    rng = np.random.default_rng(seed)
    mixtures = [fit((s.values - center) / spread, s.levels, states, rng) for s in samples]
    return _assembled(catalog, features, center, spread, samples, mixtures)


def complete_evidence(patient: Patient, moment: Moment) -> Evidence:
    """Everything that every question, maneuver and test would show on that day."""
    catalog = patient.catalog
    measured = measure(moment, catalog.analytes, moment.day * 1440)
    return Evidence(
        age=patient.age,
        sex=patient.sex,
        values={key: Measured(m.value, m.comparator) for key, m in measured.items()},
        levels={key: level_of(moment, key) for key in catalog.findings},
    )


def evidence_of(catalog: Catalog, recipe: Recipe, seed: int) -> Evidence:
    """Complete evidence on the day of presentation."""
    patient = patient_of.__wrapped__(catalog, recipe, seed)  # a population would only flush the cache
    return complete_evidence(patient, trajectory_of(patient, (), 0).at(0))


def _sample(catalog: Catalog, features: Features, condition: str, patients: int, seed: int) -> Sample:
    settings = list(catalog.settings)
    values, levels = np.empty((patients, len(features.analytes))), np.zeros((patients, len(features.levels)))
    for i in range(patients):
        recipe = Recipe(settings[i % len(settings)], ((condition, 1.0),))
        evidence = evidence_of(catalog, recipe, int(uniform(seed, "learning", condition, i) * SEED_BITS))
        _, values[i] = features.values_of(evidence)
        levels[i, features.levels_of(evidence)] = 1.0
    return Sample(values, levels, np.arange(patients) % len(settings))


def _standard(values: Iterable[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    stacked = np.vstack(list(values))
    spread = stacked.std(axis=0)
    return stacked.mean(axis=0), np.where(spread > 1e-9, spread, 1.0)


def _assembled(
    catalog: Catalog,
    features: Features,
    center: np.ndarray,
    spread: np.ndarray,
    samples: list[Sample],
    mixtures: list[Mixture],
) -> Observer:
    shares = [
        _shares_by_setting((sample.values - center) / spread, sample, mixture, len(catalog.settings))
        for sample, mixture in zip(samples, mixtures, strict=True)
    ]
    return Observer(
        catalog=catalog.hash,
        conditions=tuple(catalog.conditions),
        settings=tuple(catalog.settings),
        features=features,
        center=center,
        spread=spread,
        owner=np.concatenate([np.full(len(m.weights), i) for i, m in enumerate(mixtures)]),
        weights=np.hstack(shares),
        means=np.vstack([m.means for m in mixtures]),
        covariances=np.vstack([m.covariances for m in mixtures]),
        log_frequencies=np.log(np.vstack([m.frequencies for m in mixtures])),
    )


def _shares_by_setting(values: np.ndarray, sample: Sample, mixture: Mixture, settings: int) -> np.ndarray:
    """How often each state is met in each setting, shape (settings, K): a setting sees its own window of severity."""
    scores = np.log(mixture.weights) + sample.levels @ np.log(mixture.frequencies).T
    scores += np.stack([log_densities(mixture.means, mixture.covariances, value) for value in values])
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    table = np.stack([shares[sample.settings == i].sum(axis=0) for i in range(settings)]) + 0.5
    return table / table.sum(axis=1, keepdims=True)
