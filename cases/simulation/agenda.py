"""What acts on a patient on each day? The disease's perturbations, the treatments given, the drugs stopped."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy

from cases.catalog import Catalog
from cases.catalog.disease import Condition
from cases.catalog.relief import Relief
from cases.catalog.therapy import Prescription
from cases.simulation.adherence import SELF_GIVEN, takes
from cases.simulation.channels import BASELINES, CHANNELS, PLACES
from cases.simulation.compilation import Matrix, matrix
from cases.simulation.randomness import uniform
from cases.simulation.relief import Intake, answers
from cases.simulation.treatment import Dose, Intervention, Taken, always, amount_on, cut, doses_on, route_of

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
    cycle_days: float | None = None
    on_days: float = 0.0
    relieved_by: Mapping[str, Relief] = field(default_factory=dict, hash=False)

    def days_on(self, first: int, last: int) -> numpy.ndarray:
        """The days from `first` to `last`, the last one excluded, on which it acts unless it has ended."""
        days = numpy.arange(max(math.ceil(self.start), first), last)
        if self.cycle_days is None:
            return days
        on: numpy.ndarray = days[(days - self.start) % self.cycle_days < self.on_days]
        return on

    def values_on(self, days: numpy.ndarray) -> numpy.ndarray:
        """The channel's values on days of the course between `start` and `end`, where nothing relieves it."""
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
            cycle_days=part.cycle_days,
            on_days=part.on_days or 0.0,
            relieved_by=part.relieved_by,
        )
        for i, part in enumerate(condition.course)
        if _occurs(condition, seed, i)
    )


def _occurs(condition: Condition, seed: int, i: int) -> bool:
    """Whether this seed has that part of the course."""
    part = condition.course[i]
    if part.otherwise:
        return i > 0 and not _occurs(condition, seed, i - 1)
    return uniform(seed, "course", i, "occurs") < part.probability


@dataclass(frozen=True)
class Agenda:
    """Inputs of the model for each day: of the course before presentation, of the encounter after it.

    `adherence` is the share of doses taken at home; `seed` names the days on which they are forgotten. `answers` tells
    in which share of such patients a treatment does what is specific to the disease.
    """

    catalog: Catalog
    pushes: tuple[Push, ...]
    presented_on: int = FOREVER
    interventions: tuple[Intervention, ...] = ()
    seed: int = 0
    adherence: float = 1.0
    answers: Mapping[str, float] = field(default_factory=dict, hash=False)

    def row(self, course_day: int) -> tuple[float, ...]:
        """The value of every channel, in the order of CHANNELS, on a day of the course."""
        return tuple(map(float, self.rows(course_day, course_day + 1)[0]))

    __call__ = row

    def rows(self, first: int, last: int) -> Matrix:
        """The rows of the days of the course from `first` to `last`, the last one excluded."""
        rows = numpy.empty((last - first, len(BASELINES)))
        rows[:] = BASELINES
        for push in self.pushes:
            days = push.days_on(first, min(math.ceil(self._end_of(push)), last))
            if len(days):
                rows[days - first, PLACES[push.channel]] = self._relieved(push, days)
        if self.interventions:
            for i in range(last - first):
                self._give(rows[i], first + i - self.presented_on)
        return matrix(rows)

    def left_of(self, relieved_by: Mapping[str, Relief], day: int) -> float:
        """The share of a part of the disease that what is given leaves on a day of the encounter: 1 all, 0 nothing."""
        left = 1.0
        for key, relief in relieved_by.items():
            if key in self._intakes and answers(self.seed, key, relief.probability):
                left *= 1.0 - relief.share * self._intakes[key].reached(relief, day)
        return left

    def _relieved(self, push: Push, days: numpy.ndarray) -> numpy.ndarray:
        values = push.values_on(days)
        if not self._intakes.keys() & push.relieved_by.keys():
            return values
        left = numpy.array([self.left_of(push.relieved_by, int(day) - self.presented_on) for day in days])
        baseline = CHANNELS[push.channel].baseline
        return baseline + left * (values - baseline)

    @cached_property
    def _intakes(self) -> dict[str, Intake]:
        """What is taken, by treatment and by line of management, in the order in which it begins."""
        intakes: defaultdict[str, Intake] = defaultdict(Intake)
        for began, prescription in self._courses:
            management = self.catalog.treatments[prescription.treatment].management
            for key in {prescription.treatment, management}:
                intakes[key].courses.append((began, prescription, self._taken(prescription, began)))
        return dict(intakes)

    def _give(self, row: numpy.ndarray, day: int) -> None:
        for dose in sorted(self._doses(day), key=_turn):
            place, bounds = PLACES[dose.channel], CHANNELS[dose.channel]
            if dose.share:
                row[place] = bounds.baseline + dose.value * (row[place] - bounds.baseline)
            else:
                row[place] = min(dose.value + (row[place] if dose.add else 0.0), bounds.high)

    def _end_of(self, push: Push) -> float:
        stops = (self.presented_on + one.day for one in self.interventions if push.stopped_with in one.plan.stops)
        return min([push.end, *stops])

    def given(self, day: int) -> dict[str, float]:
        """How much of each treatment is taken on a day of the encounter, in base units of its dose."""
        amounts: dict[str, float] = {}
        for began, prescription in self._courses:
            taken = self._taken(prescription, began)
            amount = amount_on(self.catalog, prescription, day - began, taken)
            if amount:
                amounts[prescription.treatment] = amounts.get(prescription.treatment, 0.0) + amount
        return amounts

    def dose_days(self, channel: str, until_day: int) -> list[int]:
        """The days of the encounter before `until_day` on which something is taken that acts on a channel."""
        return sorted(
            began + day
            for began, prescription in self._courses
            if any(effect.channel == channel for effect in route_of(self.catalog, prescription).effects)
            for day in range(until_day - began)
            if amount_on(self.catalog, prescription, day, self._taken(prescription, began))
        )

    @cached_property
    def _courses(self) -> tuple[tuple[int, Prescription], ...]:
        """What is given from which day of the encounter on, each plan until the next one replaces it."""
        ends = [later.day for later in self.interventions[1:]] + [FOREVER]
        return tuple(
            (one.day, kept)
            for one, end in zip(self.interventions, ends, strict=False)
            for prescription in one.plan.prescriptions
            if (kept := cut(prescription, end - one.day))
        )

    def _doses(self, day: int) -> Iterator[Dose]:
        """What acts on a day: a plan that was replaced gives no more, but what it gave acts on as long as it lasts."""
        for began, prescription in self._courses:
            share = self.answers.get(prescription.treatment, 0.0)
            answered = share > 0 and answers(self.seed, prescription.treatment, share)
            taken = self._taken(prescription, began)
            yield from doses_on(self.catalog, prescription, day - began, taken, answered=answered)

    def _taken(self, prescription: Prescription, began: int) -> Taken:
        if prescription.route not in SELF_GIVEN or self.adherence >= 1.0:
            return always
        return lambda day: takes(self.seed, self.adherence, prescription.treatment, began + day)


def _turn(dose: Dose) -> tuple[int, float]:
    """When it is a dose's turn, so that the order of prescribing changes nothing: first what leaves a share of the
    disease, then what sets a channel, the strongest last, then what adds to it."""
    if dose.share:
        return 0, dose.value
    if not dose.add:
        return 1, abs(dose.value - CHANNELS[dose.channel].baseline)
    return 2, dose.value
