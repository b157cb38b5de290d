"""Does what is done change what follows, and nothing else?"""

from dataclasses import replace
from itertools import pairwise

import pytest

from cases.catalog.therapy import Prescription
from cases.simulation import trajectories
from cases.simulation.channels import inputs_row
from cases.simulation.course import FINE_STEP_DAYS
from cases.simulation.parameters import Physiology
from cases.simulation.patients import Patient
from cases.simulation.readouts import readouts
from cases.simulation.trajectories import BLOCKS_DAYS, FINE_DAYS, LATE_STEP_DAYS, Moment, onset_moment, trajectory_of
from cases.simulation.treatment import Intervention, Plan
from tests.cases.simulation.population import CONDITIONS, moment, patient, recommended

NOTHING = Plan()


def hemoglobin(state: tuple[float, ...]) -> float:
    """Return the hemoglobin (g/dL) of a state."""
    return readouts(state, Physiology(), inputs_row())["hemoglobin"]


def states(of: Patient, days: range, *interventions: Intervention) -> list[tuple[float, ...]]:
    """Return the states on these days."""
    return [moment(of, day, *interventions).state for day in days]


@pytest.mark.parametrize("condition", CONDITIONS)
def test_what_is_decided_changes_only_what_follows(condition: str) -> None:
    one, decision = patient(condition), 12
    treated = Intervention(decision, Plan(one.condition.recommended, ("methimazole", "clozapine")))
    assert states(one, range(decision + 1), treated) == states(one, range(decision + 1))


def test_a_treatment_changes_what_follows() -> None:
    one = patient("pernicious-anemia")
    assert states(one, range(13, 20), recommended(one, 12)) != states(one, range(13, 20))


def test_a_second_decision_leaves_the_days_between_alone() -> None:
    one = patient("pernicious-anemia")
    first, second = recommended(one, 3), Intervention(40, NOTHING)
    assert states(one, range(41), first, second) == states(one, range(41), first)


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_plan_of_nothing_changes_nothing(condition: str) -> None:
    one = patient(condition)
    assert states(one, range(0, FINE_DAYS, 7), Intervention(5, NOTHING)) == states(one, range(0, FINE_DAYS, 7))


def test_a_plan_of_nothing_changes_nothing_later_either_but_the_size_of_the_steps() -> None:
    one = patient("vegan-diet")
    plain, planned = (moment(one, 174, *plans).readouts for plans in ((), (Intervention(60, NOTHING),)))
    assert planned == pytest.approx(plain, rel=2e-3)


@pytest.mark.parametrize("start", [0, 10, 50])
def test_a_day_is_the_same_however_far_ahead_is_looked(start: int) -> None:
    one = patient("metformin")
    treated = (recommended(one, start),)
    for until, further in pairwise(BLOCKS_DAYS):
        near, far = (trajectory_of(one, treated, horizon) for horizon in (until, further))
        for day in (0, 1, until // 2, until - 1, until):
            assert near.at(day).day == far.at(day).day
            assert near.at(day).state == far.at(day).state


def test_days_are_recorded_daily_at_first_and_none_after_the_one_asked_for() -> None:
    one = patient("metformin")
    assert [moment(one, day).day for day in range(0, 90, 9)] == [*range(0, 90, 9)]
    assert all(day - 2 <= moment(one, day).day <= day for day in range(120, 180, 7))


def test_day_0_is_the_day_of_presentation() -> None:
    one = patient("copper")
    assert moment(one).state == one.onset.last_state == onset_moment(one, 0).state


def test_before_the_disease_the_patient_was_well() -> None:
    one = patient("methimazole")
    before = onset_moment(one, one.presented_on + 500)
    assert before.state == one.onset.states[0]
    assert before.indices["neutropenia"] == 0
    assert before.readouts["neutrophils"] > moment(one).readouts["neutrophils"]


def recovery(condition: str, plan: Intervention, seed: int = 1) -> Moment:
    """Return the patient three weeks later."""
    return moment(patient(condition, seed), 21, plan)


@pytest.mark.parametrize("drug", ["methimazole", "clozapine"])
def test_neutrophils_return_when_the_causal_drug_is_stopped_and_not_before(drug: str) -> None:
    for seed in range(1, 6):
        stopped = recovery(drug, Intervention(0, Plan(stops=(drug,))), seed).readouts["neutrophils"]
        continued = recovery(drug, Intervention(0, NOTHING), seed).readouts["neutrophils"]
        assert stopped > 1.5
        assert continued < 1.0


def test_b12_brings_back_the_blood_and_folate_alone_does_not_save_the_nerves() -> None:
    folate = Prescription(treatment="folic-acid", route="oral", dose=5, unit="mg", frequency="daily", days=365)
    one = patient("pernicious-anemia", 2, severity=(0.8, 1.0))
    replaced, deceived = (moment(one, 180, plan) for plan in (recommended(one), Intervention(0, Plan((folate,)))))
    assert replaced.readouts["hemoglobin"] > 11
    assert replaced.indices["neuropathy"] <= moment(one).indices["neuropathy"]
    assert deceived.indices["neuropathy"] > replaced.indices["neuropathy"] + 0.02
    assert deceived.readouts["hemoglobin"] > moment(one).readouts["hemoglobin"] + 1


def test_the_indices_lie_between_zero_and_one() -> None:
    for condition in CONDITIONS:
        for day in (0, 30):
            assert all(0 <= index <= 1 for index in moment(patient(condition), day).indices.values())


def test_the_model_ends_where_it_no_longer_describes_a_living_patient() -> None:
    one = patient("pernicious-anemia", 1, severity=(0.95, 1.0))
    untreated = trajectory_of(one, (), 1830)
    assert untreated.exhausted
    assert untreated.ended_day is not None
    assert hemoglobin(untreated.states[-1]) < 3 <= hemoglobin(untreated.states[-2])
    assert untreated.ended_day <= untreated.days[-1] == untreated.until_day


def test_nobody_is_seen_after_the_end() -> None:
    untreated = trajectory_of(patient("pernicious-anemia", 1, severity=(0.95, 1.0)), (), 1830)
    assert untreated.ended_day is not None
    last = untreated.at(1830)
    assert last.day <= untreated.ended_day
    assert last.state == untreated.at(untreated.ended_day).state


def test_who_is_treated_lives() -> None:
    one = patient("pernicious-anemia", 1, severity=(0.95, 1.0))
    assert trajectory_of(one, (recommended(one),), 1830).ended_day is None


COURSES = Prescription(
    treatment="chemotherapy-7-3", route="intravenous", dose=1, unit="course", frequency="monthly", days=200
)


def test_a_course_long_after_the_plan_was_signed_is_run_as_finely_as_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    one, courses = patient("vegan-diet"), (Intervention(0, Plan((COURSES,))),)
    usual = trajectories._trajectory.__wrapped__(one, courses, 180)
    monkeypatch.setattr(trajectories, "LATE_STEP_DAYS", FINE_STEP_DAYS)
    finest = trajectories._trajectory.__wrapped__(one, courses, 180)
    assert usual.days == finest.days
    assert usual.states[-1] == pytest.approx(finest.states[-1], rel=1e-9)


def test_what_comes_and_goes_is_run_finely_for_good() -> None:
    spans = {one: trajectories._spans(patient(one).agenda, 365) for one in ("cyclic-neutropenia", "vegan-diet")}
    assert {span.step_days for span in spans["cyclic-neutropenia"]} == {FINE_STEP_DAYS}
    assert {span.step_days for span in spans["vegan-diet"]} == {FINE_STEP_DAYS, LATE_STEP_DAYS}


def test_spans_follow_each_other_without_a_gap() -> None:
    agenda = replace(
        patient("aml").agenda, interventions=(Intervention(4, Plan((COURSES,))), Intervention(250, NOTHING))
    )
    for until in (3, 90, 130, 251, 400):
        spans = trajectories._spans(agenda, until)
        assert spans[0].first == 0
        assert all(before.last == after.first for before, after in pairwise(spans))
        assert until - 3 < spans[-1].last <= until
