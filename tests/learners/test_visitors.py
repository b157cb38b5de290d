"""Is somebody known from their first act on, and on their next device?"""

import time
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.test import RequestFactory

from learners import visitors
from learners.models import Learner

pytestmark = pytest.mark.django_db


def request_of(user: Learner | None = None, **cookies: str) -> HttpRequest:
    """Return a request as the middleware leaves it for a view."""
    request = RequestFactory().post("/")
    request.user = user or AnonymousUser()
    request.session = SessionStore()
    request.COOKIES.update(cookies)
    return request


def guest() -> Learner:
    return visitors.admit(request_of())


def test_nobody_is_known_before_the_first_act() -> None:
    assert visitors.learner_of(request_of()) is None


def test_the_first_act_makes_a_guest_without_password_name_or_address() -> None:
    made = guest()
    assert (made.is_guest, made.has_usable_password(), made.email, made.get_full_name()) == (
        True,
        False,
        "",
        "",
    )
    assert str(made) == "Guest"


def test_the_second_act_finds_the_same_guest() -> None:
    request = request_of()
    assert visitors.admit(request) == visitors.admit(request) == visitors.learner_of(request)
    assert Learner.objects.count() == 1


def test_an_account_stays_itself(alice: Learner) -> None:
    assert visitors.admit(request_of(alice)) == alice


def test_a_guest_begins_with_what_the_browser_preferred() -> None:
    made = visitors.admit(request_of(units="si", theme="dark", single_keys="off"))
    made.refresh_from_db()
    assert (made.units, made.theme, made.single_keys) == ("si", "dark", False)


def test_a_cookie_in_unknown_words_counts_as_not_said() -> None:
    made = visitors.admit(request_of(units="bogus", theme="<script>", single_keys="1"))
    assert (made.units, made.theme, made.single_keys) == ("conventional", "auto", True)


def test_a_link_leads_to_the_guest_it_was_made_for() -> None:
    made, other = guest(), guest()
    assert visitors.guest_of(visitors.link_token(made)) == made != other


def test_an_account_has_no_link(alice: Learner) -> None:
    with pytest.raises(visitors.LinkError, match="Sign in"):
        visitors.link_token(alice)


def test_a_link_does_not_outlive_the_guest_becoming_an_account() -> None:
    made = guest()
    token = visitors.link_token(made)
    made.is_guest = False
    made.save()
    with pytest.raises(visitors.LinkError, match="no longer"):
        visitors.guest_of(token)


def test_a_new_password_ends_the_links_made_before() -> None:
    made = guest()
    token = visitors.link_token(made)
    made.set_unusable_password()
    made.save()
    with pytest.raises(visitors.LinkError, match="no longer"):
        visitors.guest_of(token)


def test_a_link_of_a_disabled_guest_leads_nowhere() -> None:
    made = guest()
    token = visitors.link_token(made)
    Learner.objects.update(is_active=False)
    with pytest.raises(visitors.LinkError, match="no longer"):
        visitors.guest_of(token)


@pytest.mark.parametrize("spoil", [lambda t: t[:-1], lambda t: "x" + t, lambda t: "", lambda t: "\x00"])
def test_a_changed_link_leads_nowhere(spoil) -> None:
    with pytest.raises(visitors.LinkError, match="incomplete"):
        visitors.guest_of(spoil(visitors.link_token(guest())))


def test_a_link_lives_for_a_week(monkeypatch: pytest.MonkeyPatch) -> None:
    token = visitors.link_token(guest())
    now = time.time()
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + timedelta(days=6.9).total_seconds())
    visitors.guest_of(token)
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + timedelta(days=7.1).total_seconds())
    with pytest.raises(visitors.LinkError, match="week"):
        visitors.guest_of(token)
