"""How is an item read from a document of QTI 3?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from quizzes.formats import building, hypertext
from quizzes.formats.building import Built, Choice, NoKey
from quizzes.formats.content import Feedback, feedback_of, remark_of, stem_of
from quizzes.formats.exchange import MOST_ANSWERS, Problem, Reading, Refused, kind_of, read_item
from quizzes.formats.qti.scoring import GENERAL
from quizzes.formats.trees import Node
from quizzes.items import Question
from quizzes.items.entities import Slip

INTERACTION = "-interaction"
# Interactions that are programs.
PROGRAMS = {"qti-portable-custom-interaction", "qti-custom-interaction", "qti-media-interaction"}
ANSWERS = "qti-simple-choice qti-simple-associable-choice qti-inline-choice qti-value qti-map-entry".split()
ASIDE = {"qti-rubric-block", "qti-feedback-block", "qti-feedback-inline", "qti-stylesheet"}


@dataclass(frozen=True)
class Content:
    """What all items have: interactions, response declarations by name, feedback on parts, and general feedback."""

    interactions: Sequence[Node]
    declared: dict[str, Node]
    remarks: dict[str, Node]
    feedback: Feedback
    root: Node

    @property
    def first(self) -> Node:
        return self.interactions[0]

    def key_of(self, interaction: Node) -> list[str]:
        """The right values of an interaction: its correct response, else what its mapping gives credit for."""
        declared = self.declared.get(interaction["response-identifier"])
        if declared is None:
            raise NoKey("an interaction has no response declaration")
        right = [value.text() for value in (declared.find("qti-correct-response") or Node("")).elements("qti-value")]
        return right or [key for key, worth in worths(declared) if worth > 0]

    def remark(self, name: str) -> tuple[str, bool]:
        return remark_of(self.remarks[name]) if name in self.remarks else ("", False)


def read_document(root: Node, reading: Reading, file: str, points: Sequence[str] = ()) -> None:
    """Add the item of a document to what was read, or the reasons why not."""
    try:
        _read(root, reading, points)
    except Refused as refused:
        reading.problems += [Problem(one.line, one.reason, file) for one in refused.problems]
    except NoKey as reason:
        reading.problems.append(Problem(root.line, str(reason), file))


def _read(root: Node, reading: Reading, points: Sequence[str]) -> None:
    name = root["title"] or root["identifier"] or "an item"
    body = root.find("qti-item-body") or _refuse(root, "the item has no body")
    _check(root)
    if len(root.all(*ANSWERS)) > 3 * MOST_ANSWERS:  # choices, values of the key, entries of its mapping
        _refuse(root, f"more than {MOST_ANSWERS} answers")
    interactions = [node for node in body.walk() if node.tag.endswith(INTERACTION)]
    kinds = {node.tag for node in interactions}
    if root.all("qti-template-declaration"):
        reading.lose(name, "items whose numbers a template draws", whole=True)
        return
    several = len(interactions) > 1 and kinds != {"qti-inline-choice-interaction"}
    if several or not kinds <= set(BODIES) or not kinds:
        what = "several questions" if several else ", ".join(sorted(kinds)) or "text that asks nothing"
        reading.lose(name, f"items with {what}", whole=True)
        return
    content = _content(root, interactions, points)
    response, key = BODIES[interactions[0].tag](content)
    stem = stem_of(Node("body", children=list(_stem(body))))
    if not stem.ask:
        raise NoKey("the question has no text")
    for loss in _losses(content, body, [part for part in content.remarks if part not in _parts(content)]):
        reading.lose(name, loss)
    question = Question(stem.vignette, stem.ask, response, stem.results, stem.notes)
    reading.items.append(read_item(name, kind_of(response), question, key, content.feedback.lesson))


def _check(root: Node) -> None:
    for node in root.walk():
        if node.tag in PROGRAMS:
            _refuse(node, f"<{node.tag}> is a program")
    hypertext.check(root)


def _content(root: Node, interactions: Sequence[Node], points: Sequence[str]) -> Content:
    feedbacks = {node["identifier"]: node for node in root.all("qti-modal-feedback")}
    general = feedbacks.pop(GENERAL, Node("body"))
    inline = {
        choice["identifier"]: node
        for interaction in interactions
        for choice in interaction.all("qti-simple-choice")
        for node in choice.all("qti-feedback-inline")
    }
    declared = {node["identifier"]: node for node in root.elements("qti-response-declaration")}
    return Content(interactions, declared, inline | feedbacks, feedback_of(general, points), root)


def _losses(content: Content, body: Node, unplaced: Sequence[str]) -> Iterator[str]:
    for words in hypertext.pictures_in(body):
        yield f"the picture: {words}"
    if body.all("qti-rubric-block"):
        yield "notes for those who score"
    if unplaced:
        yield f"feedback that belongs to no part of the answer: {', '.join(unplaced)}"


def _parts(content: Content) -> set[str]:
    choices = {node["identifier"] for one in content.interactions for node in one.all("qti-simple-choice")}
    return choices | {name for name in content.remarks if name.startswith("slip-")}


def _stem(node: Node) -> Iterator[Node | str]:
    """The body without its interactions: of each that has one its prompt, of one within a line a blank."""
    for child in node.children:
        if isinstance(child, str):
            yield child
        elif child.tag in ("qti-text-entry-interaction", "qti-inline-choice-interaction"):
            yield "_____"
        elif child.tag.endswith(INTERACTION):
            yield Node(
                "p", children=[Node("span", one.attributes, one.children) for one in child.elements("qti-prompt")]
            )
        elif child.tag not in ASIDE:
            yield Node(child.tag, child.attributes, list(_stem(child)), child.line)


def _words(node: Node) -> str:
    plain = [child for child in node.children if isinstance(child, str) or child.tag not in ASIDE]
    return hypertext.words(Node("span", children=plain))


def worths(declared: Node) -> list[tuple[str, float]]:
    """Return what each value of a response is worth by its mapping."""
    return [
        (entry["map-key"], _float(entry["mapped-value"]))
        for entry in (declared.find("qti-mapping") or Node("")).elements("qti-map-entry")
    ]


def _known(right: Sequence[str], names: Sequence[str]) -> Sequence[str]:
    if strangers := [name for name in right if name not in names]:
        raise NoKey(f"the key `{strangers[0][:40]}` names no option")
    if len(set(names)) < len(names):
        raise NoKey("two options have one identifier")
    return right


def _choose(content: Content) -> Built:
    options = content.first.all("qti-simple-choice")
    right = _known(content.key_of(content.first), [option["identifier"] for option in options])
    declared = content.declared[content.first["response-identifier"]]
    choices = [
        Choice(_words(option), option["identifier"] in right, *content.remark(option["identifier"]))
        for option in options
    ]
    several = declared["cardinality"] == "multiple"
    scale = not several and content.first["shuffle"] in ("", "false")
    return building.choose(choices, content.feedback, several=several, scale=scale)


def _arrange(content: Content) -> Built:
    options = {option["identifier"]: option for option in content.first.all("qti-simple-choice")}
    right = _known(content.key_of(content.first), list(options))
    if sorted(right) != sorted(options):
        raise NoKey("the right order leaves out a step")
    listed = content.feedback.remarks
    return building.arrange(
        [(_words(options[name]), listed.get(name) or content.remark(name)[0]) for name in right], content.feedback
    )


def _assign(content: Content) -> Built:
    sets = content.first.elements("qti-simple-match-set")
    if len(sets) != 2:
        raise NoKey("a match has two sets")
    things, places = ({node["identifier"]: _words(node) for node in one.elements()} for one in sets)
    pairs = dict(pair.split() for pair in content.key_of(content.first) if len(pair.split()) == 2)
    _known(list(pairs), list(things)), _known(list(pairs.values()), list(places))
    if set(pairs) != set(things):
        raise NoKey("a thing has no place")
    return building.assign(
        [(text, places[pairs[name]]) for name, text in things.items()], content.feedback, places=list(places.values())
    )


def _entry(content: Content) -> Built:
    declared = content.declared.get(content.first["response-identifier"], Node(""))
    right = content.key_of(content.first)
    if not right:
        raise NoKey("nothing is right")
    slips = {
        given: hypertext.words(node)
        for name, node in content.remarks.items()
        if name.startswith("slip-")
        and (given := next((one["data-given"] for one in node.walk() if one["data-given"]), ""))
    }
    if declared["base-type"] in ("float", "integer"):
        value = _float(right[0])
        made = [Slip(_float(given), remark) for given, remark in slips.items()]
        unit = next((hypertext.words(one) for one in hypertext.with_class(content.root, "unit")), "")
        factors = {unit.removeprefix("Answer in "): 1.0}
        return building.enter(value, _tolerance(content.root, value), content.feedback, factors, made)
    also = [key for key, worth in worths(declared) if worth >= 1]
    return building.write(list(dict.fromkeys([*right, *also])), slips, content.feedback)


def _tolerance(root: Node, value: float) -> float:
    """How far from the value an answer may lie, from the first limits, or the first comparison, that have it inside."""
    for node in root.all("qti-and"):
        limits = [_float(one.text("qti-base-value") or "nan") for one in node.all("qti-gte", "qti-lte")]
        if len(limits) == 2 and min(limits) <= value <= max(limits):
            return (max(limits) - min(limits)) / 2
    for node in root.all("qti-equal"):
        if node["tolerance-mode"] in ("absolute", "relative"):
            width = _float(node["tolerance"].split()[0] if node["tolerance"] else "nan")
            return width if node["tolerance-mode"] == "absolute" else abs(value) * width / 100
    return 0.0


def _fill(content: Content) -> Built:
    rows = {
        one["response-identifier"]: row
        for row in content.root.all("li")
        for one in row.all("qti-inline-choice-interaction")
    }
    fields = list[tuple[str, str, list[Choice]]]()
    for number, interaction in enumerate(content.interactions, 1):
        identifier = interaction["response-identifier"]
        options = interaction.elements("qti-inline-choice")
        right = set(_known(content.key_of(interaction), [option["identifier"] for option in options]))
        mapped = dict(worths(content.declared[identifier]))
        right |= {name for name, worth in mapped.items() if worth > 0}
        row = rows.get(identifier, Node(""))
        key = row["data-field"] or f"gap-{number}"
        name = "".join(child for child in row.children if isinstance(child, str)).strip().rstrip(":") or f"Gap {number}"
        choices = [
            Choice(_words(one), one["identifier"] in right, is_unsafe=mapped.get(one["identifier"], 0.0) <= -1)
            for one in options
        ]
        fields.append((key, name, choices))
    return building.fill(fields, content.feedback)


BODIES: dict[str, Callable[[Content], Built]] = {
    "qti-choice-interaction": _choose,
    "qti-order-interaction": _arrange,
    "qti-match-interaction": _assign,
    "qti-text-entry-interaction": _entry,
    "qti-inline-choice-interaction": _fill,
}


def _float(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise NoKey(f"`{text[:40]}` is no number") from None


def _refuse(node: Node, reason: str) -> Node:
    raise Refused([Problem(node.line, reason)])
