"""Who may step through an encounter, play on from a step, and meet a twin?"""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from cases.factories import EncounterFactory
from cases.models import Encounter, Kind
from cases.records import patient_in
from learners.models import Learner
from tests.cases import endings
from tests.cases.encounters.acts import do
from tests.cases.views.clinic import PAGES, Visitor

NUMBER = 2


def step_of(encounter: Encounter, after: int = NUMBER) -> str:
    return reverse("cases:replay", args=[encounter.pk, after])


def sent(client: Client, encounter: Encounter, act: str, **given: object):  # type: ignore[no-untyped-def]
    return client.post(reverse(f"cases:{act}", args=[encounter.pk]), {"key": uuid.uuid4(), **given})


def test_the_page_shows_a_step_and_leads_to_its_neighbors(reader: Client, missed: Encounter) -> None:
    page = reader.get(step_of(missed)).content.decode()
    assert "You know this patient now." in page
    for link in (step_of(missed, 1), step_of(missed, 3), reverse("cases:debrief", args=[missed.pk])):
        assert f'href="{link}"' in page
    assert re.findall(r"\s(?:style|on[a-z]+)=|<style|hx-on", page) == []
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    named = {name for names in re.findall(r'aria-labelledby="([^"]+)"', page) for name in names.split()}
    assert named <= set(ids)


def test_htmx_is_given_the_step_alone(reader: Client, missed: Encounter) -> None:
    headers = {"HX-Request": "true", "HX-Target": "replay"}
    part = reader.get(step_of(missed), headers=headers).content.decode()
    assert "<html" not in part
    assert 'id="moment"' in part
    assert part.count("<main") == 1


def test_two_steps_ahead_come_by_themselves_and_by_a_link_without_scripts(reader: Client, missed: Encounter) -> None:
    address = f"{step_of(missed)}?ahead=1"
    page = reader.get(step_of(missed)).content.decode()
    assert f'hx-get="{address}"' in page and f'href="{address}#ahead"' in page
    part = reader.get(address, headers={"HX-Request": "true", "HX-Target": "ahead"}).content.decode()
    assert part.strip().startswith('<section class="ahead" id="ahead"')
    assert part.count("<tr>") == 6
    assert "hx-get" not in part
    assert part.strip() in reader.get(address).content.decode()


def test_strangers_find_no_step_and_begin_nothing(client: Client, missed: Encounter, charlie: Learner) -> None:
    for visitor in (None, charlie):
        if visitor:
            client.force_login(visitor)
        assert client.get(step_of(missed)).status_code == 404
        assert sent(client, missed, "branch", after=1).status_code == 404
        assert sent(client, missed, "meet_twin").status_code == 404
    assert Encounter.objects.count() == 1


def test_a_running_encounter_shows_no_step(client: Client, encounter: Encounter) -> None:
    client.force_login(encounter.learner)
    do(encounter, "ask", question="duration")
    assert client.get(step_of(encounter, 0)).status_code == 404
    assert sent(client, encounter, "branch", after=0).status_code == 404
    assert sent(client, encounter, "meet_twin").status_code == 404
    assert Encounter.objects.filter(learner=encounter.learner).count() == 1


def test_there_is_no_step_beyond_the_end(reader: Client, missed: Encounter) -> None:
    assert reader.get(step_of(missed, missed.actions.get(kind=Kind.CLOSE).number)).status_code == 404


def test_an_older_catalog_has_no_steps(reader: Client, missed: Encounter) -> None:
    Encounter.objects.filter(pk=missed.pk).update(catalog="older")
    assert "The score was" in reader.get(step_of(missed)).content.decode()


def test_playing_on_leads_to_the_branch_once(reader: Client, missed: Encounter) -> None:
    key = uuid.uuid4()
    first, again = (sent(reader, missed, "branch", after=NUMBER, key=key) for _ in range(2))
    branch = Encounter.objects.get(branched_from=missed)
    assert (first.status_code, first["Location"]) == (303, reverse("cases:tests", args=[branch.pk]))
    assert again["Location"] == first["Location"]
    assert reader.get(first["Location"]).status_code == 200


def test_after_signing_it_leads_to_the_follow_up(reader: Client, missed: Encounter) -> None:
    response = sent(reader, missed, "branch", after=missed.actions.get(kind=Kind.SIGN).number)
    branch = Encounter.objects.get(branched_from=missed)
    assert response["Location"] == reverse("cases:follow_up", args=[branch.pk])


def test_what_cannot_be_played_on_is_said_on_the_page_of_the_step(reader: Client, missed: Encounter) -> None:
    sent(reader, missed, "branch", after=1)
    response = sent(reader, missed, "branch", after=NUMBER)
    assert response.status_code == 409
    assert "You are with this patient in another encounter." in response.content.decode()
    assert "<title>Error: " in response.content.decode()
    assert sent(reader, missed, "branch", after="").status_code == 422
    assert sent(reader, missed, "branch", after=1, key="none").status_code == 422


def test_the_twin_is_met_and_nothing_of_it_told(reader: Client, missed: Encounter) -> None:
    response = sent(reader, missed, "meet_twin")
    twin = Encounter.objects.get(twin_of=missed)
    assert (response.status_code, response["Location"]) == (303, reverse("cases:presentation", args=[twin.pk]))
    hidden = patient_in(twin).condition
    visitor = Visitor(twin, missed.learner)
    told = [visitor.get(page).content.decode() for page in PAGES if page != "commit"]
    told += [reader.get(f"/cases/{path}").content.decode() for path in ("", f"{missed.pk}/debrief/")]
    for page in told:
        text = page.lower().replace("hidden", "")
        assert str(twin.seed) not in text
        assert hidden.cause.lower() not in text
    assert hidden.name.lower() not in told[0].lower()


def test_a_twin_of_nobody_is_said_in_the_debrief(
    reader: Client, missed: Encounter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cases.simulation.twins.SEEDS", 0)
    response = sent(reader, missed, "meet_twin")
    assert response.status_code == 409
    assert "Nobody was found who looks like this patient" in response.content.decode()
    assert sent(reader, missed, "meet_twin", key="none").status_code == 422


def test_the_answer_key_is_not_told_even_afterward(client: Client, alice: Learner) -> None:
    client.force_login(alice)
    begun = EncounterFactory(learner=alice, condition="pernicious-anemia", seed=1234567890123456789)
    missed = endings.closed(begun, endings.FOLATE_ALONE)
    for address in (step_of(missed), reverse("cases:debrief", args=[missed.pk])):
        page = client.get(address).content.decode()
        assert str(missed.seed) not in page
        assert f"{missed.seed:x}" not in page
        assert missed.catalog not in page


def test_every_step_of_the_timeline_can_be_opened(reader: Client, missed: Encounter) -> None:
    page = reader.get(reverse("cases:debrief", args=[missed.pk])).content.decode()
    steps = {int(number) for number in re.findall(rf"/cases/{missed.pk}/debrief/step/(\d+)/", page)}
    assert steps >= {0, missed.actions.get(kind=Kind.SIGN).number - 1}
    assert all(reader.get(step_of(missed, step)).status_code == 200 for step in steps)
    assert "The best orders then, and why" in page
