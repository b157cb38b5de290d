"""How are items read from GIFT?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from quizzes.formats import building, hypertext
from quizzes.formats.building import Built, Choice, NoKey
from quizzes.formats.content import Feedback, feedback_of, lines, remark_of, stem_of
from quizzes.formats.exchange import (
    MOST_ANSWERS,
    MOST_QUESTIONS,
    MOST_TEXT,
    Problem,
    Read,
    Reading,
    Refused,
    kind_of,
    read_item,
)
from quizzes.formats.trees import Node
from quizzes.items import Question
from quizzes.items.entities import Slip

# A character after a backslash stands for itself: hidden as one of private use while marks are looked for.
HIDDEN = {character: chr(0xE000 + i) for i, character in enumerate("~=#{}:\\")}
SHOWN = str.maketrans({hidden: character for character, hidden in HIDDEN.items()} | {"\ue00f": "\n"})
FORMAT = re.compile(r"\s*\[(html|markdown|plain|moodle)\]")
ANSWER = re.compile(r"([=~])\s*(?:%(-?[\d.]+)%)?((?:(?!####)[^=~])*)")
# Nothing is looked at twice, however long a file makes it: possessive, and no bracket within a note.
FLOAT = r"[-+]?(?:\d++(?:\.(?!\.)\d*+)?|\.\d++)(?:[eE][-+]?\d++)?"
NUMBER = re.compile(rf"\s*+({FLOAT})\s*+(?:(:|\.\.)\s*+({FLOAT})\s*+)?$")
TRUTH = re.compile(r"\s*(TRUE|FALSE|T|F)\s*(#.*)?$", re.DOTALL | re.IGNORECASE)
NOTE = re.compile(r"\[(id|tag):([^\[\]]++)\]")
FULL, SOME = 99.9, 0.001


@dataclass
class Block:
    """The lines of one question, the line in which it begins, and what comments say of it."""

    line: int
    lines: list[str] = field(default_factory=list)
    name: str = ""
    points: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Answer:
    """One answer: its mark (`=` or `~`), weight in percent if it has one, text and feedback, still marked up."""

    mark: str
    weight: float | None
    text: str
    remark: str


def read(data: bytes) -> Read:
    """Return every question that we have a kind for.

    Raises Refused, with all problems and their lines, where any question acts or has no key: then nothing is read.
    """
    if len(data) > MOST_TEXT:
        raise Refused([Problem(1, f"larger than {MOST_TEXT // 1_000_000} MB")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused([Problem(data.count(b"\n", 0, error.start) + 1, "is not UTF-8")]) from None
    reading = Reading()
    for number, block in enumerate(_blocks(text), 1):
        if number > MOST_QUESTIONS:
            raise Refused([Problem(block.line, f"more than {MOST_QUESTIONS} questions")])
        try:
            _question(block, number, reading)
        except Refused as refused:
            reading.problems += refused.problems
        except NoKey as reason:
            reading.problems.append(Problem(block.line, str(reason)))
    return reading.result()


def _blocks(text: str) -> Iterator[Block]:
    """Yield what stands between blank lines, comments and categories apart."""
    block = Block(1)
    for line, written in enumerate([*text.splitlines(), ""], 1):
        if written.lstrip().startswith("//"):
            for what, value in NOTE.findall(written):
                if what == "id":
                    block.name = value.strip()
                else:
                    block.points.append(value.strip())
        elif written.strip() and not written.startswith("$"):
            block.line = block.line if block.lines else line
            block.lines.append(re.sub(r"\\([~=#{}:\\n])", _hidden, written))
        elif block.lines:
            yield block
            block = Block(line)


def _hidden(found: re.Match[str]) -> str:
    return HIDDEN.get(found.group(1), "\ue00f")


def _question(block: Block, number: int, reading: Reading) -> None:
    text = "\n".join(block.lines)
    title, text = _title(text)
    name = block.name or title or f"question {number}"
    before, brace, rest = text.partition("{")
    inside, closing, after = rest.rpartition("}")
    if not brace:
        reading.lose(name, "text that asks nothing", whole=True)
        return
    if not closing or "{" in inside or "}" in inside:
        raise NoKey("braces do not match: close each {, and leave an empty line between questions")
    form, before = _form(before)
    tree = _tree(f"{before} _____ {after}" if after.strip() else before, form, block.line)
    answers, _, general = inside.partition("####")
    feedback = feedback_of(_tree(general, form, block.line), block.points)
    built = _built(answers, form, block.line, tree, feedback)
    if built is None:
        reading.lose(name, "an essay", whole=True)
        return
    for words in hypertext.pictures_in(tree):
        reading.lose(name, f"the picture: {words}")
    stem = stem_of(tree)
    if not stem.ask:
        raise NoKey("the question has no text")
    question = Question(stem.vignette, stem.ask, built[0], stem.results, stem.notes)
    reading.items.append(read_item(name, kind_of(built[0]), question, built[1], feedback.lesson))


def _title(text: str) -> tuple[str, str]:
    found = re.match(r"\s*::(.*?)::", text, re.DOTALL)
    return (found.group(1).translate(SHOWN).strip(), text[found.end() :]) if found else ("", text)


def _form(text: str, usual: str = "moodle") -> tuple[str, str]:
    found = FORMAT.match(text)
    return (found.group(1), text[found.end() :]) if found else (usual, text)


def _tree(text: str, form: str, line: int) -> Node:
    form, text = _form(text, form)
    shown = text.translate(SHOWN).strip()
    if form == "plain":
        return Node("body", children=lines(shown), line=line)
    return hypertext.parse(shown if form == "html" else shown.replace("\ue00f", "<br>"), line)


def _built(answers: str, form: str, line: int, stem: Node, feedback: Feedback) -> Built | None:
    """Return response and key, or None for a question that nobody can grade."""
    if not answers.strip():
        return None
    if answers.count("=") + answers.count("~") > MOST_ANSWERS:
        raise NoKey(f"more than {MOST_ANSWERS} answers")
    if found := TRUTH.match(answers):
        return _truth(found, form, line, feedback)
    if answers.lstrip().startswith("#"):
        return _numeric(answers.lstrip()[1:], form, line, stem, feedback)
    found_all = [_answer(*found.groups()) for found in ANSWER.finditer(answers)]
    if not found_all:
        found_all = [_answer("=", "", answers)]
    if any("->" in answer.text for answer in found_all):
        return _matching(found_all, form, line, feedback)
    return _choices(found_all, form, line, feedback)


def _answer(mark: str, weight: str | None, text: str) -> Answer:
    said, _, remark = text.partition("#")
    return Answer(mark, float(weight) if weight else None, said, remark)


def _truth(found: re.Match[str], form: str, line: int, feedback: Feedback) -> Built:
    is_true = found.group(1)[0] in "Tt"
    wrong, _, right = (found.group(2) or "#")[1:].partition("#")
    said = [hypertext.words(_tree(remark, form, line)) for remark in (wrong, right)]
    choices = [Choice("True", is_true, said[is_true]), Choice("False", not is_true, said[not is_true])]
    return building.choose(choices, feedback, scale=True)


def _numeric(answers: str, form: str, line: int, stem: Node, feedback: Feedback) -> Built:
    found = [_answer(*one.groups()) for one in ANSWER.finditer(answers)] or [_answer("=", "", answers)]
    right = [one for one in found if one.mark == "=" and (one.weight is None or one.weight > FULL)]
    if len(right) != 1:
        raise NoKey(f"{len(right)} numbers are right, which is no key")
    value, tolerance = _number(right[0].text)
    slips = [
        Slip(_number(one.text)[0], remark_of(_tree(one.remark, form, line))[0])
        for one in found
        if one.weight is not None and one.weight < SOME
    ]
    unit = next((hypertext.words(node).removeprefix("Answer in ") for node in hypertext.with_class(stem, "unit")), "")
    return building.enter(value, tolerance, feedback, {unit: 1.0}, slips)


def _number(text: str) -> tuple[float, float]:
    """Return value and tolerance of `value`, `value:tolerance` or `low..high`."""
    try:
        first, how, second = NUMBER.match(text.translate(SHOWN)).groups()  # type: ignore[union-attr]
        low, high = float(first), float(second or 0)
    except (AttributeError, ValueError):
        raise NoKey(f"`{text.strip()[:40]}` is no number") from None
    return ((low + high) / 2, (high - low) / 2) if how == ".." else (low, high)


def _matching(answers: list[Answer], form: str, line: int, feedback: Feedback) -> Built:
    pairs = [answer.text.partition("->") for answer in answers]
    if not all(arrow for _, arrow, _ in pairs):
        raise NoKey("one answer has no `->` where others have")
    return building.assign(
        [(hypertext.words(_tree(left, form, line)), right.translate(SHOWN).strip()) for left, _, right in pairs],
        feedback,
    )


def _choices(answers: list[Answer], form: str, line: int, feedback: Feedback) -> Built:
    if all(answer.mark == "=" for answer in answers):
        right = [_term(answer) for answer in answers if answer.weight is None or answer.weight > FULL]
        wrong = {
            _term(answer): remark_of(_tree(answer.remark, form, line))[0]
            for answer in answers
            if answer.weight is not None and answer.weight < FULL
        }
        return building.write(right, wrong, feedback)
    several = not any(answer.mark == "=" for answer in answers)
    if several:
        building.check_shares(answer.weight or 0.0 for answer in answers)
    choices = [
        Choice(
            hypertext.words(_tree(answer.text, form, line)),
            answer.mark == "=" or (several and (answer.weight or 0.0) > SOME),
            *remark_of(_tree(answer.remark, form, line)),
        )
        for answer in answers
    ]
    return building.choose(choices, feedback, several=several)


def _term(answer: Answer) -> str:
    return answer.text.translate(SHOWN).strip()
