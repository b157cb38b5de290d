"""Does a player of QTI 3 that others made score our items right when they are right, and wrong when they are wrong?"""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from quizzes.formats import Picture, name_of, qti
from quizzes.items import Item
from tests import oracles
from tests.quizzes.formats.items import (
    CLASSIFYING,
    FILL,
    FILM,
    ITEMS,
    MATCHING,
    MULTIPLE,
    NUMERIC,
    ORDERING,
    SCALE,
    SINGLE,
    WRITE,
)

HOST = "http://localhost"
PLAYER = "@citolab/qti-components/cdn/index.js"
PAGE = """<!doctype html><title>Player</title><item-container></item-container>
<script type="module">import "/player.js"; window.ready = true</script>"""
# The one-pixel picture of a film that was not drawn for a test.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe0def46b8"
    "0000000049454e44ae426082"
)
# What is answered, and what it is worth: in our own grading the same, but that QTI gives no share for an order.
ANSWERS: list[tuple[Item, dict[str, Any], float]] = [
    (SINGLE, {"RESPONSE": "a"}, 1),
    (SINGLE, {"RESPONSE": "b"}, 0),
    (SCALE, {"RESPONSE": "c"}, 1),
    (SCALE, {"RESPONSE": "a"}, 0),
    (FILM, {"RESPONSE": "c"}, 1),
    (MULTIPLE, {"RESPONSE": ["a", "b", "e"]}, 1),
    (MULTIPLE, {"RESPONSE": ["a", "b"]}, 2 / 3),
    (MULTIPLE, {"RESPONSE": ["a", "b", "c"]}, 1 / 3),
    (MULTIPLE, {"RESPONSE": ["a", "b", "c", "d", "e"]}, 1 / 3),
    (MULTIPLE, {"RESPONSE": ["c", "d"]}, 0),
    (NUMERIC, {"RESPONSE": "10.25"}, 1),
    (NUMERIC, {"RESPONSE": "10.7"}, 1),
    (NUMERIC, {"RESPONSE": "9.7"}, 0),
    (NUMERIC, {"RESPONSE": "12.5"}, 0),
    (ORDERING, {"RESPONSE": ["b", "c", "a", "d"]}, 1),
    (ORDERING, {"RESPONSE": ["c", "b", "a", "d"]}, 0),
    (MATCHING, {"RESPONSE": ["a place-3", "b place-1", "c place-2"]}, 1),
    (MATCHING, {"RESPONSE": ["a place-3", "b place-4", "c place-1"]}, 1 / 3),
    (CLASSIFYING, {"RESPONSE": ["a place-1", "b place-1", "c place-2", "d place-1"]}, 3 / 4),
    (FILL, {"RESPONSE_drug": "a", "RESPONSE_route": "a"}, 1),
    (FILL, {"RESPONSE_drug": "a", "RESPONSE_route": "b"}, 1 / 2),
    (FILL, {"RESPONSE_drug": "b", "RESPONSE_route": "a"}, 0),
    (WRITE, {"RESPONSE": "copper"}, 1),
    (WRITE, {"RESPONSE": "Zinc"}, 0),
]
SHOW = """xml => new Promise((done, fail) => {
    const container = document.createElement("item-container");  // anew: what it holds already it does not load
    container.itemXML = xml;
    container.addEventListener("qti-assessment-item-connected", event => {
        window.item = event.detail;
        setTimeout(done, 50);  // interactions register after their item
    }, { once: true });
    setTimeout(() => fail(new Error("the item was not shown")), 5000);
    document.querySelector("item-container").replaceWith(container);
})"""
SCORED = """answers => {
    for (const [name, value] of Object.entries(answers)) item.updateResponseVariable(name, value);
    item.processResponse();
    return Object.fromEntries(item.variables.map(one => [one.identifier, one.value]));
}"""


@pytest.fixture
def show(page: Page) -> Iterator[Callable[[Item], None]]:
    """Return what shows an item in the player, on a page that reaches nothing else."""
    files = {
        "/": ("text/html", PAGE.encode()),
        "/player.js": ("text/javascript", (oracles.modules() / PLAYER).read_bytes()),
    }

    def serve(route: Route) -> None:
        kind, body = files.get(route.request.url.removeprefix(HOST), ("image/png", PIXEL))
        route.fulfill(status=200, content_type=kind, body=body)

    page.route(f"{HOST}/**", serve)
    page.goto(f"{HOST}/")
    page.wait_for_function("window.ready")

    def shown(item: Item) -> None:
        page.evaluate(SHOW, qti.item_document(item, Picture(PIXEL, "png") if item is FILM else None).decode())

    yield shown


def test_the_player_scores_right_and_wrong_as_we_do(page: Page, show: Callable[[Item], None]) -> None:
    found = []
    for item, answers, _ in ANSWERS:
        show(item)
        found.append(float(page.evaluate(SCORED, answers)["SCORE"]))
    assert found == pytest.approx([worth for _, _, worth in ANSWERS], abs=1e-3)  # the player rounds to thousandths


def test_an_item_is_answered_by_clicks_and_its_feedback_shown(page: Page, show: Callable[[Item], None]) -> None:
    show(SINGLE)
    assert page.locator("qti-simple-choice").count() == 4
    assert page.get_by_text("What is it?").is_visible()
    page.get_by_text("Folate excess").click()
    outcome = page.evaluate(SCORED, {})
    assert (float(outcome["SCORE"]), outcome["FEEDBACK"]) == (0.0, ["b", "general"])
    assert json.dumps(outcome["RESPONSE"]) in ('"b"', '["b"]')


def test_every_item_is_shown_with_all_its_words(page: Page, show: Callable[[Item], None]) -> None:
    for item in ITEMS:
        show(item)
        words = page.locator("qti-item-body").inner_text()
        assert "37.5 °C" in words, name_of(item)
        assert item.question.ask in words
        if item.question.results:
            assert "Hemoglobin" in words and "12 to 16" in words
