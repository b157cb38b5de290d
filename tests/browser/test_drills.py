"""Can a drill be done by keyboard alone, without scripts, and on a phone?"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cases.microscope.examples import example_in
from cases.models import Drill
from cases.reading.courses import COURSES

pytestmark = pytest.mark.django_db(transaction=True)
EXAMPLES = 8


def right_letter(number: int) -> str:
    """The key of the right answer to an example of the only drill there is."""
    drill = Drill.objects.get()
    right = example_in(drill, number).right
    return next(answer.letter for answer in COURSES[drill.course].answers if answer.key == right)


def press(page: Page, key: str) -> None:
    """Press a key once the page's scripts listen."""
    page.wait_for_load_state()
    page.keyboard.press(key)


def test_a_drill_is_done_by_keyboard_alone(page: Page) -> None:
    page.goto("/drills/")
    begin = page.get_by_role("button", name="Begin Name the cell: everyday white cells")
    for _ in range(40):
        page.keyboard.press("Tab")
        if begin.evaluate("button => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    for number in range(EXAMPLES):
        expect(page.get_by_role("heading", name="What is the cell in the middle?")).to_be_visible()
        wrong = number == 3
        letter = right_letter(number)
        press(page, letter if not wrong else "o" if letter != "o" else "e")
        expect(page.locator("h1")).to_have_text(re.compile("You said" if wrong else r"^\s*Right:"))
        expect(page.get_by_role("link", name="Next")).to_be_focused()
        page.keyboard.press("Enter")
    expect(page.get_by_text(f"{EXAMPLES - 1} of {EXAMPLES} right so far")).to_be_visible()
    assert Drill.objects.get().answers.count() == EXAMPLES


def test_lobes_are_counted_in_words_by_keyboard_alone(page: Page) -> None:
    page.goto("/drills/")
    page.get_by_role("button", name="Begin Count the lobes").press("Enter")
    page.get_by_role("link", name="Describe in words").press("Enter")
    masses = 0
    while page.get_by_role("link", name=re.compile("^Walk")).count():
        before = page.url
        press(page, ".")
        page.wait_for_url(lambda url, before=before: url != before)
        masses += 1
    press(page, str(masses))
    expect(page.locator("h1")).to_have_text(re.compile(r"^\s*Right:"))


def test_the_odd_one_is_found_without_scripts(page_without_scripts: Page) -> None:
    page = page_without_scripts
    page.goto("/drills/")
    page.get_by_role("button", name="Begin Find the one").click()
    page.get_by_role("button", name=f"Number {right_letter(0)}").click()
    expect(page.locator("h1")).to_have_text(re.compile(r"^\s*Right"))
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_role("heading", name="Which of the six does not fit?")).to_be_visible()


@pytest.mark.parametrize("width", [1440, 320])
def test_drills_and_atlas_are_accessible_and_fit(page: Page, axe: Callable[[Page], None], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})

    def looks_well() -> None:
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        axe(page)

    for address in ("/atlas/", "/atlas/band/", "/atlas/treatment/", "/drills/"):
        page.goto(address)
        looks_well()
    page.locator(".more summary").click()
    looks_well()
    page.locator(".more summary").click()
    page.get_by_role("button", name="Begin Name the cell: red cells").click()
    looks_well()
    page.get_by_role("button", name="Spherocyte").click()
    expect(page.locator(".verdict")).to_be_visible()
    looks_well()
