"""Does a visitor learn what to do when a request failed, and nothing else?"""

from collections.abc import Callable

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError, connection, connections
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from config.errors import is_busy

SECRET = "a sentence from inside"
Fail = Callable[[HttpRequest], HttpResponse]


class Lock(Exception):
    """What psycopg raises, as far as Django's OperationalError keeps it."""

    sqlstate = "55P03"


def failing_with(error: Exception, cause: Exception | None = None) -> Fail:
    def view(_request: HttpRequest) -> HttpResponse:
        raise error from cause

    return view


locked = failing_with(OperationalError("database is locked"))
waited = failing_with(OperationalError("canceling statement due to lock timeout"), Lock())
broken = failing_with(OperationalError(SECRET))
wrong = failing_with(ZeroDivisionError(SECRET))


def touching(request: HttpRequest) -> HttpResponse:
    request.session["touched"] = True
    return HttpResponse()


urlpatterns = [
    path("locked", locked),
    path("waited", waited),
    path("broken", broken),
    path("wrong", wrong),
    path("touching", touching),
]
handler500 = "config.errors.failed"


@pytest.fixture
def browser() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("address", ["/locked", "/waited"])
def test_a_busy_database_is_503_and_says_when_to_try_again(address: str, browser: Client) -> None:
    response = browser.get(address)
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert b"send it again" in response.content


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("address", ["/broken", "/wrong"])
def test_any_other_failure_is_500_and_shows_nothing_internal(address: str, browser: Client) -> None:
    response = browser.get(address)
    assert response.status_code == 500
    assert SECRET.encode() not in response.content
    assert "Retry-After" not in response


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_a_lock_met_while_the_session_is_saved_is_503_too(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SessionStore, "save", lambda *_, **__: locked(HttpRequest()))
    assert browser.get("/touching").status_code == 503


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="a rule of SQLite")
@pytest.mark.django_db(transaction=True)
def test_the_error_of_a_really_locked_file_is_known_as_busy() -> None:
    other = connections.create_connection("default")
    try:
        with connection.cursor() as cursor, other.cursor() as waiting:
            cursor.execute("BEGIN IMMEDIATE")
            waiting.execute("PRAGMA busy_timeout=1")
            with pytest.raises(OperationalError) as caught:
                waiting.execute("BEGIN IMMEDIATE")
            cursor.execute("ROLLBACK")
    finally:
        other.close()
    assert is_busy(caught.value)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="a rule of PostgreSQL")
@pytest.mark.django_db(transaction=True)
def test_the_error_of_a_really_locked_table_is_known_as_busy() -> None:
    other = connections.create_connection("default")
    try:
        with connection.cursor() as cursor, other.cursor() as waiting:
            cursor.execute("BEGIN; LOCK TABLE learners_learner")
            waiting.execute("SET lock_timeout = 1")
            with pytest.raises(OperationalError) as caught:
                waiting.execute("SELECT count(*) FROM learners_learner")
            cursor.execute("ROLLBACK")
    finally:
        other.close()
    assert is_busy(caught.value)


def test_an_address_that_only_takes_forms_says_so_to_who_opens_it(browser: Client, db: None) -> None:
    response = browser.get("/quizzes/begin/")
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert b"only takes what a form sends" in response.content
    assert b"Go back" in browser.delete("/cases/").content


@pytest.mark.parametrize("code", ["unicode_escape", "utf-7", "utf-16"])
def test_what_a_request_says_it_is_written_in_breaks_no_page(code: str, browser: Client, db: None) -> None:
    """In some codes `\\ud800` is a character that UTF-8 cannot hold."""
    written = {"CONTENT_TYPE": f"text/plain; charset={code}"}
    page = browser.get("/quizzes/laboratory/?q=%5Cud800%2B2AA-", **written)
    assert page.status_code == 200
    assert b"\\ud800+2AA-" in page.content
    form = browser.post(
        "/quizzes/begin/", {"mode": "+2AA-"}, f"multipart/form-data; boundary=BoUnDaRyStRiNg; charset={code}"
    )
    assert form.status_code == 422
