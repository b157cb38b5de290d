"""Does evidence land in its columns?"""

import math

import numpy as np
import pytest

from cases.catalog import current
from cases.reasoning.belief.evidence import Evidence, Measured
from cases.reasoning.belief.features import AGE, IMPLIED, Bound, completed, features_of

CATALOG = current()
FEATURES = features_of(CATALOG)


def test_every_analyte_that_does_not_follow_from_others_has_a_column() -> None:
    assert FEATURES.analytes[0] == AGE
    assert set(FEATURES.analytes[1:]) == set(CATALOG.analytes) - IMPLIED
    assert set(CATALOG.analytes) >= IMPLIED
    assert FEATURES.column["age"] == 0


def test_every_level_of_every_finding_and_every_reporting_limit_has_a_column() -> None:
    pairs = {(key, level) for key, finding in CATALOG.findings.items() for level in finding.levels}
    limits = {(key, side) for key in FEATURES.analytes[1:] for side in ("<", "within", ">")}
    assert set(FEATURES.levels) == pairs | limits | {("sex", "female"), ("sex", "male")}
    assert len(set(FEATURES.levels)) == len(FEATURES.levels)


def test_the_columns_do_not_depend_on_the_order_of_the_files() -> None:
    turned = dict(reversed(list(CATALOG.analytes.items())))
    other = features_of(type(CATALOG)(**{**vars(CATALOG), "analytes": turned}))
    assert other.analytes == FEATURES.analytes
    assert np.array_equal(other.floors, FEATURES.floors)


def test_skewed_analytes_are_taken_as_logarithms_and_others_as_they_are() -> None:
    told = Evidence(60, "male", {"serum-b12": Measured(300), "mcv": Measured(110)})
    columns, values = FEATURES.values_of(told)
    found = {FEATURES.analytes[i]: value for i, value in zip(columns, values, strict=True)}
    assert found == pytest.approx({"age": 60, "serum-b12": math.log(300), "mcv": 110})


def known(key: str, value: float, comparator: str = "") -> Evidence:
    """Return evidence of one value."""
    return Evidence(60, "male", {key: Measured(value, comparator)})


@pytest.mark.parametrize(
    ("value", "comparator", "level"),
    [
        (50, "<", "<"), (30, "<", "<"), (30, "", "<"), (50, "", "within"), (300, "", "within"),
        (2000, ">", ">"), (5000, "", ">"), (5000, ">", ">"),
    ],
)  # fmt: skip
def test_where_a_value_lies_is_a_finding(value: float, comparator: str, level: str) -> None:
    told = known("serum-b12", value, comparator)
    pairs = {FEATURES.levels[i] for i in FEATURES.levels_of(told)}
    assert pairs == {("sex", "male"), ("serum-b12", level)}
    assert (FEATURES.column["serum-b12"] in FEATURES.values_of(told)[0]) == (level == "within")
    assert FEATURES.bounds_of(told) == []


def test_beyond_the_limit_of_another_laboratory_is_a_bound() -> None:
    told = known("serum-b12", 100, "<")
    assert FEATURES.column["serum-b12"] not in FEATURES.values_of(told)[0]
    column, level = FEATURES.column["serum-b12"], FEATURES.place["serum-b12", "<"]
    assert FEATURES.bounds_of(told) == [Bound(column, pytest.approx(math.log(100)), -1, level)]
    [bound] = FEATURES.bounds_of(known("sodium", 150, ">"))
    assert (bound.value, bound.side, bound.level) == (150, 1, FEATURES.place["sodium", ">"])


def test_reticulocytes_below_a_limit_stay_below_it() -> None:
    values = completed({"reticulocyte-percent": Measured(0.1, "<"), "red-cell-count": Measured(2.0)})
    assert values["reticulocytes"] == Measured(pytest.approx(2.0), "<")


def test_shares_seen_count_what_is_known_of_each_kind() -> None:
    told = Evidence(60, "male", {"mcv": Measured(90), "hematocrit": Measured(30)}, {"fever": "present"})
    seen = dict(zip(FEATURES.groups, FEATURES.shares_seen(told), strict=True))
    reds = [a for a in CATALOG.analytes.values() if a.group == "red-cells" and a.key not in IMPLIED]
    assert seen["red-cells"] == pytest.approx(1 / len(reds))
    assert seen["history"] > 0
    assert seen["chemistry"] == 0
    full = Evidence(60, "male", dict.fromkeys(CATALOG.analytes, Measured(1)), dict.fromkeys(CATALOG.findings, "x"))
    assert FEATURES.shares_seen(full) == pytest.approx(1)


def test_levels_land_in_their_columns_with_the_sex() -> None:
    known = Evidence(60, "male", levels={"fever": "present", "diet": "vegan"})
    pairs = {FEATURES.levels[i] for i in FEATURES.levels_of(known)}
    assert pairs == {("sex", "male"), ("fever", "present"), ("diet", "vegan")}


def test_a_count_is_completed_from_what_implies_it() -> None:
    known = completed(
        {"hematocrit": Measured(30), "red-cell-count": Measured(2.5), "reticulocyte-percent": Measured(2)}
    )
    assert known["hemoglobin"].value == pytest.approx(10)
    assert known["mcv"].value == pytest.approx(120)
    assert known["reticulocytes"].value == pytest.approx(50)


def test_what_was_measured_is_never_replaced_by_what_is_implied() -> None:
    values = {"hemoglobin": Measured(9), "hematocrit": Measured(30), "mcv": Measured(99), "red-cell-count": Measured(2)}
    known = completed(values)
    assert (known["hemoglobin"].value, known["mcv"].value) == (9, 99)
