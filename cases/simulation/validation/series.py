"""Which simulated patients stand for those of a published series?"""

from __future__ import annotations

from functools import cache

from cases.catalog import current
from cases.catalog.disease import Condition
from cases.simulation.channels import inputs_row
from cases.simulation.onset import NOTICED
from cases.simulation.patients import Patient, Recipe, patient_of
from cases.simulation.readouts import readouts
from cases.simulation.state import NERVE_FIXED, NERVE_REVERSIBLE

from .cohorts import ANEMIA_G_DL, SETTING, Cohort, drawn

LOW_B12 = 200  # pg/mL
COBALAMIN = ("hydroxocobalamin", "cyanocobalamin")
PERNICIOUS = "pernicious-anemia"
FOLLOWED = 250
# Shares of severity (0 mildest, 1 gravest) that make up an unselected and a hospital series.
MILD, MIDDLE, ALL = 0.48, 0.73, 1.0


@cache
def deficient(gravest: float = ALL) -> Cohort:
    """Patients with serum B12 below 200 pg/mL and a disease that takes cobalamin alone."""
    keys = tuple(key for key, condition in current().conditions.items() if condition.diagnosis == "b12-deficiency")
    return drawn(keys).where(lambda member: member["serum-b12"] < LOW_B12 and member.severity < gravest)


@cache
def pancytopenic() -> Cohort:
    """Those whose hemoglobin, neutrophils and platelets are all low, whether or not they lack iron as well."""
    return with_iron_lack_too().where(lambda member: member.is_pancytopenic)


@cache
def with_iron_lack_too() -> Cohort:
    """Patients with serum B12 below 200 pg/mL, some of whom lack iron as well."""
    keys = tuple(key for key, condition in current().conditions.items() if takes_cobalamin(condition))
    return drawn(keys).where(lambda member: member["serum-b12"] < LOW_B12)


def takes_cobalamin(condition: Condition) -> bool:
    """Whether a condition is treated with cobalamin."""
    return any(line.treatment in COBALAMIN for line in condition.recommended)


@cache
def grave_courses() -> tuple[Patient, ...]:
    """Pernicious anemia, iron not lost as well, that is recognized only when it is grave: a whole course to look at."""
    recipe = Recipe(SETTING, ((PERNICIOUS, 1.0),), (0.98, 1.0))
    patients = (patient_of(current(), recipe, seed) for seed in range(FOLLOWED))
    return tuple(one for one in patients if all(push.channel != "iron_loss" for push in one.pushes))


def values_along(patient: Patient) -> list[dict[str, float]]:
    """The true values on each recorded day before presentation, with the neuropathy index."""
    return [
        readouts(state, patient.physiology, inputs_row()) | {"neuropathy": state[NERVE_REVERSIBLE] + state[NERVE_FIXED]}
        for state in patient.onset.states
    ]


@cache
def macrocytosis_first() -> float:
    """Share (%) of patients with pernicious anemia whose MCV passes 100 fL before hemoglobin passes 12 g/dL."""
    return _percent([_first(values, "mcv", 100) < _first(values, "hemoglobin", 12, -1) for values in _courses()])


@cache
def nerves_alone() -> float:
    """Of the patients who notice their nerves: the share (%) who are neither anemic nor macrocytic on that day."""
    noticed = [
        (patient.sex, values[day])
        for patient, values in zip(grave_courses(), _courses(), strict=True)
        if (day := _first(values, "neuropathy", NOTICED["neuropathy"])) < len(values)
    ]
    return _percent([day["mcv"] <= 100 and day["hemoglobin"] >= ANEMIA_G_DL[sex] for sex, day in noticed])


@cache
def _courses() -> list[list[dict[str, float]]]:
    return [values_along(patient) for patient in grave_courses()]


def _first(values: list[dict[str, float]], name: str, level: float, sign: int = 1) -> int:
    """The place of the first record at which a value is beyond a level, the number of records if none is."""
    return next((i for i, value in enumerate(values) if sign * value[name] > sign * level), len(values))


def _percent(holds: list[bool]) -> float:
    return 100 * sum(holds) / len(holds)
