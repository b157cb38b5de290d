"""Single best answer: which one option is best?"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from cases.catalog import Catalog
from quizzes.items.choosing import (
    Line,
    candidates_of,
    choice_key,
    drawn_with_one_right,
    grade_choice,
    lettered,
    options_of,
)  # fmt: skip
from quizzes.items.entities import Answer, Choose, Grade, Item
from quizzes.items.templates import Template, TemplateError, item_of, lot_of, question_of

KIND = "single"


class Single(Template, frozen=True, kw_only=True):
    """One option is right; of several right ones, which say the same in other words, a variant shows one.

    `shown` options are drawn from the pool. A `scale` keeps the order of writing and shows all that may be offered.
    """

    options: Annotated[tuple[Line, ...], Meta(min_length=3)]
    shown: Annotated[int, Meta(ge=3, le=6)] = 4
    scale: bool = False


def generate(template: Single, seed: int, catalog: Catalog) -> Item:
    """The item of a seed; raises TemplateError where no option is right, or on a scale more than one."""
    lot = lot_of(template, seed)
    facts = template.facts(lot)
    candidates = candidates_of(template.options, facts)
    right = sum(one.is_right for one in candidates)
    if right != 1 if template.scale else right == 0:
        raise TemplateError(f"{right} options are right in the variant of seed {seed}")
    if not template.scale:
        candidates = lot.shuffled(drawn_with_one_right(candidates, template.shown, lot), "order")
    shown = lettered(candidates)
    response = Choose(options_of(shown), scale=template.scale)
    question = question_of(template, facts, lot, catalog, response)
    return item_of(template, KIND, seed, catalog, question, choice_key(shown, facts.text(template.explanation)))


def grade(item: Item, answer: Answer) -> Grade:
    """All or nothing; raises NotAnAnswer."""
    return grade_choice(item, answer)
