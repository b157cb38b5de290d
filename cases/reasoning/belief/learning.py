"""How does the observer learn? By meeting simulated patients of every condition, more than any clinician could."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from cases.catalog import Catalog
from cases.reasoning.belief.features import Features, features_of
from cases.reasoning.belief.mixture import Mixture, fit, shares_by_setting
from cases.reasoning.belief.observer import Observer, prior_of
from cases.reasoning.belief.panels import held_out_panels
from cases.reasoning.belief.sampling import evidence_of, on_all_processors, setting_and_condition
from cases.reasoning.belief.tempering import fit_tempering, untempered
from cases.simulation.patients import Recipe
from cases.simulation.randomness import seed_of

# Beside the work of simulating them, fitting to so many patients takes as long as simulating one.
FITTED_LIKE_ONE = 10
Progress = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class Sample:
    """Patients of one condition: `values` (N, n) transformed, NaN beyond a reporting limit, `levels` (N, m) 0 or 1,
    `settings` (N) indices."""

    values: np.ndarray
    levels: np.ndarray
    settings: np.ndarray


def learn(
    catalog: Catalog,
    patients: int,
    states: int,
    seed: int,
    tempered_on: int = 0,
    progress: Progress = lambda done, total: None,
    workers: int | None = None,
) -> Observer:
    """An observer fitted to `patients` patients of each condition, spread evenly over the settings.

    At most `states` latent states a condition in each setting; `seed` names the patients and the start of the fit.
    Tempered on so many further patients, met as often as they are in the settings, each looked at as several panels
    would show.
    """
    features = features_of(catalog)
    bar = _Bar(len(catalog.conditions), patients, tempered_on, progress)
    samples = _samples(catalog, features, patients, seed, bar, workers)
    center, spread = _standard([sample.values for sample in samples])
    usual = np.mean([sample.levels.mean(axis=0) for sample in samples], axis=0)
    work = partial(_fitted, center, spread, usual, states, seed)
    fitted = []
    for one in on_all_processors(work, list(enumerate(samples)), workers, chunk=1):
        fitted.append(one)
        bar.advance(patients // FITTED_LIKE_ONE)
    observer = _assembled(catalog, features, center, spread, samples, fitted)
    return _tempered(catalog, observer, tempered_on, seed, bar, workers) if tempered_on else observer


def _fitted(
    center: np.ndarray, spread: np.ndarray, usual: np.ndarray, states: int, seed: int, task: tuple[int, Sample]
) -> tuple[Mixture, np.ndarray]:
    """The mixture of one condition, and the states' shares in its patients."""
    number, sample = task
    values, rng = (sample.values - center) / spread, np.random.default_rng([seed, number])
    return fit(values, sample.levels, sample.settings, states, rng, usual)


class _Bar:
    """Counts the work done, in patients."""

    def __init__(self, conditions: int, patients: int, tempered_on: int, progress: Progress) -> None:
        self.done = 0
        self.total = conditions * (patients + patients // FITTED_LIKE_ONE) + tempered_on
        self.progress = progress

    def advance(self, patients: int) -> None:
        self.done += patients
        self.progress(self.done, self.total)


def _samples(
    catalog: Catalog, features: Features, patients: int, seed: int, bar: _Bar, workers: int | None
) -> list[Sample]:
    tasks = [(key, i) for key in catalog.conditions for i in range(patients)]
    numbers = on_all_processors(partial(_numbers, catalog, features, seed), tasks, workers)
    settings = np.arange(patients) % len(catalog.settings)
    samples = []
    for _ in catalog.conditions:
        values = np.empty((patients, len(features.analytes)), dtype=np.float32)  # far finer than any assay
        levels = np.zeros((patients, len(features.levels)), dtype=np.float32)
        for i in range(patients):
            values[i], seen = next(numbers)
            levels[i, seen] = 1.0
            bar.advance(1)
        samples.append(Sample(values, levels, settings))
    return samples


def _numbers(catalog: Catalog, features: Features, seed: int, task: tuple[str, int]) -> tuple[np.ndarray, np.ndarray]:
    """Transformed values (n), NaN where none was read, and columns of the levels of one patient to learn from."""
    condition, i = task
    recipe = Recipe(list(catalog.settings)[i % len(catalog.settings)], ((condition, 1.0),))
    evidence = evidence_of(catalog, recipe, seed_of(seed, "learning", condition, i))
    columns, read = features.values_of(evidence)
    values = np.full(len(features.analytes), np.nan)
    values[columns] = read
    return values, features.levels_of(evidence)


def _standard(values: Iterable[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Mean and spread of each analyte among the patients in whom it was read."""
    stacked = np.vstack(list(values)).astype(float)
    read = ~np.isnan(stacked)
    count = np.maximum(read.sum(axis=0), 1)
    center = np.where(read, stacked, 0.0).sum(axis=0) / count
    spread = np.sqrt((np.where(read, stacked - center, 0.0) ** 2).sum(axis=0) / count)
    return center, np.where(spread > 1e-9, spread, 1.0)


def _assembled(
    catalog: Catalog,
    features: Features,
    center: np.ndarray,
    spread: np.ndarray,
    samples: Sequence[Sample],
    fitted: Sequence[tuple[Mixture, np.ndarray]],
) -> Observer:
    mixtures = [mixture for mixture, _ in fitted]
    shares = [
        shares_by_setting(shares, sample.settings, len(catalog.settings))
        for sample, (_, shares) in zip(samples, fitted, strict=True)
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
        deviations=np.vstack([m.deviations for m in mixtures]),
        correlations=np.stack([m.correlations for m in mixtures]),
        log_frequencies=np.log(np.vstack([m.frequencies for m in mixtures])),
        tempering=untempered(features.groups),
    )


def _tempered(
    catalog: Catalog, observer: Observer, patients: int, seed: int, bar: _Bar, workers: int | None
) -> Observer:
    """The observer with the temperatures that suit patients and panels that it was not fitted to."""
    likelihoods, seen, priors, truths = [], [], [], []
    work = partial(_looked_at, catalog, observer, seed)
    for one in on_all_processors(work, range(patients), workers):
        for log_likelihood, shares, prior, truth in one:
            likelihoods.append(log_likelihood)
            seen.append(shares)
            priors.append(prior)
            truths.append(truth)
        bar.advance(1)
    groups = observer.tempering.groups
    tempering = fit_tempering(groups, np.array(likelihoods), np.array(seen), np.array(priors), np.array(truths))
    return replace(observer, tempering=tempering)


def _looked_at(
    catalog: Catalog, observer: Observer, seed: int, number: int
) -> list[tuple[np.ndarray, np.ndarray, np.ndarray, int]]:
    """For one further patient under each of several panels: log likelihoods (C) of the conditions, shares seen (G),
    prior (C), and the true condition."""
    setting, condition = setting_and_condition(catalog, seed, "tempering", number)
    evidence = evidence_of(catalog, Recipe(setting, ((condition, 1.0),)), seed_of(seed, "tempering", number))
    met = prior_of(catalog, setting)
    prior, truth = np.array([met[key] for key in observer.conditions]), observer.conditions.index(condition)
    found = []
    for panel in held_out_panels(catalog, evidence, seed, number):
        part = panel.part_of(catalog, evidence)
        shares = observer.features.shares_seen(part)
        found.append((observer.log_likelihood(part, setting)[1], shares, prior, truth))
    return found
