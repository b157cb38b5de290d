"""Can a quiz be chosen, the laboratory's values looked up, and progress read?"""

import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.catalog import current
from learners.models import Learner
from quizzes import papers
from quizzes.models import Attempt, Mode, Response
from tests.quizzes.views.taker import taking


def begun(client: Client, mode: str, **other: str) -> str:
    sent = client.post(reverse("quizzes:begin"), {"mode": mode, "key": uuid.uuid4()} | other)
    assert sent.status_code == 303, sent.content.decode()
    return sent["Location"]


@pytest.mark.parametrize("mode", [Mode.TUTOR, Mode.EXAM, Mode.ROUND, Mode.DIAGNOSTIC])
def test_a_visitor_without_account_begins_and_is_led_to_the_first_question(db: None, mode: str) -> None:
    client = Client()
    page = client.get(reverse("quizzes:quizzes")).content.decode()
    assert f'value="{mode}"' in page
    first = client.get(begun(client, mode)).content.decode()
    assert "Question 1" in first
    assert "Go on" in client.get(reverse("quizzes:quizzes")).content.decode()


def test_a_mode_without_anything_to_ask_says_so_instead_of_being_offered(db: None) -> None:
    client = Client()
    page = client.get(reverse("quizzes:quizzes")).content.decode()
    for mode, words in ((Mode.REVIEW, "Nothing yet"), (Mode.MISSED, "No debrief")):
        assert f'name="mode" value="{mode}"' not in page
        assert words in page
        refused = client.post(reverse("quizzes:begin"), {"mode": mode, "key": uuid.uuid4()})
        assert refused.status_code == 409


def test_a_form_that_cannot_be_understood_begins_nothing(db: None) -> None:
    client = Client()
    for form in ({"mode": "exam", "count": "many"}, {"mode": "cram"}, {"mode": "exam", "count": "1000"}, {}):
        refused = client.post(reverse("quizzes:begin"), form | {"key": uuid.uuid4()})
        assert refused.status_code == 422
        assert b"There is a problem" in refused.content
    assert not Attempt.objects.exists()


def test_points_can_be_chosen(alice: Learner) -> None:
    client = Client()
    client.force_login(alice)
    begun(client, "tutor", count="5", points="folate-alone")
    assert {asked.point for asked in papers.questions_in(Attempt.objects.get())} == {"folate-alone"}


def test_what_was_answered_comes_back_as_a_review_when_due(alice: Learner) -> None:
    taker = taking(alice)
    taker.miss(1)
    assert "The next point comes" in taker.client.get(reverse("quizzes:quizzes")).content.decode()
    Response.objects.update(answered_at=timezone.now() - timedelta(days=1))
    page = taker.client.get(reverse("quizzes:quizzes")).content.decode()
    assert "1 point due" in page
    begun(taker.client, "review")
    assert len(Attempt.objects.get(mode=Mode.REVIEW).questions) == 1


def test_laboratory_values_are_a_page_a_dialog_and_a_table_to_be_searched(db: None) -> None:
    client, address = Client(), reverse("quizzes:laboratory")
    whole = client.get(address).content.decode()
    assert current().analytes["hemoglobin"].name in whole
    found = client.get(address, {"q": "neutro", "units": "si"}).content.decode()
    assert "Neutrophils" in found
    assert "Hemoglobin" not in found
    dialog = client.get(address, headers={"HX-Request": "true", "HX-Target": "dialog"}).content.decode()
    assert "<dialog" in dialog
    assert "<html" not in dialog
    si, conventional = (client.get(address, {"q": "hemoglobin", "units": units}).content for units in ("si", "c"))
    assert b"g/L" in si
    assert b"g/dL" in conventional


def test_progress_begins_with_what_to_do_first(db: None) -> None:
    page = Client().get(reverse("quizzes:progress")).content.decode()
    assert "Begin with a ten-minute ward round." in page
    assert "Nothing was asked yet" in page


def test_progress_tells_points_due_dates_and_what_comes_next(alice: Learner) -> None:
    taker = taking(alice)
    taker.miss(1)
    taker.answer(2, certainty="3")
    page = taker.client.get(reverse("quizzes:progress")).content.decode()
    rows = page[page.index("<tbody>") :].partition("</tbody>")[0]
    points = current().teaching_points
    for asked in papers.questions_in(taker.attempt)[:2]:
        assert points[asked.point].name in rows
    assert re.search(r"in \d+ minutes", rows)
    assert re.search(r"<strong>2</strong> 1 right", page)
    assert '100 <span class="unit">of 1</span>' in page
    Response.objects.update(answered_at=timezone.now() - timedelta(days=9))
    later = taker.client.get(reverse("quizzes:progress")).content.decode()
    assert "Take 2 reviews." in later
    assert 'name="mode" value="review"' in later


def test_progress_is_ones_own(alice: Learner, charlie: Learner) -> None:
    taking(alice).miss(1)
    stranger = Client()
    stranger.force_login(charlie)
    assert "Nothing was asked yet" in stranger.get(reverse("quizzes:progress")).content.decode()
