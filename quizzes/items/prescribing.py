"""Prescribing: which drug, by which route, at which dose and how often?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta

from cases.catalog import Catalog
from cases.catalog.entry import Key as Slug
from cases.catalog.entry import Part, Text
from quizzes.items.choosing import Candidate, Line, apart, candidates_of, lettered, options_of
from quizzes.items.entities import Answer, Field, Fill, Grade, Item, Key, Mark, NotAnAnswer
from quizzes.items.facts import Facts
from quizzes.items.lots import Lot
from quizzes.items.templates import Template, TemplateError, item_of, lot_of, question_of

KIND = "prescribing"


class Box(Part, frozen=True, kw_only=True):
    """One field of the order. More than one option may be right: whichever is chosen counts."""

    key: Slug
    name: Text
    options: Annotated[tuple[Line, ...], Meta(min_length=2)]
    shown: Annotated[int, Meta(ge=2, le=6)] = 4
    scale: bool = False


class Prescribing(Template, frozen=True, kw_only=True):
    """An order with its fields."""

    fields: Annotated[tuple[Box, ...], Meta(min_length=2, max_length=5)]


def generate(template: Prescribing, seed: int, catalog: Catalog) -> Item:
    """The item of a seed; raises TemplateError where nothing is right in a field."""
    lot = lot_of(template, seed)
    facts = template.facts(lot)
    shown = {box.key: _options(box, facts, lot.of(box.key)) for box in template.fields}
    fields = tuple(Field(box.key, box.name, options_of(shown[box.key])) for box in template.fields)
    question = question_of(template, facts, lot, catalog, Fill(fields))
    return item_of(template, KIND, seed, catalog, question, _key(shown, facts.text(template.explanation)))


def _options(box: Box, facts: Facts, lot: Lot) -> dict[str, Candidate]:
    candidates = candidates_of(box.options, facts)
    right = lot.shuffled((one for one in candidates if one.is_right), "right")
    if not right:
        raise TemplateError(f"nothing is right in the field `{box.key}`")
    others = lot.shuffled((one for one in candidates if not one.is_right), "wrong")
    chosen = apart([right[0], *others], box.shown)
    chosen += apart(right[1:], box.shown - len(chosen), chosen)
    if box.scale:
        return lettered([one for one in candidates if one in chosen])
    return lettered(lot.shuffled(chosen, "order"))


def _key(shown: Mapping[str, dict[str, Candidate]], explanation: str) -> Key:
    parts = {f"{field}/{letter}": one for field, options in shown.items() for letter, one in options.items()}
    accepted = {
        field: frozenset(letter for letter, one in options.items() if one.is_right) for field, options in shown.items()
    }
    return Key(
        answer={field: min(letters) for field, letters in accepted.items()},
        explanation=explanation,
        remarks={part: one.why for part, one in parts.items()},
        unsafe=frozenset(part for part, one in parts.items() if one.is_unsafe),
        names={part: one.name for part, one in parts.items()},
        accepted=accepted,
    )


def grade(item: Item, answer: Answer) -> Grade:
    """A share of the credit for each field; nothing at all where something unsafe is ordered. Raises NotAnAnswer where
    a field is left open."""
    key, response = item.key, item.question.response
    if not isinstance(answer, Mapping) or not isinstance(response, Fill) or set(answer) != set(key.accepted):
        raise NotAnAnswer("Fill in every field.")
    if any(answer[field.key] not in {option.key for option in field.options} for field in response.fields):
        raise NotAnAnswer("Fill in every field.")
    parts = {field: f"{field}/{letter}" for field, letter in answer.items()}
    marks = tuple(
        Mark(field, answer[field], answer[field] in accepted, key.remarks[parts[field]], parts[field] in key.unsafe)
        for field, accepted in key.accepted.items()
    )
    unsafe = any(mark.is_unsafe for mark in marks)
    credit = 0.0 if unsafe else sum(mark.is_right for mark in marks) / len(marks)
    return Grade(credit, all(mark.is_right for mark in marks), unsafe, marks, key.explanation)
