"""How do a question and its feedback look as HTML, and how are they found again in it?

What we write bears classes, by which it is read back part by part; of anybody else's HTML the plain words are taken,
the last paragraph as what is asked.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from quizzes.formats.hypertext import with_class, words
from quizzes.formats.trees import Node, element, serialized
from quizzes.items import Item, Lesson
from quizzes.items.entities import Result

FLAGS = {"low": "L", "high": "H"}


@dataclass(frozen=True)
class Stem:
    """What a question says, apart from what can be answered."""

    vignette: str
    ask: str
    notes: tuple[str, ...] = ()
    results: tuple[Result, ...] = ()


@dataclass(frozen=True)
class Feedback:
    """What is said after the answer: the explanation, the lesson, and remarks that have no place of their own."""

    explanation: str = ""
    lesson: Lesson = field(default_factory=lambda: Lesson("", (), (), (), False))
    remarks: Mapping[str, str] = field(default_factory=dict)


# Out


def stem_nodes(item: Item, picture: Node | None = None, *, told: Sequence[str] = (), ask: bool = True) -> list[Node]:
    """Return the elements of the question of an item; its picture, if there is one, stands before what is asked, and
    what is told of it in words folds out below."""
    question = item.question
    nodes = [paragraph("vignette", question.vignette)] if question.vignette else []
    if question.notes:
        nodes.append(_list("notes", [element("li", *lines(note)) for note in question.notes]))
    if question.results:
        rows = element("tbody", *map(_row, question.results))
        nodes.append(element("table", rows, class_="results"))
    if picture:
        nodes.append(element("p", picture))
    if told:
        cells = element("ol", *(element("li", words) for words in told))
        nodes.append(element("details", element("summary", "Describe in words"), cells, class_="told"))
    return [*nodes, paragraph("ask", question.ask)] if ask else nodes


def feedback_nodes(item: Item, parts: Iterable[str] = ()) -> list[Node]:
    """Return the elements of the general feedback, with the remarks on parts that have no feedback of their own."""
    key, lesson = item.key, item.lesson
    nodes = [paragraph("explanation", key.explanation)]
    remarks = [element("li", *lines(key.remarks[part]), data_part=part) for part in parts if part in key.remarks]
    if remarks:
        nodes.append(_list("remarks", remarks))
    if lesson.objective:
        nodes.append(paragraph("objective", lesson.objective))
    if lesson.sections:
        nodes.append(paragraph("heading", "In the source"))
        nodes.append(_list("sections", [element("li", section) for section in lesson.sections]))
    if lesson.sources or lesson.beyond:
        nodes.append(paragraph("heading", "Sources"))
        beyond = {"class_": "sources beyond" if lesson.beyond else "sources"}
        nodes.append(element("ul", *(element("li", source) for source in lesson.sources or [""]), **beyond))
    return nodes


def remark_nodes(item: Item, part: str) -> list[Node]:
    """Return the elements of the feedback on one part of the answer; what is unsafe says so."""
    warning = [element("p", element("strong", "Unsafe."), class_="unsafe")] if part in item.key.unsafe else []
    remark = item.key.remarks.get(part, "")
    return [*warning, paragraph("remark", remark)] if remark else warning


def html(nodes: Iterable[Node | str]) -> str:
    """Return elements as HTML, one after another."""
    return "".join(map(serialized, nodes))


def paragraph(name: str, text: str) -> Node:
    """Return a paragraph of a class, with its line breaks."""
    return element("p", *lines(text), class_=name)


def lines(text: str) -> list[Node | str]:
    """Return a text with `<br>` where it has new lines."""
    found: list[Node | str] = []
    for line in text.split("\n"):
        found += [element("br"), line] if found else [line]
    return found


def _list(name: str, entries: Iterable[Node]) -> Node:
    return element("ul", *entries, class_=name)


def _row(result: Result) -> Node:
    cells = (
        element("td", result.text),
        element("td", *_powers(result.unit), data_unit=result.unit),
        element("td", result.limits),
        element("td", FLAGS.get(result.flag, "")),
    )
    data = {"data_analyte": result.analyte, "data_value": repr(result.value), "data_flag": result.flag}
    return element("tr", element("th", result.name), *cells, **data)


def _powers(unit: str) -> list[Node | str]:
    """A unit with its power raised, as `10^9/L` is printed."""
    before, mark, rest = unit.partition("^")
    power = "".join(takewhile(str.isdigit, rest))
    return [before, element("sup", power), rest.removeprefix(power)] if mark and power else [unit]


# In


def stem_of(node: Node) -> Stem:
    """Return the stem that a tree of HTML holds."""
    ask = _words(node, "ask")
    if not ask:
        *before, ask = words(node).split("\n\n") or [""]
        return Stem("\n\n".join(before), ask)
    notes = tuple(words(entry) for entry in _entries(node, "notes"))
    results = tuple(_result(row) for table in with_class(node, "results") for row in table.all("tr"))
    return Stem(_words(node, "vignette"), ask, notes, results)


def feedback_of(node: Node, points: Iterable[str] = ()) -> Feedback:
    """Return the general feedback that a tree of HTML holds; the teaching points come from elsewhere."""
    explanation = _words(node, "explanation")
    if not explanation:
        return Feedback(words(node), Lesson("", tuple(points), (), (), False))
    lesson = Lesson(
        objective=_words(node, "objective"),
        points=tuple(points),
        sections=tuple(words(entry) for entry in _entries(node, "sections")),
        sources=tuple(source for entry in _entries(node, "sources") if (source := words(entry))),
        beyond=any(with_class(node, "beyond")),
    )
    return Feedback(explanation, lesson, {entry["data-part"]: words(entry) for entry in _entries(node, "remarks")})


def remark_of(node: Node) -> tuple[str, bool]:
    """Return the feedback on one part of an answer, and whether that part is marked as unsafe."""
    unsafe = any(with_class(node, "unsafe"))
    return (_words(node, "remark") if unsafe else words(node)), unsafe


def _words(node: Node, name: str) -> str:
    return "\n\n".join(words(one) for one in with_class(node, name))


def _entries(node: Node, name: str) -> list[Node]:
    return [entry for one in with_class(node, name) for entry in one.all("li")]


def _result(row: Node) -> Result:
    cells = [cell["data-unit"] or words(cell) for cell in row.elements()] + [""] * 5
    name, text, unit, limits = cells[:4]
    value = float("nan")
    with contextlib.suppress(ValueError):
        value = float(row["data-value"] or text)
    return Result(row["data-analyte"], name, value, text, unit, limits, row["data-flag"])
