"""Unsafe order: which of these would harm this patient?"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from cases.catalog import Catalog
from cases.catalog.entry import Key as Slug
from cases.catalog.entry import Part, Text
from quizzes.items.choosing import (
    Candidate,
    apart,
    choice_key,
    grade_choice,
    lettered,
    options_of,
)  # fmt: skip
from quizzes.items.entities import Answer, Choose, Grade, Item
from quizzes.items.facts import Facts
from quizzes.items.templates import Template, TemplateError, item_of, lot_of, question_of

KIND = "unsafe-order"


class Order(Part, frozen=True, kw_only=True):
    """An order on a drug chart or a request form, and why it is safe or not. Whether it is may hang on the facts."""

    text: Text
    why: Text
    unsafe: bool | str = False
    when: bool | str = True
    group: str = ""


class UnsafeOrder(Template, frozen=True, kw_only=True):
    """Exactly one unsafe order is shown among safe ones; `act` names the catalog's unsafe act that it is, if one is."""

    orders: Annotated[tuple[Order, ...], Meta(min_length=4)]
    shown: Annotated[int, Meta(ge=3, le=6)] = 4
    act: Slug | None = None


def generate(template: UnsafeOrder, seed: int, catalog: Catalog) -> Item:
    """The item of a seed; raises TemplateError where no order is unsafe."""
    lot = lot_of(template, seed)
    facts = template.facts(lot)
    candidates = [_candidate(i, order, facts) for i, order in enumerate(template.orders, 1) if facts.holds(order.when)]
    unsafe = [one for one in candidates if one.is_right]
    if not unsafe:
        raise TemplateError(f"no order is unsafe in the variant of seed {seed}")
    chosen = [lot.pick(unsafe, "unsafe")]
    chosen += apart(lot.shuffled((one for one in candidates if not one.is_right), "safe"), template.shown - 1, chosen)
    shown = lettered(lot.shuffled(chosen, "order"))
    question = question_of(template, facts, lot, catalog, Choose(options_of(shown)))
    return item_of(template, KIND, seed, catalog, question, choice_key(shown, facts.text(template.explanation)))


def _candidate(number: int, order: Order, facts: Facts) -> Candidate:
    """Finding the unsafe order is right here: nobody is harmed by pointing at it, nor by pointing at another."""
    unsafe = facts.holds(order.unsafe)
    return Candidate(str(number), facts.text(order.text), facts.text(order.why), unsafe, group=order.group)


def grade(item: Item, answer: Answer) -> Grade:
    """All or nothing; raises NotAnAnswer."""
    return grade_choice(item, answer)
