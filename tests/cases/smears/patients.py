"""Patients whose films are drawn: of a condition, on a day, under its recommended treatment or none."""

from functools import cache

from cases.catalog import current
from cases.simulation.moments import Moment
from cases.simulation.patients import Recipe, patient_of
from cases.simulation.trajectories import trajectory_of
from cases.simulation.treatment import Intervention, Plan


@cache
def moment_of(condition: str, seed: int = 1, day: int = 0, treated: bool = False) -> Moment:
    """The patient of a condition and a seed on a day of the encounter."""
    recipe = Recipe("general-medicine", ((condition, 1.0),))
    patient = patient_of(current(), recipe, seed)
    plans = (Intervention(0, Plan(patient.condition.recommended)),) if treated else ()
    return trajectory_of(patient, plans, day).at(day)
