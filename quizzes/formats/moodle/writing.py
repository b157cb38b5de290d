"""How are items written as Moodle XML?"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from itertools import count

from quizzes.formats import keys
from quizzes.formats.content import feedback_nodes, html, remark_nodes, stem_nodes
from quizzes.formats.exchange import NO_PICTURES, Loss, Picture, Pictures, Written, name_of
from quizzes.formats.trees import Node, document, element
from quizzes.items import Item
from quizzes.items.entities import Arrange, Assign, Choose, Enter, Fill, Write

PENALTY = "0.3333333"


def write(items: Iterable[Item], pictures: Pictures = NO_PICTURES) -> Written:
    """Return a Moodle XML file with each item, and what is not carried; pictures are found by the items' names."""
    losses: list[Loss] = []
    questions = []
    for item in items:
        picture = pictures.get(name_of(item))
        losses += _losses(item, picture)
        questions.append(_question(item, picture))
    return Written(document(element("quiz", *questions)), tuple(losses))


def _losses(item: Item, picture: Picture | None) -> Iterator[Loss]:
    name, response = name_of(item), item.question.response
    if item.question.picture and not picture:
        yield Loss(name, "its picture, which was not drawn")
    if isinstance(response, Write):
        yield Loss(name, "the list of terms: Moodle compares what is written, so spelling counts")
    if isinstance(response, Arrange):
        yield Loss(name, "the share of credit: Moodle does not take off for pairs in the wrong order")
    if isinstance(response, Fill):
        yield Loss(name, "that what is unsafe earns nothing at all")
        for box, accepted in item.key.accepted.items():
            if len(accepted) > 1:
                yield Loss(name, f"that more than one choice of `{box}` is right")


def _question(item: Item, picture: Picture | None) -> Node:
    kind, body, extra = _body(item)
    attached = _file(picture) if picture else None
    image = element("img", src="@@PLUGINFILE@@/" + attached["name"], alt=_alt(item)) if attached else None
    stem = html([*stem_nodes(item, image, told=picture.told if picture else ()), *extra])
    own = {Choose, Enter, Arrange, Write}
    rest = () if type(item.question.response) in own else item.key.remarks
    return element(
        "question",
        element("name", _text(name_of(item))),
        _html("questiontext", stem, *([attached] if attached else [])),
        _html("generalfeedback", html(feedback_nodes(item, rest))),
        element("defaultgrade", "1.0000000"),
        element("penalty", PENALTY),
        element("hidden", "0"),
        element("idnumber", name_of(item)),
        *body,
        element("tags", *(element("tag", _text(point)) for point in item.lesson.points)),
        type=kind,
    )


def _body(item: Item) -> tuple[str, list[Node], list[Node]]:
    """Return Moodle's name of the type, the elements special to it, and what it adds to the text of the question."""
    match item.question.response:
        case Choose() as response:
            return "multichoice", _choose(item, response), []
        case Enter() as response:
            return "numerical", _enter(item, response), []
        case Arrange() as response:
            return "ordering", _arrange(item, response), []
        case Assign() as response:
            return "matching", _assign(item, response), []
        case Write():
            return "shortanswer", _write(item), []
        case Fill() as response:
            return "gapselect", *_fill(item, response)


def _choose(item: Item, response: Choose) -> list[Node]:
    right = keys.chosen(item)
    share = f"{100 / len(right):.7g}"
    # As many taken off for each wrong one as there are for each right one, as here: whoever takes all gets nothing.
    wrong = f"-{share}" if response.several else "0"
    return [
        element("single", "false" if response.several else "true"),
        element("shuffleanswers", "false" if response.scale else "true"),
        element("answernumbering", "ABCD"),
        *(
            _answer(share if option.key in right else wrong, option.text, html(remark_nodes(item, option.key)))
            for option in response.options
        ),
    ]


def _enter(item: Item, response: Enter) -> list[Node]:
    key, answer = item.key, keys.quantity(item)
    tolerance = element("tolerance", f"{key.tolerance:.10g}")
    right = _answer("100", repr(answer.value), "", tolerance)
    slips = [_answer("0", repr(slip.value), html([_remark(slip.remark)]), tolerance) for slip in key.slips]
    named = [unit for unit in response.units if unit]
    units = [
        element("unit", element("multiplier", f"{1 / key.factors[unit]:.12g}"), element("unit_name", unit))
        for unit in named
    ]
    return [
        right,
        *slips,
        *([element("units", *units)] if units else []),
        element("unitgradingtype", "1" if units else "0"),
        element("unitpenalty", "1.0000000"),
        element("showunits", "1" if units else "3"),  # a choice of units, or none at all
        element("unitsleft", "0"),
    ]


def _arrange(item: Item, response: Arrange) -> list[Node]:
    texts = {step.key: step.text for step in response.steps}
    return [
        element("layouttype", "VERTICAL"),
        element("selecttype", "ALL"),
        element("selectcount", "0"),
        element("gradingtype", "RELATIVE_ALL_PREVIOUS_AND_NEXT"),
        element("showgrading", "SHOW"),
        element("numberingstyle", "none"),
        *(
            _answer(f"{place}.0000000", texts[step], html(remark_nodes(item, step)))
            for place, step in enumerate(keys.chosen(item), 1)
        ),
    ]


def _assign(item: Item, response: Assign) -> list[Node]:
    pairs = [*keys.pairs(item, response), *(("", lure) for lure in keys.lures(item, response))]
    return [
        element("shuffleanswers", "true"),
        *(
            _html("subquestion", html([_plain(thing)]) if thing else "", element("answer", _text(place)))
            for thing, place in pairs
        ),
    ]


def _write(item: Item) -> list[Node]:
    return [
        element("usecase", "0"),
        *(_answer("100", term, "") for term in keys.terms(item)),
        *(_answer("0", term, html(remark_nodes(item, term))) for term in keys.wrong_terms(item)),
    ]


def _fill(item: Item, response: Fill) -> tuple[list[Node], list[Node]]:
    answer, number = keys.given(item), count(1)
    choices, gaps = [], []
    for group, box in enumerate(response.fields, 1):
        for option in box.options:
            place = next(number)
            choices.append(element("selectoption", _text(option.text), element("group", str(group))))
            if option.key == answer[box.key]:
                gaps.append(element("li", f"{box.name}: [[{place}]]", data_field=box.key))
    return [element("shuffleanswers", "0"), *choices], [element("ul", *gaps, class_="fields")]


def _answer(fraction: str, text: str, feedback: str, *more: Node) -> Node:
    return element("answer", _text(text), *more, _html("feedback", feedback), fraction=fraction, format="plain_text")


def _html(tag: str, text: str, *more: Node) -> Node:
    return element(tag, _text(text), *more, format="html")


def _text(text: str) -> Node:
    return element("text", text)


def _plain(text: str) -> Node:
    return element("p", text)


def _remark(text: str) -> Node:
    return element("p", text, class_="remark")


def _alt(item: Item) -> str:
    return item.question.picture.alt if item.question.picture else ""


def _file(picture: Picture) -> Node:
    name = f"picture.{picture.extension}"
    return element("file", b64encode(picture.data).decode(), name=name, path="/", encoding="base64")
