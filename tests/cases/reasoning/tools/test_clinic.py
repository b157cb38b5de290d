"""Does a policy for testing do to a day's patients what it says, and is it reckoned fairly?"""

import numpy as np
import pytest

from cases.catalog import current
from cases.reasoning.belief.evidence import Evidence, Measured
from cases.reasoning.belief.observer import current_observer
from cases.reasoning.tools.clinic import (
    OFFERED,
    RULES,
    WAITS_FOR,
    Attendance,
    Bounds,
    Clinic,
    Outcome,
    Policy,
    Stakes,
    Tally,
    Visit,
    clinic_of,
    tally,
)
from cases.reasoning.worth.decisions import REFER

MANY = 60
NOBODY, EVERYBODY = Policy({}), Policy(dict.fromkeys(OFFERED, "everyone"))


@pytest.fixture(scope="module")
def clinic() -> Clinic:
    return clinic_of(current(), current_observer(), "general-medicine")


@pytest.fixture(scope="module")
def day(clinic: Clinic) -> list[Attendance]:
    return clinic.day(7, 0, MANY)


def outcomes(clinic: Clinic, day: list[Attendance], policy: Policy) -> list[Outcome]:
    return [clinic.outcome(attendance, clinic.by_rule(attendance, policy)) for attendance in day]


def ideal(clinic: Clinic, day: list[Attendance]) -> Tally:
    return tally([clinic.outcome(attendance, attendance.ideal) for attendance in day])


def test_the_same_patients_come_however_the_day_is_cut(clinic: Clinic, day: list[Attendance]) -> None:
    assert clinic.day(7, 0, 4) + clinic.day(7, 4, 4) == day[:8]
    assert clinic.day(8, 0, 8) != day[:8]


def test_nobody_and_everybody_are_taken_at_their_word(clinic: Clinic, day: list[Attendance]) -> None:
    for attendance in day[:10]:
        assert clinic.by_rule(attendance, NOBODY) == Visit((), 0)
        longest = max(current().investigations[key].turnaround_minutes for key in OFFERED)
        assert clinic.by_rule(attendance, EVERYBODY) == Visit(OFFERED, longest)


@pytest.mark.parametrize(
    ("rule", "values", "levels", "holds"),
    [
        ("mcv", {"mcv": 101}, {}, True),
        ("mcv", {"mcv": 99}, {}, False),
        ("hemoglobin", {"hemoglobin": 9.9}, {}, True),
        ("hemoglobin", {"hemoglobin": 10}, {}, False),
        ("neutrophils", {"neutrophils": 0.9}, {}, True),
        ("neutrophils", {}, {}, False),
        ("b12", {"serum-b12": 200}, {}, True),
        ("b12", {"serum-b12": 350}, {}, False),
        ("b12-low", {"serum-b12": 199}, {}, True),
        ("film", {}, {"hypersegmented-neutrophils": "present"}, True),
        ("film", {}, {"hypersegmented-neutrophils": "absent"}, False),
        ("film", {}, {}, False),
    ],
)
def test_a_rule_holds_only_for_what_is_known(
    rule: str, values: dict[str, float], levels: dict[str, str], holds: bool
) -> None:
    known = Evidence(60, "female", {key: Measured(value) for key, value in values.items()}, levels)
    assert RULES[rule](known, Bounds()) is holds


def test_a_rule_on_a_result_waits_for_it_and_never_fires_without(clinic: Clinic, day: list[Attendance]) -> None:
    both = Policy({"serum-b12": "everyone", "methylmalonic-acid": "b12"})
    alone = Policy({"methylmalonic-acid": "b12"})
    reflex = [clinic.by_rule(attendance, both) for attendance in day]
    tests = current().investigations
    assert {visit.tests for visit in reflex} == {("serum-b12",), ("serum-b12", "methylmalonic-acid")}
    assert all(
        visit.minutes == sum(tests[key].turnaround_minutes for key in visit.tests) for visit in reflex
    )  # one after the other
    assert {clinic.by_rule(attendance, alone).tests for attendance in day} == {()}
    assert set(WAITS_FOR) < set(RULES)


def test_the_ideal_loses_less_than_testing_nobody_or_everybody(clinic: Clinic, day: list[Attendance]) -> None:
    best = ideal(clinic, day).total
    assert best < tally(outcomes(clinic, day, NOBODY)).total
    assert best < tally(outcomes(clinic, day, EVERYBODY)).total


def test_tests_find_what_the_count_alone_misses(clinic: Clinic, day: list[Attendance]) -> None:
    blind, seeing = (tally(outcomes(clinic, day, policy)) for policy in (NOBODY, EVERYBODY))
    assert seeing.missed < blind.missed == sum(attendance.hidden for attendance in day)
    assert blind.fees == blind.minutes == sum(use.done for use in blind.uses) == 0
    assert all(0 <= use.found <= use.done <= MANY for use in seeing.uses)


def test_a_test_has_found_what_would_be_missed_without_it(clinic: Clinic, day: list[Attendance]) -> None:
    policy = Policy({"serum-b12": "everyone", "blood-film": "everyone"})
    found = [outcome for outcome in outcomes(clinic, day, policy) if outcome.found]
    assert found
    for outcome in found:
        less = Visit(tuple(key for key in outcome.visit.tests if key != outcome.found[0]), 0)
        assert not outcome.missed
        assert clinic.outcome(outcome.attendance, less).missed


def test_nobody_is_both_missed_and_without_a_treatable_disease(clinic: Clinic, day: list[Attendance]) -> None:
    for outcome in outcomes(clinic, day, NOBODY):
        assert outcome.treatable or not outcome.missed
        assert outcome.plan >= 0
        assert outcome.total == outcome.plan


def test_what_is_missed_and_what_is_mistreated_by_hand() -> None:
    stakes = Stakes(np.array([10_000.0, 1_000.0, 6_000.0, 12_000.0]), watched=10_000.0)
    assert stakes.treatable
    assert [stakes.missed_by(course) for course in range(4)] == [True, False, True, True]
    assert [stakes.worse_than_watching(course) for course in range(4)] == [False, False, False, True]
    assert stakes.beyond_best(2) == 5_000
    trifle = Stakes(np.array([100.0, 0.0]), watched=100.0)
    assert not trifle.treatable
    assert not trifle.missed_by(0)


def test_what_a_wrong_plan_loses_is_counted_from_the_best_plan_for_who_knew(clinic: Clinic) -> None:
    condition = clinic.catalog.conditions["pernicious-anemia"]
    refer = next(i for i, course in enumerate(clinic.table.courses) if course.managements == {REFER})
    losses = clinic.table.losses[clinic.table.conditions.index(condition.key)]
    assert Stakes(losses, 0.0).beyond_best(refer) == pytest.approx(losses[refer] - losses.min())


def test_number_needed_to_test_is_tests_done_for_each_disease_found(clinic: Clinic, day: list[Attendance]) -> None:
    uses = {use.test: use for use in tally(outcomes(clinic, day, Policy({"serum-b12": "everyone"}))).uses}
    b12 = uses["serum-b12"]
    assert b12.found > 0
    assert b12.needed_to_test == MANY / b12.found
    assert uses["copper"].needed_to_test is None


def test_an_unknown_setting_is_refused() -> None:
    with pytest.raises(KeyError):
        clinic_of(current(), current_observer(), "no-such-ward")
