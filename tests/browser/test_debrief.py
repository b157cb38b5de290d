"""Can the debrief be read by everybody, and its question answered without scripts?"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cases.factories import EncounterFactory
from cases.models import Encounter
from learners import visitors
from learners.models import Learner
from tests.cases import endings


@pytest.fixture
def ended(transactional_db: None) -> Encounter:
    """A guest worked up a patient with pernicious anemia and treated her."""
    guest = Learner(username="guest-2", is_guest=True)
    guest.set_unusable_password()
    guest.save()
    return endings.carefully_closed(EncounterFactory(learner=guest, condition="pernicious-anemia", seed=5))


def read(page: Page, ended: Encounter) -> None:
    page.goto(f"/resume/{visitors.link_token(ended.learner)}/")
    page.get_by_role("button", name="Continue here").click()
    page.goto(f"/cases/{ended.pk}/debrief/")


@pytest.mark.parametrize("width", [1440, 390, 320])
def test_the_debrief_is_accessible_and_fits(
    ended: Encounter, page: Page, axe: Callable[[Page], None], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    read(page, ended)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Right diagnosis and cause.")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    axe(page)


def test_the_question_is_answered_without_scripts(ended: Encounter, page_without_scripts: Page) -> None:
    page = page_without_scripts
    read(page, ended)
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_text("Your answer")).to_be_visible()


def test_the_page_on_scoring_is_accessible(page: Page, axe: Callable[[Page], None]) -> None:
    page.goto("/scoring/")
    axe(page)
