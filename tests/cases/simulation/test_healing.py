"""Do symptoms, signs and values fade under the right treatment, and not under a wrong one?"""

from collections.abc import Callable
from dataclasses import replace

import pytest

from cases.catalog.distributions import Distribution
from cases.catalog.entry import PRESENT
from cases.catalog.relief import Shift
from cases.catalog.therapy import Prescription
from cases.simulation.findings import level_chances
from cases.simulation.measurement import true_value
from cases.simulation.moments import Moment
from cases.simulation.patients import Patient
from cases.simulation.trajectories import trajectory_of
from cases.simulation.treatment import Intervention, Plan
from tests.cases.simulation.population import CATALOG, patient, recommended
from tests.cases.variants import changed

SEEDS = range(1, 9)
NOTHING = Intervention(0, Plan())


def day_of(treatment: str, days: int = 180) -> Intervention:
    """A plan of one treatment in its usual dose, as often as it can be given."""
    route = CATALOG.treatments[treatment].routes[0]
    unit = next(iter(route.units))
    dose = route.usual_dose[1] / route.units[unit]
    frequency = route.frequencies[-1] if "daily" not in route.frequencies else "daily"
    line = Prescription(
        treatment=treatment, route=route.route, dose=dose, unit=unit, frequency=frequency, days=days
    )  # fmt: skip
    return Intervention(0, Plan((line,)))


def at(of: Patient, day: int, plan: Intervention) -> Moment:
    """The patient on a day, whatever else may befall meanwhile."""
    return replace(trajectory_of(of, (plan,), day), ended_day=None).at(day)


def chance(moment: Moment, finding: str) -> float:
    """How likely such a patient shows the finding."""
    return level_chances(moment, CATALOG.findings[finding])[PRESENT]


def mean(of: Callable[[Patient], float], condition: str) -> float:
    """The mean over some patients of a condition."""
    return sum(of(patient(condition, seed)) for seed in SEEDS) / len(SEEDS)


SYMPTOMS = [
    ("pernicious-anemia", "fatigue", "ferrous-sulfate", 90),
    ("pernicious-anemia", "smooth-tongue", "ferrous-sulfate", 90),
    ("copper", "fatigue", "hydroxocobalamin", 90),
    ("methimazole", "sore-throat", "hydroxocobalamin", 30),
    ("apl", "petechiae", "prednisone", 60),
]


@pytest.mark.parametrize(("condition", "finding", "wrong", "day"), SYMPTOMS)
def test_a_symptom_fades_under_the_right_treatment_and_not_under_the_wrong_one(
    condition: str, finding: str, wrong: str, day: int
) -> None:
    before = mean(lambda one: chance(at(one, 0, NOTHING), finding), condition)
    helped = mean(lambda one: chance(at(one, day, recommended(one)), finding), condition)
    left = mean(lambda one: chance(at(one, day, day_of(wrong)), finding), condition)
    assert helped < 0.6 * before
    assert left > 0.85 * before


VALUES = [
    ("hypothyroidism", "tsh", "ferrous-sulfate", 60),
    ("apl", "d-dimer", "prednisone", 20),
    ("pernicious-anemia", "methylmalonic-acid", "folic-acid", 30),
    ("pernicious-anemia", "ldh", "ferrous-sulfate", 30),
]


@pytest.mark.parametrize(("condition", "key", "wrong", "day"), VALUES)
def test_a_value_returns_under_the_right_treatment_and_not_under_the_wrong_one(
    condition: str, key: str, wrong: str, day: int
) -> None:
    analyte = CATALOG.analytes[key]
    before = mean(lambda one: true_value(at(one, 0, NOTHING), analyte), condition)
    helped = mean(lambda one: true_value(at(one, day, recommended(one)), analyte), condition)
    left = mean(lambda one: true_value(at(one, day, day_of(wrong)), analyte), condition)
    assert helped < 0.6 * before
    assert left > 0.75 * before


def test_a_value_that_fades_by_itself_is_gone_on_its_day() -> None:
    """Half of the way on day 10 of 20, whatever is done: creatine kinase of a healthy person, set to 900 U/L."""
    shifts = {"creatine-kinase": (Shift(value=Distribution(fixed=900), fades_days=20),)}
    fading = changed(CATALOG, "conditions", "healthy", analytes=shifts)
    one = patient("healthy", 4)
    moved = replace(one, condition=fading.conditions["healthy"])
    analyte = CATALOG.analytes["creatine-kinase"]
    usual = true_value(at(one, 0, NOTHING), analyte)
    values = [true_value(at(moved, day, NOTHING), analyte) for day in (0, 10, 20, 40)]
    assert values == pytest.approx([900, (900 + usual) / 2, usual, usual])


def test_what_was_relieved_comes_back_when_the_treatment_ends() -> None:
    one, analyte = patient("hypothyroidism", 2), CATALOG.analytes["tsh"]
    values = [true_value(at(one, day, day_of("levothyroxine", 90)), analyte) for day in (0, 89, 200)]
    assert values[1] < 0.6 * values[0]
    assert values[2] == pytest.approx(values[0], rel=0.02)
