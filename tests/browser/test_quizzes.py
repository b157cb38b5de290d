"""Can a quiz be taken by keyboard alone, without scripts, on a phone, and through a crash of the browser?"""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from learners.models import Learner
from quizzes import attempts
from quizzes.answers import Fields
from quizzes.items.kinds import KINDS
from quizzes.models import Attempt, Mode, Response
from quizzes.recollection import recollection_of
from tests.quizzes.quizzing import answered, item_in, right_fields, wrong_fields
from tests.quizzes.views.taker import of_all_kinds

pytestmark = pytest.mark.django_db(transaction=True)
QUESTIONS, BEFORE_THE_CRASH = 20, 9


def press(page: Page, *keys: str) -> None:
    """Press keys once the page's scripts listen."""
    page.wait_for_load_state()
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, selector: str) -> None:
    """Walk to an element with the Tab key alone."""
    wanted = page.locator(selector).first
    for _ in range(80):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{selector} is not reached by Tab")


def answer_by_keyboard(page: Page, attempt: Attempt, number: int, fields: dict[str, list[str]]) -> None:
    """Answer a question with these fields and send it, without a mouse."""
    for name, values in fields.items():
        for value in values:
            if name == "choice":
                press(page, value if value != "f" else "6")
            elif page.locator(f'input[type=radio][name="{name}"]').count():
                page.locator(f'input[name="{name}"][value="{value}"]').press("Space")
            elif page.locator(f'select[name="{name}"]').count():
                page.locator(f'select[name="{name}"]').focus()
                page.locator(f'select[name="{name}"]').select_option(value)
            else:
                page.locator(f'[name="{name}"]').focus()
                page.keyboard.type(value)
    tab_to(page, ".answer-form [data-enter]")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: not url.endswith(f"/{attempt.pk}/{number}/"))


def test_an_exam_by_keyboard_alone_survives_a_crash_and_is_graded_once(browser: Browser, page: Page) -> None:
    page.goto("/quizzes/")
    tab_to(page, "#mode-exam button")
    page.keyboard.press("Enter")
    expect(page.locator(".quiz-where")).to_contain_text(f"Question 1 of {QUESTIONS}")
    attempt = Attempt.objects.get()
    for number in range(1, BEFORE_THE_CRASH + 1):
        answer_by_keyboard(page, attempt, number, right_fields(item_in(attempt, number)))
    cookies = page.context.cookies()
    page.context.close()  # the browser is gone; the session is all that is left

    context = browser.new_context(base_url=page.url.partition("/quizzes/")[0])
    context.add_cookies(cookies)  # type: ignore[arg-type]
    again = context.new_page()
    again.goto("/quizzes/")
    tab_to(again, ".begun a")
    again.keyboard.press("Enter")
    expect(again.locator(".quiz-where")).to_contain_text(f"Question {BEFORE_THE_CRASH + 1} of {QUESTIONS}")
    assert Attempt.objects.get().deadline == attempt.deadline
    for number in range(BEFORE_THE_CRASH + 1, QUESTIONS + 1):
        answer_by_keyboard(again, attempt, number, right_fields(item_in(attempt, number)))
    hand_in_twice_at_once(again)
    expect(again.locator("h1")).to_have_text(f"{QUESTIONS} of {QUESTIONS} right.")
    context.close()
    done = Attempt.objects.get()
    assert done.grade and done.grade["right"] == QUESTIONS
    assert Response.objects.count() == QUESTIONS


def hand_in_twice_at_once(page: Page) -> None:
    """Send the form of handing in twice, and follow the second."""
    page.wait_for_load_state()
    page.evaluate(
        """async () => {
            const form = document.querySelector("form[action$='/submit/']");
            const send = () => fetch(form.action, {method: "POST", body: new URLSearchParams(new FormData(form))});
            const [one, two] = await Promise.all([send(), send()]);
            if (!one.ok || !two.ok) throw new Error(`${one.status} ${two.status}`);
        }"""
    )
    page.reload()


def visitor(page: Page) -> Learner:
    """Whoever this page's browser belongs to, once they began a quiz."""
    page.goto("/quizzes/")
    page.get_by_role("button", name="Begin Tutor").click()
    expect(page.locator(".quiz-where")).to_contain_text("Question 1")
    return Attempt.objects.get().learner


def fill(page: Page, fields: Fields) -> None:
    """Fill in an answer as a learner would."""
    for name, values in fields.items():
        for value in values:
            field = page.locator(f'[name="{name}"]')
            if field.first.get_attribute("type") in {"radio", "checkbox"}:
                page.locator(f'[name="{name}"][value="{value}"]').check()
            elif field.first.evaluate("element => element.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)


def test_a_review_asks_what_is_due_explains_it_and_says_when_it_returns(page: Page) -> None:
    learner = visitor(page)
    tutor = Attempt.objects.get()
    for number in (1, 2):
        answered(tutor, number, wrong_fields(item_in(tutor, number)))
    Response.objects.update(answered_at=timezone.now() - timedelta(days=2))
    page.goto("/progress/")
    expect(page.locator("h1")).to_have_text("Take 2 reviews.")
    page.get_by_role("button", name="Start reviews").press("Enter")
    expect(page.locator(".quiz-where")).to_contain_text("Question 1 of 2")
    for number in (1, 2, 3):
        review, sent = Attempt.objects.get(mode=Mode.REVIEW), page.url
        fill(page, right_fields(item_in(review, number)))
        press(page, "8")
        page.get_by_role("button", name="Submit").click()
        expect(page.locator("#verdict")).to_contain_text("Right.")
        expect(page.locator("#verdict")).to_be_focused()
        expect(page.locator(".quiz-aside")).to_contain_text(re.compile("comes back in|comes back tomorrow"))
        if number == 1:
            press(page, "z")
            expect(page.locator("#verdict")).to_contain_text("Taken back.")
            expect(page.locator(".quiz-where")).to_contain_text("Question 1 of 3")
        press(page, "Enter")
        page.wait_for_url(lambda url, sent=sent: url != sent)
    page.get_by_role("button", name="End and review").click()
    expect(page.locator("h1")).to_have_text("2 of 2 right.")
    assert recollection_of(learner).memories


def test_marks_are_made_by_key_without_losing_what_was_chosen(page: Page) -> None:
    learner = visitor(page)
    taker = of_all_kinds(learner)
    page.goto(taker.address("question", 1))
    press(page, "b", "x", "a", "f")
    expect(page.get_by_role("button", name="Flagged")).to_be_visible()
    expect(page.locator(".option.struck")).to_have_count(1)
    expect(page.locator('[data-option="b"]')).to_be_checked()
    press(page, "2", "3", "9")
    expect(page.locator('[data-option="c"]')).to_be_checked()
    expect(page.get_by_label("Certain", exact=True)).to_be_checked()
    page.reload()
    expect(page.locator(".option.struck")).to_have_count(1)
    expect(page.get_by_role("button", name="Flagged")).to_be_visible()
    press(page, "l")
    expect(page.get_by_role("heading", name="Lab values")).to_be_visible()
    page.get_by_label("Find a test").fill("hemoglobin")
    expect(page.locator("#laboratory-rows")).not_to_contain_text("Albumin")
    page.get_by_role("button", name="SI", exact=True).last.click()
    expect(page.locator("#laboratory-rows")).to_contain_text("g/L")
    press(page, "Escape", "?")
    expect(page.locator(".quiz-keys .key-list")).to_be_visible()
    press(page, "Escape", "ArrowRight")
    expect(page.locator(".quiz-where")).to_contain_text("Question 2")


def test_a_question_begins_at_its_number_and_the_next_tab_is_its_answer(page: Page) -> None:
    taker = of_all_kinds(visitor(page))
    number = 1 + list(KINDS).index("numeric")
    page.goto(taker.address("question", number))
    expect(page.get_by_role("heading", name=f"Question {number}", level=1)).to_be_focused()
    press(page, "Tab")
    expect(page.get_by_label("Number")).to_be_focused()


def test_every_kind_is_answered_without_scripts(page_without_scripts: Page) -> None:
    page = page_without_scripts
    taker = of_all_kinds(visitor(page))
    for number in range(1, len(KINDS) + 1):
        page.goto(taker.address("question", number))
        for name, values in right_fields(taker.item(number)).items():
            for value in values:
                field = page.locator(f'[name="{name}"]').first
                if field.get_attribute("type") in {"radio", "checkbox"}:
                    page.locator(f'[name="{name}"][value="{value}"]').check()
                elif page.locator(f'select[name="{name}"]').count():
                    field.select_option(value)
                else:
                    field.fill(value)
        page.get_by_role("button", name="Submit").click()
        expect(page.locator("#verdict")).to_contain_text("Right.")


@pytest.mark.parametrize("width", [1440, 320])
def test_the_desk_is_accessible_and_fits(page: Page, axe: Callable[[Page], None], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    taker = of_all_kinds(visitor(page))

    def looks_well(address: str) -> None:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address
        axe(page)

    kinds = list(KINDS)
    for kind in ("single", "numeric", "classifying", "prescribing"):
        looks_well(taker.address("question", 1 + kinds.index(kind)))
    for kind in ("single", "ordering", "prescribing"):
        number = 1 + kinds.index(kind)
        answered(taker.attempt, number, wrong_fields(taker.item(number)), certainty=3)
        looks_well(taker.address("question", number))
        expect(page.get_by_role("link", name="Next question")).to_be_in_viewport()
    attempts.submit(taker.attempt)
    for address in ("/quizzes/", f"/quizzes/{taker.attempt.pk}/", "/progress/", "/quizzes/laboratory/"):
        looks_well(address)
