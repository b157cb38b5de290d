"""Does somebody without an account meet a patient, and share them?"""

import uuid

import pytest
from django.test import Client

from cases.models import Encounter
from learners.models import Learner
from tests.cases.encounters.acts import do


@pytest.mark.parametrize("address", ["/", "/cases/", "/sources/", "/limits/", "/accessibility/", "/scoring/"])
def test_a_page_can_be_read_without_becoming_anybody(address: str, client: Client, db: None) -> None:
    assert client.get(address).status_code == 200
    assert Learner.objects.count() == 0


def test_the_first_act_makes_a_guest(client: Client, db: None) -> None:
    response = client.post("/cases/start/", {"setting": "neutropenia-clinic", "key": uuid.uuid4()})
    encounter = Encounter.objects.get()
    assert response.status_code == 303
    assert response["Location"] == f"/cases/{encounter.pk}/"
    assert encounter.learner.is_guest
    assert encounter.setting == "neutropenia-clinic"
    assert client.get(response["Location"]).status_code == 200


def test_the_front_page_may_leave_the_setting_open(client: Client, db: None) -> None:
    key = uuid.uuid4()
    addresses = {client.post("/cases/start/", {"key": key})["Location"] for _ in range(2)}
    assert len(addresses) == Encounter.objects.count() == 1


@pytest.mark.parametrize(("given", "mode"), [({}, "practice"), ({"mode": "learn"}, "learn")])
def test_help_is_given_to_those_who_ask_for_it(given: dict[str, str], mode: str, client: Client, db: None) -> None:
    client.post("/cases/start/", {"setting": "general-medicine", "key": uuid.uuid4()} | given)
    assert Encounter.objects.get().mode == mode


@pytest.mark.parametrize(
    "given", [{"setting": "no-such-ward"}, {"key": ""}, {"setting": "Not a slug!"}, {"mode": "exam"}]
)
def test_a_start_that_cannot_be_shows_the_list_again(given: dict[str, str], client: Client, db: None) -> None:
    response = client.post("/cases/start/", {"setting": "general-medicine", "key": uuid.uuid4()} | given)
    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()


def test_a_code_leads_to_the_same_patient(client: Client, encounter: Encounter, charlie: Learner) -> None:
    client.force_login(charlie)
    response = client.post("/cases/join/", {"code": f" {encounter.code.upper()} ", "key": uuid.uuid4()})
    page = client.get(response["Location"]).content.decode()
    assert encounter.actions.get(number=0).payload["name"] in page
    assert encounter.code in page


def test_who_left_a_patient_is_led_back_until_that_one_has_ended(client: Client, encounter: Encounter) -> None:
    client.force_login(encounter.learner)
    way_back = f'<a class="button" href="/cases/{encounter.pk}/">Go on with '
    assert way_back in client.get("/cases/").content.decode()
    do(encounter, "close")
    assert "Go on with" not in client.get("/cases/").content.decode()


def test_an_unknown_code_is_kept_and_explained(client: Client, db: None) -> None:
    response = client.post("/cases/join/", {"code": "nobody", "key": uuid.uuid4()})
    assert response.status_code == 422
    assert "No patient has this code." in response.content.decode()
    assert 'value="nobody"' in response.content.decode()
