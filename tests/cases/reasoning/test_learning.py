"""Does the observer learn from simulated patients what tells them apart?"""

from dataclasses import replace
from statistics import fmean

import numpy as np
import pytest

from cases.catalog import Catalog, current
from cases.reasoning.learning import complete_evidence, evidence_of, learn
from cases.reasoning.observer import Observer
from cases.simulation.patients import Recipe, patient_of
from cases.simulation.trajectories import trajectory_of

LEARNED = ("methimazole", "aplastic-anemia")  # courses of weeks, which are quick to make
SETTING = "general-medicine"
PRIOR = dict.fromkeys(LEARNED, 0.5)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """A catalog of two conditions."""
    return replace(current(), conditions={key: current().conditions[key] for key in LEARNED})


@pytest.fixture(scope="module")
def observer(catalog: Catalog) -> Observer:
    """An observer of eighty patients of each."""
    return learn(catalog, patients=80, states=2, seed=1)


def test_patients_never_met_are_told_apart(catalog: Catalog, observer: Observer) -> None:
    chances = []
    for key in LEARNED:
        for seed in range(10):
            known = evidence_of(catalog, Recipe(SETTING, ((key, 1.0),)), 900 + seed)
            chances.append(observer.belief(known, SETTING, PRIOR)[key])
    assert fmean(chances) > 0.9


def test_learning_is_the_same_from_the_same_seed(catalog: Catalog) -> None:
    one, again = (learn(catalog, patients=12, states=1, seed=5) for _ in range(2))
    assert np.array_equal(one.means, again.means)
    assert np.array_equal(one.log_frequencies, again.log_frequencies)
    assert not np.array_equal(one.means, learn(catalog, patients=12, states=1, seed=6).means)


def test_the_observer_remembers_from_which_catalog_it_learned(catalog: Catalog, observer: Observer) -> None:
    assert observer.catalog == catalog.hash
    assert observer.conditions == LEARNED
    assert observer.settings == tuple(catalog.settings)


def test_the_states_of_a_condition_share_its_patients_in_every_setting(observer: Observer) -> None:
    for shares in observer.weights:
        assert np.bincount(observer.owner, shares) == pytest.approx([1, 1])
        assert shares.min() > 0


def test_progress_is_told_condition_by_condition(catalog: Catalog) -> None:
    told: list[tuple[int, int]] = []
    learn(catalog, patients=6, states=1, seed=1, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_complete_evidence_holds_every_analyte_and_every_finding(catalog: Catalog) -> None:
    recipe = Recipe(SETTING, (("methimazole", 1.0),))
    patient = patient_of(catalog, recipe, 3)
    known = complete_evidence(patient, trajectory_of(patient, (), 0).at(0))
    assert set(known.values) == set(catalog.analytes)
    assert set(known.levels) == set(catalog.findings)
    assert (known.age, known.sex) == (patient.age, patient.sex)
    assert known == evidence_of(catalog, recipe, 3)
