"""In which unit, and is it in range? Values for reading, flags as text, and values typed by people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from cases.catalog.entry import ABSENT
from cases.catalog.observables import Analyte
from cases.catalog.problems import nearest

System = Literal["conventional", "si"]
Flag = Literal["", "L", "H", "LL", "HH"]
FLAG_WORDS: dict[Flag, str] = {
    "": "in range",
    "L": "low",
    "H": "high",
    "LL": "critically low",
    "HH": "critically high",
}
SPELLINGS = str.maketrans("µμ⁰¹²³⁴⁵⁶⁷⁸⁹", "uu0123456789", " ×^*")
TYPED = re.compile(r"^\s*(?P<sign>[<>]?)\s*(?P<number>\d+(?:[.,]\d+)?(?:e-?\d+)?)\s*(?P<unit>\S.*)?$", re.IGNORECASE)


@dataclass(frozen=True)
class Shown:
    """A value as written on a page: digits and unit apart."""

    text: str
    unit: str


def unit_of(analyte: Analyte, system: System) -> str:
    """The analyte's unit in a system."""
    return analyte.si_unit if system == "si" else analyte.unit


def shown(analyte: Analyte, value: float, comparator: str = "", system: System = "conventional") -> Shown:
    """The value, given in the conventional unit, as it is written in `system`."""
    return Shown(comparator + number_text(analyte, value, system), unit_of(analyte, system))


def number_text(analyte: Analyte, value: float, system: System = "conventional") -> str:
    """Digits alone, rounded as the laboratory reports them."""
    if system == "si":
        return f"{value * analyte.si_factor:.{analyte.si_decimals}f}"
    return f"{value:.{analyte.decimals}f}"


def range_text(analyte: Analyte, sex: str, age: float, system: System = "conventional") -> str:
    """The reference range for this sex and age, such as `12.0–15.5`, `< 0.40` or an empty string."""
    limits = analyte.range_for(sex, age)
    low, high = (None if x is None else number_text(analyte, x, system) for x in (limits.low, limits.high))
    if low is not None and high is not None:
        return f"{low}–{high}"
    if high is not None:
        return f"< {high}"
    return f"> {low}" if low is not None else ""


def flag_of(analyte: Analyte, value: float, sex: str, age: float) -> Flag:
    """L or H outside the range for this sex and age, doubled beyond the critical limits."""
    limits = analyte.range_for(sex, age)
    if analyte.critical_low is not None and value < analyte.critical_low:
        return "LL"
    if analyte.critical_high is not None and value > analyte.critical_high:
        return "HH"
    if limits.low is not None and value < limits.low:
        return "L"
    return "H" if limits.high is not None and value > limits.high else ""


def parse(analyte: Analyte, text: str) -> tuple[float, str]:
    """A typed value such as `58 g/L` or `<100 pg/mL` as (value in the conventional unit, comparator).

    A number without unit counts as conventional. Raises ValueError that names the units known.
    """
    typed = TYPED.match(text)
    if typed is None:
        raise ValueError(
            f"`{analyte.key}`: cannot read `{text}`; write a number and a unit, such as 12.3 {analyte.unit}"
        )
    value = float(typed["number"].replace(",", "."))
    return value * _factor(analyte, (typed["unit"] or analyte.unit).strip()), typed["sign"]


def _factor(analyte: Analyte, unit: str) -> float:
    units = [*analyte.other_units, analyte.si_unit, analyte.unit]
    # The two systems come last: their factors are exact, and win over a rounded one for another spelling.
    factors = [*analyte.other_units.values(), 1 / analyte.si_factor, 1.0]
    known = {_plain(name): factor for name, factor in zip(units, factors, strict=True)}
    if _plain(unit) not in known:
        near = nearest(unit, dict.fromkeys(units))
        written = " or ".join(f"`{name}`" for name in near) or ", ".join(f"`{name}`" for name in dict.fromkeys(units))
        raise ValueError(f"`{analyte.key}`: unknown unit `{unit}`; did you mean {written}?")
    return known[_plain(unit)]


def _plain(unit: str) -> str:
    """Units compare without case, spaces and the several ways to write micro and powers."""
    return unit.lower().translate(SPELLINGS).removeprefix("x").replace("mcg", "ug")


def level_of(levels: tuple[str, ...], text: str) -> str:
    """A typed level of a finding; `negative`, `no`, `positive` and `yes` stand for absent and present.

    Raises ValueError that names the levels.
    """
    plain = {"negative": ABSENT, "no": ABSENT, "positive": "present", "yes": "present"}.get(text.lower(), text.lower())
    if plain not in levels:
        raise ValueError(f"`{text}` is none of {', '.join(levels)}")
    return plain
