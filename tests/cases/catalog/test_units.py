"""Are values written, flagged and read as a laboratory would?"""

import re
from dataclasses import dataclass

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.catalog import current
from cases.catalog.observables import Analyte, ReferenceRange
from cases.catalog.units import FLAG_WORDS, System, flag_of, level_of, parse, range_text, shown

ANALYTES = current().analytes
SYSTEMS: tuple[System, ...] = ("conventional", "si")


@dataclass(frozen=True)
class Example:
    """What a person may type for an analyte, and what it means."""

    analyte: str
    typed: str
    value: float
    comparator: str = ""


EXAMPLES = [
    Example("hemoglobin", "58 g/L", 5.8),
    Example("hemoglobin", "5.8", 5.8),
    Example("hemoglobin", "9,5", 9.5),
    Example("hemoglobin", "  9.5 G / DL ", 9.5),
    Example("hemoglobin", "5.9 mmol/L", 5.9 * 1.6114),
    Example("serum-b12", "<100 pg/mL", 100, "<"),
    Example("serum-b12", "> 2000", 2000, ">"),
    Example("serum-b12", "148 pmol/L", 148 / 0.7378),
    Example("methylmalonic-acid", "0.4 µmol/L", 400),
    Example("methylmalonic-acid", "0.4 μmol/L", 400),
    Example("neutrophils", "850 /uL", 0.85),
    Example("neutrophils", "0.85 x10^9/L", 0.85),
    Example("neutrophils", "0,85 × 10⁹/L", 0.85),
    Example("neutrophils", "0.85 10*9/L", 0.85),
    Example("neutrophils", "0.85 K/uL", 0.85),
    Example("red-cell-count", "4.2 × 10¹²/L", 4.2),
    Example("red-cell-count", "4.2 T/L", 4.2),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.analyte} {example.typed}")
def test_a_typed_value_is_understood(example: Example) -> None:
    value, comparator = parse(ANALYTES[example.analyte], example.typed)
    assert value == pytest.approx(example.value)
    assert comparator == example.comparator


@given(st.sampled_from(list(ANALYTES.values())), st.sampled_from(SYSTEMS), st.floats(1e-3, 5e3), st.sampled_from("<> "))
def test_what_is_shown_can_be_typed_back(analyte: Analyte, system: System, value: float, sign: str) -> None:
    written = shown(analyte, value, sign.strip(), system)
    read, comparator = parse(analyte, f"{written.text} {written.unit}")
    assert shown(analyte, read, comparator, system) == written


@given(st.sampled_from(list(ANALYTES.values())), st.integers(1, 5000))
def test_both_systems_tell_the_same_value(analyte: Analyte, steps: int) -> None:
    value = steps / 10**analyte.decimals
    si = shown(analyte, value, system="si")
    half_a_digit = 0.5 * 10**-analyte.si_decimals / analyte.si_factor
    assert parse(analyte, f"{si.text} {si.unit}")[0] == pytest.approx(value, abs=half_a_digit * 1.001)


@pytest.mark.parametrize("analyte", ANALYTES.values(), ids=lambda analyte: analyte.key)
def test_no_unit_of_an_analyte_means_two_things(analyte: Analyte) -> None:
    """Spellings of one unit may differ in the last digit of a rounded factor, and in no more."""
    for unit, factor in analyte.other_units.items():
        assert parse(analyte, f"1 {unit}")[0] == pytest.approx(factor, rel=2e-3)
    assert parse(analyte, f"1 {analyte.unit}")[0] == 1
    assert parse(analyte, f"1 {analyte.si_unit}")[0] == pytest.approx(1 / analyte.si_factor)


def test_a_wrong_unit_is_refused_with_the_nearest_ones() -> None:
    with pytest.raises(ValueError, match=r"`hemoglobin`: unknown unit `g/dl2`; did you mean .*`g/dL`"):
        parse(ANALYTES["hemoglobin"], "12 g/dl2")


def test_a_unit_like_no_other_is_refused_with_all_that_are_known() -> None:
    with pytest.raises(ValueError, match=r"`platelets`: unknown unit `furlongs`; did you mean .*`10\^9/L`"):
        parse(ANALYTES["platelets"], "12 furlongs")


@pytest.mark.parametrize("text", ["", "many", "-3", "g/dL", "< g/dL"])
def test_what_is_no_number_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match=rf"`hemoglobin`: cannot read `{re.escape(text)}`.*such as 12.3 g/dL"):
        parse(ANALYTES["hemoglobin"], text)


def test_hemoglobin_is_low_in_a_man_and_in_range_in_a_woman() -> None:
    assert flag_of(ANALYTES["hemoglobin"], 12.5, "male", 50) == "L"
    assert flag_of(ANALYTES["hemoglobin"], 12.5, "female", 50) == ""


def test_methylmalonic_acid_is_high_at_fifty_and_in_range_at_eighty() -> None:
    assert flag_of(ANALYTES["methylmalonic-acid"], 420, "female", 50) == "H"
    assert flag_of(ANALYTES["methylmalonic-acid"], 420, "female", 80) == ""


def test_flags_double_beyond_the_critical_limits() -> None:
    hemoglobin = ANALYTES["hemoglobin"]
    flags = [flag_of(hemoglobin, value, "female", 50) for value in (5.8, 7.0, 12.0, 15.5, 15.6, 20.1)]
    assert flags == ["LL", "L", "", "", "H", "HH"]
    assert set(flags) == set(FLAG_WORDS)


def test_a_range_is_written_in_the_unit_of_its_system() -> None:
    assert range_text(ANALYTES["hemoglobin"], "female", 50) == "12.0–15.5"
    assert range_text(ANALYTES["hemoglobin"], "female", 50, "si") == "120–155"


def test_a_range_may_have_one_end_or_none() -> None:
    ends = [ReferenceRange(high=4), ReferenceRange(low=3), ReferenceRange()]
    analytes = [msgspec.structs.replace(ANALYTES["hemoglobin"], ranges=(limits,)) for limits in ends]
    assert [range_text(analyte, "male", 50) for analyte in analytes] == ["< 4.0", "> 3.0", ""]


def test_the_narrowest_range_that_fits_is_taken() -> None:
    child, woman, anybody = ReferenceRange(to_age=17, low=1), ReferenceRange(sex="female", low=2), ReferenceRange(low=3)
    analyte = msgspec.structs.replace(ANALYTES["hemoglobin"], ranges=(anybody, child, woman))
    assert analyte.range_for("male", 10) == child
    assert analyte.range_for("female", 40) == woman
    assert analyte.range_for("male", 40) == anybody


def test_levels_may_be_typed_as_people_say_them() -> None:
    levels = ("absent", "present")
    assert [level_of(levels, text) for text in ("no", "Negative", "YES", "positive", "Present")] == [
        "absent", "absent", "present", "present", "present",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="`some` is none of absent, present"):
        level_of(levels, "some")
