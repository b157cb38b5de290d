"""Can an encounter be stepped through, played on, and a twin be met, with scripts, without, and on a phone?"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cases.factories import EncounterFactory
from cases.models import Encounter, Kind
from learners import visitors
from learners.models import Learner
from tests.cases import endings
from tests.cases.encounters.acts import WATCHFUL, do

TWO_STEPS = re.compile("^Expected to save")


@pytest.fixture
def ended(transactional_db: None) -> Encounter:
    """A guest gave folate alone to a patient with pernicious anemia."""
    guest = Learner(username="guest-3", is_guest=True)
    guest.set_unusable_password()
    guest.save()
    return endings.closed(EncounterFactory(learner=guest, condition="pernicious-anemia", seed=5), endings.FOLATE_ALONE)


def come_back(page: Page, ended: Encounter, path: str) -> None:
    page.goto(f"/resume/{visitors.link_token(ended.learner)}/")
    page.get_by_role("button", name="Continue here").click()
    page.goto(f"/cases/{ended.pk}/{path}")


def play_on(page: Page, ended: Encounter) -> None:
    """From the debrief to the step before signing, and on from there to another end."""
    come_back(page, ended, "debrief/")
    page.get_by_role("link", name="Diagnosis and plan").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("the chart as it was")
    page.get_by_role("button", name="Play on from here").click()
    expect(page).to_have_url(re.compile(r"/tests/$"))
    expect(page.get_by_text("played on", exact=True)).to_be_visible()
    branch = Encounter.objects.get(branched_from=ended)
    assert branch.act_count == ended.actions.get(kind=Kind.SIGN).number
    do(branch, "sign", commitment=WATCHFUL)
    do(branch, "close")
    page.goto(f"/cases/{branch.pk}/debrief/")
    expect(page.get_by_text("it is no fresh attempt")).to_be_visible()
    expect(page.get_by_role("table", name="Both scores")).to_contain_text(f"{ended.grade['total']} of 100")


def meet_the_twin(page: Page, ended: Encounter) -> None:
    come_back(page, ended, "debrief/")
    page.get_by_role("button", name="Meet the twin").click()
    expect(page.get_by_role("heading", name="Presentation", level=1)).to_be_visible()
    twin = Encounter.objects.get(twin_of=ended)
    do(twin, "close")
    page.goto(f"/cases/{twin.pk}/debrief/")
    expect(page.get_by_role("heading", name=re.compile("^What separated "))).to_be_visible()


def test_a_step_is_played_on(ended: Encounter, page: Page) -> None:
    play_on(page, ended)


def test_a_step_is_played_on_without_scripts(ended: Encounter, page_without_scripts: Page) -> None:
    play_on(page_without_scripts, ended)


def test_a_twin_is_met_and_compared(ended: Encounter, page: Page, axe: Callable[[Page], None]) -> None:
    meet_the_twin(page, ended)
    axe(page)


def test_a_twin_is_met_without_scripts(ended: Encounter, page_without_scripts: Page) -> None:
    meet_the_twin(page_without_scripts, ended)


def test_arrow_keys_lead_from_step_to_step(ended: Encounter, page: Page) -> None:
    come_back(page, ended, "debrief/step/1/")
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("/step/2/$"))
    expect(page.get_by_text("You waited until day 1, 09:00.").first).to_be_visible()
    for step in (1, 0):
        page.keyboard.press("ArrowLeft")
        expect(page).to_have_url(re.compile(f"/step/{step}/$"))
    expect(page.get_by_role("link", name="Previous")).to_have_count(0)


def test_two_steps_ahead_are_a_link_away_without_scripts(ended: Encounter, page_without_scripts: Page) -> None:
    come_back(page_without_scripts, ended, "debrief/step/0/")
    expect(page_without_scripts.get_by_role("table", name=TWO_STEPS)).to_have_count(0)
    page_without_scripts.get_by_role("link", name="Weigh the best five").click()
    expect(page_without_scripts.get_by_role("table", name=TWO_STEPS)).to_be_visible()


@pytest.mark.parametrize("width", [1440, 320])
def test_a_step_is_accessible_and_fits(ended: Encounter, page: Page, axe: Callable[[Page], None], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    come_back(page, ended, "debrief/step/2/")
    expect(page.get_by_role("table", name=TWO_STEPS)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    axe(page)


@pytest.mark.parametrize("width", [1440, 320])
def test_the_guide_is_accessible_and_fits(
    ended: Encounter, page: Page, axe: Callable[[Page], None], width: int
) -> None:
    learning = EncounterFactory(learner=ended.learner, condition="pernicious-anemia", seed=6, mode="learn")
    do(learning, "forecast", chances={"mds": 60, "b12-deficiency": 40})
    page.set_viewport_size({"width": width, "height": 900})
    come_back(page, learning, "guide/")
    expect(page.get_by_role("heading", name="What could be known now")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    axe(page)
