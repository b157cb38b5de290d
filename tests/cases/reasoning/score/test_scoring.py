"""Is the score the published one?"""

import json
import math
from itertools import permutations
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.catalog import Catalog
from cases.catalog.disease import Condition, Diagnosis
from cases.reasoning.score.record import Record
from cases.reasoning.score.scoring import (
    CALIBRATION,
    DIAGNOSIS,
    ECONOMY,
    KEY_FEATURES,
    REGRET_SCALE,
    Grade,
    calibration,
    diagnosis_credit,
    distance,
    grade,
)
from cases.reasoning.score.steps import Step
from tests.cases.reasoning.records import Story, story
from tests.cases.reasoning.tiny import CATALOG, LACK, OBSERVER, PRIOR, condition
from tests.cases.variants import with_entry


def graded(told: Story, hidden: str = "lack") -> Grade:
    """Return the grade of what was told of a patient with a hidden condition."""
    return grade(CATALOG, OBSERVER, CATALOG.conditions[hidden], told.record, PRIOR)


def points(of: Grade) -> dict[str, float]:
    """Return the points of each part."""
    return {part.key: part.points for part in of.parts}


def careful() -> Story:
    """Tell how the lack is found and replaced."""
    return story().order("assay", vitamin=40.0).order("film", lobes="many")


def test_the_weights_are_the_published_ones() -> None:
    assert (KEY_FEATURES, DIAGNOSIS, ECONOMY, CALIBRATION) == (45, 20, 25, 10)


@pytest.mark.parametrize("forecast", [{}, {"lack": 90, "clone": 10}])
def test_the_parts_add_up_to_the_total_and_to_a_hundred(forecast: dict[str, int]) -> None:
    told = careful()
    given = graded((told.forecast(**forecast) if forecast else told).sign("lack", "shots"))
    assert sum(part.possible for part in given.parts) == 100
    assert given.total == round(sum(part.points for part in given.parts))
    assert all(0 <= part.points <= part.possible for part in given.parts)


def test_without_a_forecast_its_weight_moves_to_the_key_features() -> None:
    without, with_one = (
        {part.key: part.possible for part in graded(told.sign("lack", "shots")).parts}
        for told in (careful(), careful().forecast(lack=90, clone=10))
    )
    assert without == {"key-features": 55, "diagnosis": 20, "economy": 25}
    assert with_one == {"key-features": 45, "diagnosis": 20, "economy": 25, "calibration": 10}


def test_an_ideal_encounter_has_nearly_all_points() -> None:
    belief = graded(careful().sign("lack", "shots")).belief_at_commit
    said = {key: round(100 * chance) for key, chance in belief.items()}
    assert graded(careful().forecast(**said).sign("lack", "shots")).total >= 95


def test_key_features_count_alike() -> None:
    given = graded(story().order("film", lobes="many").sign("lack", "shots"))
    assert dict(given.features) == {"assay-first": False, "give-it": True, "no-poison": True}
    assert points(given)["key-features"] == pytest.approx(55 * 2 / 3)


def test_economy_falls_with_the_regret_and_never_below_nothing() -> None:
    given = graded(careful().order("idle", weight=80.0).sign("lack", "shots"))
    assert points(given)["economy"] == pytest.approx(25 * math.exp(-given.regret / REGRET_SCALE))
    assert given.regret == pytest.approx(sum(max(step.regret, 0) for step in given.steps))
    wasteful = careful()
    for _ in range(40):
        wasteful.order("idle", weight=80.0)
    assert 0 < points(graded(wasteful.sign("lack", "shots")))["economy"] < 12


def test_an_unsafe_act_caps_the_total_whatever_else_was_done() -> None:
    given = graded(careful().sign("lack", "shots", "poison"))
    assert given.unsafe == ("poisoned",)
    assert sum(part.points for part in given.parts) > 20
    assert given.total == 20


def test_a_cap_lifts_no_score() -> None:
    given = graded(story().sign("clone", "poison"))
    assert given.unsafe == ("poisoned",)
    assert given.total == round(sum(part.points for part in given.parts)) < 20


def test_what_is_unsafe_in_one_condition_is_right_in_another() -> None:
    told = story().order("assay", vitamin=900.0).order("film", lobes="absent").sign("clone", "poison")
    assert graded(told, hidden="clone").unsafe == ()
    assert points(graded(told, hidden="clone"))["diagnosis"] == 20


# Credit for the diagnosis.


def relatives() -> Catalog:
    """Return the tiny catalog with more causes of the lack, and another disease that is managed like it."""
    catalog = CATALOG
    more: dict[str, dict[str, Any]] = {
        "lack-by-diet": condition("lack", "shots", LACK),
        "lack-by-poison": condition("lack", "poison", LACK),
        "other-lack": condition("other-lack", "shots", LACK),
    }
    for key, fields in more.items():
        catalog = with_entry(catalog, "conditions", msgspec.convert({"key": key, "name": key, **fields}, Condition))
    return with_entry(catalog, "diagnoses", Diagnosis(key="other-lack", name="Other lack", short="-", family="-"))


CREDITS = {
    "the disease with its cause": (("lack", "lack"), 1.0),
    "the disease with another cause": (("lack", "lack-by-diet"), 0.7),
    "the disease without a cause": (("lack", ""), 0.7),
    "the disease with a cause that is treated otherwise": (("lack", "lack-by-poison"), 0.4),
    "another disease that is managed alike": (("other-lack", ""), 0.4),
    "a disease that is managed otherwise": (("clone", "clone"), 0.0),
    "no disease but a referral": (("refer", ""), 0.0),
}


@pytest.mark.parametrize(("committed", "credit"), CREDITS.values(), ids=CREDITS)
def test_the_credit_for_a_diagnosis(committed: tuple[str, str], credit: float) -> None:
    diagnosis, cause = committed
    record = story().sign(diagnosis, "shots", cause=cause).record
    catalog = relatives()
    assert diagnosis_credit(catalog, catalog.conditions["lack"], record) == credit


def test_a_disease_of_one_cause_needs_no_cause_named() -> None:
    record = story().sign("clone", "poison").record
    assert diagnosis_credit(CATALOG, CATALOG.conditions["clone"], record) == 1


def test_without_a_signature_there_is_no_credit() -> None:
    assert diagnosis_credit(CATALOG, CATALOG.conditions["lack"], story().record) == 0


# The differential against the belief.


def step(belief: dict[str, float], said: dict[str, float] | None, kind: str = "forecast") -> Step:
    """Return a step at which something was said."""
    return Step(0, kind, (), 0, 0.0, belief, said, 0.0, ())


def test_saying_what_can_be_believed_is_at_no_distance() -> None:
    assert distance({"a": 0.7, "b": 0.3}, {"a": 0.7, "b": 0.3}) == pytest.approx(0)


def test_the_distance_is_the_log_score_lost() -> None:
    expected = 0.9 * math.log(0.9 / 0.5) + 0.1 * math.log(0.1 / 0.5)
    assert distance({"a": 0.9, "b": 0.1}, {"a": 0.5, "b": 0.5}) == pytest.approx(expected)


def test_something_else_is_spread_over_what_was_not_named() -> None:
    belief = {"a": 0.6, "b": 0.2, "c": 0.2}
    assert distance(belief, {"a": 0.6, "something-else": 0.4}) == pytest.approx(0)


def test_what_was_held_impossible_costs_much_and_not_everything() -> None:
    assert distance({"a": 1.0}, {"b": 1.0}) == pytest.approx(math.log(1 / 0.005))


@given(st.lists(st.floats(0.01, 1), min_size=3, max_size=3), st.lists(st.floats(0.01, 1), min_size=3, max_size=3))
def test_no_differential_is_nearer_than_the_belief(weights: list[float], others: list[float]) -> None:
    belief, said = (dict(zip("abc", [w / sum(numbers) for w in numbers], strict=True)) for numbers in (weights, others))
    assert distance(belief, said) >= -1e-9


def test_calibration_is_the_mean_over_all_forecasts() -> None:
    right, wrong = step({"a": 0.5, "b": 0.5}, {"a": 0.5, "b": 0.5}), step({"a": 0.9, "b": 0.1}, {"a": 0.1, "b": 0.9})
    far = math.exp(-(0.9 * math.log(9) + 0.1 * math.log(1 / 9)))
    assert calibration([right, wrong]) == pytest.approx((1 + far) / 2)


def test_only_forecasts_are_held_against_the_belief() -> None:
    ordered = step({"a": 0.9, "b": 0.1}, {"a": 0.1, "b": 0.9}, kind="order")
    assert calibration([ordered]) is None
    assert calibration([ordered, step({"a": 1.0}, {"a": 1.0})]) == pytest.approx(1)


# What must not matter.


def bedside(order: tuple[str, ...]) -> Record:
    """Return a record whose questions and maneuvers come in an order."""
    told = story()
    for key in order:
        told = told.examine("legs", numb="present") if key == "legs" else told.ask(key)
    return told.order("assay", vitamin=40.0).sign("lack", "shots").record


def test_the_order_of_questions_and_maneuvers_does_not_matter() -> None:
    grades = [
        grade(CATALOG, OBSERVER, CATALOG.conditions["lack"], bedside(order), PRIOR)
        for order in permutations(("diet", "legs", "tongue"))
    ]
    assert {given.total for given in grades} == {grades[0].total}
    assert all(points(given) == pytest.approx(points(grades[0])) for given in grades)


def test_the_order_of_tests_in_one_order_does_not_matter() -> None:
    told = [
        story().order(*keys, vitamin=40.0, cells=1.5, lobes="many").sign("lack", "shots")
        for keys in permutations(("assay", "count", "film"))
    ]
    assert {graded(one).total for one in told} == {graded(told[0]).total}


def test_a_grade_can_be_stored() -> None:
    given = graded(careful().forecast(lack=90, clone=10).sign("lack", "shots"))
    assert json.loads(json.dumps(given.as_json()))["total"] == given.total
