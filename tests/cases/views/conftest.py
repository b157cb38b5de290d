"""Who reads the debrief of what?"""

import pytest
from django.test import Client

from cases.models import Encounter
from learners.models import Learner
from tests.cases import endings


@pytest.fixture
def ended(encounter: Encounter) -> Encounter:
    """Alice gave folate alone."""
    return endings.closed(encounter, endings.FOLATE_ALONE)


@pytest.fixture
def reader(client: Client, alice: Learner) -> Client:
    """Alice at her browser."""
    client.force_login(alice)
    return client
