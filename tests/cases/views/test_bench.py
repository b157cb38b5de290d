"""Does the microscope show itself to its learner alone, tell no name of a cell, and do each act once?"""

import re
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse
from pytest_django import Settings

from cases.microscope.glasses import ENCOUNTERS, films_in, slide_in, source_of
from cases.microscope.labels import NAMES
from cases.microscope.tallies import Tally, tally_of
from cases.models import Bench, Encounter, Kind
from cases.slides import Sight
from cases.slides import ahead as thread_of
from learners.models import Learner
from tests.cases.encounters.acts import do
from tests.cases.views.clinic import Visitor

TABS = ("field", "cells", "report", "setup", "laboratory")
FIELD = Sight("monolayer", 0)


@pytest.fixture
def at(encounter: Encounter, alice: Learner) -> Visitor:
    """Alice, whose patient has had a film taken; its report is not back."""
    do(encounter, "order", investigations=["blood-film"])
    return Visitor(encounter, alice)


def token(visitor: Visitor, sight: Sight) -> str:
    film = films_in(visitor.encounter)[-1]
    reader = visitor.client.session.session_key or ""
    return ENCOUNTERS.token(reader, source_of(visitor.encounter.pk, film.number), sight)


def held(visitor: Visitor) -> Tally:
    return tally_of(films_in(visitor.encounter)[-1])


def name(visitor: Visitor, number: int, **given: Any) -> HttpResponse:
    return visitor.post("name", at=token(visitor, Sight("gallery", number)), film=1, show="cells", **given)


def body(response: Any) -> str:
    return response.content.decode()


@pytest.mark.parametrize("show", TABS)
def test_each_tab_is_a_whole_page_and_as_htmx_the_chart_alone(show: str, at: Visitor) -> None:
    whole, part = at.get("film", show=show), at.get("film", part="chart", show=show)
    assert whole.status_code == part.status_code == 200
    assert whole.content.startswith(b"<!doctype html>")
    assert part.content.startswith(b"<title>")
    assert whole.content.count(b"<h1") == 1
    assert "style=" not in body(whole)
    ids = re.findall(r' id="([^"]+)"', body(whole))
    assert len(ids) == len(set(ids))


def test_before_a_film_was_ordered_there_is_no_bench(encounter: Encounter, alice: Learner) -> None:
    page = body(Visitor(encounter, alice).get("film", show="cells"))
    assert "No film has been ordered." in page
    assert "/pictures/" not in page


def test_the_glass_can_be_looked_at_before_the_laboratory_reports_and_afterwards(at: Visitor) -> None:
    assert 'id="viewer"' in body(at.get("film"))
    do(at.encounter, "wait", until=1000)
    assert "Looked for and not seen" in body(at.get("film"))
    assert 'id="viewer"' in body(at.get("film", show="field"))


@pytest.mark.parametrize("act", ["name", "take_back", "count", "note", "read", "arrange"])
def test_a_stranger_cannot_act_at_the_bench(act: str, at: Visitor, charlie: Learner) -> None:
    given = {"at": token(at, Sight("gallery", 0)), "film": "1", "label": "band", "cells": "200"}
    for visitor in (Visitor(at.encounter, charlie), Visitor(at.encounter)):
        assert visitor.post(act, **given).status_code == 404
    assert at.client.get(at.address(act)).status_code == 405
    assert held(at) == Tally()
    assert not Bench.objects.exists()


def test_a_token_of_another_browser_or_another_encounter_names_nothing(at: Visitor, alice: Learner) -> None:
    other = Visitor(at.encounter, alice)
    elsewhere = ENCOUNTERS.token(at.client.session.session_key or "", source_of(uuid.uuid4(), 1), FIELD)
    for wrong in (token(other, Sight("gallery", 0)), elsewhere, "x" * 64, ""):
        response = at.post("name", at=wrong, label="band")
        assert response.status_code == 422
        assert "Reload the page and send this again." in body(response)
    assert held(at).cells == 0


def test_a_cell_is_named_once_and_the_next_one_is_current(at: Visitor) -> None:
    key = uuid.uuid4()
    answers = [name(at, 0, label="monocyte", key=key) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    page = body(at.client.get(answers[0]["Location"]))
    assert held(at).counts == {"monocyte": 1}
    assert 'data-number="2" aria-current="true"' in page
    assert re.search(r'data-number="1" data-named.*?class="called">monocyte', page, re.DOTALL)


def test_who_counts_fast_is_answered_with_the_count_alone(at: Visitor) -> None:
    at.client.defaults |= {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "counter"}
    response = name(at, 3, lobes="5")
    assert response.status_code == 200
    assert body(response).strip().startswith("<section")
    assert 'data-total="1"' in body(response)
    assert "1 of 1 neutrophil has five or more." in body(response)
    at.client.defaults["HTTP_HX_TARGET"] = "gallery"
    assert (name(at, 4, label="band").status_code, held(at).cells) == (204, 2)
    refused = name(at, 3, label="unicorn")
    assert refused.status_code == 422
    assert "There is no such name for a cell." in body(refused)


def test_a_click_and_a_pointed_picture_name_the_cell_under_the_point(at: Visitor) -> None:
    scene = slide_in(at.encounter, 1).scene(FIELD)
    one, other = [c for c in scene.inside if c.kind == "red-cell" and 10 < c.x < 150 and 10 < c.y < 110][:2]
    there = token(at, FIELD)
    at.post("name", at=there, x=one.x, y=one.y, label="target", film=1, show="field")
    pixels = {"point.x": round(5 * other.x), "point.y": round(5 * other.y)}
    then = at.post("name", at=there, label="teardrop", film=1, show="field", place="monolayer", field="1", **pixels)
    assert {(m.cell, m.label) for m in held(at).in_field(FIELD)} == {(one.number, "target"), (other.number, "teardrop")}
    assert body(at.client.get(then["Location"])).count('class="ring"') == 2
    at.post("take_back", at=there, film=1, show="field")
    assert len(held(at).in_field(FIELD)) == 1
    assert "Nothing lies there" in body(at.post("name", at=there, x=-90, y=0, label="target"))


def test_a_draft_is_kept_and_a_report_signed_with_what_stands_in_the_form(at: Visitor) -> None:
    form = {"film": "1", "scheme": "icsh-2015", "n-teardrop-cells": "2", "n-auer-rods": "absent", "n-hairy-cells": ""}
    assert at.post("note", **form).status_code == 303
    assert set(held(at).notes) == {"teardrop-cells", "auer-rods"}
    key = uuid.uuid4()
    answers = [at.post("read", key=key, clock=0, **form | {"n-teardrop-cells": "3"}) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {303}
    signed = at.encounter.actions.get(kind=Kind.READ)
    assert signed.payload["grades"] == {"teardrop-cells": 3}
    page = body(at.client.get(answers[0]["Location"]))
    assert "3+ many" in page
    assert 'id="report-form"' not in page
    assert "Seen: Teardrop cells." in body(at.get("results"))
    assert at.post("note", **form).status_code == 409
    assert 'id="name-form"' not in body(at.get("film", show="cells"))


def test_another_window_moved_the_clock_and_nothing_is_signed(at: Visitor) -> None:
    do(at.encounter, "wait", until=30)
    form = {"film": "1", "scheme": "icsh-2015", "n-auer-rods": "absent"}
    assert at.post("read", clock=0, **form).status_code == 409
    assert not at.encounter.actions.filter(kind=Kind.READ).exists()


def test_platelets_are_kept_with_their_field_and_come_to_an_estimate(at: Visitor) -> None:
    at.post("count", at=token(at, FIELD), platelets="12", film=1, show="field")
    assert 'name="platelets" min="0" max="500" value="12"' in body(at.get("film", show="field"))
    assert "5 × 10¹²/L red cells, since no blood count is back" in body(at.get("film", show="report"))
    at.post("count", at=token(at, FIELD), platelets="", film=1, show="field")
    assert held(at).platelets == {}


def test_the_bench_is_set_up_and_remembered(at: Visitor) -> None:
    at.post("arrange", cells="50", scheme="four-plus", in_words="on", **{"key-band": "s", "key-smudge": "B"})
    bench = Bench.objects.get()
    assert (bench.cells, bench.scheme, bench.in_words) == (50, "four-plus", True)
    assert bench.keys == {"band": "s", "smudge": "b"}
    page = body(at.get("film", show="cells"))
    assert "0</strong> of 50" in page
    assert 'value="band" data-key="s"' in page
    assert "A " in page.partition('id="told"')[2]
    clash = at.post("arrange", **{"key-band": "n"})
    assert clash.status_code == 422
    assert "N stands for Segmented neutrophil and Band neutrophil." in body(clash)


def test_the_next_cells_and_a_nucleus_can_be_walked_along_without_scripts(at: Visitor) -> None:
    at.post("arrange", in_words="on")
    scenes = [slide_in(at.encounter, 1).scene(Sight("gallery", n)) for n in range(25)]
    lobed = next(
        n for n, scene in enumerate(scenes) if scene.middle.kind == "neutrophil" and scene.middle["lobes"] >= 3
    )
    walked = [body(at.get("film", show="cells", cell=lobed + 1, masses=n)).partition('id="told"')[2] for n in range(9)]
    masses = [part.partition("</section>")[0].count("A mass ") for part in walked]
    lobes = int(scenes[lobed].middle["lobes"])
    assert masses == [min(n, lobes) for n in range(9)]
    assert "walk-on" in walked[0]
    assert "walk-on" not in walked[8].partition("</section>")[0]


@pytest.mark.parametrize("asked", ["\0", "x" * 3000, "-1", "9" * 400, "²", "<script>"])
def test_no_question_to_the_bench_breaks_it(asked: str, at: Visitor) -> None:
    words = dict.fromkeys(("show", "film", "place", "field", "zoom", "page", "cell", "masses", "label"), asked)
    for show in TABS:
        response = at.client.get(at.address("film"), words | {"show": show})
        assert response.status_code == 200
        assert "<script>" not in body(response).partition('<main class="work')[2]


def bare(page: str) -> str:
    """A page without its names of pictures, keys and numbers of encounter: what is left must be the same for all."""
    page = re.sub(r"/pictures/[^.]+\.webp|[\w-]{64}|[0-9a-f-]{36}|csrfmiddlewaretoken.*?>", "", page)
    return page


def test_two_patients_have_the_same_page_but_for_who_they_are(alice: Learner) -> None:
    from cases.factories import EncounterFactory

    pages = []
    for condition in ("pernicious-anemia", "aml", "duffy-null"):
        visitor = Visitor(EncounterFactory(learner=alice, condition=condition, seed=5), alice)
        do(visitor.encounter, "order", investigations=["blood-film"])
        page = body(visitor.get("film", show="cells"))
        pages.append(bare(page.partition('<section id="bench"')[2].partition('<nav class="dock"')[0]))
    assert pages[0] == pages[1] == pages[2]
    assert all(entry in pages[0] for entry in ("Segmented", "Blast"))
    assert len(NAMES) > 20


def test_the_debrief_shows_the_film_that_was_read_and_the_replay_the_act(at: Visitor) -> None:
    name(at, 0, label="neutrophil")
    at.post("read", film="1", **{"n-auer-rods": "absent"})
    do(at.encounter, "close")
    page = body(at.get("debrief"))
    assert "The film you read" in page
    assert re.search(r"Recount this patient\s+1,?000 times", page)
    replay = body(at.client.get(reverse("cases:replay", args=[at.encounter.pk, 2])))
    assert "You read the blood film yourself and signed a report." in replay


def test_the_next_field_is_drawn_while_the_learner_looks(at: Visitor, settings: Settings, tmp_path: Path) -> None:
    settings.PICTURES_DIR, settings.PICTURES_AHEAD = tmp_path, True
    at.get("film", show="field")
    thread_of._queue().join()
    assert len([*tmp_path.glob("pictures/*/*")]) == 1
    address = reverse("cases:picture", args=[token(at, Sight("monolayer", 1))])
    settings.PICTURES_AHEAD = False
    assert at.client.get(address).status_code == 200
    assert len([*tmp_path.glob("pictures/*/*")]) == 1
