"""How long has it been going on? What the course before day 0 tells of pace."""

from __future__ import annotations

from collections.abc import Mapping

from cases.simulation.arrival import DAYS_A_YEAR
from cases.simulation.moments import onset_moment
from cases.simulation.patients import DrugUse, Patient

# Indices of the state at which a person notices something: assumed.
NOTICED = {"anemia": 0.35, "neutropenia": 0.8, "thrombocytopenia": 0.75, "neuropathy": 0.1}
# The share of today's change at which a change that nobody noticed is said to have begun: assumed.
BEGUN = 0.25
# What is only just noticed crept up before: then the days count from this share of it. Assumed.
LATELY = 0.6
LEVELS_DAYS = (("days", 14), ("weeks", 60), ("months", 2 * DAYS_A_YEAR))
RECENT_DRUG_DAYS = 120


def duration_days(patient: Patient) -> int:
    """Days since something was first noticeable without a break; where nothing is so far, since counts began to change;
    the whole course where they never did."""
    limits = _limits(onset_moment(patient, 0).indices)
    noticed = None
    for day in reversed(patient.onset.days):
        indices = onset_moment(patient, patient.presented_on - day).indices
        if not any(indices[index] >= limit for index, limit in limits.items()):
            break
        noticed = day
    if noticed is not None:
        return patient.presented_on - noticed
    return patient.presented_on


def _limits(today: Mapping[str, float]) -> Mapping[str, float]:
    noticed = {index: min(limit, LATELY * today[index]) for index, limit in NOTICED.items() if today[index] >= limit}
    if noticed:
        return NOTICED | noticed
    return {index: BEGUN * today[index] for index in NOTICED if today[index] > 0}


def duration_level(patient: Patient) -> str:
    """The duration as people tell it: days, weeks, months or years."""
    days = duration_days(patient)
    return next((level for level, limit in LEVELS_DAYS if days < limit), "years")


def recent_drug(patient: Patient, day: int = 0) -> bool:
    """Whether a drug was begun in the last months, as of today or of a day before day 0."""
    uses = [use for use in uses_on(patient, day) if use.drug.kind == "medicine"]
    return any(use.since_days + min(day, 0) <= RECENT_DRUG_DAYS for use in uses)


def uses_on(patient: Patient, day: int) -> list[DrugUse]:
    """The drugs in use: those told of today that had been begun by a day before day 0."""
    return [use for use in patient.drugs if use.since_days + min(day, 0) > 0]
