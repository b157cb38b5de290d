"""Can somebody set their preferences and move to another device, with a browser and without scripts?"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from learners import visitors
from learners.models import Learner


@pytest.fixture
def guest(transactional_db: None) -> Learner:
    made = Learner(username="guest-1", is_guest=True)
    made.set_unusable_password()
    made.save()
    return made


def test_a_guest_opens_their_link_in_another_browser(guest: Learner, page: Page, axe: Callable[[Page], None]) -> None:
    page.goto(f"/resume/{visitors.link_token(guest)}/")
    axe(page)
    page.get_by_role("button", name="Continue here").click()
    page.goto("/resume/")
    expect(page.get_by_label("Personal link")).to_have_value(re.compile("/resume/.{40}"))
    axe(page)


def test_the_link_works_without_scripts(guest: Learner, page_without_scripts: Page) -> None:
    page = page_without_scripts
    page.goto(f"/resume/{visitors.link_token(guest)}/")
    page.get_by_role("button", name="Continue here").click()
    page.goto("/resume/")
    expect(page.get_by_label("Personal link")).to_be_visible()


def test_a_bad_link_is_explained(page: Page, complaints: list[str], axe: Callable[[Page], None]) -> None:
    page.goto("/resume/bogus/")
    expect(page.get_by_role("heading", name="This link does not work")).to_be_visible()
    axe(page)
    assert "410" in complaints.pop()
