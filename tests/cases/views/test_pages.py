"""Does each page show itself to its learner, and to nobody else?"""

import uuid
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import Encounter
from learners.models import Learner
from tests.cases.encounters.acts import B12, do
from tests.cases.views.clinic import PAGES, Visitor

# What was named and noted on a film, and how its bench is set up, belong to no other page.
SQL_A_PAGE, SQL_A_FILM = 7, 9
KB_OF_TESTS = 60


@pytest.fixture
def alice_at(encounter: Encounter, alice: Learner) -> Visitor:
    """Alice with her patient."""
    return Visitor(encounter, alice)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_and_may_not_be_kept(name: str, alice_at: Visitor) -> None:
    response = alice_at.get(name)
    assert response.status_code == 200
    assert response.content.startswith(b"<!doctype html>")
    assert response.content.count(b"<h1") == 1
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("name", PAGES)
def test_htmx_gets_the_chart_alone(name: str, alice_at: Visitor) -> None:
    body = alice_at.get(name, part="chart").content
    assert body.startswith(b"<title>")
    assert b"<html" not in body and b"site-header" not in body
    assert body.count(b'id="main"') == body.count(b'id="banner"') == 1


@pytest.mark.parametrize(
    ("name", "part"), [("tests", "orders"), ("results", "results"), ("results", "trend"), ("history", "questions")]
)
def test_htmx_gets_a_region_alone(name: str, part: str, alice_at: Visitor) -> None:
    body = alice_at.get(name, part=part).content.decode().strip()
    assert body.count(f'id="{part}"') == 1
    assert 'id="banner"' not in body
    assert body.startswith("<")


@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_gets_what_does_not_exist(name: str, encounter: Encounter, charlie: Learner) -> None:
    nowhere = reverse(f"cases:{name}", args=[uuid.uuid4()])
    for visitor in (Visitor(encounter, charlie), Visitor(encounter)):
        found, missing = visitor.get(name), visitor.client.get(nowhere)
        assert found.status_code == missing.status_code == 404
        assert found.content == missing.content


@pytest.mark.parametrize("stage", ["begun", "ordered", "following", "closed"])
def test_every_page_can_be_read_at_every_stage_with_few_queries(
    stage: str, alice_at: Visitor, django_assert_max_num_queries: Callable
) -> None:
    reach(alice_at.encounter, stage)
    for name in PAGES:
        with django_assert_max_num_queries(SQL_A_FILM if name == "film" else SQL_A_PAGE, info=name):
            assert alice_at.get(name).status_code == 200, name


def reach(encounter: Encounter, stage: str) -> None:
    if stage == "begun":
        return
    do(encounter, "ask", question="medications")
    do(encounter, "examine", maneuvers=["vital-signs", "tongue"])
    do(encounter, "forecast", chances={"b12-deficiency": 80, "something-else": 20})
    do(encounter, "order", investigations=["cbc", "serum-b12", "blood-film"])
    do(encounter, "wait", until=encounter.clock_minutes + 60)
    if stage == "ordered":
        return
    do(encounter, "sign", commitment=B12)
    do(encounter, "visit", day=28, investigations=["cbc"])
    if stage == "closed":
        do(encounter, "close")


@pytest.mark.parametrize("name", PAGES)
def test_what_was_played_on_an_older_catalog_can_still_be_read(name: str, alice_at: Visitor) -> None:
    encounter = alice_at.encounter
    reach(encounter, "ordered")
    do(encounter, "pin", item="hemoglobin")
    encounter.readings.filter(item="hemoglobin").update(item="a-gone-analyte")
    encounter.readings.filter(item="smooth-tongue").update(item="a-gone-finding")
    encounter.actions.filter(kind="ask").update(payload={"question": "a-gone-question"})
    encounter.actions.filter(kind="order").update(payload={"investigations": ["a-gone-test", "cbc"]})
    encounter.actions.filter(kind="forecast").update(payload={"chances": {"a-gone-disease": 100}})
    Encounter.objects.update(catalog="0" * 12, setting="a-gone-setting")
    assert alice_at.get(name).status_code == 200
    refused = alice_at.post("order", investigation=["cbc"])
    assert refused.status_code == 409
    assert "The clinic's catalog was corrected" in refused.content.decode().replace("&#x27;", "'")


@pytest.mark.parametrize("asked", ["\0", "\ud800", "x" * 5000, "../../etc", "<script>", "%00", "-1", "9" * 400])
def test_no_question_to_a_page_breaks_it(asked: str, alice_at: Visitor) -> None:
    reach(alice_at.encounter, "ordered")
    words = dict.fromkeys(
        ("q", "typed", "near", "test", "show", "span", "wide", "other", "investigation", "all"), asked
    )
    for name in PAGES:
        response = alice_at.client.get(f"{alice_at.address(name)}?{urlencode(words, errors='surrogatepass')}")
        assert response.status_code == 200
        assert "<script>" not in response.content.decode().partition('<main class="work')[2]


def test_the_page_of_tests_is_light(alice_at: Visitor) -> None:
    reach(alice_at.encounter, "ordered")
    do(alice_at.encounter, "order", investigations=["ldh", "ferritin", "copper", "hiv-test", "bone-marrow"])
    for asked in ({}, {"all": "1"}):
        assert len(alice_at.get("tests", **asked).content) < KB_OF_TESTS * 1000


def test_a_closed_encounter_offers_no_act(alice_at: Visitor) -> None:
    reach(alice_at.encounter, "closed")
    for page in PAGES:
        main = alice_at.get(page).content.decode().partition('<main class="work')[2].partition("<footer")[0]
        assert main.replace('action="/preferences/"', "").count('method="post"') <= (page == "results"), page


def test_a_film_can_be_opened_from_the_results_before_the_laboratory_has_read_it(alice_at: Visitor) -> None:
    do(alice_at.encounter, "order", investigations=["blood-film"])
    main = alice_at.get("results").content.decode().partition("<main")[2]
    assert reverse("cases:film", args=[alice_at.encounter.pk]) in main


def test_reading_changes_nothing(alice_at: Visitor) -> None:
    before = Encounter.objects.values().get()
    for page in PAGES:
        alice_at.get(page)
    assert Encounter.objects.values().get() == before
    assert alice_at.encounter.actions.count() == 1


def test_units_are_kept_where_the_learner_chose_them(alice_at: Visitor, alice: Learner) -> None:
    assert b"pmol/L" not in alice_at.get("results").content
    do(alice_at.encounter, "order", investigations=["serum-b12"])
    alice_at.client.post("/preferences/", {"units": "si", "next": alice_at.address("results")})
    assert b"pmol/L" in alice_at.get("results").content
    assert b"pmol/L" in Visitor(alice_at.encounter, alice).get("results").content


def test_forms_carry_their_own_keys(alice_at: Visitor) -> None:
    body = alice_at.get("history").content.decode()
    keys = [part.partition('"')[0] for part in body.split('name="key" value="')[1:]]
    assert len(keys) > 2
    assert len(set(keys)) == len(keys)
    assert all(uuid.UUID(key) for key in keys)


def test_the_front_page_leads_back_to_running_patients(client: Client, encounter: Encounter, alice: Learner) -> None:
    name = encounter.actions.get(number=0).payload["name"]
    assert name not in client.get("/").content.decode()
    client.force_login(alice)
    assert name in client.get("/").content.decode()
    assert name in client.get("/cases/").content.decode()
    do(encounter, "close")
    assert name not in client.get("/").content.decode()
    assert "Closed" in client.get("/cases/").content.decode()
