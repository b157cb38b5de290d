"""Can somebody work up a patient from the front page to the debrief, with scripts, without, and on a phone?"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from cases.models import Encounter

PAGES = ("", "history/", "examination/", "tests/", "results/", "film/", "differential/", "commit/", "follow-up/")
Check = Callable[[Page], None]
IS_SEEN = """() => {
  const focused = document.activeElement, box = focused.getBoundingClientRect();
  const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return !focused.matches("a, button, summary") || focused.contains(hit);
}"""


def go(page: Page, name: str) -> None:
    """Follow the rail."""
    page.get_by_role("navigation", name="Encounter", exact=True).get_by_role("link", name=name).click()


def start(page: Page) -> str:
    """Begin from the front page; return the encounter's address."""
    page.goto("/")
    page.get_by_role("button", name="Start with a patient").click()
    expect(page.get_by_role("heading", name="Presentation", level=1)).to_be_visible()
    page.wait_for_load_state()
    return re.sub(r"[?#].*", "", page.url)


def ask_and_examine(page: Page) -> None:
    go(page, "History")
    page.get_by_label("Your question").fill("any numness in your feet")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_text("Understood as")).to_be_visible()
    page.get_by_label("Your question").fill("capital of france")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("heading", name=re.compile("^I did not find"))).to_be_visible()
    page.get_by_role("button", name=re.compile("^Pin as a finding")).first.click()
    expect(page.get_by_role("button", name=re.compile("^Unpin"))).to_have_count(1)
    go(page, "Examination")
    tongue = page.get_by_role("button", name=re.compile("^Examine.*Tongue$"))
    tongue.click()
    expect(tongue).to_have_count(0)


def order_and_wait(page: Page) -> None:
    go(page, "Tests")
    page.get_by_role("checkbox", name="Complete blood count with differential").check()
    page.get_by_role("checkbox", name="Vitamin B12, serum").check()
    page.get_by_role("button", name=re.compile("^Order")).click()
    expect(page.get_by_role("link", name="2 results")).to_be_visible()
    page.get_by_role("button", name=re.compile("Go to next result")).click()
    expect(page.get_by_role("heading", name=re.compile("^New: Complete blood count"))).to_be_visible()


def weigh(page: Page) -> None:
    go(page, "Differential")
    page.get_by_role("spinbutton", name="Vitamin B12 deficiency", exact=True).fill("70")
    page.get_by_role("spinbutton", name="Myelodysplastic neoplasm").fill("42")
    page.get_by_role("button", name="Save revision 1").click()
    expect(page.get_by_text("These add to 112. Take 12 away.").first).to_be_visible()
    page.get_by_role("spinbutton", name="Myelodysplastic neoplasm").fill("30")
    page.get_by_role("button", name="Save revision 1").click()
    expect(page.get_by_role("button", name="Save revision 2")).to_be_visible()


def sign(page: Page) -> None:
    go(page, "Commit")
    page.get_by_role("button", name="Sign and treat").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(page).to_have_title(re.compile("^Error: "))
    page.get_by_role("radio", name="Vitamin B12 deficiency", exact=False).first.check()
    page.get_by_label("Cause").select_option("Not known")
    page.get_by_label("How sure are you?").select_option("Fairly sure")
    page.get_by_label("Add a drug or other treatment").select_option("Hydroxocobalamin")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_label("Route for Hydroxocobalamin").select_option("Intramuscular")
    page.get_by_label("Dose for Hydroxocobalamin").fill("1")
    page.get_by_label("Unit for Hydroxocobalamin").select_option("mg")
    page.get_by_label("How often for Hydroxocobalamin").select_option("Weekly")
    page.get_by_label("For how long for Hydroxocobalamin").fill("4")
    page.get_by_label("Days or weeks for Hydroxocobalamin").select_option("weeks")
    page.get_by_role("button", name="Sign and treat").click()
    expect(page.get_by_role("heading", name="Follow-up", level=1)).to_be_visible()


def follow(page: Page) -> None:
    page.get_by_role("checkbox", name="Complete blood count with differential").check()
    page.get_by_role("button", name=re.compile("28 d after signing")).click()
    expect(page.get_by_text("Seen in the clinic.")).to_be_visible()
    page.get_by_role("button", name="End encounter").click()
    expect(page).to_have_url(re.compile("/debrief/$"))


def journey(page: Page) -> None:
    start(page)
    ask_and_examine(page)
    order_and_wait(page)
    weigh(page)
    sign(page)
    follow(page)


def test_from_the_front_page_to_the_debrief(page: Page, transactional_db: None, complaints: list[str]) -> None:
    journey(page)
    # The two refusals of the journey are answered with 422, which the browser reports.
    assert all("422" in complaint for complaint in complaints)
    complaints.clear()


def test_the_same_without_scripts(page_without_scripts: Page, transactional_db: None) -> None:
    journey(page_without_scripts)


@pytest.mark.parametrize(("width", "letters_px"), [(390, 16), (320, 16), (1280, 32)])
def test_no_page_moves_sideways_on_a_phone_or_in_large_letters(
    page: Page, transactional_db: None, width: int, letters_px: int
) -> None:
    base = start(page)
    play(base)
    page.set_viewport_size({"width": width, "height": 844})
    sizes = {"fontSizes": {"standard": letters_px, "fixed": letters_px}}
    page.context.new_cdp_session(page).send("Page.setFontSizes", sizes)
    for path in ("/", "/cases/", *(base + name for name in PAGES)):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path


def test_on_a_phone_what_is_tapped_is_what_answers(page: Page, transactional_db: None) -> None:
    base = start(page)
    play(base)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{base}results/")
    page.get_by_role("link", name="MCV", exact=True).click()
    expect(page.locator("#trend-title")).to_have_text("Mean cell volume")
    page.get_by_role("link", name="Whole report").click()
    expect(page.get_by_role("heading", name="Film", level=1)).to_be_visible()
    page.goto(f"{base}examination/")
    page.get_by_role("button", name=re.compile("^Examine.*Liver$")).click()
    expect(page.locator("#do-liver")).to_contain_text("iver")
    page.get_by_role("button", name=re.compile("^Pin.*iver")).click()
    expect(page.get_by_role("button", name=re.compile("^Unpin.*iver"))).to_be_visible()


def test_every_page_is_accessible_in_light_and_dark(page: Page, transactional_db: None, axe: Check) -> None:
    base = start(page)
    # High enough that no bar at the foot lies over what is checked.
    page.set_viewport_size({"width": 1440, "height": 4000})
    for path in ("/", "/cases/", *(base + name for name in PAGES)):
        page.goto(path)
        axe(page)
    play(base)
    for path in PAGES:
        page.goto(base + path)
        axe(page)


def test_a_refused_commitment_is_accessible(
    page: Page, transactional_db: None, axe: Check, complaints: list[str]
) -> None:
    base = start(page)
    page.goto(f"{base}commit/")
    page.get_by_label("Add a drug or other treatment").select_option("Hydroxocobalamin")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="Sign and treat").click()
    expect(page.get_by_role("alert")).to_be_focused()
    axe(page)
    page.get_by_role("link", name="Say how often hydroxocobalamin is given").click()
    expect(page.get_by_label("How often for Hydroxocobalamin")).to_be_focused()
    complaints.clear()


def test_enter_in_a_field_neither_signs_nor_takes_a_drug_away(page: Page, transactional_db: None) -> None:
    base = start(page)
    page.goto(f"{base}commit/")
    page.get_by_label("Add a drug or other treatment").select_option("Hydroxocobalamin")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_label("Dose for Hydroxocobalamin").fill("2")
    page.get_by_label("Dose for Hydroxocobalamin").press("Enter")
    expect(page.get_by_label("Dose for Hydroxocobalamin")).to_have_value("2")
    assert Encounter.objects.get().status == "open"


def test_single_keys_lead_through_the_pages(page: Page, transactional_db: None) -> None:
    start(page)
    for keys, title in (("h", "History"), ("e", "Examination"), ("r", "Results"), ("d", "Differential")):
        page.keyboard.press("g")
        page.keyboard.press(keys)
        expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()


def test_after_an_act_the_focus_is_where_it_was_or_at_the_news(page: Page, transactional_db: None) -> None:
    start(page)
    go(page, "History")
    page.get_by_label("Your question").fill("any numness in your feet")
    page.get_by_role("button", name="Ask", exact=True).press("Enter")
    expect(page.get_by_text("Understood as")).to_be_visible()
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_focused()
    page.get_by_role("button", name=re.compile("^Pin as a finding")).press("Enter")
    expect(page.get_by_role("button", name=re.compile("^Unpin"))).to_be_focused()
    page.get_by_label("Your question").fill("capital of france")
    page.get_by_label("Your question").press("Enter")
    expect(page.locator("#say")).to_contain_text("I did not find “capital of france”")
    expect(page.get_by_label("Your question")).to_be_focused()
    page.locator(".nearest button").first.press("Enter")
    expect(page.locator("summary", has_text="questions, by system")).to_be_focused()
    go(page, "Examination")
    page.get_by_role("button", name=re.compile("^Examine.*Tongue$")).press("Enter")
    expect(page.locator("#do-tongue[tabindex]")).to_be_focused()
    go(page, "Tests")
    page.get_by_role("checkbox", name="Complete blood count with differential").press("Space")
    page.get_by_role("button", name="Order 1 test").press("Enter")
    expect(page.get_by_role("heading", name="Order tests")).to_be_focused()
    page.keyboard.press(".")
    expect(page.get_by_role("heading", name=re.compile("^New: Complete blood count"))).to_be_focused()
    page.keyboard.press("w")
    expect(page.get_by_role("radio", name="1 day")).to_be_focused()
    page.get_by_label("Date", exact=True).fill("2030-01-01")
    expect(page.get_by_role("radio", name="Until a date")).to_be_checked()
    page.get_by_role("radio", name="1 week").check()
    expect(page.get_by_label("Date", exact=True)).to_have_value("")
    go(page, "Commit")
    page.get_by_label("Add a drug or other treatment").select_option("Hydroxocobalamin")
    page.get_by_role("button", name="Add", exact=True).press("Enter")
    expect(page.get_by_role("group", name="1. Hydroxocobalamin")).to_be_focused()
    expect(page.locator("#say")).to_have_text("1 treatment in the plan.")


def test_no_focus_goes_unseen_where_the_rail_is_narrow(page: Page, transactional_db: None) -> None:
    base = start(page)
    play(base)
    page.set_viewport_size({"width": 1000, "height": 800})
    page.goto(f"{base}results/")
    unseen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        if not page.evaluate(IS_SEEN):
            unseen.append(page.locator(":focus").inner_text())
    assert unseen == []


def test_the_total_and_the_tray_follow_what_is_typed(page: Page, transactional_db: None) -> None:
    base = start(page)
    page.goto(f"{base}differential/")
    page.get_by_role("spinbutton", name="Folate deficiency").fill("30")
    expect(page.get_by_text("adds to 30. 70 left to give.")).to_be_visible()
    page.goto(f"{base}tests/")
    page.get_by_role("checkbox", name="Lactate dehydrogenase").check()
    expect(page.get_by_role("button", name="Order 1 test")).to_be_enabled()
    page.get_by_label("Search tests").fill("mma")
    expect(page.get_by_role("checkbox", name="Methylmalonic acid")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Lactate dehydrogenase")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Haptoglobin")).to_have_count(0)


def test_on_a_slow_line_a_button_says_that_it_works_and_wakes_when_the_line_is_lost(
    page: Page, transactional_db: None, complaints: list[str]
) -> None:
    base = start(page)
    page.goto(f"{base}tests/")
    page.get_by_role("checkbox", name="Lactate dehydrogenase").check()
    held: list[Route] = []
    page.route("**/order/", lambda route: held.append(route))
    page.get_by_role("button", name="Order 1 test").click()
    expect(page.get_by_text("Ordering…")).to_be_visible()
    held[0].abort()
    expect(page.get_by_role("button", name="Order 1 test")).to_be_enabled()
    expect(page.get_by_role("alert")).to_have_text("No answer came. Try again: what is sent twice is done once.")
    complaints.clear()
    page.get_by_role("button", name="Order 1 test").click()
    expect(page.get_by_text("Ordering…")).to_be_visible()
    held[1].continue_()
    expect(page.get_by_role("link", name="1 result")).to_be_visible()
    expect(page.get_by_text("No answer came")).to_have_count(0)
    expect(page.locator("[style]")).to_have_count(0)


def play(base: str) -> None:
    """Bring the encounter to a state in which every page has something to show."""
    from tests.cases.encounters.acts import B12, do

    encounter = Encounter.objects.get()
    assert str(encounter.pk) in base
    for question in ("energy", "numbness", "medications", "diet"):
        do(encounter, "ask", question=question)
    do(encounter, "examine", maneuvers=["vital-signs", "tongue", "spleen"])
    do(encounter, "pin", item="fatigue")
    do(encounter, "forecast", chances={"mds": 40, "b12-deficiency": 40, "something-else": 20})
    do(encounter, "forecast", chances={"mds": 10, "b12-deficiency": 85, "something-else": 5})
    do(encounter, "order", investigations=["cbc", "blood-film", "serum-b12", "metabolic-panel", "hiv-test"])
    do(encounter, "wait", until=2 * 1440)
    do(encounter, "sign", commitment=B12)
    do(encounter, "visit", day=9, investigations=["cbc", "reticulocyte-count"])
    do(encounter, "order", investigations=["methylmalonic-acid", "ferritin"])
