"""How does a line of a panel read in the units wanted?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cases.catalog import current as current_catalog
from cases.catalog.units import System, number_text, unit_of
from quizzes.items.entities import Result

DIGITS = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Measured:
    """One line of a panel in the units wanted; `mark` and `sign` say in words and digits how it lies."""

    name: str
    text: str
    unit: str
    limits: str
    mark: str
    sign: str
    word: str


def measured(result: Result, units: System) -> Measured:
    """A line of a panel in the units wanted."""
    analyte = current_catalog().analytes[result.analyte]
    text, limits = result.text, result.limits
    if units == "si":
        text = DIGITS.sub("", text) + number_text(analyte, result.value, units)
        limits = DIGITS.sub(lambda found: number_text(analyte, float(found[0]), units), limits)
    sign = {"low": "↓ L", "high": "↑ H"}.get(result.flag, "")
    return Measured(result.name, text, unit_of(analyte, units), limits, result.flag, sign, result.flag)
