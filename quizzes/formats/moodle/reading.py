"""How are items read from Moodle XML?"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from quizzes.formats import hypertext
from quizzes.formats.content import Feedback, Stem, feedback_of, remark_of, stem_of
from quizzes.formats.exchange import MOST_QUESTIONS, Problem, Read, Reading, Refused, kind_of, letters, read_item
from quizzes.formats.trees import Node, parse
from quizzes.items import Key, Quantity, Question
from quizzes.items.entities import Arrange, Assign, Choose, Enter, Field, Fill, Option, Response, Slip, Write

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
    text = _html(node.find("questiontext"))
    for words in [*hypertext.pictures_in(text), *(["a file"] if not text.all("img") and node.all("file") else [])]:
        reading.lose(name, f"the picture: {words}")
    points = [tag.text("text") for tag in (node.find("tags") or node).elements("tag")]
    content = Content(node, text, stem_of(text), feedback_of(_html(node.find("generalfeedback")), points))
    if not content.stem.ask:
        _refuse(node, "the question has no text")
    response, key = BODIES[node["type"]](content)
    for loss in _losses(node, response):
        reading.lose(name, loss)
    stem = content.stem
    question = Question(stem.vignette, stem.ask, response, stem.results, stem.notes)
    reading.items.append(read_item(name, kind_of(response), question, key, content.feedback.lesson))


def _losses(node: Node, response: Response) -> list[str]:
    found = []
    if node.elements("hint"):
        found.append("hints")
    if isinstance(response, Write):
        found.append("answers that are not in the list of those known to be right or wrong")
    shares = isinstance(response, Arrange) or (isinstance(response, Choose) and response.several)
    if not shares and any(SOME < abs(_fraction(one)) < FULL for one in node.elements("answer")):
        found.append("part of the credit for some answers")
    return found


def _choose(content: Content) -> tuple[Response, Key]:
    node, answers = content.node, content.node.elements("answer")
    several = node.text("single") in ("false", "0")
    right = [i for i, one in enumerate(answers) if _fraction(one) > (SOME if several else FULL)]
    if len(answers) < 2 or not right or (not several and len(right) != 1) or (several and len(right) == len(answers)):
        _refuse(node, f"{len(right)} of {len(answers)} options are right, which is no key")
    names = letters(len(answers))
    options = tuple(Option(key, _answer_text(one)) for key, one in zip(names, answers, strict=True))
    if len({option.text for option in options}) < len(options) or not all(option.text for option in options):
        _refuse(node, "two options say the same, or one says nothing")
    remarks = {key: remark_of(_html(one.find("feedback"))) for key, one in zip(names, answers, strict=True)}
    key = Key(
        answer=tuple(names[i] for i in right) if several else names[right[0]],
        explanation=content.feedback.explanation,
        remarks={name: remark for name, (remark, _) in remarks.items()},
        unsafe=frozenset(name for name, (_, unsafe) in remarks.items() if unsafe),
    )
    return Choose(options, several, scale=not several and node.text("shuffleanswers") in ("false", "0")), key


def _truefalse(content: Content) -> tuple[Response, Key]:
    node = content.node
    said = {one.text("text").casefold(): one for one in node.elements("answer")}
    right = [name for name, one in said.items() if _fraction(one) > FULL]
    if set(said) != {"true", "false"} or len(right) != 1:
        _refuse(node, "one of true and false must be right")
    remarks = {key: remark_of(_html(said[name].find("feedback")))[0] for key, name in (("a", "true"), ("b", "false"))}
    answer = "a" if right == ["true"] else "b"
    response = Choose((Option("a", "True"), Option("b", "False")), scale=True)
    return response, Key(answer, content.feedback.explanation, remarks)


def _enter(content: Content) -> tuple[Response, Key]:
    node = content.node
    answers = [(_number(one, "text"), _number(one, "tolerance", "0"), one) for one in node.elements("answer")]
    right = [(value, tolerance) for value, tolerance, one in answers if _fraction(one) > FULL]
    if len(right) != 1:
        _refuse(node, f"{len(right)} numbers are right, which is no key")
    ((value, tolerance),) = right
    units = {
        unit.text("unit_name"): 1 / (_number(unit, "multiplier") or _refuse(unit, "a unit cannot be no times another"))
        for unit in (node.find("units") or Node("")).elements("unit")
    } or {"": 1.0}
    remark = content.feedback.explanation
    slips = tuple(
        Slip(wrong, remark_of(_html(one.find("feedback")))[0]) for wrong, _, one in answers if _fraction(one) < SOME
    )
    key = Key(
        Quantity(value, next(iter(units))), remark, {"number": remark}, tolerance=tolerance, factors=units, slips=slips
    )
    return Enter(tuple(units), _decimals(tolerance)), key


def _arrange(content: Content) -> tuple[Response, Key]:
    node = content.node
    answers = sorted(node.elements("answer"), key=_fraction)
    texts = [_answer_text(one) for one in answers]
    if len(texts) < 2 or len(set(texts)) < len(texts):
        _refuse(node, "an order needs two steps at least, all different")
    names = letters(len(texts))
    # Shown backwards by halves: never in the right order.
    shown = names[1::2] + names[::2]
    remarks = {key: remark_of(_html(one.find("feedback")))[0] for key, one in zip(names, answers, strict=True)}
    steps = dict(zip(names, texts, strict=True))
    response = Arrange(tuple(Option(key, steps[key]) for key in shown))
    return response, Key(tuple(names), content.feedback.explanation, remarks)


def _assign(content: Content) -> tuple[Response, Key]:
    pairs = [
        (hypertext.words(_html(one)), one.text("answer", "text") or _refuse(one, "a thing has no place"))
        for one in content.node.elements("subquestion")
    ]
    places = {place: str(number) for number, place in enumerate(dict.fromkeys(place for _, place in pairs), 1)}
    things = [(thing, place) for thing, place in pairs if thing]
    if len(things) < 2 or len(places) < 2:
        _refuse(content.node, "two things and two places at least are needed")
    names = letters(len(things))
    match = len({place for _, place in things}) == len(things)
    response = Assign(
        tuple(Option(name, thing) for name, (thing, _) in zip(names, things, strict=True)),
        tuple(Option(key, place) for place, key in places.items()),
        match,
    )
    answer = {name: places[place] for name, (_, place) in zip(names, things, strict=True)}
    remarks = {name: content.feedback.remarks.get(name, "") for name in names}
    return response, Key(answer, content.feedback.explanation, remarks)


def _write(content: Content) -> tuple[Response, Key]:
    answers = content.node.elements("answer")
    right = [one.text("text") for one in answers if _fraction(one) > FULL]
    wrong = {one.text("text"): remark_of(_html(one.find("feedback")))[0] for one in answers if _fraction(one) < FULL}
    if not right or "" in right or any("*" in term for term in right):
        _refuse(content.node, "no answer is right, or any would be")
    explanation = content.feedback.explanation
    key = Key(
        answer=right[0],
        explanation=explanation,
        remarks={**wrong, **dict.fromkeys(right, explanation)},
        accepted={"terms": frozenset(right)},
    )
    return Write(tuple(sorted({*right, *wrong}))), key


def _fill(content: Content) -> tuple[Response, Key]:
    choices = [(one.text("text"), one.text("group"), one) for one in content.node.elements("selectoption")]
    gaps = [(found.group(1), name) for name, found in _gaps(content)]
    fields, answer = list[Field](), dict[str, str]()
    for number, (place, name) in enumerate(gaps, 1):
        if not 1 <= int(place) <= len(choices):
            _refuse(content.node, f"[[{place}]] stands for no choice")
        group = [text for text, its_group, _ in choices if its_group == choices[int(place) - 1][1]]
        options = tuple(Option(key, text) for key, text in zip(letters(len(group)), group, strict=True))
        field = Field(name.get("key") or f"gap-{number}", name.get("name") or f"Gap {number}", options)
        answer[field.key] = next(option.key for option in options if option.text == choices[int(place) - 1][0])
        fields.append(field)
    if not fields:
        _refuse(content.node, "there is no gap to fill")
    parts = [f"{field.key}/{option.key}" for field in fields for option in field.options]
    key = Key(
        answer=answer,
        explanation=content.feedback.explanation,
        remarks={part: content.feedback.remarks.get(part, "") for part in parts},
        accepted={field: frozenset({option}) for field, option in answer.items()},
    )
    return Fill(tuple(fields)), key


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


BODIES: dict[str, Callable[[Content], tuple[Response, Key]]] = {
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
        return Node("body", children=[node.text("text")])
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


def _decimals(tolerance: float) -> int:
    """How exact an answer is asked for, where that is not said: as exact as the tolerance."""
    return 0 if tolerance <= 0 else min(max(math.ceil(-math.log10(2 * tolerance)), 0), 3)


def _refuse(node: Node, reason: str) -> NoReturn:
    raise Refused([Problem(node.line, reason)])
