"""Do the tools work with scripts, without, and on a phone?"""

import re
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import caches
from playwright.sync_api import Page, expect

from cases.charts.tools import days
from cases.reasoning.belief.observer import current_observer

PRIORS = "/priors/?setting=general-medicine&panel=young"
DAY = "/clinic/?setting=general-medicine&seed=7&serum-b12=everyone&methylmalonic-acid=b12"
MOVED = re.compile(r"(falls|rises) from \d+ to \d+ of 100")


@pytest.fixture(autouse=True)
def short_days(monkeypatch: pytest.MonkeyPatch, transactional_db: None) -> Iterator[None]:
    """Three parts a day, kept by no other test; and an observer who has been read, which takes a while."""
    current_observer()
    monkeypatch.setattr(days, "PATIENTS", 24)
    monkeypatch.setattr(days, "PART", 8)
    caches["days"].clear()
    yield
    caches["days"].clear()


def test_a_slider_moves_the_belief_and_the_address(page: Page) -> None:
    page.goto(PRIORS)
    page.get_by_role("slider", name="Nitrous oxide, slider").fill("10")
    expect(page.get_by_label("Nitrous oxide", exact=True)).to_have_value("10")
    expect(page.locator("#belief h2")).to_have_text(MOVED)
    expect(page).to_have_url(re.compile("nitrous=10"))
    expect(page.locator("#say")).to_have_text(MOVED)
    page.get_by_label("Vegan diets", exact=True).fill("0.1")
    expect(page.get_by_role("slider", name="Vegan diets, slider")).to_have_attribute("aria-valuetext", "10 times fewer")
    expect(page).to_have_url(re.compile("vegan=0.1"))


def test_a_number_moves_the_belief_without_scripts(page_without_scripts: Page) -> None:
    page = page_without_scripts
    page.goto(PRIORS)
    expect(page.get_by_role("slider")).to_have_count(0)
    page.get_by_label("Vegan diets", exact=True).fill("0.1")
    page.get_by_role("button", name="Show the belief").click()
    expect(page.locator("#belief h2")).to_have_text(MOVED)
    page.get_by_label("Vegan diets", exact=True).fill("0")
    page.get_by_role("button", name="Show the belief").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    page.get_by_role("link", name="Ten times fewer vegans").click()
    expect(page.get_by_label("Vegan diets", exact=True)).to_have_value("0.1")


def run_the_day(page: Page) -> None:
    page.goto("/clinic/")
    page.get_by_label("Day, by number").fill("7")
    page.get_by_label("Methylmalonic acid").select_option("When B12 is borderline")
    page.get_by_role("button", name="Run the day").click()
    expect(page.locator("#day h2")).to_contain_text("Your rule misses", timeout=30_000)
    expect(page.get_by_role("rowheader", name="All for each patient")).to_be_visible()


def test_a_day_is_run_and_grows_as_one_looks_on(page: Page) -> None:
    run_the_day(page)
    expect(page).to_have_url(re.compile("methylmalonic-acid=b12"))


def test_a_day_is_run_without_scripts(page_without_scripts: Page) -> None:
    run_the_day(page_without_scripts)


@pytest.mark.parametrize("width", [1440, 390, 320])
def test_the_tools_are_accessible_and_fit(page: Page, axe: Callable[[Page], None], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for address in (PRIORS + "&vegan=0.1", DAY):
        page.goto(address)
        expect(page.locator("#belief h2, #day h2")).to_contain_text(re.compile("of 100|misses"), timeout=30_000)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        axe(page)


def test_a_hard_patient_can_be_called(page: Page) -> None:
    page.goto("/cases/")
    page.get_by_label("How hard?").select_option("Hard: two or three are left")
    page.get_by_role("button", name="Call the next patient").click()
    expect(page.get_by_role("heading", name="Presentation", level=1)).to_be_visible(timeout=30_000)
