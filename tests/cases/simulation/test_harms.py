"""Does harm come where it must, to whom it must, and is luck told from what was to be expected?"""

from dataclasses import replace
from functools import cache

import pytest

from cases.catalog.therapy import Prescription
from cases.simulation.findings import level_of
from cases.simulation.harms import DEATH, Harm, expected_harms, harms_of, recommended_plan
from cases.simulation.measurement import measure
from cases.simulation.patients import Patient
from cases.simulation.spells import spells_of
from cases.simulation.trajectories import Trajectory, trajectory_of
from cases.simulation.treatment import Intervention, Plan
from tests.cases.simulation.population import CATALOG, CONDITIONS, moment, patient, recommended

NOTHING = Plan()


def line(treatment: str, route: str, dose: float, unit: str, frequency: str = "once", days: int = 1) -> Plan:
    """Return a plan of one prescription."""
    given = Prescription(treatment=treatment, route=route, dose=dose, unit=unit, frequency=frequency, days=days)
    return Plan((given,))


ANTIBIOTIC = line("piperacillin-tazobactam", "intravenous", 4.5, "g", "three-times-daily", 7)
WRONG = {
    "splenectomy": (line("splenectomy", "none", 1, "none"), "operation"),
    "exchange": (line("plasma-exchange", "intravenous", 1, "session", "daily", 7), "plasma-exchange-complication"),
    "antithymocyte globulin": (line("atg-ciclosporin", "intravenous", 1, "course"), "globulin-reaction"),
    "chemotherapy": (line("chemotherapy-7-3", "intravenous", 1, "course"), "infection"),
    "immune globulin": (line("immune-globulin", "intravenous", 80, "g", "daily", 2), "clot"),
    "steroids": (line("prednisone", "oral", 60, "mg", "daily", 60), "opportunistic-infection"),
    "transfusion": (line("red-cell-transfusion", "intravenous", 2, "units"), "circulatory-overload"),
}  # fmt: skip


@cache
def febrile(seed: int = 2) -> Patient:
    """Return a patient with agranulocytosis who came with a fever."""
    return patient("methimazole", seed, severity=(0.8, 1.0))


def first_death(condition: str) -> Trajectory:
    """Return the first untreated course of a condition that ends within a year by chance."""
    courses = (trajectory_of(patient(condition, seed), (), 365) for seed in range(40))
    return next(course for course in courses if course.ended_day and any(spell.fatal for spell in course.spells))


@pytest.mark.parametrize("seed", range(4))
def test_no_harm_comes_to_the_healthy(seed: int) -> None:
    course = trajectory_of(patient("duffy-null", seed), (), 365)
    assert harms_of(course, 365) == ()
    assert expected_harms(course, 365) == {DEATH: 0.0}


def test_a_plan_of_nothing_and_a_drug_that_changes_nothing_leave_harm_as_it_was() -> None:
    thiamine = line("thiamine", "oral", 100, "mg", "daily", 30)
    for condition in ("aplastic-anemia", "aml", "clozapine"):
        one = patient(condition, 4)
        plain = harms_of(trajectory_of(one, (), 90), 90)
        for plan in (NOTHING, thiamine):
            assert harms_of(trajectory_of(one, (Intervention(0, plan),), 90), 90) == plain


@pytest.mark.parametrize("condition", ["aml", "methimazole", "aplastic-anemia", "folate-alcohol"])
def test_harm_before_a_decision_is_the_same_whatever_is_decided(condition: str) -> None:
    for seed in range(3):
        one, decided = patient(condition, seed), 6
        treated = trajectory_of(one, (recommended(one, decided),), 30)
        assert harms_of(treated, decided) == harms_of(trajectory_of(one, (), 30), decided)


def test_harm_is_the_same_however_far_ahead_is_looked() -> None:
    for condition in CONDITIONS:
        one = patient(condition, 3)
        assert harms_of(trajectory_of(one, (), 30), 30) == harms_of(trajectory_of(one, (), 365), 30)


@pytest.mark.parametrize("condition", ["methimazole", "aml", "folate-alcohol"])
def test_a_fatal_harm_ends_the_course(condition: str) -> None:
    course = first_death(condition)
    *before, last = harms_of(course, 365)
    assert last.fatal
    assert last.day == course.ended_day
    assert not any(harm.fatal for harm in before)
    assert course.at(365).day <= last.day
    assert max(spell.begins for spell in course.spells) <= last.day


def test_who_is_exhausted_by_anemia_has_died_of_it() -> None:
    one = patient("pernicious-anemia", 1, severity=(0.95, 1.0))
    course = replace(trajectory_of(one, (), 1830), spells=())
    told = harms_of(replace(course, ended_day=course.until_day), 1830)
    assert told[-1] == Harm(course.until_day, "anemia", told[-1].words, True)
    assert expected_harms(course, 1830)[DEATH] == 1


def test_untreated_febrile_neutropenia_is_expected_to_kill_and_treated_hardly_ever() -> None:
    one = febrile()
    stopped = Plan(ANTIBIOTIC.prescriptions, ("methimazole",))
    left, treated = (
        expected_harms(trajectory_of(one, (Intervention(0, plan),), 30), 30)[DEATH]
        for plan in (Plan(stops=("methimazole",)), stopped)
    )
    assert treated < 0.15
    assert left > 0.4
    assert expected_harms(trajectory_of(one, (), 30), 30)[DEATH] > left


def test_care_is_recommended_to_who_came_with_a_harm_and_to_nobody_else() -> None:
    plans = {seed: recommended_plan(patient("clozapine", seed)) for seed in range(12)}
    cared = {seed for seed, plan in plans.items() if any("pip" in one.treatment for one in plan.prescriptions)}
    assert cared
    assert cared <= {seed for seed in plans if level_of(moment(patient("clozapine", seed)), "fever") == "present"}
    assert recommended_plan(patient("vegan-diet", 1)).prescriptions == CATALOG.conditions["vegan-diet"].recommended


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_treatment_does_the_harm_it_does(wrong: str) -> None:
    plan, kind = WRONG[wrong]
    one = patient("metformin", 3)
    given, spared = (expected_harms(trajectory_of(one, plans, 90), 90) for plans in ((Intervention(0, plan),), ()))
    assert given[kind] > spared.get(kind, 0) + 0.003
    assert given[DEATH] > spared[DEATH]


def test_expectation_is_what_befalls_on_average() -> None:
    one = patient("folate-alcohol", 5, severity=(0.95, 1.0))
    course = trajectory_of(one, (), 90)
    days, expected = course.exposures(90), expected_harms(course, 90)[DEATH]
    lots = [spells_of(replace(one, seed=seed), days) for seed in range(400)]
    died = sum(any(spell.fatal for spell in spells) for spells in lots)
    assert 0.1 < expected < 0.9
    assert died / len(lots) == pytest.approx(expected, abs=0.07)


def test_a_fever_that_is_told_is_measured_and_found() -> None:
    one, harm = next(
        (patient("aml", seed), harm)
        for seed in range(9)
        for harm in harms_of(trajectory_of(patient("aml", seed), (), 90), 90)
        if harm.kind == "infection" and not harm.fatal
    )
    seen = trajectory_of(one, (), 90).at(harm.day)
    read = measure(seen, ["temperature", "neutrophils"], harm.day * 1440)
    assert level_of(seen, "fever") == "present"
    assert f"{read['temperature'].value:.1f} °C" in harm.words
    assert f"neutrophils of {read['neutrophils'].comparator}{read['neutrophils'].value:.2f}" in harm.words
