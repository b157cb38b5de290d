"""Can a patient be seen instead of questions, and does nothing tell who that will be?"""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.catalog import current
from cases.models import Encounter, Mode, Status
from cases.records import patient_in
from learners.models import Learner
from quizzes.recollection import recollection_of
from tests.cases.endings import closed
from tests.quizzes.patients import met

BUTTON = "See a patient instead"
DUE = ("hypersegmentation", "injections-when-severe", "copper-mimic")
HOUR = timedelta(hours=1)


@pytest.fixture
def alices(alice: Learner) -> Client:
    """Alice, who missed three points with a patient an hour ago."""
    met(alice, dict.fromkeys(DUE, False), when=timezone.now() - HOUR)
    client = Client()
    client.force_login(alice)
    return client


def pages(client: Client) -> list[str]:
    return [client.get(reverse(f"quizzes:{name}")).content.decode() for name in ("quizzes", "progress")]


def see(client: Client, key: uuid.UUID | None = None) -> Any:
    return client.post(reverse("quizzes:patient"), {"key": key or uuid.uuid4()})


def test_a_patient_is_seen_once_however_often_the_form_is_sent(alices: Client, alice: Learner) -> None:
    assert all(BUTTON in page for page in pages(alices))
    key = uuid.uuid4()
    first, again = see(alices, key), see(alices, key)
    assert (first.status_code, first["Location"]) == (303, again["Location"])
    encounter = Encounter.objects.get(learner=alice, status=Status.OPEN)
    assert encounter.mode == Mode.PRACTICE
    assert set(patient_in(encounter).condition.key_features) & set(DUE)
    assert see(alices)["Location"] != first["Location"]


def test_no_byte_tells_the_disease_or_the_points_of_the_patient(alices: Client, alice: Learner) -> None:
    sent = see(alices)
    told = "".join([str(sent.headers), sent.content.decode(), alices.get(sent["Location"]).content.decode()])
    offered = pages(alices)[0]
    form = offered[offered.index('class="patient-instead"') :].partition("</form>")[0]
    encounter = Encounter.objects.get(learner=alice, status=Status.OPEN)
    condition, points = patient_in(encounter).condition, current().teaching_points
    hidden = [condition.key, condition.name, str(encounter.seed)]
    hidden += [text for key in condition.key_features for text in (key, points[key].name, points[key].statement)]
    assert [text for text in hidden if text in told + form] == []


def test_a_patient_seen_to_the_end_moves_the_due_dates_of_what_counted(alices: Client, alice: Learner) -> None:
    see(alices)
    encounter = closed(Encounter.objects.get(learner=alice, status=Status.OPEN))
    found = recollection_of(alice)
    last = {one.point: one for one in found.called if one.when == encounter.closed_at}
    assert set(last) >= set(patient_in(encounter).condition.key_features)
    assert set(last) & set(DUE)
    for point in set(last) & set(DUE):
        assert found.memories[point].last_review == encounter.closed_at
        assert found.memories[point].due > timezone.now()


def test_what_a_patient_showed_missing_is_asked_at_once_and_reviewed_later(alice: Learner) -> None:
    client = Client()
    client.force_login(alice)
    met(alice, {"hypersegmentation": False, "investigate-b12": True})
    name = current().teaching_points["hypersegmentation"].name
    page = pages(client)[1]
    assert f"“{name}” was missed with a patient and not asked about since." in page
    assert "0 of 1 with a patient" in page
    assert "1 of 1 with a patient" in page
    Encounter.objects.update(closed_at=timezone.now() - HOUR)
    offered, page = pages(client)
    assert "1 point due" in offered
    assert "Take 1 review." in page
    assert f"“{name}” was missed with a patient." in page


def test_where_no_patient_can_bring_back_what_is_due_none_is_offered(alice: Learner) -> None:
    client = Client()
    client.force_login(alice)
    met(alice, {"compare-marrow": False, "investigate-b12": True}, when=timezone.now() - HOUR)
    offered, page = pages(client)
    assert "1 point due" in offered
    assert BUTTON not in offered + page
    refused = see(client)
    assert refused.status_code == 409
    assert b"Nothing is due that a patient could bring back" in refused.content
    assert not Encounter.objects.filter(status=Status.OPEN).exists()
