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
from cases.microscope.glasses import ENCOUNTERS, films_in, slide_in, source_of
from cases.models import Encounter
from cases.reading.classes import true_class
from cases.records import patient_in
from cases.slides import Sight
from learners.models import Learner
from tests.cases.views.clinic import COMMITMENT, HYDROXOCOBALAMIN, PAGES, Visitor

CANARY = "zqcanary"
HIDDEN = "pernicious-anemia"
# The list of causes names every condition to everybody; that it does is what the second half of this file tests.
CAUSES = re.compile(r'<select id="id_cause".*?</select>', re.DOTALL)
REGIONS = {"tests": "orders", "results": "trend", "history": "questions", "film": "counter"}
TABS = ("field", "cells", "report", "setup")


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
    yield from at_the_bench(visitor)
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


def at_the_bench(visitor: Visitor) -> Iterator[HttpResponse]:
    """Everything that can be done with a film: cells named rightly and wrongly, a field marked, a report signed."""
    post, film = visitor.post, films_in(visitor.encounter)[-1].number
    field = token(visitor, film, Sight("monolayer", 0))
    yield post("arrange", in_words="on", cells="50", scheme="four-plus", **{"key-band": "s", "key-smudge": "b"})
    for number, label in enumerate(("neutrophil", "blast", "unsure", "unicorn")):
        yield post("name", at=token(visitor, film, Sight("gallery", number)), label=label)
    yield post("name", at=token(visitor, film, Sight("gallery", 5)), lobes="5")
    yield post("take_back", at=token(visitor, film, Sight("gallery", 0)))
    for x in range(20, 140, 20):
        yield post("name", at=field, x=str(x), y="60", label="schistocyte")
    yield post("count", at=field, platelets="7")
    yield post("note", film=film, scheme="four-plus", **{"n-teardrop-cells": "2", "n-auer-rods": "present"})
    for show in TABS:
        yield visitor.get("film", show=show)
        yield visitor.get("film", show=show, cell="6", masses="2", place="feathered-edge", zoom="4")
    yield post("read", film=film, scheme="four-plus")


def token(visitor: Visitor, film: int, sight: Sight) -> str:
    """The name of a picture, as it stands on the visitor's pages."""
    reader = visitor.client.session.session_key or ""
    return ENCOUNTERS.token(reader, source_of(visitor.encounter.pk, film), sight)


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
        **{f"the seed of film {film}": str(slide_in(encounter, film).seed) for film in film_numbers(encounter)},
        "the word for a drug that is the cause": "causal",
        "the recipe": '"conditions"',
        "an index of the state": "stem_cells",
        "the catalog's hash": encounter.catalog,
    }


def film_numbers(encounter: Encounter) -> list[int]:
    """The films that were taken so far."""
    return [act.number for act in films_in(encounter)]


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


def test_the_diagnoses_stand_in_the_order_of_the_alphabet_whoever_is_ill(alice: Learner) -> None:
    by_name = sorted(current().diagnoses, key=lambda key: current().diagnoses[key].name.casefold())
    for condition in current().conditions:
        visitor = Visitor(EncounterFactory(learner=alice, condition=condition, seed=3), alice)
        assert choices(visitor)["diagnoses to sign"] == [*by_name, "refer"]


def test_no_static_name_tells_a_diagnosis(alice: Learner) -> None:
    visitor = Visitor(EncounterFactory(learner=alice), alice)
    names = {*current().conditions, *current().diagnoses}
    for page in PAGES:
        files = re.findall(r'(?:src|href)="(/static/[^"]+)"', visitor.get(page).content.decode())
        assert files
        assert not [file for file in files if any(name in file for name in names)]


PICTURE = re.compile(r"/pictures/[\w-]+\.webp")
NAMELESS = re.compile(r"[\w-]{64}|[0-9a-f]{8}-[0-9a-f-]{27}|csrfmiddlewaretoken[^>]*|'Content-Length', '\d+'")


def test_the_answer_to_a_name_is_the_same_whether_it_is_right_or_wrong(alice: Learner) -> None:
    visitor = Visitor(EncounterFactory(learner=alice, condition=HIDDEN, seed=5), alice)
    visitor.post("order", investigation=["blood-film"])
    film = film_numbers(visitor.encounter)[0]
    visitor.client.defaults |= {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "counter"}
    slide, answers = slide_in(visitor.encounter, film), {}
    for number in range(12):
        sight = Sight("gallery", number)
        answer = visitor.post("name", at=token(visitor, film, sight), label="lymphocyte", show="cells")
        text = f"{sorted(answer.items())}\n{answer.content.decode()}"
        answers[number] = (true_class(slide.scene(sight).middle), NAMELESS.sub("", text))
        visitor.post("take_back", at=token(visitor, film, sight))
    assert len({true for true, _ in answers.values()}) > 2
    assert len({text for _, text in answers.values()}) == 1


def test_pictures_tell_nothing_but_their_pixels(alice: Learner) -> None:
    visitor = Visitor(EncounterFactory(learner=alice, condition=HIDDEN, seed=5), alice)
    visitor.post("order", investigation=["blood-film"])
    pages = [visitor.get("film", show=show).content.decode() for show in ("field", "cells")]
    addresses = [address for page in pages for address in PICTURE.findall(page)]
    assert len(set(addresses)) == 26
    answers = [visitor.client.get(address) for address in addresses[:8]]
    headers = [{**dict(answer.items()), "Content-Length": "any"} for answer in answers]
    assert all(one == headers[0] for one in headers)
    for page in pages:
        assert set(re.findall(r' alt="([^"]*)"', page)) <= {"", "Mark the cell that is pointed at"}
