"""Can a prior be moved and a day be run by address alone, and is nonsense refused in words?"""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from cases.catalog import current
from cases.charts.tools import days
from cases.models import Encounter
from learners.models import Learner
from tests.cases import endings

PRIORS = {"setting": "general-medicine", "panel": "young"}
DAY = {"setting": "general-medicine", "seed": "7", "serum-b12": "everyone"}


@pytest.fixture(autouse=True)
def short_days(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two parts a day, kept by no other test."""
    monkeypatch.setattr(days, "PATIENTS", 8)
    monkeypatch.setattr(days, "PART", 4)
    caches["days"].clear()
    yield
    caches["days"].clear()


def read(client: Client, name: str, asked: dict[str, str], part: str = "") -> tuple[int, str]:
    headers = {"HX-Request": "true", "HX-Target": part} if part else {}
    response = client.get(reverse(f"cases:{name}"), asked, headers=headers)
    return response.status_code, response.content.decode()


@pytest.mark.parametrize(("name", "asked"), [("priors", {}), ("priors", PRIORS), ("clinic", {}), ("clinic", DAY)])
def test_a_tool_is_a_whole_page_and_makes_nobody_a_learner(
    name: str, asked: dict[str, str], client: Client, db: None
) -> None:
    status, page = read(client, name, asked)
    assert status == 200
    assert page.startswith("<!doctype html>")
    assert page.count("<h1") == 1
    assert Learner.objects.count() == 0


@pytest.mark.parametrize(("name", "asked", "part"), [("priors", PRIORS, "belief"), ("clinic", DAY, "day")])
def test_htmx_gets_what_follows_alone(name: str, asked: dict[str, str], part: str, client: Client, db: None) -> None:
    status, body = read(client, name, asked, part)
    assert status == 200
    assert body.strip().startswith("<section")
    assert body.count(f'id="{part}"') == 1
    assert "<html" not in body


@pytest.mark.parametrize("name", ["priors", "clinic"])
def test_a_tool_cannot_be_written_to(name: str, client: Client, db: None) -> None:
    assert client.post(reverse(f"cases:{name}"), {}).status_code == 405


def test_the_number_in_the_address_moves_the_belief(client: Client, db: None) -> None:
    _, usual = read(client, "priors", PRIORS)
    _, fewer = read(client, "priors", PRIORS | {"vegan": "0.1"})
    assert "As usual. Make a group rarer or commoner" in usual
    assert "Vitamin B12 deficiency falls from" in fewer
    assert "10 times fewer" in fewer
    assert 'value="0.1"' in fewer


def test_regions_fill_in_numbers_and_keep_the_findings(client: Client, db: None) -> None:
    _, page = read(client, "priors", {"setting": "neutropenia-clinic", "panel": "neutropenia"})
    link = unescape(re.search(r'<a href="([^"]+)">West Africa</a>', page)[1])  # type: ignore[index]
    page = client.get(reverse("cases:priors") + link).content.decode()
    assert f"{current().diagnoses['duffy-null-count'].name} rises from" in page
    assert '<option value="neutropenia-clinic" selected>' in page


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"vegan": "many"}, "Vegan diets: write a number from 0.1 (ten times fewer) to 10 (ten times more)."),
        ({"vegan": "0"}, "Vegan diets: write a number from 0.1"),
        ({"nitrous": "11"}, "Nitrous oxide: write a number from 0.1"),
        ({"nitrous": "nan"}, "Nitrous oxide: write a number from 0.1"),
        ({"panel": "own-of-somebody"}, "Choose the findings from the list."),
        ({"panel": ""}, "Choose the findings."),
        ({"setting": "the-moon"}, "Choose where the patients are met."),
    ],
)
def test_a_prior_that_cannot_be_is_refused_in_words(asked: dict[str, str], said: str, client: Client, db: None) -> None:
    status, page = read(client, "priors", PRIORS | asked)
    assert status == 422
    assert "<title>Error: " in page
    assert said in page
    status, part = read(client, "priors", PRIORS | asked, "belief")
    assert status == 422
    assert said in part


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"seed": "seven"}, "The day is a whole number from 0 to 999999."),
        ({"seed": "-1"}, "The day is a whole number"),
        ({"seed": "1000000"}, "The day is a whole number"),
        ({"b12_low": "400", "b12_high": "300"}, "B12 cannot be borderline from 400 up to 300"),
        ({"b12_low": "400"}, "B12 cannot be borderline from 400 up to 350"),
        ({"mcv_above": "large"}, "MCV is high above: write a number from 60 to 150 fL."),
        ({"hemoglobin_below": "70"}, "Hemoglobin is low below: write a number from 3 to 20 g/dL."),
        ({"serum-b12": "the-rich"}, "Vitamin B12, serum: choose who gets it from the list."),
        ({"serum-b12": "b12"}, "Vitamin B12, serum: choose who gets it from the list."),
        ({"setting": "the-moon"}, "Choose where the patients are met."),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_words(asked: dict[str, str], said: str, client: Client, db: None) -> None:
    status, page = read(client, "clinic", DAY | asked)
    assert status == 422
    assert said in page
    assert "The day has not begun" in page


def test_a_day_goes_on_by_itself_to_its_end(client: Client, db: None) -> None:
    _, page = read(client, "clinic", DAY)
    assert "Seeing patients" in page
    without_scripts = re.search(r'<noscript><meta http-equiv="refresh" content="0; url=([^"]+)">', page)
    by_htmx = re.search(r'hx-get="([^"]+)"', page)
    assert without_scripts and by_htmx
    assert without_scripts[1] == by_htmx[1]
    further = reverse("cases:clinic") + unescape(by_htmx[1])
    page = client.get(further).content.decode()
    assert "Your rule misses" in page
    assert "http-equiv" not in page


def test_somebody_elses_patient_is_no_panel(encounter: Encounter, alice: Learner, charlie: Learner) -> None:
    endings.abandoned(encounter)
    name = encounter.actions.get(number=0).payload["name"]
    asked = PRIORS | {"panel": f"own-{encounter.pk}"}
    own, stranger = Client(), Client()
    own.force_login(alice)
    stranger.force_login(charlie)
    assert name in read(own, "priors", asked)[1]
    status, page = read(stranger, "priors", asked)
    assert status == 422
    assert name not in page


def test_a_patient_who_is_still_seen_is_no_panel(encounter: Encounter, alice: Learner) -> None:
    client = Client()
    client.force_login(alice)
    status, page = read(client, "priors", PRIORS | {"panel": f"own-{encounter.pk}"})
    assert status == 422
    assert encounter.actions.get(number=0).payload["name"] not in page


def test_the_wish_is_offered_and_a_wrong_one_refused(client: Client, db: None) -> None:
    page = client.get("/cases/").content.decode()
    assert '<option value="hard">' in page
    assert 'value="harder"' not in page
    key = "00000000-0000-0000-0000-000000000001"
    answer = client.post("/cases/start/", {"setting": "general-medicine", "wish": "impossible", "key": key})
    assert answer.status_code == 422
    assert "Choose how hard the patient should be." in answer.content.decode()
    answer = client.post("/cases/start/", {"setting": "general-medicine", "wish": "usual", "key": key})
    assert answer.status_code == 303


def test_who_has_a_last_patient_may_go_by_it(encounter: Encounter, alice: Learner, client: Client) -> None:
    client.force_login(alice)
    assert 'value="harder"' not in client.get("/cases/").content.decode()
    endings.abandoned(encounter)
    assert 'value="harder"' in client.get("/cases/").content.decode()
