"""Do those who keep the bank, and nobody else, see what answers show of it?"""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from learners.models import Learner
from quizzes import papers
from quizzes.items.entities import Choose
from quizzes.models import Attempt, Response
from tests.quizzes.quizzing import answered, wrong_fields
from tests.quizzes.views.taker import Taker, taking

LEARNERS = 24


@pytest.fixture
def keeper(bob: Learner) -> Client:
    client = Client()
    client.force_login(bob)
    return client


def test_statistics_are_for_staff_alone(keeper: Client, alice: Learner) -> None:
    address = reverse("quizzes:statistics")
    taker = taking(alice)
    assert keeper.get(address).status_code == 200
    assert taker.client.get(address).status_code == 404
    assert Client().get(address).status_code == 404
    assert address in keeper.get(reverse("quizzes:quizzes")).content.decode()
    assert address not in taker.client.get(reverse("quizzes:quizzes")).content.decode()


def test_a_file_goes_out_with_the_report_of_what_it_cannot_carry_and_comes_back_whole(keeper: Client) -> None:
    address, chosen = reverse("quizzes:exchange"), {"point": "folate-alone", "format": "moodle"}
    page = keeper.get(address, chosen).content.decode()
    assert "Download the file" in page
    file = keeper.get(address, chosen | {"download": "1"})
    assert file["Content-Disposition"] == 'attachment; filename="folate-alone.xml"'
    sent = {"format": "moodle", "key": uuid.uuid4(), "file": SimpleUploadedFile("items.xml", file.content)}
    back = keeper.get(keeper.post(reverse("quizzes:take_in"), sent)["Location"])
    assert b"Each question has its teaching point." in back.content


def test_an_unknown_point_has_nothing_to_export(keeper: Client) -> None:
    assert (
        b"Choose a teaching point" in keeper.get(reverse("quizzes:exchange"), {"point": "zz", "format": "csv"}).content
    )


def test_what_learners_dispute_is_read(keeper: Client, alice: Learner) -> None:
    taker = taking(alice)
    taker.miss(1)
    taker.post("dispute", 1, words="Two of <these> are right.", key=uuid.uuid4())
    page = keeper.get(reverse("quizzes:statistics")).content.decode()
    assert "Two of &lt;these&gt; are right." in page
    assert taker.attempt.questions[0][0] in page


def test_export_and_import_are_for_staff_alone(alice: Learner) -> None:
    client = Client()
    client.force_login(alice)
    assert client.get(reverse("quizzes:exchange")).status_code == 404
    assert client.post(reverse("quizzes:take_in")).status_code == 404


def asked_alike(learner: Learner, templates: list[str], seed: int) -> Attempt:
    """A quiz of these templates, in variants of the learner's own."""
    questions = papers.asked_as([papers.Variant(template, seed) for template in templates])
    told = {"bank": papers.bank_hash(), "fingerprint": "made for a test", "start_key": uuid.uuid4()}
    return Attempt.objects.create(
        learner=learner, mode="tutor", seed=1, questions=questions, started_at=timezone.now(), **told
    )


def test_a_question_that_everybody_misses_is_doubted_and_its_options_are_counted(keeper: Client, db: None) -> None:
    templates = [entry.template for entry in papers.entries() if entry.kind == "single"][:2]
    for number in range(LEARNERS):
        learner = Learner.objects.create_user(f"learner {number}")
        attempt = asked_alike(learner, templates, number)
        item = Taker(learner, attempt).item(1)
        assert isinstance(item.question.response, Choose)
        answered(attempt, 1, wrong_fields(item))
        answered(attempt, 2)
    page = keeper.get(reverse("quizzes:statistics"), {"template": templates[0]}).content.decode()
    assert f'{2 * LEARNERS}</span> answers of <span class="tabular">{LEARNERS}</span> learners' in page
    assert "few get it right" in page
    assert "nearly all get it right" in page
    assert '<span class="tag ok">key</span>' in page
    assert Response.objects.filter(is_right=True).count() == LEARNERS


def test_figures_go_out_as_a_file_to_staff_alone_and_links_keep_what_was_chosen(keeper: Client, alice: Learner) -> None:
    address, chosen = reverse("quizzes:statistics"), {"mode": "practice", "sort": "facility", "template": "<b>"}
    taker = taking(alice)
    taker.answer(1)
    template = taker.attempt.questions[0][0]
    page = keeper.get(address, chosen).content.decode()
    assert f"mode=practice&amp;sort=facility&amp;template={template.replace('/', '%2F')}" in page
    assert '<option value="practice" selected>' in page and "<b>" not in page
    file = keeper.get(address, chosen | {"download": "1"})
    assert file["Content-Disposition"] == 'attachment; filename="question-statistics.csv"'
    assert template in file.content.decode()
    assert taker.client.get(address, {"download": "1"}).status_code == 404
    assert keeper.get(address, {"mode": "no such", "sort": "x" * 999}).status_code == 200
