"""Classifying: into which class does each of these fall?"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from cases.catalog import Catalog
from cases.catalog.entry import Part, Text
from quizzes.items.assigning import assigned, grade_places
from quizzes.items.entities import Answer, Grade, Item
from quizzes.items.lots import Lot
from quizzes.items.templates import Template, TemplateError, item_of, lot_of, question_of

KIND = "classifying"


class Card(Part, frozen=True, kw_only=True):
    """Something to be put into a class (the number of its place in `classes`, from 1), and why."""

    text: Text
    into: Annotated[int, Meta(ge=1)]
    why: Text
    group: str = ""


class Classifying(Template, frozen=True, kw_only=True):
    """A variant shows `shown` cards, at least one of each class; of one `group` at most one."""

    classes: Annotated[tuple[Text, ...], Meta(min_length=2, max_length=5)]
    cards: Annotated[tuple[Card, ...], Meta(min_length=4)]
    shown: Annotated[int, Meta(ge=4, le=10)] = 6


def generate(template: Classifying, seed: int, catalog: Catalog) -> Item:
    """The item of a seed; the classes keep their order. Raises TemplateError where a class has no card."""
    lot = lot_of(template, seed)
    facts = template.facts(lot)
    classes = [facts.text(name) for name in template.classes]
    things = [
        (str(name), facts.text(card.text), classes[card.into - 1], facts.text(card.why))
        for name, card in lot.shuffled(_drawn(template, lot), "order")
    ]
    response, key = assigned(things, classes, facts.text(template.explanation), match=False)
    question = question_of(template, facts, lot, catalog, response)
    return item_of(template, KIND, seed, catalog, question, key)


def _drawn(template: Classifying, lot: Lot) -> list[tuple[int, Card]]:
    """One card of each class first, then others as chance has it."""
    left = lot.shuffled(enumerate(template.cards, 1), "cards")
    first = list[tuple[int, Card]]()
    for number in range(1, len(template.classes) + 1):
        of_class = [pair for pair in left if pair[1].into == number]
        if not of_class:
            raise TemplateError(f"no card falls into class {number}, `{template.classes[number - 1]}`")
        first.append(of_class[0])
    chosen, groups = list[tuple[int, Card]](), set[str]()
    for name, card in [*first, *(pair for pair in left if pair not in first)]:
        if len(chosen) < template.shown and (not card.group or card.group not in groups):
            groups.add(card.group)
            chosen.append((name, card))
    return chosen


def grade(item: Item, answer: Answer) -> Grade:
    """A share of the credit for each card in its class; raises NotAnAnswer."""
    return grade_places(item, answer)
