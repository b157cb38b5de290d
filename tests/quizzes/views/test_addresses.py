"""Does every address of quizzes keep out whom it does not concern, and survive whatever is sent to it?"""

import uuid
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from learners.models import Learner
from quizzes import urls
from tests.quizzes.bringing import brought
from tests.quizzes.views.taker import taking

GET, POST = "GET", "POST"
# By which method each address is reached, and by whom; a new address needs its line here.
ANYBODYS = {"quizzes": GET, "laboratory": GET, "progress": GET, "begin": POST, "patient": POST}
STAFFS = {"statistics": GET, "exchange": GET, "import": GET, "take_in": POST}
STAFFS |= {"file_under": POST, "stop": POST, "throw_away": POST}
OWN = {"attempt": GET, "question": GET, "go-on": POST, "submit": POST, "answer": POST, "take-back": POST}
OWN |= {"flag": POST, "strike": POST, "dispute": POST}
SEALED = {"picture": GET}
METHODS = ANYBODYS | STAFFS | OWN | SEALED
ABSURD = ["\0", "-1", "9" * 5000, "nan", "<script>alert(1)</script>", "x" * 100_000]
WORDS = "show words step template mode sort page q units format point download known disputed".split()


@dataclass(frozen=True)
class Site:
    """Every address, of alice's quiz and of bob's draft, and those who come there."""

    addresses: dict[str, str]
    visitors: dict[str, Client]

    def status(self, who: str, name: str, method: str, **other: object) -> int:
        return int(self.visitors[who].generic(method, self.addresses[name], **other).status_code)


@pytest.fixture
def site(alice: Learner, bob: Learner, charlie: Learner) -> Site:
    quiz, draft = taking(alice).attempt, brought(bob, "csv")
    parts = {"pk": {"import": draft.pk, "file_under": draft.pk, "stop": draft.pk, "throw_away": draft.pk}}
    addresses = {}
    for pattern in urls.urlpatterns:
        values = {"pk": parts["pk"].get(str(pattern.name), quiz.pk), "number": 1, "token": "x" * 64}
        wanted = {name: values[name] for name in pattern.pattern.converters}
        addresses[str(pattern.name)] = reverse(f"quizzes:{pattern.name}", kwargs=wanted)
    visitors = {"nobody": Client()}
    for learner in (alice, bob, charlie):
        visitors[learner.username] = Client(raise_request_exception=False)
        visitors[learner.username].force_login(learner)
    return Site(addresses, visitors)


def test_every_address_has_its_line(site: Site) -> None:
    assert set(METHODS) == set(site.addresses)


def test_what_is_anothers_or_for_staff_is_as_absent_as_what_does_not_exist(site: Site) -> None:
    for name, method in STAFFS.items():
        assert {site.status(who, name, method) for who in ("nobody", "alice", "charlie")} == {404}, name
    for name, method in OWN.items():
        assert {site.status(who, name, method) for who in ("nobody", "bob", "charlie")} == {404}, name
        assert site.status("alice", name, method) in (200, 303, 409, 422), name


def test_nothing_is_done_by_opening_an_address_and_none_is_sent_to_that_is_opened(site: Site) -> None:
    for name, method in METHODS.items():
        for who in site.visitors:
            assert site.status(who, name, POST if method == GET else GET) == HTTPStatus.METHOD_NOT_ALLOWED, name


def test_no_form_is_taken_that_was_not_drawn_here(site: Site, bob: Learner) -> None:
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(bob)
    for name, method in METHODS.items():
        if method == POST:
            assert careful.post(site.addresses[name]).status_code == HTTPStatus.FORBIDDEN, name


@pytest.mark.parametrize("absurd", ABSURD, ids=lambda text: text[:8].encode().hex())
def test_no_parameter_breaks_a_page(absurd: str, site: Site) -> None:
    query = urlencode(dict.fromkeys(WORDS, absurd))
    for name, method in METHODS.items():
        for who in ("alice", "bob"):
            client = site.visitors[who]
            page = client.generic(method, f"{site.addresses[name]}?{query}")
            assert page.status_code < 500, name
            assert b"<script>alert(1)" not in page.content, name
            fields = urlencode({"key": uuid.uuid4()} | dict.fromkeys([*WORDS, "number", "others", "point-1"], absurd))
            sent = client.generic(POST, site.addresses[name], fields, "application/x-www-form-urlencoded")
            assert sent.status_code < 500, name
