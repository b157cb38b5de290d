"""How is an item written as a document of QTI 3?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from quizzes.formats import keys
from quizzes.formats.content import feedback_nodes, lines, paragraph, remark_nodes, stem_nodes
from quizzes.formats.exchange import Loss, Picture, name_of
from quizzes.formats.qti.scoring import (
    FEEDBACK,
    GENERAL,
    RESPONSE,
    declarations,
    place_name,
    processing,
    slip_name,
)
from quizzes.formats.trees import Node, document, element
from quizzes.items import Item
from quizzes.items.entities import Arrange, Assign, Choose, Enter, Fill, Option, Write

NAMESPACE = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
SCHEMA = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"


def item_document(item: Item, picture: Picture | None = None) -> bytes:
    """Return the XML of an item; its picture lies beside it in a package, under `picture_name`."""
    name = name_of(item)
    alt = item.question.picture.alt if item.question.picture else ""
    image = element("img", src=f"../{picture_name(item, picture)}", alt=alt) if picture else None
    root = Node(
        "qti-assessment-item",
        {
            "xmlns": NAMESPACE,
            "xmlns:xsi": INSTANCE,
            "xsi:schemaLocation": f"{NAMESPACE} {SCHEMA}",
            "identifier": identifier_of(item),
            "title": name,
            "adaptive": "false",
            "time-dependent": "false",
            "xml:lang": "en",
        },
        [
            *declarations(item),
            element("qti-item-body", *_body(item, image)),
            processing(item),
            *_feedbacks(item),
        ],
    )
    return document(root)


def losses(item: Item, picture: Picture | None = None) -> Iterator[Loss]:
    """Yield what the document does not carry."""
    name, response = name_of(item), item.question.response
    if item.question.picture and not picture:
        yield Loss(name, "its picture, which was not drawn")
    if picture and picture.told:
        yield Loss(name, "its cells in words")
    if isinstance(response, Arrange):
        yield Loss(name, "the share of credit for an order that is partly right")
    if isinstance(response, Enter) and len(response.units) > 1:
        yield Loss(name, f"answers in units other than {response.units[0]}")
    if isinstance(response, Write):
        yield Loss(name, "the list of terms: what is written is compared, so spelling counts")


def identifier_of(item: Item) -> str:
    """Return a name for the item that QTI allows."""
    return "item-" + re.sub(r"[^A-Za-z0-9_.-]+", "-", name_of(item))


def picture_name(item: Item, picture: Picture) -> str:
    """Return where in a package the picture of an item lies."""
    return f"images/{identifier_of(item)}.{picture.extension}"


def _body(item: Item, image: Node | None) -> list[Node]:
    prompt = element("qti-prompt", element("span", *lines(item.question.ask), class_="ask"))
    stem = stem_nodes(item, image, ask=False)
    match item.question.response:
        case Choose() as response:
            return [*stem, _choice(prompt, response)]
        case Arrange(steps=steps):
            choices = _simple_choices(steps)
            return [*stem, element("qti-order-interaction", prompt, *choices, response_identifier=RESPONSE)]
        case Assign() as response:
            return [*stem, _match(prompt, response)]
        case Fill() as response:
            return [*stem, paragraph("ask", item.question.ask), _fields(response)]
        case Enter(units=units):
            unit = [paragraph("unit", f"Answer in {units[0]}")] if units[0] else []
            return [*stem, paragraph("ask", item.question.ask), *unit, _entry("12")]
        case Write():
            return [*stem, paragraph("ask", item.question.ask), _entry("40")]


def _entry(length: str) -> Node:
    return element(
        "p", element("qti-text-entry-interaction", response_identifier=RESPONSE, expected_length=length), class_="entry"
    )


def _choice(prompt: Node, response: Choose) -> Node:
    return element(
        "qti-choice-interaction",
        prompt,
        *_simple_choices(response.options),
        response_identifier=RESPONSE,
        max_choices="0" if response.several else "1",
        shuffle="false" if response.scale else "true",
    )


def _simple_choices(options: Iterable[Option]) -> list[Node]:
    return [element("qti-simple-choice", *lines(option.text), identifier=option.key) for option in options]


def _match(prompt: Node, response: Assign) -> Node:
    things = [_associable(thing.key, thing.text, "1") for thing in response.things]
    most = "1" if response.match else "0"
    places = [_associable(place_name(place.key), place.text, most) for place in response.places]
    return element(
        "qti-match-interaction",
        prompt,
        element("qti-simple-match-set", *things),
        element("qti-simple-match-set", *places),
        response_identifier=RESPONSE,
        max_associations=str(len(things)),
    )


def _associable(identifier: str, text: str, most: str) -> Node:
    return element("qti-simple-associable-choice", *lines(text), identifier=identifier, match_max=most)


def _fields(response: Fill) -> Node:
    rows = []
    for box in response.fields:
        choices = [element("qti-inline-choice", option.text, identifier=option.key) for option in box.options]
        interaction = element(
            "qti-inline-choice-interaction", *choices, response_identifier=f"{RESPONSE}_{box.key}", shuffle="false"
        )
        rows.append(element("li", f"{box.name}: ", interaction, data_field=box.key))
    return element("ul", *rows, class_="fields")


def _feedbacks(item: Item) -> list[Node]:
    """The general feedback; beside it that on each option, or on each known mistake, where a player can show it."""
    found: list[tuple[str, list[Node]]] = []
    match item.question.response:
        case Choose(options=options):
            found = [(option.key, remark_nodes(item, option.key)) for option in options]
        case Enter():
            slips = enumerate(item.key.slips, 1)
            found = [(slip_name(number), [_slip(f"{slip.value:.10g}", slip.remark)]) for number, slip in slips]
        case Write():
            wrong = enumerate(keys.wrong_terms(item), 1)
            found = [(slip_name(number), [_slip(term, item.key.remarks[term])]) for number, term in wrong]
        case _:
            return [_feedback(GENERAL, feedback_nodes(item, item.key.remarks))]
    return [*(_feedback(name, nodes) for name, nodes in found if nodes), _feedback(GENERAL, feedback_nodes(item))]


def _slip(given: str, remark: str) -> Node:
    return element("p", *lines(remark), class_="remark", data_given=given)


def _feedback(name: str, nodes: Iterable[Node]) -> Node:
    body = element("qti-content-body", *nodes)
    return element("qti-modal-feedback", body, outcome_identifier=FEEDBACK, identifier=name, show_hide="show")
