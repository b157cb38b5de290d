"""What acts on a patient on each day? The disease's perturbations, the treatments given, the drugs stopped."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy

from cases.catalog import Catalog
from cases.catalog.disease import Condition
from cases.simulation.channels import BASELINES, CHANNELS, PLACES
from cases.simulation.compilation import Matrix, matrix
from cases.simulation.randomness import uniform
from cases.simulation.treatment import Dose, Intervention, doses_on

FOREVER = 10**9


@dataclass(frozen=True)
class Push:
    """A perturbation as this patient has it, in days of the course: full at `start + ramp`, over at `end`."""

    channel: str
    value: float
    start: float
    ramp: float
    end: float
    stopped_with: str | None

    def values_on(self, days: numpy.ndarray) -> numpy.ndarray:
        """The channel's values on days of the course between `start` and `end`."""
        baseline = CHANNELS[self.channel].baseline
        grown = numpy.ones(len(days)) if self.ramp <= 0 else numpy.minimum((days - self.start) / self.ramp, 1.0)
        values: numpy.ndarray = baseline + grown * (self.value - baseline)
        return values


def pushes_of(condition: Condition, seed: int) -> tuple[Push, ...]:
    """The condition's course as drawn for this seed."""
    return tuple(
        Push(
            channel=part.channel,
            value=part.value.quantile(uniform(seed, "course", i, "value")),
            start=part.start_days.quantile(uniform(seed, "course", i, "start")),
            ramp=part.ramp_days.quantile(uniform(seed, "course", i, "ramp")),
            end=FOREVER if part.until_days is None else part.until_days.quantile(uniform(seed, "course", i, "end")),
            stopped_with=part.stopped_with,
        )
        for i, part in enumerate(condition.course)
        if uniform(seed, "course", i, "occurs") < part.probability
    )


@dataclass(frozen=True)
class Agenda:
    """Inputs of the model for each day: of the course before presentation, of the encounter after it."""

    catalog: Catalog
    pushes: tuple[Push, ...]
    presented_on: int = FOREVER
    interventions: tuple[Intervention, ...] = ()

    def row(self, course_day: int) -> tuple[float, ...]:
        """The value of every channel, in the order of CHANNELS, on a day of the course."""
        return tuple(map(float, self.rows(course_day, course_day + 1)[0]))

    __call__ = row

    def rows(self, first: int, last: int) -> Matrix:
        """The rows of the days of the course from `first` to `last`, the last one excluded."""
        rows = numpy.tile(BASELINES, (last - first, 1))
        for push in self.pushes:
            begun = max(math.ceil(push.start), first)
            over = min(math.ceil(self._end_of(push)), last)
            if begun < over:
                days = numpy.arange(begun, over)
                rows[begun - first : over - first, PLACES[push.channel]] = push.values_on(days)
        if self.interventions:
            for i in range(last - first):
                self._give(rows[i], first + i - self.presented_on)
        return matrix(rows)

    def _give(self, row: numpy.ndarray, day: int) -> None:
        for dose in self._doses(day):
            place = PLACES[dose.channel]
            start = row[place] if dose.add else 0.0
            row[place] = min(start + dose.value, CHANNELS[dose.channel].high)

    def _end_of(self, push: Push) -> float:
        stops = (self.presented_on + one.day for one in self.interventions if push.stopped_with in one.plan.stops)
        return min([push.end, *stops])

    def _doses(self, day: int) -> Iterator[Dose]:
        begun = [intervention for intervention in self.interventions if intervention.day <= day]
        if not begun:
            return
        current = begun[-1]
        for prescription in current.plan.prescriptions:
            yield from doses_on(self.catalog, prescription, day - current.day)
