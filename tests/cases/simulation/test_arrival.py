"""Is somebody seen when the disease shows, and where there is a reason to be seen?"""

import pytest

from cases.simulation.arrival import UNBEARABLE
from cases.simulation.patients import Patient, Recipe, patient_of
from tests.cases.simulation.population import CATALOG, everybody, moment

SEEDS = range(100)


def met_in(setting: str) -> list[Patient]:
    return [patient_of.__wrapped__(CATALOG, Recipe(setting), seed) for seed in SEEDS]


def reasons(patient: Patient) -> int:
    """How many criteria of referral the counts of day 0 meet."""
    readouts = moment(patient).readouts
    criteria = CATALOG.settings[patient.recipe.setting].criteria
    low = sum(c.below is not None and readouts[c.readout] <= c.below for c in criteria)
    return low + sum(c.above is not None and readouts[c.readout] >= c.above for c in criteria)


@pytest.mark.parametrize("setting", [key for key, setting in CATALOG.settings.items() if setting.criteria])
def test_nearly_everybody_in_a_clinic_has_a_count_that_is_reason_to_be_there(setting: str) -> None:
    without = [one for one in met_in(setting) if reasons(one) < CATALOG.settings[setting].least]
    assert len(without) <= 12
    assert all(one.presented_on > 0 for one in without)


def test_a_clinic_without_criteria_sees_whoever_comes() -> None:
    assert CATALOG.settings["general-medicine"].criteria == ()
    assert any(moment(one).readouts["hemoglobin"] > 13 for one in met_in("general-medicine"))


def test_to_wait_for_a_referral_changes_neither_the_person_nor_the_disease() -> None:
    for seed in SEEDS:
        here = patient_of(CATALOG, Recipe("neutropenia-clinic", (("copper", 1.0),)), seed)
        there = patient_of(CATALOG, Recipe("general-medicine", (("copper", 1.0),), (0.2, 1.0)), seed)
        assert (here.age, here.sex, here.person, here.ancestry) == (there.age, there.sex, there.person, there.ancestry)
        if here.physiology == there.physiology:
            assert here.pushes == there.pushes
            assert here.presented_on >= there.presented_on


def test_nobody_stays_at_home_with_less_hemoglobin_than_can_be_borne() -> None:
    """A disease of years is seen day by day, one of hours may have fallen further by the next morning."""
    chronic = [one for one in everybody(range(1, 7)) if one.presented_on > 365]
    assert chronic
    assert min(moment(one).readouts["hemoglobin"] for one in chronic) > UNBEARABLE.level - 0.3


@pytest.mark.parametrize(("condition", "seed"), [("folate-alcohol", 680), ("mds-low-blasts", 949)])
def test_what_never_gets_worse_is_seen_once_it_has_come_to_rest(condition: str, seed: int) -> None:
    """Both were drawn to be graver than their disease ever becomes."""
    one = patient_of(CATALOG, Recipe("general-medicine", ((condition, 1.0),), (0.999, 1.0)), seed)
    assert one.onset.reached
    assert one.presented_on < one.condition.longest_years * 365
