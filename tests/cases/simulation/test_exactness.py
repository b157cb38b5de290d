"""Does what is decided change what follows from it, and nothing else, to the last digit?"""

from itertools import islice

import pytest

from cases.catalog.therapy import Prescription
from cases.simulation.findings import level_of
from cases.simulation.interference import level_read
from cases.simulation.measurement import measure
from cases.simulation.patients import Patient
from cases.simulation.trajectories import Trajectory, trajectory_of
from cases.simulation.treatment import Intervention, Plan
from tests.cases.simulation.population import CATALOG, CONDITIONS, moment, patient

REFERRAL = Prescription(treatment="referral", route="none", dose=1, unit="none", frequency="once")
TRETINOIN = Prescription(treatment="tretinoin", route="oral", dose=80, unit="mg", frequency="daily", days=60)
INDUCTION = Prescription(treatment="chemotherapy-7-3", route="intravenous", dose=1, unit="course", frequency="once")
UNTIL = 90
SOME_ANALYTES = list(islice(CATALOG.analytes, 0, None, 4))


def read(of: Patient, day: int, *plans: Intervention) -> object:
    """Everything that a laboratory and an examiner find on a day."""
    at = moment(of, day, *plans)
    return measure(at, SOME_ANALYTES, day * 1440), {key: level_of(at, key) for key in CATALOG.findings}


def course(of: Patient, *plans: Intervention) -> Trajectory:
    """The patient's first three months."""
    return trajectory_of(of, plans, UNTIL)


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_decision_that_changes_nothing_changes_nothing(condition: str) -> None:
    one = patient(condition)
    referred, left = (course(one, Intervention(3, plan)) for plan in (Plan((REFERRAL,), ("no-such-drug",)), Plan()))
    assert (referred.states, referred.spells, referred.ended_day) == (left.states, left.spells, left.ended_day)
    assert read(one, 20, Intervention(3, Plan((REFERRAL,)))) == read(one, 20, Intervention(3, Plan()))


def test_stopping_what_is_not_taken_changes_nothing() -> None:
    one = patient("aml")
    absent = next(key for key in CATALOG.drugs if all(use.drug.key != key for use in one.drugs))
    assert course(one, Intervention(0, Plan(stops=(absent,)))).states == course(one, Intervention(0, Plan())).states


def test_another_treatment_does_not_change_who_answers_the_first() -> None:
    for seed in range(1, 9):
        one = patient("aml", seed)
        alone, joined = (course(one, Intervention(0, Plan(lines))) for lines in ((INDUCTION,), (INDUCTION, TRETINOIN)))
        assert alone.states == joined.states  # tretinoin does nothing to these blasts


def test_the_order_of_the_lines_of_a_plan_changes_nothing() -> None:
    one = patient("apl")
    there, back = (
        course(one, Intervention(0, Plan(lines))) for lines in ((INDUCTION, TRETINOIN), (TRETINOIN, INDUCTION))
    )
    assert there.states == back.states
    assert there.spells == back.spells


@pytest.mark.parametrize("condition", ["apl", "pernicious-anemia", "methimazole"])
def test_the_days_can_be_asked_for_in_any_order(condition: str) -> None:
    one, plan = patient(condition), Intervention(2, Plan(CATALOG.conditions[condition].recommended))
    days = (30, 5, 0, 12)
    assert [read(one, day, plan) for day in days] == [read(one, day, plan) for day in reversed(days)][::-1]


def test_a_reading_depends_on_no_other_finding_that_was_read() -> None:
    at = moment(patient("pernicious-anemia"), 4)
    keys = list(CATALOG.findings)
    assert {key: level_read(at, key, 600) for key in keys} == {key: level_read(at, key, 600) for key in reversed(keys)}


@pytest.mark.parametrize("days", [(12, 3), (-1,), (0, 5, 4)])
def test_plans_out_of_order_are_refused_with_their_days(days: tuple[int, ...]) -> None:
    plans = tuple(Intervention(day, Plan()) for day in days)
    with pytest.raises(ValueError, match=f"not on days {', '.join(map(str, days))}"):
        trajectory_of(patient("healthy"), plans, 30)
