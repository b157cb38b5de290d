"""How does the patient fare from day 0 on, under what is done?"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

from cases.simulation.agenda import Agenda
from cases.simulation.compilation import vector
from cases.simulation.course import FINE_STEP_DAYS, run
from cases.simulation.hazards import Exposure, exposures_of
from cases.simulation.moments import Moment, onset_moment
from cases.simulation.patients import Patient
from cases.simulation.red_cells import hemoglobin_g_dl, total_volume
from cases.simulation.spells import Spell, spells_of, struck_on
from cases.simulation.treatment import Intervention

__all__ = ["Moment", "Trajectory", "onset_moment", "trajectory_of"]

# After each change of treatment the model is run in fine steps for this long, then in steps of a day: but for the time
# in which a marrow empties after chemotherapy and fills again, and in diseases that come and go.
FINE_DAYS = 120
EMPTY_DAYS = 45
LATE_STEP_DAYS = 1.0
RECORD_LATE_DAYS = 3
BLOCKS_DAYS = (7, 30, 90, 180, 365, 730, 1095, 1830)
# Below this hemoglobin (g/dL) the model no longer describes a living patient.
LOWEST_HEMOGLOBIN = 3.0


@dataclass(frozen=True, eq=False)
class Trajectory:
    """The days after presentation, recorded daily at first and every few days later, as far as hemoglobin allows.

    `spells` are the harms that befall the patient. `ended_day` is the day of death; the states go on beyond a death
    by chance, so that what was to be expected can be told, and end where the patient is `exhausted` by anemia.
    """

    patient: Patient
    interventions: tuple[Intervention, ...]
    days: tuple[int, ...]
    states: tuple[tuple[float, ...], ...]
    until_day: int
    exhausted: bool = False
    spells: tuple[Spell, ...] = ()
    ended_day: int | None = None

    def at(self, day: float) -> Moment:
        """The last recorded moment up to `day`; the last one of all once the patient has died."""
        last = day if self.ended_day is None else min(day, self.ended_day)
        i = max(bisect_right(self.days, last) - 1, 0)
        agenda = replace(self.patient.agenda, interventions=self.interventions)
        row = agenda.row(self.patient.presented_on + self.days[i])
        struck = struck_on(self.patient, self.spells, int(last))
        return Moment(self.patient, self.days[i], self.states[i], row, self.interventions, struck)

    def exposures(self, until_day: int) -> list[Exposure]:
        """What hazards are read from on each day before `until_day`, had the patient lived so long."""
        last = min(until_day, self.until_day)
        return exposures_of(self.patient, self.interventions, self.days, self.states, last)


def trajectory_of(patient: Patient, interventions: tuple[Intervention, ...], until_day: int) -> Trajectory:
    """The patient's days up to `until_day` at least, under `interventions` in the order of their days.

    Raises ValueError where they are in another order or lie before day 0.
    """
    days = [one.day for one in interventions]
    if days != sorted(days) or min(days, default=0) < 0:
        raise ValueError(f"plans must follow each other from day 0 on, not on days {', '.join(map(str, days))}")
    block = next((days for days in BLOCKS_DAYS if days >= until_day), until_day)
    return _trajectory(patient, interventions, block)


@lru_cache(maxsize=512)
def _trajectory(patient: Patient, interventions: tuple[Intervention, ...], until_day: int) -> Trajectory:
    agenda = replace(patient.agenda, interventions=interventions)
    start = patient.presented_on
    days, states = [0], [patient.onset.last_state]
    for span in _spans(agenda, until_day):
        course = run(
            states[-1],
            patient.physiology,
            agenda,
            start=start + span.first,
            days=span.last - span.first,
            step_days=span.step_days,
            every=span.every,
        )
        days += [day - start for day in course.days[1:]]
        states += course.states[1:]
    return _struck(_exhausted(Trajectory(patient, interventions, tuple(days), tuple(states), until_day)))


class _Span(NamedTuple):
    """Days of the encounter that are run in one kind of steps and recorded `every` so many days."""

    first: int
    last: int
    step_days: float
    every: int


def _spans(agenda: Agenda, until_day: int) -> list[_Span]:
    """Spans that cover 0 to `until_day`, or to the last day recorded before it."""
    changes = sorted({0, *(i.day for i in agenda.interventions if i.day < until_day)})
    spans = []
    for first, following in pairwise([*changes, until_day]):
        middle = min(first + FINE_DAYS, following)
        spans.append(_Span(first, middle, FINE_STEP_DAYS, 1))
        if following == until_day:  # the days recorded must not depend on how far ahead is looked
            following -= (following - middle) % RECORD_LATE_DAYS
        spans += _late_spans(agenda, middle, following)
    return spans


def _late_spans(agenda: Agenda, first: int, last: int) -> list[_Span]:
    """The days long after a change: in fine steps where the counts still fall and rise within days."""
    emptied = agenda.dose_days("cytotoxic", last) if first < last else []
    restless = any(push.cycle_days for push in agenda.pushes)

    def step(day: int) -> float:
        fine = restless or any(0 <= day + RECORD_LATE_DAYS - dose < EMPTY_DAYS for dose in emptied)
        return FINE_STEP_DAYS if fine else LATE_STEP_DAYS

    spans = []
    for step_days, days in groupby(range(first, last, RECORD_LATE_DAYS), step):
        alike = [*days]
        spans.append(_Span(alike[0], min(alike[-1] + RECORD_LATE_DAYS, last), step_days, RECORD_LATE_DAYS))
    return spans


def _exhausted(trajectory: Trajectory) -> Trajectory:
    """The trajectory up to the day on which hemoglobin no longer sustains life."""
    for i, state in enumerate(trajectory.states):
        if i and _hemoglobin_g_dl(state) < LOWEST_HEMOGLOBIN:
            day, kept = trajectory.days[i], slice(i + 1)
            days, states = trajectory.days[kept], trajectory.states[kept]
            return replace(trajectory, days=days, states=states, until_day=day, exhausted=True, ended_day=day)
    return trajectory


def _struck(trajectory: Trajectory) -> Trajectory:
    """The trajectory with the harms that befall the patient; a fatal one ends it."""
    spells = spells_of(trajectory.patient, trajectory.exposures(trajectory.until_day))
    deaths = [spell.ends for spell in spells if spell.fatal and spell.ends is not None]
    return replace(trajectory, spells=spells, ended_day=min(deaths, default=trajectory.ended_day))


def _hemoglobin_g_dl(state: tuple[float, ...]) -> float:
    numbers = vector(state)
    return hemoglobin_g_dl(numbers, total_volume(numbers))
