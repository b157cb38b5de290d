"""How is a result written? Digits, unit, and a flag in words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cases.catalog.entry import ABSENT, PRESENT
from cases.catalog.observables import Analyte
from cases.catalog.units import FLAG_WORDS, Flag, System, flag_of, range_text, shown
from cases.charts.story import Person, Sight

LONG_NAME = 18
MARKS: dict[Flag, str] = {"": "", "L": "low", "H": "high", "LL": "critical", "HH": "critical"}
SIGNS: dict[Flag, str] = {"": "", "L": "↓ L", "H": "↑ H", "LL": "↓↓ L", "HH": "↑↑ H"}
ARROWS: dict[Flag, str] = {"": "", "L": "↓ ", "H": "↑ ", "LL": "↓↓ ", "HH": "↑↑ "}
MICRO = re.compile(r"\bu(?=g|mol|kat|L)")
SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
ORIGINS = {"ask": "history", "examine": "exam", "order": "test", "visit": "test", "start": "on file"}


@dataclass(frozen=True)
class Written:
    """A value ready to read: `mark` is a class, `sign` such as `↓ L`, `word` such as `low`, `arrow` such as `↓ `.

    `note` is what the laboratory remarks on the sample.
    """

    text: str
    unit: str
    mark: str
    sign: str
    word: str
    arrow: str
    note: str = ""

    @property
    def is_abnormal(self) -> bool:
        """Whether it lies outside the reference range."""
        return bool(self.mark)

    @property
    def is_critical(self) -> bool:
        """Whether it lies beyond the critical limits."""
        return self.mark == "critical"


def written(analyte: Analyte, sight: Sight, person: Person, system: System) -> Written:
    """The value of a sight in a system of units."""
    value = float(sight.value or 0)
    flag = flag_of(analyte, value, person.sex, person.age)
    digits = shown(analyte, value, sight.comparator, system)
    word = FLAG_WORDS[flag]
    return Written(digits.text, digits.unit, MARKS[flag], SIGNS[flag], word, ARROWS[flag], sight.words)


def is_mentioned(analyte: Analyte, sight: Sight) -> bool:
    """Whether a report mentions it: a differential names blasts only where any are seen."""
    return not (analyte.reported_if_seen and sight.comparator == "<")


def reference(analyte: Analyte, person: Person, system: System) -> str:
    """The reference range for this person, in words."""
    return range_text(analyte, person.sex, person.age, system)


def converted(analyte: Analyte, value: float, system: System) -> float:
    """A number in the conventional unit as a number in `system`."""
    return value * analyte.si_factor if system == "si" else value


def unit_text(unit: str) -> str:
    """A unit in plain text, such as `10⁹/L` or `µg/dL`; also for pictures, which know no raised type."""
    text = MICRO.sub("µ", unit)
    start, power, rest = text.partition("^")
    if not power:
        return text
    digits = rest[: len(rest) - len(rest.lstrip("-0123456789"))]
    return start + digits.translate(SUPERSCRIPTS) + rest[len(digits) :]


def label(analyte: Analyte) -> str:
    """The name of an analyte where there is little room: its short form, if the name is long."""
    if analyte.name.endswith(", absolute"):
        return analyte.name.removesuffix(", absolute")
    return analyte.short if len(analyte.name) > LONG_NAME or analyte.name.startswith("Mean ") else analyte.name


def level_name(name: str, level: str) -> str:
    """A finding with its level, where the level says more than present or absent."""
    return name if level in (ABSENT, PRESENT) else f"{name}: {level.replace('-', ' ')}"
