"""Numeric: what is the number, and in which unit?"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from cases.catalog import Catalog
from cases.catalog.entry import Part, Text
from quizzes.items.entities import Answer, Enter, Grade, Item, Key, Mark, NotAnAnswer, Quantity, Slip
from quizzes.items.facts import Facts
from quizzes.items.templates import Template, item_of, lot_of, question_of

KIND = "numeric"


class Mistake(Part, frozen=True, kw_only=True):
    """A wrong result that a known mistake leads to."""

    value: Text
    why: Text


class Numeric(Template, frozen=True, kw_only=True):
    """`value` is a formula in the first of `units`, each with the factor that turns a number in it into the first.

    An answer is right within `tolerance` (in the first unit), or within `share` of the value, whichever is wider.
    """

    value: Text
    units: Annotated[dict[str, float], Meta(min_length=1)]
    decimals: Annotated[int, Meta(ge=0, le=3)] = 0
    tolerance: Annotated[float, Meta(ge=0)] = 0.0
    share: Annotated[float, Meta(ge=0, le=0.5)] = 0.0
    mistakes: tuple[Mistake, ...] = ()


def generate(template: Numeric, seed: int, catalog: Catalog) -> Item:
    """The item of a seed."""
    lot = lot_of(template, seed)
    facts = template.facts(lot)
    question = question_of(template, facts, lot, catalog, Enter(tuple(template.units), template.decimals))
    return item_of(template, KIND, seed, catalog, question, _key(template, facts))


def _key(template: Numeric, facts: Facts) -> Key:
    value = facts.number(template.value)
    return number_key(
        value,
        template.units,
        template.decimals,
        max(template.tolerance, template.share * abs(value)),
        facts.text(template.explanation),
        tuple(Slip(facts.number(one.value), facts.text(one.why)) for one in template.mistakes),
    )


def number_key(
    value: float,
    units: dict[str, float],
    decimals: int,
    tolerance: float,
    explanation: str,
    slips: tuple[Slip, ...] = (),
) -> Key:
    """The key of a number, in the first unit: whoever rounds to the decimals asked for is within the tolerance."""
    return Key(
        answer=Quantity(value, next(iter(units))),
        explanation=explanation,
        remarks={"number": explanation},
        tolerance=max(tolerance, 0.5 * 10.0**-decimals) * (1 + 1e-9),
        factors=units,
        slips=tuple(slip for slip in slips if abs(slip.value - value) > 2 * tolerance),
    )


def grade(item: Item, answer: Answer) -> Grade:
    """Right within the tolerance; a known mistake is named. Raises NotAnAnswer for another unit, or no number."""
    key = item.key
    if not isinstance(answer, Quantity) or not isinstance(key.answer, Quantity):
        raise NotAnAnswer("Enter a number.")
    if answer.unit not in key.factors:
        raise NotAnAnswer(f"Give the number in {' or '.join(key.factors)}.")
    given = answer.value * key.factors[answer.unit]
    if given != given or abs(given) == float("inf"):
        raise NotAnAnswer("Enter a number.")
    right = abs(given - key.answer.value) <= key.tolerance
    near = [slip.remark for slip in key.slips if abs(given - slip.value) <= key.tolerance]
    remark = key.explanation if right or not near else near[0]
    mark = Mark("number", f"{answer.value:g} {answer.unit}".strip(), right, remark)
    return Grade(float(right), right, False, (mark,), key.explanation)
