"""Ordering: what comes first, and what follows?"""

from __future__ import annotations

from itertools import combinations
from string import ascii_lowercase
from typing import Annotated

from msgspec import Meta

from cases.catalog import Catalog
from cases.catalog.entry import Part, Text
from quizzes.items.entities import Answer, Arrange, Grade, Item, Key, Mark, NotAnAnswer, Option
from quizzes.items.templates import Template, item_of, lot_of, question_of

KIND = "ordering"


class Step(Part, frozen=True, kw_only=True):
    """One step and why it stands where it does. Of steps with the same `group` one at most is shown."""

    text: Text
    why: Text
    group: str = ""


class Ordering(Template, frozen=True, kw_only=True):
    """The steps are written in the right order; a variant shows `shown` of them."""

    steps: Annotated[tuple[Step, ...], Meta(min_length=3)]
    shown: Annotated[int, Meta(ge=3, le=7)] = 5


def generate(template: Ordering, seed: int, catalog: Catalog) -> Item:
    """The item of a seed; the steps are never shown in the right order."""
    lot = lot_of(template, seed)
    facts = template.facts(lot)
    numbered, groups = list[int](), set[str]()
    for i in lot.shuffled(range(len(template.steps)), "steps"):
        group = template.steps[i].group or str(i)
        if len(numbered) < template.shown and group not in groups:
            groups.add(group)
            numbered.append(i)
    right = sorted(numbered)
    mixed = next(m for m in (lot.shuffled(right, "order", n) for n in range(20)) if m != right)
    letters = dict(zip(mixed, ascii_lowercase, strict=False))
    steps = tuple(Option(letters[i], facts.text(template.steps[i].text)) for i in mixed)
    key = Key(
        answer=tuple(letters[i] for i in right),
        explanation=facts.text(template.explanation),
        remarks={letters[i]: facts.text(template.steps[i].why) for i in mixed},
        names={letters[i]: str(i + 1) for i in mixed},
    )
    question = question_of(template, facts, lot, catalog, Arrange(steps))
    return item_of(template, KIND, seed, catalog, question, key)


def grade(item: Item, answer: Answer) -> Grade:
    """Credit is how many more pairs of steps stand in the right order than in the wrong one, as a share of all pairs
    (Kendall's tau) and never below nothing. Raises NotAnAnswer where a step is missing or there twice."""
    right = item.key.answer
    if not isinstance(answer, tuple) or not isinstance(right, tuple) or sorted(answer) != sorted(right):
        raise NotAnAnswer("Put every step in its place, once.")
    place = {step: i for i, step in enumerate(right)}
    pairs = [place[a] < place[b] for a, b in combinations(answer, 2)]
    credit = max(2 * sum(pairs) / len(pairs) - 1, 0.0)
    marks = tuple(Mark(step, str(i + 1), place[step] == i, item.key.remarks[step]) for i, step in enumerate(answer))
    return Grade(credit, answer == right, False, marks, item.key.explanation)
