"""Which numbers and words does this variant have? Facts drawn, taken from a case, computed; and texts with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta, field

from cases.catalog.entry import Part
from quizzes.items.expressions import NotAFormula, Value, value_of
from quizzes.items.lots import Lot

PLACE = re.compile(r"\{([a-zA-Z_]\w*)(?::([^{}]*))?\}")
# So often facts are drawn until they meet what a template requires.
TRIES = 400
WORDS = {
    "female": {"woman": "woman", "she": "she", "her": "her", "him": "her", "She": "She", "Her": "Her"},
    "male": {"woman": "man", "she": "he", "her": "his", "him": "him", "She": "He", "Her": "His"},
}


class Draw(Part, frozen=True, kw_only=True):
    """What is drawn: a number `from` one value `to` another, both included, or one `of` some values."""

    start: float = field(default=0.0, name="from")
    to: float = 0.0
    decimals: Annotated[int, Meta(ge=0, le=3)] = 0
    of: tuple[float | str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """Values by name, and how those are written that were drawn with decimals."""

    values: Mapping[str, Value]
    written: Mapping[str, str]

    def number(self, formula: str) -> float:
        """The number that a formula gives; raises NotAFormula."""
        value = value_of(formula, self.values)
        if isinstance(value, str):
            raise NotAFormula(f"`{formula}` gives words, not a number")
        return float(value)

    def holds(self, condition: bool | str) -> bool:
        """Whether a condition holds; one that is not written holds or not by itself."""
        return condition if isinstance(condition, bool) else bool(value_of(condition, self.values))

    def text(self, words: str) -> str:
        """The words with each `{name}` or `{name:.1f}` replaced; raises NotAFormula for a name that is no fact."""
        return PLACE.sub(lambda found: self._written(found[1], found[2]), words)

    def _written(self, name: str, form: str | None) -> str:
        if name not in self.values:
            raise NotAFormula(f"`{{{name}}}` is not drawn, computed or given in a case")
        value = self.values[name]
        if form:
            return format(value, form)
        return self.written.get(name) or (
            f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
        )


def facts_of(
    draw: Mapping[str, Draw],
    cases: tuple[Mapping[str, Value], ...],
    compute: Mapping[str, str],
    require: str,
    sex: str | None,
    lot: Lot,
) -> Facts:
    """The facts of a variant: one of the cases, draws, then what is computed from them in the order of writing.

    They are drawn again until `require` holds; raises NotAFormula where it never does.
    """
    for facts in _tried(draw, cases, compute, sex, lot):
        if facts.holds(require):
            return facts
    raise NotAFormula(f"`{require}` was never met in {TRIES} draws")


def _tried(
    draw: Mapping[str, Draw],
    cases: tuple[Mapping[str, Value], ...],
    compute: Mapping[str, str],
    sex: str | None,
    lot: Lot,
) -> Iterator[Facts]:
    for attempt in range(TRIES):
        own = lot.of("facts", attempt)
        values: dict[str, Value] = {"sex": sex or own.pick(("female", "male"), "sex"), **own.pick(cases, "case")}
        written: dict[str, str] = {}
        for name, one in draw.items():
            values[name] = own.pick(one.of, name) if one.of else own.number(one.start, one.to, one.decimals, name)
            if not one.of:
                written[name] = f"{values[name]:.{one.decimals}f}"
        values |= WORDS[str(values["sex"])]
        for name, formula in compute.items():
            values[name] = value_of(formula, values)
        yield Facts(values, written)
