"""Does any disease run away under any treatment? Random patients under random plans."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cases.catalog import Catalog
from cases.catalog.therapy import Prescription
from cases.simulation.patients import Patient, Recipe, patient_of
from cases.simulation.randomness import choice, uniform
from cases.simulation.trajectories import RECORD_LATE_DAYS, Trajectory, trajectory_of
from cases.simulation.treatment import Intervention, Plan

UNTIL_DAY, LOOKED_EVERY = 365, 7
MOST_LINES, LATEST_PLAN = 5, 200
KINDS = ("infinite", "negative", "out of bounds", "stuck")
# What no treatment brings a patient of this model to, in the units of the readouts: assumed, generous.
BOUNDS = {
    "hemoglobin": 28.0, "mcv": 165.0, "neutrophils": 150.0, "white_cells": 600.0, "platelets": 3000.0,
    "reticulocytes": 1500.0, "ldh": 60000.0, "potassium": 9.0, "ferritin": 200000.0, "rdw": 60.0,
}  # fmt: skip


class Trouble(NamedTuple):
    """What is wrong with a combination: one of KINDS, and where."""

    kind: str
    where: str


class Combination(NamedTuple):
    """A patient under plans, and whatever is wrong with the course."""

    number: int
    condition: str
    plans: tuple[Intervention, ...]
    troubles: tuple[Trouble, ...]


def combinations_of(catalog: Catalog, number: int) -> Iterator[Combination]:
    """So many random combinations, each from its own number alone, examined over a year."""
    for i in range(number):
        patient = _patient(catalog, i)
        plans = random_plans(patient, i)
        course = trajectory_of(patient, plans, UNTIL_DAY)
        yield Combination(i, patient.condition.key, plans, tuple(troubles_of(patient, course)))


def random_plans(patient: Patient, number: int) -> tuple[Intervention, ...]:
    """One or two plans of any treatments by any route, at half to twice the usual doses, for any time."""
    first = Intervention(0, _plan(patient, number, 0))
    if uniform(number, "second plan") < 0.5:
        return (first,)
    return first, Intervention(1 + int(LATEST_PLAN * uniform(number, "second day")), _plan(patient, number, 1))


def troubles_of(patient: Patient, course: Trajectory) -> Iterator[Trouble]:
    """What is wrong with the course before and after presentation."""
    yield from _unreached(patient)
    yield from _cut_short(course)
    for day, state in zip(course.days, course.states, strict=True):
        yield from _wrong("state", day, enumerate(state))
    for day in course.days[::LOOKED_EVERY]:
        yield from _wrong("readout", day, course.at(day).readouts.items())


def _wrong(what: str, day: int, values: Iterable[tuple[int | str, float]]) -> Iterator[Trouble]:
    for name, value in values:
        where = f"{what} {name} of day {day}: {value:g}"
        if not math.isfinite(value):
            yield Trouble("infinite", where)
        elif value < 0:
            yield Trouble("negative", where)
        elif value > BOUNDS.get(str(name), math.inf):
            yield Trouble("out of bounds", where)


def _unreached(patient: Patient) -> Iterator[Trouble]:
    """A disease that never came as far as it was to be seen."""
    by_level = all(presentation.indicator for presentation in patient.condition.presentations)
    if by_level and not patient.onset.reached:
        yield Trouble("stuck", f"never presents, in {patient.presented_on} days")


def _cut_short(course: Trajectory) -> Iterator[Trouble]:
    """A course that ends though the patient could go on."""
    if not course.exhausted and course.days[-1] <= UNTIL_DAY - RECORD_LATE_DAYS:
        yield Trouble("stuck", f"nothing is recorded after day {course.days[-1]}")


def _patient(catalog: Catalog, number: int) -> Patient:
    condition = choice(number, list(catalog.conditions), "combination condition")
    setting = choice(number, list(catalog.settings), "combination setting")
    return patient_of(catalog, Recipe(setting, ((condition, 1.0),)), number)


def _plan(patient: Patient, number: int, which: int) -> Plan:
    lines = int(uniform(number, "lines", which) * (MOST_LINES + 1))
    stops = (use.drug.key for use in patient.drugs if uniform(number, "stopped", which, use.drug.key) < 0.5)
    return Plan(tuple(_line(patient.catalog, number, which, line) for line in range(lines)), tuple(stops))


def _line(catalog: Catalog, number: int, which: int, line: int) -> Prescription:
    names = (which, line)
    treatment = catalog.treatments[choice(number, list(catalog.treatments), "treatment", *names)]
    route = treatment.routes[int(uniform(number, "route", *names) * len(treatment.routes))]
    low, high = route.usual_dose
    unit = choice(number, list(route.units), "unit", *names)
    dose = (low / 2 + (2 * high - low / 2) * uniform(number, "dose", *names)) / route.units[unit]
    return Prescription(
        treatment=treatment.key,
        route=route.route,
        dose=dose,
        unit=unit,
        frequency=choice(number, list(route.frequencies), "frequency", *names),
        days=1 + int(UNTIL_DAY * uniform(number, "days", *names) ** 2),
        maintenance=choice(number, list(route.frequencies), "maintenance", *names),
        maintenance_days=int(UNTIL_DAY * uniform(number, "maintenance days", *names)),
    )
