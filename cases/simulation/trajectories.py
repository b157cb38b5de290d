"""How does the patient fare from day 0 on, under what is done?"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from cases.simulation.compilation import vector
from cases.simulation.course import FINE_STEP_DAYS, Course, run
from cases.simulation.indices import indices
from cases.simulation.patients import Patient
from cases.simulation.readouts import readouts
from cases.simulation.red_cells import hemoglobin_g_dl, total_volume
from cases.simulation.treatment import Intervention

# After each change of treatment the model is run in fine steps for this long, then in steps of a day.
FINE_DAYS = 120
LATE_STEP_DAYS = 1.0
RECORD_LATE_DAYS = 3
BLOCKS_DAYS = (7, 30, 90, 180, 365, 730, 1095, 1830)
# Below this hemoglobin (g/dL) the model no longer describes a living patient.
LOWEST_HEMOGLOBIN = 3.0


@dataclass(frozen=True, eq=False)
class Moment:
    """The patient on a day of the encounter: true values without noise, and indices from 0 to 1.

    `interventions` are the plans signed in the encounter, later ones included.
    """

    patient: Patient
    day: int
    state: tuple[float, ...]
    row: tuple[float, ...]
    interventions: tuple[Intervention, ...] = ()

    @cached_property
    def readouts(self) -> dict[str, float]:
        """True values by name, in the units of cases/simulation/readouts.py."""
        return readouts(self.state, self.patient.physiology, self.row)

    @cached_property
    def indices(self) -> dict[str, float]:
        """How far each process has gone, from 0 to 1."""
        return indices(self.state, self.patient.physiology, self.row, self.readouts)


@dataclass(frozen=True, eq=False)
class Trajectory:
    """The days after presentation, recorded daily at first and every few days later."""

    patient: Patient
    interventions: tuple[Intervention, ...]
    days: tuple[int, ...]
    states: tuple[tuple[float, ...], ...]
    ended_day: int | None

    def at(self, day: float) -> Moment:
        """The last recorded moment up to `day`; the last one of all once the model has ended."""
        i = max(bisect_right(self.days, day) - 1, 0)
        agenda = replace(self.patient.agenda, interventions=self.interventions)
        row = agenda.row(self.patient.presented_on + self.days[i])
        return Moment(self.patient, self.days[i], self.states[i], row, self.interventions)


def trajectory_of(patient: Patient, interventions: tuple[Intervention, ...], until_day: int) -> Trajectory:
    """The patient's days up to `until_day` at least, under `interventions` in the order of their days."""
    block = next((days for days in BLOCKS_DAYS if days >= until_day), until_day)
    return _trajectory(patient, interventions, block)


@lru_cache(maxsize=512)
def _trajectory(patient: Patient, interventions: tuple[Intervention, ...], until_day: int) -> Trajectory:
    agenda = replace(patient.agenda, interventions=interventions)
    start = patient.presented_on
    days, states = [0], [patient.onset.last_state]
    for first, last, fine in _stretches(interventions, until_day):
        course = run(
            states[-1],
            patient.physiology,
            agenda,
            start=start + first,
            days=last - first,
            step_days=FINE_STEP_DAYS if fine else LATE_STEP_DAYS,
            every=1 if fine else RECORD_LATE_DAYS,
        )
        days += [day - start for day in course.days[1:]]
        states += course.states[1:]
    return _ended(Trajectory(patient, interventions, tuple(days), tuple(states), None))


def _stretches(interventions: tuple[Intervention, ...], until_day: int) -> list[tuple[int, int, bool]]:
    """(first, last, fine) day spans that cover 0 to `until_day`, or to the last day recorded before it."""
    changes = sorted({0, *(i.day for i in interventions if i.day < until_day)})
    spans = []
    for first, following in zip(changes, [*changes[1:], until_day], strict=True):
        middle = min(first + FINE_DAYS, following)
        spans.append((first, middle, True))
        if following == until_day:  # the days recorded must not depend on how far ahead is looked
            following -= (following - middle) % RECORD_LATE_DAYS
        if middle < following:
            spans.append((middle, following, False))
    return spans


def _ended(trajectory: Trajectory) -> Trajectory:
    for i, state in enumerate(trajectory.states):
        if i and _hemoglobin_g_dl(state) < LOWEST_HEMOGLOBIN:
            return replace(
                trajectory,
                days=trajectory.days[: i + 1],
                states=trajectory.states[: i + 1],
                ended_day=trajectory.days[i],
            )
    return trajectory


def _hemoglobin_g_dl(state: tuple[float, ...]) -> float:
    numbers = vector(state)
    return hemoglobin_g_dl(numbers, total_volume(numbers))


def onset_moment(patient: Patient, days_before: int) -> Moment:
    """The patient some days before presentation; healthy before the disease began."""
    day = patient.presented_on - days_before
    i = max(bisect_right(patient.onset.days, day) - 1, 0)
    return Moment(patient, -days_before, _state(patient.onset, i), patient.agenda.row(max(day, -1)))


def _state(course: Course, i: int) -> tuple[float, ...]:
    return course.states[i]
