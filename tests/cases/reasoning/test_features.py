"""Does evidence land in its columns?"""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.catalog import current
from cases.reasoning.evidence import Evidence, Measured
from cases.reasoning.features import AGE, IMPLIED, completed, entropy, features_of

CATALOG = current()
FEATURES = features_of(CATALOG)


def test_every_analyte_that_does_not_follow_from_others_has_a_column() -> None:
    assert FEATURES.analytes[0] == AGE
    assert set(FEATURES.analytes[1:]) == set(CATALOG.analytes) - IMPLIED
    assert set(CATALOG.analytes) >= IMPLIED
    assert FEATURES.column["age"] == 0


def test_every_level_of_every_finding_has_a_column() -> None:
    pairs = {(key, level) for key, finding in CATALOG.findings.items() for level in finding.levels}
    assert set(FEATURES.levels) == pairs | {("sex", "female"), ("sex", "male")}
    assert len(set(FEATURES.levels)) == len(FEATURES.levels)


def test_the_columns_do_not_depend_on_the_order_of_the_files() -> None:
    turned = dict(reversed(list(CATALOG.analytes.items())))
    other = features_of(type(CATALOG)(**{**vars(CATALOG), "analytes": turned}))
    assert other.analytes == FEATURES.analytes
    assert np.array_equal(other.floors, FEATURES.floors)


def test_skewed_analytes_are_taken_as_logarithms_and_others_as_they_are() -> None:
    known = Evidence(60, "male", {"serum-b12": Measured(300), "mcv": Measured(110)})
    columns, values = FEATURES.values_of(known)
    found = {FEATURES.analytes[i]: value for i, value in zip(columns, values, strict=True)}
    assert found == pytest.approx({"age": 60, "serum-b12": math.log(300), "mcv": 110})


def test_a_value_near_nothing_is_taken_at_the_floor() -> None:
    low = CATALOG.analytes["serum-b12"].report_low
    assert low
    _, values = FEATURES.values_of(Evidence(60, "male", {"serum-b12": Measured(0.0)}))
    assert math.log(low) in values.tolist()


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


@given(st.lists(st.floats(1e-6, 1), min_size=1, max_size=8))
def test_uncertainty_is_greatest_where_all_are_alike(weights: list[float]) -> None:
    chances = {str(i): weight / sum(weights) for i, weight in enumerate(weights)}
    assert -1e-12 <= entropy(chances) <= math.log(len(chances)) + 1e-9


def test_certainty_has_no_uncertainty() -> None:
    assert entropy({"a": 1.0, "b": 0.0}) == 0
    assert entropy({"a": 0.5, "b": 0.5}) == pytest.approx(math.log(2))
