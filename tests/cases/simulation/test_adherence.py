"""Does who forgets doses get less of them, and are injections given all the same?"""

from dataclasses import replace
from statistics import fmean

import pytest

from cases.catalog.therapy import Prescription
from cases.simulation.adherence import adherence_of, takes
from cases.simulation.patients import Patient
from cases.simulation.treatment import Intervention, Plan
from tests.cases.simulation.population import moment, patient

TABLETS = Prescription(treatment="cyanocobalamin", route="oral", dose=1, unit="mg", frequency="daily", days=365)
SHOTS = Prescription(
    treatment="hydroxocobalamin", route="intramuscular", dose=1, unit="mg", frequency="weekly", days=90
)
IRON = Prescription(treatment="ferrous-sulfate", route="oral", dose=65, unit="mg", frequency="daily", days=180)


def hemoglobin(one: Patient, adherence: float, line: Prescription, day: int) -> float:
    """Return the hemoglobin (g/dL) of the same patient with another habit."""
    given = Intervention(0, Plan((line,)))
    return moment(replace(one, adherence=adherence), day, given).readouts["hemoglobin"]


def test_people_take_most_of_their_doses_and_some_take_few() -> None:
    shares = sorted(adherence_of(seed) for seed in range(2000))
    assert fmean(shares) == pytest.approx(0.79, abs=0.02)
    assert 0.35 <= shares[0] < 0.4
    assert 0.99 < shares[-1] <= 1


def test_each_takes_the_share_that_is_theirs() -> None:
    taken = [takes(7, 0.6, "folic-acid", day) for day in range(2000)]
    assert fmean(taken) == pytest.approx(0.6, abs=0.03)


def test_the_same_patient_forgets_on_the_same_days_and_a_better_one_on_fewer() -> None:
    good, poor = ({day for day in range(300) if not takes(7, share, "folic-acid", day)} for share in (0.9, 0.5))
    assert good < poor
    assert poor == {day for day in range(300) if not takes(7, 0.5, "folic-acid", day)}


def test_who_forgets_tablets_recovers_less() -> None:
    one = patient("b12-and-iron", 3)
    assert hemoglobin(one, 0.35, IRON, 120) < hemoglobin(one, 1.0, IRON, 120) or one.sex == "male"
    low = patient("vegan-diet", 3, severity=(0.9, 1.0))
    assert hemoglobin(low, 0.0, TABLETS, 60) < hemoglobin(low, 1.0, TABLETS, 60) - 0.5


def test_injections_do_not_depend_on_what_is_taken_at_home() -> None:
    one = patient("pernicious-anemia", 3)
    assert hemoglobin(one, 0.35, SHOTS, 60) == hemoglobin(one, 1.0, SHOTS, 60)
