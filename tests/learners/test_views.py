"""Do the pages of a person do what they say, without scripts too?"""

import re

import pytest
from django.test import Client

from learners import visitors
from learners.models import Learner

pytestmark = pytest.mark.django_db


@pytest.fixture
def guest(client: Client) -> Learner:
    """Return a guest whose session the client holds."""
    made = Learner(username="guest-1", is_guest=True)
    made.set_unusable_password()
    made.save()
    client.force_login(made)
    return made


@pytest.fixture
def other_device() -> Client:
    return Client()


def link_on(client: Client) -> str:
    """Return the path of the personal link on the page that shows it."""
    found = re.search(r'value="http://testserver(/resume/[^"]+)"', client.get("/resume/").content.decode())
    assert found
    return found[1]


# Preferences


def test_a_preference_holds_in_the_browser_before_the_first_act(client: Client) -> None:
    response = client.post("/preferences/", {"theme": "dark"})
    assert (response.status_code, response.url, Learner.objects.count()) == (302, "/", 0)
    assert client.get("/resume/").context["theme"] == "dark"


def test_a_preference_of_a_learner_holds_on_every_device(client: Client, alice: Learner) -> None:
    client.force_login(alice)
    client.post("/preferences/", {"units": "si", "single_keys": "off"})
    other = Client()
    other.force_login(alice)
    shown = other.get("/resume/").context
    assert (shown["units"], shown["single_keys"], shown["theme"]) == ("si", False, "auto")


def test_what_is_not_sent_is_not_changed(client: Client) -> None:
    client.post("/preferences/", {"units": "si"})
    client.post("/preferences/", {"theme": "light"})
    shown = client.get("/resume/").context
    assert (shown["units"], shown["theme"], shown["single_keys"]) == ("si", "light", True)


def test_a_learners_own_preference_wins_over_the_browsers(client: Client, alice: Learner) -> None:
    client.cookies["theme"] = "dark"
    client.force_login(alice)
    assert client.get("/resume/").context["theme"] == "auto"


@pytest.mark.parametrize("sent", [{"units": "bogus"}, {"theme": "x" * 10000}, {"single_keys": "1"}])
def test_an_unknown_preference_is_refused(sent: dict[str, str], client: Client) -> None:
    response = client.post("/preferences/", sent)
    assert (response.status_code, response.cookies) == (400, {})


def test_no_other_field_can_be_set_with_the_preferences(client: Client, alice: Learner) -> None:
    client.force_login(alice)
    client.post("/preferences/", {"theme": "dark", "is_staff": "on", "is_guest": "on", "username": "root"})
    alice.refresh_from_db()
    assert (alice.theme, alice.is_staff, alice.is_guest, alice.username) == ("dark", False, False, "alice")


def test_a_preference_leads_back_to_the_page_that_asked(client: Client) -> None:
    assert client.post("/preferences/", {"theme": "dark", "next": "/admin/?a=b"}).url == "/admin/?a=b"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1", ""])
def test_a_preference_never_leads_to_another_site(target: str, client: Client) -> None:
    assert client.post("/preferences/", {"theme": "dark", "next": target}).url == "/"


def test_a_preference_set_by_htmx_refreshes_the_page(client: Client) -> None:
    response = client.post("/preferences/", {"theme": "dark"}, headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Refresh"]) == (204, "true")
    assert response.cookies["theme"].value == "dark"


# Continuing on another device


def test_a_guest_continues_on_another_device(client: Client, guest: Learner, other_device: Client) -> None:
    link = link_on(client)
    page = other_device.get(link)
    assert page.status_code == 200
    assert b"Continue here" in page.content
    assert other_device.get("/resume/").context["learner"] is None, "a page changes nothing"
    assert other_device.post(link).url == "/"
    assert other_device.get("/resume/").context["learner"] == guest
    assert client.get("/resume/").context["learner"] == guest, "the first device goes on too"


def test_the_link_tells_neither_name_nor_row(client: Client, guest: Learner) -> None:
    token = link_on(client).removeprefix("/resume/").removesuffix("/")
    told = visitors.signing.loads(token, salt=visitors.LINK_SALT)
    assert guest.public_id.hex in told
    assert guest.username not in told
    assert guest.pk not in told


def test_who_already_has_work_here_is_told_that_it_gives_way(
    client: Client, guest: Learner, other_device: Client, charlie: Learner
) -> None:
    other_device.force_login(charlie)
    assert b"will no longer show here" in other_device.get(link_on(client)).content
    assert b"already has that work open" in client.get(link_on(client)).content


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_bad_link_says_so_and_changes_nothing(method: str, other_device: Client) -> None:
    response = getattr(other_device, method)("/resume/bogus/")
    assert response.status_code == 410
    assert b"incomplete or was changed" in response.content
    assert "sessionid" not in other_device.cookies


def test_a_link_is_not_followed_without_the_token_of_its_form(client: Client, guest: Learner) -> None:
    assert Client(enforce_csrf_checks=True).post(link_on(client)).status_code == 403


def test_a_stranger_and_an_account_see_no_link(client: Client, alice: Learner) -> None:
    assert b"nothing to continue yet" in client.get("/resume/").content
    client.force_login(alice)
    page = client.get("/resume/").content
    assert b"Sign in with it" in page
    assert b"resume-link" not in page
