"""Who may read a debrief, in which order, and what happens to an answer?"""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from cases.catalog import current
from cases.models import Encounter, Kind
from learners.models import Learner


def page_of(encounter: Encounter) -> str:
    return reverse("cases:debrief", args=[encounter.pk])


def answered(encounter: Encounter, **given: object) -> dict[str, object]:
    return {"point": "folate-alone", "option": 2, "key": uuid.uuid4()} | given


def test_a_running_encounter_has_no_debrief(client: Client, encounter: Encounter) -> None:
    client.force_login(encounter.learner)
    assert client.get(page_of(encounter)).status_code == 404


def test_strangers_and_nobody_are_told_nothing(client: Client, missed: Encounter, charlie: Learner) -> None:
    assert client.get(page_of(missed)).status_code == 404
    client.force_login(charlie)
    assert client.get(page_of(missed)).status_code == 404
    address = reverse("cases:answer", args=[missed.pk])
    assert client.post(address, answered(missed)).status_code == 404
    assert not missed.actions.filter(kind=Kind.ANSWER).exists()


def test_the_page_names_the_unsafe_act_before_anything_else(reader: Client, missed: Encounter) -> None:
    page = reader.get(page_of(missed)).content.decode()
    heading = re.search(r'<h1 id="verdict">(.*?)</h1>', page)
    assert heading and heading[1].startswith(current().unsafe_acts["folate-alone"].name)
    assert re.findall(r"<section[^>]* aria-labelledby=\"([a-z-]+)\"", page) == [
        "verdict", "unsafe-title", "belief-title", "thinking-title", "timeline-title", "orders-title", "rival-title",
        "treatments-title", "points-title", "afterward-title", "again-title", "next-title",
    ]  # fmt: skip


def test_the_page_obeys_the_content_policy(reader: Client, missed: Encounter) -> None:
    page = reader.get(page_of(missed)).content.decode()
    assert re.findall(r"\s(?:style|on[a-z]+)=|<style|hx-on", page) == []


def test_ids_are_unique_and_labels_lead_somewhere(reader: Client, missed: Encounter) -> None:
    page = reader.get(page_of(missed)).content.decode()
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    named = {name for names in re.findall(r'aria-labelledby="([^"]+)"', page) for name in names.split()}
    assert named <= set(ids)


def test_every_part_that_the_debrief_lists_is_there(reader: Client, missed: Encounter) -> None:
    page = reader.get(page_of(missed)).content.decode()
    listed = re.findall(r'href="#([a-z]+)"', page.partition('aria-label="In this debrief"')[2].partition("</nav>")[0])
    assert len(listed) > 7
    assert [part for part in listed if f' id="{part}"' not in page] == []


def test_an_answer_is_kept_and_explained(reader: Client, missed: Encounter) -> None:
    follow_up = current().teaching_points["folate-alone"].follow_up
    assert follow_up is not None
    before = reader.get(page_of(missed)).content.decode()
    assert follow_up.explanations[0] not in before
    response = reader.post(reverse("cases:answer", args=[missed.pk]), answered(missed))
    assert (response.status_code, response["Location"]) == (303, page_of(missed) + "#next")
    after = reader.get(page_of(missed)).content.decode()
    assert all(text.replace("'", "&#x27;") in after for text in follow_up.explanations)
    assert after.count("Your answer") == 1


@pytest.mark.parametrize("given", [{"option": ""}, {"option": "17"}, {"key": "none"}, {"point": "no-such-point"}])
def test_an_answer_that_cannot_be_is_shown_again_with_the_reason(
    reader: Client, missed: Encounter, given: dict[str, str]
) -> None:
    response = reader.post(reverse("cases:answer", args=[missed.pk]), answered(missed, **given))
    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()
    assert "<title>Error: " in response.content.decode()


def test_a_question_is_answered_once(reader: Client, missed: Encounter) -> None:
    address = reverse("cases:answer", args=[missed.pk])
    first = answered(missed)
    assert reader.post(address, first).status_code == 303
    assert reader.post(address, first).status_code == 303
    assert reader.post(address, answered(missed, option=0)).status_code == 409


def test_an_encounter_of_an_older_catalog_keeps_its_score(reader: Client, missed: Encounter) -> None:
    Encounter.objects.filter(pk=missed.pk).update(catalog="older")
    page = reader.get(page_of(missed)).content.decode()
    assert f"The score was {missed.grade['total']} of 100." in page


def test_anybody_may_read_how_scores_are_made(client: Client) -> None:
    page = client.get(reverse("cases:scoring")).content.decode()
    assert "<h1>How an encounter is scored</h1>" in page
