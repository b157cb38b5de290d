"""How are items written as GIFT?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from quizzes.formats import keys
from quizzes.formats.content import feedback_nodes, html, lines, paragraph, remark_nodes, stem_nodes
from quizzes.formats.exchange import Loss, Written, name_of
from quizzes.formats.trees import Node
from quizzes.items import Item
from quizzes.items.entities import Arrange, Assign, Choose, Enter, Fill, Write

SPECIAL = re.compile(r"([~=#{}:\\])")


def write(items: Iterable[Item]) -> Written:
    """Return a GIFT file with each item that it can hold, and what is not carried."""
    losses, questions = list[Loss](), list[str]()
    for item in items:
        losses += _losses(item)
        if not isinstance(item.question.response, Arrange | Fill):
            questions.append(_question(item))
    return Written("\n".join(questions).encode(), tuple(losses))


def _losses(item: Item) -> Iterator[Loss]:
    name, response = name_of(item), item.question.response
    if isinstance(response, Arrange | Fill):
        yield Loss(name, f"items of the kind `{item.kind}`: GIFT has none like it", is_whole=True)
        return
    if item.question.picture:
        yield Loss(name, "its picture")
    if isinstance(response, Choose) and response.scale:
        yield Loss(name, "the order of its scale, since options are shuffled")
    if isinstance(response, Enter) and len(response.units) > 1:
        yield Loss(name, f"answers in units other than {response.units[0]}")
    if isinstance(response, Write):
        yield Loss(name, "the list of terms: Moodle compares what is written, so spelling counts")


def _question(item: Item) -> str:
    name = name_of(item)
    tags = "".join(f" [tag:{point}]" for point in item.lesson.points)
    stem = [*stem_nodes(item), *_unit(item)]
    answers = "\n".join(f"\t{answer}" for answer in _answers(item))
    general = f"\t####{_rich(feedback_nodes(item, _remarked(item)))}"
    return f"// [id:{name}]{tags}\n::{_escaped(name)}::{_rich(stem)}{{{_numeric(item)}\n{answers}\n{general}\n}}\n"


def _numeric(item: Item) -> str:
    return "#" if isinstance(item.question.response, Enter) else ""


def _unit(item: Item) -> list[Node]:
    """Say in which unit to answer: GIFT has no place for it."""
    unit = item.question.response.units[0] if isinstance(item.question.response, Enter) else ""
    return [paragraph("unit", f"Answer in {unit}")] if unit else []


def _remarked(item: Item) -> Iterable[str]:
    """The parts whose remarks have no place beside the answers."""
    return item.key.remarks if isinstance(item.question.response, Assign) else ()


def _answers(item: Item) -> Iterator[str]:
    match item.question.response:
        case Choose() as response:
            yield from _choices(item, response)
        case Enter():
            width = f":{_number(item.key.tolerance)}"
            yield f"={_number(keys.quantity(item).value)}{width}"
            for slip in item.key.slips:
                yield f"=%0%{_number(slip.value)}{width}#{_rich([paragraph('remark', slip.remark)])}"
        case Assign() as response:
            for thing, place in [*keys.pairs(item, response), *(("", lure) for lure in keys.lures(item, response))]:
                left = _rich(lines(thing)).replace("->", "-&gt;") if thing else ""
                yield f"={left} -> {_escaped(place)}"
        case Write():
            yield from (f"={_escaped(term)}" for term in keys.terms(item))
            for term in keys.wrong_terms(item):
                yield f"=%0%{_escaped(term)}#{_rich(remark_nodes(item, term))}"


def _choices(item: Item, response: Choose) -> Iterator[str]:
    right = keys.chosen(item)
    share = f"{100 / len(right):.5f}".rstrip("0").rstrip(".")
    for option in response.options:
        is_right = option.key in right
        mark = ("=" if is_right else "~") if not response.several else f"~%{'' if is_right else '-'}{share}%"
        yield f"{mark}{_rich(lines(option.text))}#{_rich(remark_nodes(item, option.key))}"


def _number(value: float) -> str:
    return f"{value:.10f}".rstrip("0").rstrip(".")


def _rich(nodes: Iterable[Node | str]) -> str:
    return f"[html]{_escaped(html(nodes))}"


def _escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text.replace("\n", " "))
