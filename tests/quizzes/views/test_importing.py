"""Do those who keep the bank, and nobody else, bring questions in, look at each, and let quizzes ask them?"""

import uuid
import zipfile
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from learners.models import Learner
from quizzes.formats import qti
from quizzes.models import Import
from quizzes.sheets.imports import A_PAGE
from tests.quizzes.bringing import CSV, FILES, POINT, asked, brought, quiz_of
from tests.quizzes.formats.items import SINGLE
from tests.quizzes.quizzing import wrong_fields
from tests.quizzes.views.taker import Taker


@pytest.fixture
def keeper(bob: Learner) -> Client:
    client = Client()
    client.force_login(bob)
    return client


def sent(client: Client, form: str, data: bytes | str, **other: Any) -> HttpResponse:
    file = SimpleUploadedFile("theirs.txt", data.encode() if isinstance(data, str) else data)
    return client.post(reverse("quizzes:take_in"), {"format": form, "file": file, "key": uuid.uuid4()} | other)


def address(name: str, file: Import) -> str:
    return reverse(f"quizzes:{name}", args=[file.pk])


def test_a_file_becomes_a_draft_that_shows_each_question_with_its_key_and_what_is_lost(keeper: Client) -> None:
    answer = sent(keeper, "moodle", FILES["moodle"])
    file = Import.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, address("import", file))
    page = keeper.get(answer["Location"]).content.decode()
    for told in ("Platelets 20 × 10⁹/L.", "Film", "Smear first.", "hints", "Essay", "[Gap 1]", "True"):
        assert told in page
    assert page.count('<span class="tag ok">Right</span>') >= 4
    assert "theirs.txt" in keeper.get(reverse("quizzes:exchange")).content.decode()
    again = sent(keeper, "moodle", FILES["moodle"])
    assert again["Location"] == address("import", file) + "?known=1"


def test_questions_are_filed_asked_stopped_and_a_draft_is_thrown_away(keeper: Client, bob: Learner) -> None:
    file = brought(bob, "csv")
    shown = {"number": ["1", "2"], "point-1": POINT, "point-2": "", "asked-1": "1", "asked-2": "1"}
    refused = keeper.post(address("file_under", file), shown | {"ask": "1"})
    assert refused.status_code == 422 and b"Choose a teaching point for question 2" in refused.content
    assert f'<option value="{POINT}" selected>'.encode() in refused.content
    done = keeper.post(address("file_under", file), shown | {"ask": "1", "others": POINT})
    assert (done.status_code, done["Location"]) == (303, address("import", file) + "?page=1")
    assert b"Stop asking them" in keeper.get(address("import", file)).content
    assert keeper.post(address("throw_away", file)).status_code == 409
    assert keeper.post(address("stop", file)).status_code == 303
    draft = brought(bob, "gift")
    for _ in range(2):
        assert keeper.post(address("throw_away", draft))["Location"] == reverse("quizzes:exchange")
    assert list(Import.objects.all()) == [file]


def test_a_long_file_is_filed_page_by_page(keeper: Client, bob: Learner) -> None:
    file = brought(bob, "gift", "\n\n".join(f"Which, {n}? {{=this ~that}}" for n in range(A_PAGE + 1)))
    last = str(A_PAGE + 1)
    page = keeper.get(address("import", file), {"page": "2"}).content.decode()
    assert f'name="point-{last}"' in page and 'name="point-1"' not in page
    keeper.post(address("file_under", file) + "?page=2", {"number": [last], f"point-{last}": POINT})
    assert list(file.items.exclude(point="").values_list("number", "is_left_out")) == [(A_PAGE + 1, True)]


def test_import_is_for_staff_alone(bob: Learner, alice: Learner) -> None:
    file, client = brought(bob), Client()
    client.force_login(alice)
    for name in ("file_under", "stop", "throw_away"):
        assert client.post(address(name, file)).status_code == 404
    assert client.get(address("import", file)).status_code == 404
    assert sent(client, "csv", CSV).status_code == 404
    assert Import.objects.count() == 1


def bomb() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("imsmanifest.xml", b" " * 60_000_000)
    return buffer.getvalue()


def outside() -> bytes:
    buffer = BytesIO(qti.write([SINGLE]).data)
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr("../../etc/cron.d/evil", b"* * * * * root true")
    return buffer.getvalue()


MOODLE = FILES["moodle"]
HOSTILE = {
    "a bomb": ("qti", bomb, ""),
    "a way out of the package": ("qti", outside, ""),
    "an external entity": (
        "moodle",
        lambda: MOODLE.replace("<quiz>", '<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<quiz>').encode(),
        "line 2: ",
    ),
    "a script": ("moodle", lambda: MOODLE.replace("<b>test</b>", "<script>alert(1)</script>").encode(), "line 6: "),
    "a wrong key": ("moodle", lambda: MOODLE.replace('fraction="50"', 'fraction="100"').encode(), "line 4: "),
    "a handler": ("gift", lambda: FILES["gift"].replace("yes", "<img src\\=x onerror\\=y>").encode(), "line 5: "),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_hostile_or_wrong_says_why_and_leaves_nothing(keeper: Client, what: str) -> None:
    form, made, line = HOSTILE[what]
    answer = sent(keeper, form, made())
    assert answer.status_code == 422
    assert "The file is refused" in answer.content.decode() and line in answer.content.decode()
    assert not Import.objects.exists()


def test_a_form_without_a_file_says_so(keeper: Client) -> None:
    answer = keeper.post(reverse("quizzes:take_in"), {"format": "csv", "key": uuid.uuid4()})
    assert answer.status_code == 422 and b"Choose a file." in answer.content


@pytest.mark.parametrize("form", sorted(FILES))
def test_every_question_of_a_foreign_file_is_shown_answered_graded_and_explained(
    form: str, bob: Learner, alice: Learner
) -> None:
    """One quiz answered rightly and one wrongly: remarks and explanations that the file lacks are missed by nobody."""
    file = asked(bob, form)
    for is_right in (True, False):
        taker = Taker(alice, quiz_of(alice, file))
        for number in range(1, len(taker.attempt.questions) + 1):
            assert taker.get(number).status_code == 200
            answer = taker.answer(number) if is_right else taker.answer(number, wrong_fields(taker.item(number)))
            assert answer.status_code == 303, taker.item(number)
            page = taker.page(number)
            assert f"Imported from “theirs.{form}”: not written here, not checked by the model" in page
            assert "Goes beyond the source document." in page
        assert taker.submit().status_code == 303
        right = sum(response.is_right for response in taker.attempt.responses.all())
        assert right == (len(taker.attempt.questions) if is_right else 0)
        assert taker.whole().count("Withdrawn") == 0


def test_statistics_count_what_came_in_and_each_of_its_options(keeper: Client, bob: Learner, alice: Learner) -> None:
    taker = Taker(alice, quiz_of(alice, asked(bob, "csv")))
    taker.miss(1)
    template = taker.attempt.questions[0][0]
    page = keeper.get(reverse("quizzes:statistics"), {"template": template}).content.decode()
    assert template in page and "Megaloblasts" in page and "Platelets" in page


def test_markup_that_stands_as_text_is_shown_as_text(keeper: Client, bob: Learner, alice: Learner) -> None:
    told = "[plain]Which <script>alert(1)</script>? {=<b>this</b> ~that}\n"
    file = asked(bob, "gift", told)
    pages = [keeper.get(address("import", file)).content.decode(), Taker(alice, quiz_of(alice, file)).page(1)]
    for page in pages:
        assert "<script>alert(1)" not in page and "&lt;script&gt;alert(1)" in page
