"""Which patients do tests look at?"""

from cases.catalog import current
from cases.simulation.patients import Patient, Recipe, patient_of
from cases.simulation.trajectories import Moment, trajectory_of
from cases.simulation.treatment import Intervention, Plan

CATALOG = current()
CONDITIONS = tuple(CATALOG.conditions)


def patient(condition: str, seed: int = 1, severity: tuple[float, float] | None = None) -> Patient:
    """Return a patient of a general clinic, of any severity unless a window is given."""
    return patient_of(CATALOG, Recipe("general-medicine", ((condition, 1.0),), severity), seed)


def everybody(seeds: range) -> list[Patient]:
    """Return a patient of every condition for each seed."""
    return [patient(condition, seed) for condition in CONDITIONS for seed in seeds]


def moment(of: Patient, day: int = 0, *interventions: Intervention) -> Moment:
    """Return the patient on a day, under what is done."""
    return trajectory_of(of, interventions, day).at(day)


def recommended(of: Patient, day: int = 0) -> Intervention:
    """Return what the catalog recommends for the patient's condition, begun on a day."""
    return Intervention(day, Plan(of.condition.recommended, of.condition.recommended_stops))
