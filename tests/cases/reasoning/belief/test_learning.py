"""Does the observer learn from simulated patients what tells them apart?"""

from dataclasses import replace
from statistics import fmean

import numpy as np
import pytest

from cases.catalog import Catalog, current
from cases.reasoning.belief.learning import learn
from cases.reasoning.belief.observer import Observer
from cases.reasoning.belief.sampling import evidence_of
from cases.simulation.patients import Recipe

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
    return learn(catalog, patients=80, states=2, seed=1, tempered_on=24, workers=1)


def test_patients_never_met_are_told_apart(catalog: Catalog, observer: Observer) -> None:
    chances = []
    for key in LEARNED:
        for seed in range(10):
            known = evidence_of(catalog, Recipe(SETTING, ((key, 1.0),)), 900 + seed)
            chances.append(observer.belief(known, SETTING, PRIOR)[key])
    assert fmean(chances) > 0.9


def test_learning_is_the_same_from_the_same_seed(catalog: Catalog) -> None:
    one, again = (learn(catalog, patients=12, states=1, seed=5, workers=1) for _ in range(2))
    assert np.array_equal(one.means, again.means)
    assert np.array_equal(one.log_frequencies, again.log_frequencies)
    assert not np.array_equal(one.means, learn(catalog, patients=12, states=1, seed=6, workers=1).means)


def test_the_observer_remembers_from_which_catalog_it_learned(catalog: Catalog, observer: Observer) -> None:
    assert observer.catalog == catalog.hash
    assert observer.conditions == LEARNED
    assert observer.settings == tuple(catalog.settings)


def test_the_states_of_a_condition_share_its_patients_in_every_setting(observer: Observer) -> None:
    for shares in observer.weights:
        assert np.bincount(observer.owner, shares) == pytest.approx([1, 1])
        assert shares.min() > 0


def test_all_processors_learn_what_one_does(catalog: Catalog) -> None:
    one, two = (learn(catalog, patients=12, states=1, seed=5, tempered_on=4, workers=n) for n in (1, 2))
    assert np.array_equal(one.means, two.means)
    assert np.array_equal(one.tempering.slopes, two.tempering.slopes)


def test_temperatures_are_between_nothing_and_full_trust(catalog: Catalog, observer: Observer) -> None:
    known = evidence_of(catalog, Recipe(SETTING, (("methimazole", 1.0),)), 3)
    assert observer.tempering.groups == observer.features.groups
    assert 0 < observer.temperature(known) <= 1


def test_progress_is_told_until_all_is_done(catalog: Catalog) -> None:
    told: list[tuple[int, int]] = []
    learn(catalog, 6, 1, 1, tempered_on=3, progress=lambda done, total: told.append((done, total)), workers=1)
    assert told[-1] == (15, 15)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
