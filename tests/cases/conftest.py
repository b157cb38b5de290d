"""Whom do tests of an encounter find in place?"""

import pytest

from cases.catalog import current
from cases.factories import EncounterFactory
from cases.models import Encounter
from cases.simulation.harms import Harm, harms_of
from cases.simulation.patients import Recipe, patient_of
from cases.simulation.trajectories import trajectory_of
from learners.models import Learner


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
