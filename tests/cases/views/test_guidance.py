"""Who may read the guide, and does it keep the secret?"""

import pytest

from cases.factories import EncounterFactory
from cases.models import Encounter
from cases.records import patient_in
from learners.models import Learner
from tests.cases.encounters.acts import WATCHFUL, do
from tests.cases.views.clinic import Visitor


@pytest.fixture
def learning(alice: Learner) -> Encounter:
    """Alice has just met a woman with pernicious anemia, and wants guidance."""
    return EncounterFactory(learner=alice, condition="pernicious-anemia", seed=1234567890123456789, mode="learn")


def test_the_guide_stands_beside_the_other_pages_in_learn_mode(learning: Encounter, alice: Learner) -> None:
    visitor = Visitor(learning, alice)
    page = visitor.get("guidance").content.decode()
    assert "<h1>Guide</h1>" in page
    assert "It is shown once you have saved a forecast" in page
    for other in ("tests", "differential"):
        assert visitor.address("guidance") in visitor.get(other).content.decode()


def test_htmx_is_given_the_chart_alone(learning: Encounter, alice: Learner) -> None:
    part = Visitor(learning, alice).get("guidance", part="chart").content.decode()
    assert "<html" not in part
    assert "<h1>Guide</h1>" in part


def test_strangers_and_those_who_practice_find_no_guide(
    learning: Encounter, encounter: Encounter, alice: Learner, charlie: Learner
) -> None:
    assert Visitor(learning, charlie).get("guidance").status_code == 404
    assert Visitor(learning).get("guidance").status_code == 404
    practice = Visitor(encounter, alice)
    assert practice.get("guidance").status_code == 404
    assert practice.address("guidance") not in practice.get("tests").content.decode()


def test_the_guide_does_not_tell_what_is_hidden(learning: Encounter, alice: Learner) -> None:
    visitor = Visitor(learning, alice)
    hidden = patient_in(learning).condition
    visitor.post("forecast", **{"p-mds": "40", "p-b12-deficiency": "60"})
    page = visitor.get("guidance").content.decode()
    assert "What could be known now" in page and "You said" in page
    for secret in (hidden.key, hidden.cause, hidden.name, str(learning.seed), learning.catalog):
        assert secret.lower() not in page.lower()


def test_after_signing_the_guide_is_closed(learning: Encounter, alice: Learner) -> None:
    do(learning, "sign", commitment=WATCHFUL)
    assert "The work-up is over." in Visitor(learning, alice).get("guidance").content.decode()
