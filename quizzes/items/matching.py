"""Matching: which belongs to which?"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from cases.catalog import Catalog
from cases.catalog.entry import Part, Text
from quizzes.items.assigning import assigned, grade_places
from quizzes.items.entities import Answer, Grade, Item
from quizzes.items.lots import Lot
from quizzes.items.templates import Template, item_of, lot_of, question_of

KIND = "matching"


class Pair(Part, frozen=True, kw_only=True):
    """Two things that belong together, each in one or several wordings, and why."""

    this: Annotated[tuple[Text, ...], Meta(min_length=1)]
    that: Annotated[tuple[Text, ...], Meta(min_length=1)]
    why: Text


class Matching(Template, frozen=True, kw_only=True):
    """A variant shows `shown` of the pairs, and of `lures`, which belong to none, so many that one can err."""

    pairs: Annotated[tuple[Pair, ...], Meta(min_length=3)]
    lures: tuple[Text, ...] = ()
    shown: Annotated[int, Meta(ge=3, le=6)] = 4


def generate(template: Matching, seed: int, catalog: Catalog) -> Item:
    """The item of a seed; with a lure where there is one, so that the last pair is not given away."""
    lot = lot_of(template, seed)
    facts = template.facts(lot)
    drawn = lot.shuffled(enumerate(template.pairs, 1), "pairs")
    things = [
        (
            str(name),
            facts.text(lot.pick(pair.this, "this", name)),
            facts.text(lot.pick(pair.that, "that", name)),
            facts.text(pair.why),
        )
        for name, pair in drawn[: template.shown]
    ]
    places = [place for _, _, place, _ in things] + _lures(template, lot, drawn)
    response, key = assigned(things, lot.shuffled(places, "places"), facts.text(template.explanation), match=True)
    question = question_of(template, facts, lot, catalog, response)
    return item_of(template, KIND, seed, catalog, question, key)


def _lures(template: Matching, lot: Lot, drawn: list[tuple[int, Pair]]) -> list[str]:
    """One place too many: a lure, or the place of a pair that is not shown."""
    left = [lot.pick(pair.that, "that", name) for name, pair in drawn[template.shown :]]
    return lot.shuffled([*template.lures, *left], "lures")[:1]


def grade(item: Item, answer: Answer) -> Grade:
    """A share of the credit for each right pair; raises NotAnAnswer."""
    return grade_places(item, answer)
