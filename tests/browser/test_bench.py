"""Can a film be worked by keyboard alone, by touch, and without scripts?"""

import re
from collections.abc import Callable, Iterator
from itertools import cycle, islice

import pytest
from playwright.sync_api import Browser, Page, expect

from cases.microscope.glasses import films_in, slide_in
from cases.microscope.tallies import Tally, tally_of
from cases.models import Encounter, Kind, Naming
from cases.slides import Sight
from tests.browser.conftest import PATIENCE_MS
from tests.browser.test_journey import start
from tests.cases.encounters.acts import do

Check = Callable[[Page], None]
TABS = ("field", "cells", "report", "setup")
TOTAL = "#counter [data-total-shown]"
WHILE_COUNTING_MS = 60_000  # a hundred answers on a busy machine


def begin(page: Page, show: str = "cells") -> str:
    """Meet a patient, have a film taken, and go to it; return the address of the film."""
    base = start(page)
    do(Encounter.objects.get(), "order", investigations=["blood-film"])
    page.goto(f"{base}film/?show={show}")
    return f"{base}film/"


def held() -> Tally:
    return tally_of(films_in(Encounter.objects.get())[-1])


@pytest.fixture
def phone(browser: Browser, base_url: str) -> Iterator[Page]:
    """Return a page on a phone, which has no keyboard."""
    context = browser.new_context(base_url=base_url, viewport={"width": 390, "height": 844}, has_touch=True)
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


def test_a_hundred_cells_are_counted_and_reported_by_keyboard_alone(page: Page, transactional_db: None) -> None:
    begin(page)
    pressed = list(islice(cycle("nblme5ku"), 100))
    for key in pressed:
        page.keyboard.press(key)
    expect(page.locator(TOTAL)).to_have_text("100", timeout=WHILE_COUNTING_MS)
    expect(page.get_by_text("100 counted.").first).to_be_visible()
    assert sorted(held().gallery) == [*range(100)]
    assert held().counts["neutrophil"] == pressed.count("n") + pressed.count("5")
    assert held().lobes == {5: pressed.count("5")}
    page.keyboard.press("z")
    expect(page.locator(TOTAL)).to_have_text("99")
    page.keyboard.press("n")
    expect(page.locator(TOTAL)).to_have_text("100")
    report_by_keyboard(page)


def report_by_keyboard(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    page.get_by_role("link", name="Write the report").press("Enter")
    hypersegmented = page.get_by_label("Hypersegmented neutrophils")
    hypersegmented.focus()
    page.keyboard.press("s")
    expect(hypersegmented).to_have_value("present")
    page.get_by_role("button", name=re.compile("^Sign report")).press("Enter")
    expect(page.get_by_role("heading", name="Your report")).to_be_visible()
    read = Encounter.objects.get().actions.get(kind=Kind.READ)
    assert read.payload["cells"] == 100
    assert read.payload["levels"] == {"hypersegmented-neutrophils": "present"}


def test_a_hundred_cells_are_counted_by_touch_on_a_phone(phone: Page, transactional_db: None) -> None:
    begin(phone)
    names = ("Segmented", "Lymphocyte", "Monocyte", "Unsure")
    for name in islice(cycle(names), 100):
        phone.locator(".pad").get_by_role("button", name=re.compile(f"^{name}")).tap()
    expect(phone.locator(TOTAL)).to_have_text("100", timeout=WHILE_COUNTING_MS)
    expect(phone.get_by_text("100 counted.").first).to_be_attached()
    assert held().counts == dict.fromkeys(("neutrophil", "lymphocyte", "monocyte", "unsure"), 25)


def test_a_lost_connection_loses_no_cell_and_counts_none_twice(
    page: Page, transactional_db: None, complaints: list[str]
) -> None:
    begin(page)
    answers = iter(["lost on the way", "lost on the way back", "", "", ""])

    def handle(route: object) -> None:
        fate = next(answers)
        if fate == "lost on the way back":
            route.fetch()  # type: ignore[attr-defined]
        route.abort() if fate else route.continue_()  # type: ignore[attr-defined]

    page.route("**/name/", handle)
    for key in "nbm":
        page.keyboard.press(key)
    expect(page.locator(TOTAL)).to_have_text("3")
    expect(page.locator('tr[data-row="band"] .range')).to_have_text("0.8–91")
    assert held().counts == {"neutrophil": 1, "band": 1, "monocyte": 1}
    assert Naming.objects.count() == 3
    complaints.clear()


def test_arrows_move_in_the_gallery_and_a_name_is_corrected(page: Page, transactional_db: None) -> None:
    begin(page)
    page.keyboard.press("n")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#gallery [aria-current=true]")).to_have_attribute("data-number", "1")
    page.keyboard.press("b")
    expect(page.locator(TOTAL)).to_have_text("1")
    expect(page.locator('tr[data-row="band"] [data-n]')).to_have_text("1")
    page.keyboard.press("ArrowDown")
    expect(page.locator('tr[data-row="band"] .range')).to_have_text("2.5–100")
    assert held().counts == {"band": 1}


def test_a_cell_of_a_field_is_marked_by_a_click_and_by_the_cross(page: Page, transactional_db: None) -> None:
    begin(page, "field")
    scene = slide_in(Encounter.objects.get(), films_in(Encounter.objects.get())[0].number).scene(Sight("monolayer", 0))
    cell = next(c for c in scene.inside if c.kind != "platelet" and 20 < c.x < 70 and 20 < c.y < 50 and not c["debris"])
    box = page.locator(".stained").bounding_box()
    assert box
    page.get_by_label("Mark as").select_option("Schistocyte")
    page.mouse.click(box["x"] + cell.x / 160 * box["width"], box["y"] + cell.y / 120 * box["height"])
    expect(page.locator(".mark .ring")).to_have_count(1)
    assert held().in_field(Sight("monolayer", 0))[0].cell == cell.number
    viewer = page.locator("#viewer")
    viewer.press("m")
    for _ in range(5):
        viewer.press("ArrowRight")
    expect(page.locator("[data-measured] text")).to_have_text("10.0 µm")
    viewer.press("m")
    expect(page.locator("#say")).to_have_text("10.0 µm.")
    for key in ("+", "ArrowLeft", "-"):
        page.keyboard.press(key)
    expect(page.locator("#mark-x")).not_to_have_value(f"{cell.x:.1f}")
    for _ in range(4):  # back to within a micrometer of where the click was
        viewer.press("ArrowLeft")
    page.locator("#mark-label").select_option("Target cell")
    with page.expect_response(lambda answer: answer.url.endswith("/name/")):
        viewer.press("Enter")
    assert [one.cell for one in Naming.objects.filter(area="monolayer")] == [cell.number] * 2
    page.keyboard.press("]")
    expect(page.get_by_text("Field 2 of 24").first).to_be_visible()
    expect(viewer).to_be_focused()


def test_in_words_each_key_leads_to_the_words_of_the_next_cell(page: Page, transactional_db: None) -> None:
    begin(page)
    page.get_by_role("button", name="Describe in words").click()
    expect(page.get_by_role("heading", name="Cell 1 in words")).to_be_visible()
    page.keyboard.press("l")
    expect(page.get_by_role("heading", name="Cell 2 in words")).to_be_visible()
    expect(page.locator("#say")).to_contain_text("Cell 2 in words.")
    expect(page.locator(TOTAL)).to_have_text("1")


def test_cells_are_named_and_marked_without_scripts(page_without_scripts: Page, transactional_db: None) -> None:
    page = page_without_scripts
    address = begin(page)
    page.get_by_role("button", name="M Monocyte").click()
    page.get_by_role("button", name="4 lobes").click()
    expect(page.locator(TOTAL)).to_have_text("2")
    assert held().counts == {"monocyte": 1, "neutrophil": 1}
    page.get_by_role("button", name=re.compile("^Undo")).click()
    expect(page.locator(TOTAL)).to_have_text("1")
    page.goto(f"{address}?show=field")
    scene = slide_in(Encounter.objects.get(), films_in(Encounter.objects.get())[0].number).scene(Sight("monolayer", 0))
    cell = next(c for c in scene.inside if c.kind != "platelet" and 20 < c.x < 70 and 20 < c.y < 50 and not c["debris"])
    pointed = page.get_by_role("button", name="Mark the cell that is pointed at")
    pointed.click(position={"x": 5 * cell.x, "y": 5 * cell.y})
    expect(page.locator(".mark .ring")).to_have_count(1)
    assert held().in_field(Sight("monolayer", 0))[0].cell == cell.number


@pytest.mark.parametrize("size", [(1440, 4000), (390, 844)])
def test_the_bench_is_accessible_in_light_and_dark_and_never_moves_sideways(
    page: Page, transactional_db: None, axe: Check, size: tuple[int, int]
) -> None:
    address = begin(page)
    film = films_in(Encounter.objects.get())[0].number
    for number, label in enumerate(("neutrophil", "band", "hairy-cell")):
        do(Encounter.objects.get(), "name", film=film, sight=Sight("gallery", number), label=label)
    do(Encounter.objects.get(), "name", film=film, sight=Sight("gallery", 3), label="", lobes=5)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for show in TABS:
        page.goto(f"{address}?show={show}")
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, show
    do(Encounter.objects.get(), "read", film=film)
    page.goto(f"{address}?show=report")
    axe(page)
