"""How are items read from Moodle XML?"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count
from typing import NoReturn

from quizzes.formats import building, hypertext
from quizzes.formats.building import Built, Choice, NoKey
from quizzes.formats.content import Feedback, Stem, feedback_of, lines, remark_of, stem_of
from quizzes.formats.exchange import MOST_ANSWERS, MOST_QUESTIONS, Problem, Read, Reading, Refused, kind_of, read_item
from quizzes.formats.trees import Node, parse
from quizzes.items import Question
from quizzes.items.entities import Arrange, Choose, Response, Slip

FULL, SOME = 99.9, 0.001
GAP = re.compile(r"\[\[(\d+)\]\]")


@dataclass(frozen=True)
class Content:
    """What all types have: the element, the stem, and the general feedback."""

    node: Node
    text: Node
    stem: Stem
    feedback: Feedback


def read(data: bytes) -> Read:
    """Return every question that we have a kind for.

    Raises Refused, with all problems and their lines, where any question acts or has no key: then nothing is read.
    """
    root = parse(data)
    if root.tag != "quiz":
        raise Refused([Problem(root.line, f"Moodle XML begins with <quiz>, this with <{root.tag}>")])
    questions = [node for node in root.elements("question") if node["type"] != "category"]
    if len(questions) > MOST_QUESTIONS:
        raise Refused([Problem(questions[MOST_QUESTIONS].line, f"more than {MOST_QUESTIONS} questions")])
    reading = Reading()
    for number, node in enumerate(questions, 1):
        try:
            _question(node, number, reading)
        except Refused as refused:
            reading.problems += refused.problems
    return reading.result()


def _question(node: Node, number: int, reading: Reading) -> None:
    name = node.text("idnumber") or node.text("name", "text") or f"question {number}"
    if node["type"] not in BODIES:
        reading.lose(name, f"questions of the type `{node['type']}`", whole=True)
        return
    if len(node.elements()) > MOST_ANSWERS:
        _refuse(node, f"more than {MOST_ANSWERS} answers")
    text = _html(node.find("questiontext"))
    for words in [*hypertext.pictures_in(text), *(["a file"] if not text.all("img") and node.all("file") else [])]:
        reading.lose(name, f"the picture: {words}")
    points = [tag.text("text") for tag in (node.find("tags") or node).elements("tag")]
    content = Content(node, text, stem_of(text), feedback_of(_html(node.find("generalfeedback")), points))
    if not content.stem.ask:
        _refuse(node, "the question has no text")
    try:
        response, key = BODIES[node["type"]](content)
    except NoKey as reason:
        _refuse(node, str(reason))
    for loss in _losses(node, response):
        reading.lose(name, loss)
    stem = content.stem if node["type"] != "gapselect" else _with_gaps(content.stem)
    question = Question(stem.vignette, stem.ask, response, stem.results, stem.notes)
    reading.items.append(read_item(name, kind_of(response), question, key, content.feedback.lesson))


def _losses(node: Node, response: Response) -> list[str]:
    found = []
    if node.elements("hint"):
        found.append("hints")
    shares = isinstance(response, Arrange) or (isinstance(response, Choose) and response.several)
    if not shares and any(SOME < abs(_fraction(one)) < FULL for one in node.elements("answer")):
        found.append("part of the credit for some answers")
    return found


def _choose(content: Content) -> Built:
    several = content.node.text("single") in ("false", "0")
    if several:
        building.check_shares(_fraction(one) for one in content.node.elements("answer"))
    choices = [
        Choice(_answer_text(one), _fraction(one) > (SOME if several else FULL), *remark_of(_html(one.find("feedback"))))
        for one in content.node.elements("answer")
    ]
    scale = not several and content.node.text("shuffleanswers") in ("false", "0")
    return building.choose(choices, content.feedback, several=several, scale=scale)


def _truefalse(content: Content) -> Built:
    said = {one.text("text").casefold(): one for one in content.node.elements("answer")}
    if set(said) != {"true", "false"}:
        raise NoKey("one of true and false must be right")
    choices = [
        Choice(name.capitalize(), _fraction(said[name]) > FULL, *remark_of(_html(said[name].find("feedback"))))
        for name in ("true", "false")
    ]
    return building.choose(choices, content.feedback, scale=True)


def _enter(content: Content) -> Built:
    answers = content.node.elements("answer")
    right = [one for one in answers if _fraction(one) > FULL]
    if len(right) != 1:
        raise NoKey(f"{len(right)} numbers are right, which is no key")
    slips = [
        Slip(_number(one, "text"), remark_of(_html(one.find("feedback")))[0])
        for one in answers
        if _fraction(one) < SOME and one.text("text") != "*"
    ]
    units = (content.node.find("units") or Node("")).elements("unit")
    factors = {unit.text("unit_name"): 1 / (_number(unit, "multiplier") or math.nan) for unit in units}
    return building.enter(
        _number(right[0], "text"), _number(right[0], "tolerance", "0"), content.feedback, factors, slips
    )


def _arrange(content: Content) -> Built:
    answers = sorted(content.node.elements("answer"), key=_fraction)
    steps = [(_answer_text(one), remark_of(_html(one.find("feedback")))[0]) for one in answers]
    return building.arrange(steps, content.feedback)


def _assign(content: Content) -> Built:
    found = content.node.elements("subquestion")
    return building.assign(
        [(hypertext.words(_html(one)), one.text("answer", "text")) for one in found], content.feedback
    )


def _write(content: Content) -> Built:
    answers = content.node.elements("answer")
    right = [one.text("text") for one in answers if _fraction(one) > FULL]
    wrong = {
        one.text("text"): remark_of(_html(one.find("feedback")))[0]
        for one in answers
        if _fraction(one) < FULL and one.text("text") != "*"
    }
    return building.write(right, wrong, content.feedback)


def _fill(content: Content) -> Built:
    choices = [(one.text("text"), one.text("group")) for one in content.node.elements("selectoption")]
    fields = list[tuple[str, str, list[Choice]]]()
    for number, (name, found) in enumerate(_gaps(content), 1):
        place = int(found.group(1))
        if not 1 <= place <= len(choices):
            raise NoKey(f"[[{place}]] stands for no choice")
        right, its_group = choices[place - 1]
        options = [Choice(text, text == right) for text, group in choices if group == its_group]
        fields.append((name.get("key", f"gap-{number}"), name.get("name", f"Gap {number}"), options))
    return building.fill(fields, content.feedback)


def _with_gaps(stem: Stem) -> Stem:
    """The stem with each gap under the number by which it is asked for."""
    numbers = count(1)
    vignette, ask = (GAP.sub(lambda _: f"[Gap {next(numbers)}]", text) for text in (stem.vignette, stem.ask))
    return replace(stem, vignette=vignette, ask=ask)


def _gaps(content: Content) -> list[tuple[dict[str, str], re.Match[str]]]:
    """Each gap with the key and the name of its field, where the text is ours."""
    ours = [one for one in content.text.all("li") if one["data-field"]]
    if not ours:
        return [({}, found) for found in GAP.finditer(hypertext.words(content.text))]
    return [
        ({"key": one["data-field"], "name": hypertext.words(one).split(":")[0]}, found)
        for one in ours
        for found in GAP.finditer(hypertext.words(one))
    ]


BODIES: dict[str, Callable[[Content], Built]] = {
    "multichoice": _choose,
    "truefalse": _truefalse,
    "numerical": _enter,
    "ordering": _arrange,
    "matching": _assign,
    "shortanswer": _write,
    "gapselect": _fill,
}


def _html(node: Node | None) -> Node:
    """The tree of a text, which is HTML unless it says that it is plain."""
    if node is None:
        return Node("body")
    text = node.find("text")
    if node["format"] == "plain_text":
        return Node("body", children=lines(node.text("text")))
    return hypertext.parse("".join(child for child in (text or node).children if isinstance(child, str)), node.line)


def _answer_text(node: Node) -> str:
    return hypertext.words(_html(node))


def _fraction(node: Node) -> float:
    return _float(node, node["fraction"] or "0")


def _number(node: Node, tag: str, default: str = "") -> float:
    return _float(node, node.text(tag) or default)


def _float(node: Node, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        _refuse(node, f"`{text[:40]}` is no number")
    return value if math.isfinite(value) else _refuse(node, f"`{text[:40]}` is no number")


def _refuse(node: Node, reason: str) -> NoReturn:
    raise Refused([Problem(node.line, reason)])
