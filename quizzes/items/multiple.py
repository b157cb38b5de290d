"""Multiple answers: which of these are right?"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from cases.catalog import Catalog
from quizzes.items.choosing import (
    Line,
    apart,
    candidates_of,
    choice_key,
    grade_choices,
    lettered,
    options_of,
)  # fmt: skip
from quizzes.items.entities import Answer, Choose, Grade, Item
from quizzes.items.templates import Template, TemplateError, item_of, lot_of, question_of

KIND = "multiple"


class Multiple(Template, frozen=True, kw_only=True):
    """Of the options `shown`, at least two are right and at least one is not; how many is drawn."""

    options: Annotated[tuple[Line, ...], Meta(min_length=4)]
    shown: Annotated[int, Meta(ge=4, le=8)] = 5


def generate(template: Multiple, seed: int, catalog: Catalog) -> Item:
    """The item of a seed; raises TemplateError where the pool has too few options that are right, or that are not."""
    lot = lot_of(template, seed)
    facts = template.facts(lot)
    candidates = lot.shuffled(candidates_of(template.options, facts), "pool")
    right, wrong = ([one for one in candidates if one.is_right is side] for side in (True, False))
    if len(right) < 2 or not wrong or len(candidates) < template.shown:
        raise TemplateError(f"{len(right)} options are right and {len(wrong)} wrong in the variant of seed {seed}")
    least, most = max(2, template.shown - len(wrong)), min(len(right), template.shown - 1)
    chosen = apart(right, round(lot.number(least, most, 0, "how many")))
    chosen += apart(wrong, template.shown - len(chosen), chosen)
    shown = lettered(lot.shuffled(chosen, "order"))
    question = question_of(template, facts, lot, catalog, Choose(options_of(shown), several=True))
    key = choice_key(shown, facts.text(template.explanation), several=True)
    return item_of(template, KIND, seed, catalog, question, key)


def grade(item: Item, answer: Answer) -> Grade:
    """A share of the credit for each right option, less as much for each wrong one; raises NotAnAnswer."""
    return grade_choices(item, answer)
