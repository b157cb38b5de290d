"""Are hazards read as the catalog has them, and do they rise as counts fall?"""

from itertools import pairwise

import pytest

from cases.catalog.hazard import Hazard
from cases.simulation.hazards import Exposure, Given, risk_on
from cases.simulation.treatment import Intervention, Plan
from tests.cases.simulation.exposed import WELL, exposure, exposures
from tests.cases.simulation.population import CATALOG, patient

HAZARDS = CATALOG.hazards
# Over what each value is tried, from well to dying.
FALLING = {
    "effective_neutrophils": [4.0, 1.4, 0.7, 0.3, 0.05, 0.0],
    "platelets": [250.0, 60.0, 30.0, 15.0, 7.0, 2.0],
    "hemoglobin": [14.0, 9.0, 6.5, 5.5, 4.5, 3.2],
    "potassium": [4.2, 3.4, 2.8, 2.2],
}


@pytest.mark.parametrize("hazard", HAZARDS.values(), ids=HAZARDS)
def test_nothing_threatens_the_healthy_to_whom_nothing_is_given(hazard: Hazard) -> None:
    assert risk_on(hazard, exposure(age=90)).begins == 0


@pytest.mark.parametrize("hazard", [h for h in HAZARDS.values() if h.readout in FALLING], ids=lambda h: h.key)
def test_the_lower_the_value_the_higher_the_hazard(hazard: Hazard) -> None:
    risks = [risk_on(hazard, exposure(**{str(hazard.readout): value})) for value in FALLING[str(hazard.readout)]]
    for milder, graver in pairwise(risks):
        assert milder.begins <= graver.begins
        assert milder.left.kills <= graver.left.kills
        assert milder.cared.kills <= graver.cared.kills
        assert milder.left.ends >= graver.left.ends
    assert risks[0].begins < risks[-1].begins


@pytest.mark.parametrize("neutrophils", [0.05, 0.3, 0.7])
def test_antibiotics_make_an_infection_less_deadly_and_shorter(neutrophils: float) -> None:
    alone, treated = (
        risk_on(HAZARDS["infection"], exposure(effective_neutrophils=neutrophils, given=given)).left
        for given in (None, {"antibiotics": Given(3, 1.0)})
    )
    assert treated.kills < alone.kills / 5
    assert treated.ends > alone.ends


def test_who_was_given_antibiotics_once_stays_in_care() -> None:
    begun = risk_on(HAZARDS["infection"], exposure(effective_neutrophils=0.05, given={"antibiotics": Given(2, 1.0)}))
    assert begun.left == begun.cared
    assert begun.left != risk_on(HAZARDS["infection"], exposure(effective_neutrophils=0.05)).left


@pytest.mark.parametrize(("age", "hemoglobin", "units"), [(80, 9.0, 1), (40, 4.5, 1), (40, 9.0, 2)])
def test_overload_threatens_the_old_the_very_anemic_and_who_is_given_much(
    age: int, hemoglobin: float, units: int
) -> None:
    hazard = HAZARDS["circulatory-overload"]

    def begins(age: int, hemoglobin: float, units: int) -> float:
        given = {"red-cell-transfusion": Given(3, units)}
        return risk_on(hazard, exposure(age=age, hemoglobin=hemoglobin, given=given)).begins

    assert 0 < begins(40, 9.0, 1) < begins(age, hemoglobin, units)


def test_a_treatment_threatens_as_long_as_its_hazard_lasts() -> None:
    hazard = HAZARDS["cytotoxic-toxicity"]
    since = [risk_on(hazard, exposure(day=day, given={"cytotoxic": Given(3, 1.0)})).begins for day in (3, 9, 10)]
    assert since[0] == since[1] > since[2] == 0


def test_nerves_are_counted_from_the_day_on_which_the_patient_came() -> None:
    hazard = HAZARDS["lasting-neuropathy"]
    came_with_it = Exposure(3, 40, WELL | {"fixed_neuropathy": 0.4}, WELL | {"fixed_neuropathy": 0.38}, {})
    assert risk_on(hazard, came_with_it).begins == 0
    assert risk_on(hazard, exposure(fixed_neuropathy=0.4)).begins > 5


def test_a_low_count_with_a_full_marrow_is_no_danger_and_an_empty_one_is() -> None:
    infection = HAZARDS["infection"]
    harmless, deadly = (exposures(patient(key, 2))[0] for key in ("duffy-null", "methimazole"))
    assert risk_on(infection, harmless).begins == 0
    assert risk_on(infection, deadly).begins > 0.01


def test_what_was_given_is_known_by_treatment_and_by_line_of_management() -> None:
    one = patient("methimazole", 2)
    days = exposures(one, Intervention(1, Plan(one.condition.recommended)))
    assert days[0].given == {}
    assert days[2].given["antibiotics"] == days[2].given["piperacillin-tazobactam"] == Given(2, 13500.0)
