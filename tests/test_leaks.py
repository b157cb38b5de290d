"""Does any byte of a running encounter tell what is hidden?"""

import re
from collections.abc import Iterator
from dataclasses import replace

import msgspec
import pytest
from django.http import HttpResponse

from cases.catalog import Catalog, current, loading
from cases.catalog.disease import Comparison, Condition
from cases.factories import EncounterFactory
from cases.models import Encounter
from cases.records import patient_in
from learners.models import Learner
from tests.cases.views.clinic import COMMITMENT, HYDROXOCOBALAMIN, PAGES, Visitor

CANARY = "zqcanary"
HIDDEN = "pernicious-anemia"
# The list of causes names every condition to everybody; that it does is what the second half of this file tests.
CAUSES = re.compile(r'<select id="id_cause".*?</select>', re.DOTALL)
REGIONS = {"tests": "orders", "results": "trend", "history": "questions"}


def marked(name: str) -> str:
    """A canary that says where it was planted."""
    return f"{CANARY}-{name}"


def with_canaries(condition: Condition) -> Condition:
    """The condition with a canary in every text that a learner must not read before the end."""
    compared = {field: marked(field) for field in Comparison.__struct_fields__}
    return msgspec.structs.replace(
        condition,
        name=marked("name"),
        cause=marked("cause"),
        epilogue=marked("epilogue"),
        sources=(marked("sources"),),
        comparison=Comparison(**compared),
    )


def planted(catalog: Catalog) -> Catalog:
    """The catalog with canaries in the hidden condition, the teaching points and the unsafe acts."""
    points = {
        key: msgspec.structs.replace(point, name=marked("point"), statement=marked("statement"), why=marked("why"))
        for key, point in catalog.teaching_points.items()
    }
    unsafe = {
        key: msgspec.structs.replace(act, name=marked("act"), why=marked("why"), cost=marked("cost"))
        for key, act in catalog.unsafe_acts.items()
    }
    conditions = {**catalog.conditions, HIDDEN: with_canaries(catalog.conditions[HIDDEN])}
    return replace(catalog, conditions=conditions, teaching_points=points, unsafe_acts=unsafe)


@pytest.fixture
def canaries(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let everything that reads the catalog read the planted one."""
    catalog = planted(current())
    monkeypatch.setattr(loading, "load", lambda: catalog)
    current.cache_clear()
    yield
    monkeypatch.undo()
    current.cache_clear()


@pytest.fixture
def patient(canaries: None, alice: Learner) -> Visitor:
    """Alice with a patient whose disease is full of canaries, and who takes drugs."""
    return Visitor(EncounterFactory(learner=alice, condition=HIDDEN, seed=1234567890123456789), alice)


def acts(visitor: Visitor) -> Iterator[HttpResponse]:
    """Everything that can be done in an encounter, in an order that reveals as much as can be revealed."""
    post = visitor.post
    yield from (post("ask", question=key) for key in current().questions)
    yield post("ask", text="any numbness")
    yield post("ask", text="capital of france")
    yield post("examine", maneuvers=",".join(current().maneuvers))
    yield post("order", investigation=list(current().investigations))
    yield post("order", investigation=["no-such-test"])
    yield post("forecast", **{"p-mds": "120"})
    yield post("forecast", **{"p-mds": "40", "p-b12-deficiency": "60"})
    yield post("summarize", text="Tired")
    yield post("pin", item="fatigue", pinned="on")
    yield post("wait", until=str(80 * 1440))
    yield post("commit", add="1", treatment="folic-acid")
    yield post("sign", diagnosis="b12-deficiency")
    yield post("sign", **COMMITMENT)
    yield post("visit", day="120", investigation=["cbc", "reticulocyte-count"])
    yield post("treat", **HYDROXOCOBALAMIN)


def everything(visitor: Visitor) -> Iterator[tuple[str, HttpResponse]]:
    """Every answer of a running encounter: each act's own, and each page before and after."""
    yield from readings(visitor)
    for response in acts(visitor):
        yield "act", response
        if response.status_code == 303:
            yield "act", visitor.client.get(response["Location"])
    yield from readings(visitor)


def readings(visitor: Visitor) -> Iterator[tuple[str, HttpResponse]]:
    for page in PAGES:
        yield page, visitor.get(page)
        yield page, visitor.get(page, part="chart")
        if page in REGIONS:
            yield page, visitor.get(page, part=REGIONS[page])
    for test in current().analytes:
        yield "results", visitor.get("results", part="trend", test=test)
    for address in ("/", "/cases/"):
        yield address, visitor.client.get(address)


def told(response: HttpResponse) -> str:
    """Headers and body, without the list of causes that everybody sees."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    cookies = response.cookies.output()
    return f"{headers}\n{cookies}\n{CAUSES.sub('', response.content.decode())}"


def secrets_of(encounter: Encounter) -> dict[str, str]:
    """What may stand nowhere, by its name."""
    seed = encounter.seed
    return {
        "a text of the hidden condition": CANARY,
        "the key of the hidden condition": HIDDEN,
        "the seed": str(seed),
        "the seed in hexadecimal": f"{seed:x}",
        "the word for a drug that is the cause": "causal",
        "the recipe": '"conditions"',
        "an index of the state": "stem_cells",
        "the catalog's hash": encounter.catalog,
    }


def test_no_answer_of_a_running_encounter_tells_what_is_hidden(patient: Visitor) -> None:
    secrets = secrets_of(patient.encounter)
    count = 0
    for page, response in everything(patient):
        count += 1
        assert response.status_code in {200, 303, 422}, page
        text = told(response).lower()
        assert [name for name, secret in secrets.items() if secret.lower() in text] == [], page
    assert count > 200


def test_the_canaries_would_be_found(patient: Visitor) -> None:
    assert patient_in(patient.encounter).condition.cause == marked("cause")
    body = patient.get("commit").content.decode()
    assert marked("name") in body
    assert marked("name") not in told(patient.get("commit"))


SETTINGS = ["general-medicine", "macrocytosis-referral", "neutropenia-clinic", "pancytopenia-ward"]


def choices(visitor: Visitor) -> dict[str, list[str]]:
    """Everything that is offered on the pages of thinking and treating, in order."""
    offered = {page: visitor.get(page).content.decode() for page in ("differential", "commit", "history")}
    return {
        "diagnoses to weigh": re.findall(r'name="(p-[a-z0-9-]+)"', offered["differential"]),
        "diagnoses to sign": re.findall(r'name="diagnosis" value="([^"]+)"', offered["commit"]),
        "causes, treatments, sureness": re.findall(r"<opt(?:ion|group) [^>]*>[^<]*", offered["commit"]),
        "tests to watch": re.findall(r'name="watch" value="([^"]+)"', offered["commit"]),
        "questions": re.findall(r'name="question" value="([^"]+)"', offered["history"]),
        "hues": re.findall(r"hue-[a-z0-9]+", offered["differential"]),
    }


@pytest.mark.parametrize("setting", SETTINGS)
def test_what_is_offered_is_the_same_for_every_patient(setting: str, alice: Learner) -> None:
    seen = []
    for seed in range(12):
        visitor = Visitor(EncounterFactory(learner=alice, setting=setting, seed=seed), alice)
        seen.append(choices(visitor))
    assert all(seen[0].values())
    assert all(other == seen[0] for other in seen[1:])


def test_the_diagnoses_stand_in_the_catalogs_order_whoever_is_ill(alice: Learner) -> None:
    for condition in current().conditions:
        visitor = Visitor(EncounterFactory(learner=alice, condition=condition, seed=3), alice)
        assert choices(visitor)["diagnoses to sign"] == [*current().diagnoses, "refer"]


def test_no_static_name_tells_a_diagnosis(alice: Learner) -> None:
    visitor = Visitor(EncounterFactory(learner=alice), alice)
    names = {*current().conditions, *current().diagnoses}
    for page in PAGES:
        files = re.findall(r'(?:src|href)="(/static/[^"]+)"', visitor.get(page).content.decode())
        assert files
        assert not [file for file in files if any(name in file for name in names)]
