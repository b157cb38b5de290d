"""Whom do tests of an encounter find in place?"""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from cases.catalog import current
from cases.factories import EncounterFactory
from cases.models import Encounter
from cases.simulation.harms import Harm, harms_of
from cases.simulation.patients import Recipe, patient_of
from cases.simulation.trajectories import trajectory_of
from learners.models import Learner
from tests.cases import endings


@pytest.fixture
def encounter(alice: Learner) -> Encounter:
    """Alice has just met a woman with pernicious anemia."""
    return EncounterFactory(learner=alice, condition="pernicious-anemia", seed=5)


@pytest.fixture
def healthy(alice: Learner) -> Encounter:
    """Alice has just met somebody whose low count is no disease, and who will be well in years."""
    return EncounterFactory(learner=alice, condition="duffy-null", setting="neutropenia-clinic", seed=5)


@pytest.fixture
def doomed(alice: Learner) -> tuple[Encounter, tuple[Harm, ...]]:
    """Alice has just met somebody with leukemia who will fall ill, and later die, if nothing is done."""
    for seed in range(1, 40):
        recipe = Recipe("pancytopenia-ward", (("aml", 1.0),))
        harms = harms_of(trajectory_of(patient_of(current(), recipe, seed), (), 90), 90)
        if len(harms) > 1 and harms[-1].fatal and 3 < harms[0].day < harms[-1].day - 3:
            return EncounterFactory(learner=alice, recipe=recipe, seed=seed), harms
    raise AssertionError("nobody dies")


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[DjangoDbBlocker]:
    """Whoever ended an encounter for a whole module finds it there in each test, whatever other tests did to it."""
    block = transaction.atomic()
    with django_db_blocker.unblock():
        block.__enter__()
    yield django_db_blocker
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        block.__exit__(None, None, None)


@pytest.fixture(scope="module")
def found_key(kept: DjangoDbBlocker) -> UUID:
    """The key of `found`."""
    with kept.unblock():
        return endings.carefully_closed(EncounterFactory(condition="pernicious-anemia", seed=5)).pk


@pytest.fixture(scope="module")
def missed_key(kept: DjangoDbBlocker) -> UUID:
    """The key of `missed`."""
    with kept.unblock():
        return endings.closed(EncounterFactory(condition="pernicious-anemia", seed=5), endings.FOLATE_ALONE).pk


@pytest.fixture
def found(found_key: UUID, db: None) -> Encounter:
    """Somebody worked up a patient with pernicious anemia to the end, and treated it."""
    return Encounter.objects.get(pk=found_key)


@pytest.fixture
def missed(missed_key: UUID, db: None) -> Encounter:
    """Somebody gave folate alone to a patient with pernicious anemia."""
    return Encounter.objects.get(pk=missed_key)
