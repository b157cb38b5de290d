"""Who reads the debrief of what?"""

import pytest
from django.test import Client

from cases.models import Encounter


@pytest.fixture
def reader(client: Client, missed: Encounter) -> Client:
    """Who gave folate alone, at the browser."""
    client.force_login(missed.learner)
    return client
