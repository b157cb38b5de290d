"""Does every disease stay within bounds under whatever is given, and would we notice if it did not?"""

import math
from dataclasses import replace

import pytest

from cases.simulation.trajectories import trajectory_of
from cases.simulation.treatment import route_of
from cases.simulation.validation.checks import combined
from cases.simulation.validation.combinations import Combination, Trouble, combinations_of, random_plans, troubles_of
from tests.cases.simulation.population import CATALOG, patient

SAMPLE = list(combinations_of(CATALOG, 60))


@pytest.mark.parametrize("one", SAMPLE, ids=lambda one: f"{one.number} {one.condition}")
def test_no_combination_runs_away(one: Combination) -> None:
    assert one.troubles == ()


def test_a_combination_follows_from_its_number_alone() -> None:
    again = list(combinations_of(CATALOG, 5))
    assert again == SAMPLE[:5]
    assert len({one.plans for one in SAMPLE}) > 50


def test_the_combinations_meet_many_diseases_and_treatments_as_they_are_given() -> None:
    lines = [line for one in SAMPLE for plan in one.plans for line in plan.plan.prescriptions]
    assert len({one.condition for one in SAMPLE}) > 25
    assert len({line.treatment for line in lines}) > 35
    for line in lines:
        route = route_of(CATALOG, line)
        low, high = route.usual_dose
        assert low / 2 <= line.dose * route.units[line.unit] <= 2 * high
        assert {line.frequency, line.maintenance} <= {*route.frequencies}


def test_a_second_plan_comes_after_the_first() -> None:
    plans = [random_plans(patient("healthy"), number) for number in range(40)]
    assert {len(one) for one in plans} == {1, 2}
    assert all(one[1].day > 0 for one in plans if len(one) == 2)


@pytest.mark.parametrize(("value", "kind"), [(math.nan, "infinite"), (math.inf, "infinite"), (-1e-9, "negative")])
def test_a_state_that_is_no_amount_is_found(value: float, kind: str) -> None:
    one = patient("healthy")
    course = trajectory_of(one, (), 7)
    spoiled = (*course.states[:3], (value, *course.states[3][1:]), *course.states[4:])
    assert kind in {trouble.kind for trouble in troubles_of(one, replace(course, states=spoiled))}


def test_a_course_that_breaks_off_is_found() -> None:
    one = patient("copper")
    whole, short = trajectory_of(one, (), 365), trajectory_of(one, (), 180)
    assert not list(troubles_of(one, whole))
    assert {trouble.kind for trouble in troubles_of(one, short)} == {"stuck"}


def test_a_disease_that_never_shows_is_found() -> None:
    one = patient("aml")
    hidden = replace(one, onset=replace(one.onset, reached=False))
    assert "stuck" in {trouble.kind for trouble in troubles_of(hidden, trajectory_of(one, (), 7))}


def test_whatever_runs_away_fails_its_check_alone() -> None:
    trouble = Trouble("stuck", "never presents, in 9 days")
    checks = combined([SAMPLE[0], SAMPLE[1]._replace(troubles=(trouble,))])
    assert [check.what.rpartition(" ")[2] for check in checks if not check.passed] == ["stuck"]
    [failed] = [check for check in checks if not check.passed]
    assert failed.line().startswith("FAIL        1 of 2 ")
    assert f"number 1, {SAMPLE[1].condition}" in failed.line()
