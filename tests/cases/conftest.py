"""Whom do tests of an encounter find in place?"""

import pytest

from cases.factories import EncounterFactory
from cases.models import Encounter
from learners.models import Learner


@pytest.fixture
def encounter(alice: Learner) -> Encounter:
    """Alice has just met a woman with pernicious anemia."""
    return EncounterFactory(learner=alice, condition="pernicious-anemia", seed=5)


@pytest.fixture
def healthy(alice: Learner) -> Encounter:
    """Alice has just met somebody whose low count is no disease, and who will be well in years."""
    return EncounterFactory(learner=alice, condition="duffy-null", setting="neutropenia-clinic", seed=5)
