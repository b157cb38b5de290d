"""Do the items of a template hold? Variants made anew, each answered with its own key and searched for cues.

A key is wrong where the grader refuses it, ambiguous where another answer is as good, and given away where it can be
told without knowing the subject.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from cases.catalog import Catalog
from quizzes.items.entities import (
    Answer,
    Arrange,
    Assign,
    Choose,
    Enter,
    Fill,
    Item,
    NotAnAnswer,
    Option,
    Quantity,
    Question,
    Write,
)  # fmt: skip
from quizzes.items.kinds import generate, grade
from quizzes.items.templates import Template, TemplateError

# Variants looked at in a full proof; so many of them must differ in what they show, order apart.
VARIANTS = 200
LEAST_DIFFERENT = 4
# The right option may be longer than the longest of the others by so much, but for short ones such as names.
LONGER, SHORT = 1.25, 40
# What a vignette may say of a patient, and which value has to bear it out where it is shown.
CLAIMS = {
    "large red cells": ("mcv", "high"),
    "low neutrophil": ("neutrophils", "low"),
    "few platelets": ("platelets", "low"),
    "an anemia": ("hemoglobin", "low"),
    "is anemic": ("hemoglobin", "low"),
}


@dataclass(frozen=True)
class Proof:
    """What came of some variants of a template: what is wrong with them, how many differ, and how often the right
    option was the longest of those shown, of how many choices."""

    template: str
    problems: tuple[str, ...]
    different: int
    longest: int
    choices: int


def prove(template: Template, catalog: Catalog, variants: int, first: int = 0) -> Proof:
    """Make and check so many variants, of seeds from `first` on; each problem is named once, with its first seed."""
    problems: dict[str, str] = {}
    shown, longest, choices = set[str](), 0, 0
    for seed in range(first, first + variants):
        try:
            item = generate(template, seed, catalog)
        except TemplateError as error:
            problems.setdefault("no item", f"seed {seed}: {error}")
            continue
        for problem in problems_of(item):
            problems.setdefault(problem, f"seed {seed}: {problem}")
        shown.add(content_of(item))
        told = told_by_length(item)
        longest, choices = longest + (told is True), choices + (told is not None)
    if len(shown) < min(LEAST_DIFFERENT, (variants + 1) // 2):
        problems["alike"] = f"{variants} variants show only {len(shown)} different questions"
    return Proof(template.key, tuple(problems.values()), len(shown), longest, choices)


def problems_of(item: Item) -> Iterator[str]:
    """All that is wrong with one item."""
    yield from _texts(item)
    yield from _claims(item.question)
    yield from _key(item)
    yield from _length(item)


def _texts(item: Item) -> Iterator[str]:
    question = item.question
    for group in _groups(question):
        words = [option.text.casefold() for option in group]
        if len(set(words)) < len(words):
            yield f"two options say the same: {sorted(words)}"
    for text in (question.vignette, question.ask, *item.key.remarks.values(), item.key.explanation):
        if "{" in text or "}" in text or "  " in text:
            yield f"a gap was left in `{text}`"
    if not question.ask.strip() or not item.key.explanation.strip():
        yield "there is no question or no explanation"
    if missing := _parts(question) - {part for part, remark in item.key.remarks.items() if remark.strip()}:
        yield f"no explanation of {', '.join(sorted(missing))}"


def _claims(question: Question) -> Iterator[str]:
    """What is said of the patient and not borne out by the values shown beside it."""
    flags = {result.analyte: result.flag for result in question.results}
    for words, (analyte, flag) in CLAIMS.items():
        if words in question.vignette and flags.get(analyte, flag) != flag:
            yield f"`{words}` stands above a {analyte} that is not {flag}"


def _groups(question: Question) -> list[tuple[Option, ...]]:
    match question.response:
        case Choose(options=options):
            return [options]
        case Arrange(steps=steps):
            return [steps]
        case Assign(things=things, places=places):
            return [things, places]
        case Fill(fields=fields):
            return [field.options for field in fields]
    return []


def _parts(question: Question) -> set[str]:
    """All that needs an explanation."""
    match question.response:
        case Assign(things=things):
            return {thing.key for thing in things}
        case Fill(fields=fields):
            return {f"{field.key}/{option.key}" for field in fields for option in field.options}
    return {option.key for group in _groups(question) for option in group}


def _key(item: Item) -> Iterator[str]:
    """The key earns full credit and harms nobody, and no other answer is as good."""
    try:
        right = grade(item, item.key.answer)
    except NotAnAnswer:
        yield "the key does not answer the question"
        return
    if not right.is_right or right.credit < 1 or right.is_unsafe:
        yield "the key is not graded as right, or as unsafe"
    good = [other for other in others(item) if grade(item, other).is_right]
    if good:
        yield f"another answer is as good: {good[0]}"


def others(item: Item) -> Iterable[Answer]:
    """Answers that must not be right: every other option, and for other responses the nearest that is wrong."""
    key = item.key
    match item.question.response:
        case Choose(options=options, several=False):
            return [option.key for option in options if option.key != key.answer]
        case Choose(options=options):
            keys, right = [option.key for option in options], set(_tuple(key.answer))
            return [tuple(k for k in keys if (k in right) != (k == turned)) or (turned,) for turned in keys]
        case Enter():
            value = key.answer.value if isinstance(key.answer, Quantity) else 0.0
            unit = key.answer.unit if isinstance(key.answer, Quantity) else ""
            slips = [Quantity(slip.value, unit) for slip in key.slips]
            return [*slips, Quantity(value + 2.5 * key.tolerance, unit), Quantity(value - 2.5 * key.tolerance, unit)]
        case Arrange():
            steps = _tuple(key.answer)
            return [(*steps[:i], steps[i + 1], steps[i], *steps[i + 2 :]) for i in range(len(steps) - 1)]
        case Assign(places=places, match=match):
            return [] if match else _moved(key.answer, [place.key for place in places])
        case Fill(fields=fields):
            wrong = [(f.key, o.key) for f in fields for o in f.options if o.key not in key.accepted[f.key]]
            return [{**_mapping(key.answer), field: option} for field, option in wrong]
        case Write(terms=terms):
            return [term for term in terms if term not in key.accepted["terms"]][:50]
    return []


def _moved(answer: Answer, places: list[str]) -> list[Answer]:
    right = _mapping(answer)
    return [{**right, thing: place} for thing in right for place in places if place != right[thing]]


def _tuple(answer: Answer) -> tuple[str, ...]:
    return answer if isinstance(answer, tuple) else ()


def _mapping(answer: Answer) -> dict[str, str]:
    return dict(answer) if isinstance(answer, Mapping) else {}


def _length(item: Item) -> Iterator[str]:
    lengths = _lengths(item)
    if lengths and lengths[0] > LONGER * max(lengths[1:]) and lengths[0] > SHORT:
        yield f"the right option is much longer ({lengths[0]} signs) than all others ({max(lengths[1:])})"


def told_by_length(item: Item) -> bool | None:
    """Whether the right option is the longest of all; None where there is no one right option of several."""
    lengths = _lengths(item)
    return lengths[0] > max(lengths[1:]) if lengths else None


def _lengths(item: Item) -> list[int]:
    """Signs of the right option, then of the others; nothing where this is no choice of one, or a scale."""
    response = item.question.response
    if not isinstance(response, Choose) or response.several or response.scale:
        return []
    right = next(option for option in response.options if option.key == item.key.answer)
    return [len(right.text), *(len(option.text) for option in response.options if option is not right)]


def content_of(item: Item) -> str:
    """What an item shows, whatever the order of its options."""
    groups = [sorted(option.text for option in group) for group in _groups(item.question)]
    return repr((replace(item.question, response=Write(())), groups, item.drawing))
