"""What acts on a patient on each day? The disease's perturbations, the treatments given, the drugs stopped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cases.catalog import Catalog
from cases.catalog.disease import Condition
from cases.simulation.channels import CHANNELS, inputs_row
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

    def value_on(self, day: float) -> float | None:
        """The channel's value on a day of the course; None outside."""
        if day < self.start or day >= self.end:
            return None
        baseline = CHANNELS[self.channel].baseline
        share = 1.0 if self.ramp <= 0 else min((day - self.start) / self.ramp, 1.0)
        return baseline + share * (self.value - baseline)


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
        values: dict[str, float] = {}
        for push in self.pushes:
            value = push.value_on(course_day)
            if value is not None and not self._stopped(push.stopped_with, course_day):
                values[push.channel] = value
        for dose in self._doses(course_day - self.presented_on):
            start = values.get(dose.channel, CHANNELS[dose.channel].baseline) if dose.add else 0.0
            values[dose.channel] = min(start + dose.value, CHANNELS[dose.channel].high)
        return inputs_row(values)

    def _stopped(self, drug: str | None, course_day: int) -> bool:
        return drug is not None and any(
            drug in intervention.plan.stops and course_day >= self.presented_on + intervention.day
            for intervention in self.interventions
        )

    def _doses(self, day: int) -> Iterator[Dose]:
        begun = [intervention for intervention in self.interventions if intervention.day <= day]
        if not begun:
            return
        current = begun[-1]
        for prescription in current.plan.prescriptions:
            yield from doses_on(self.catalog, prescription, day - current.day)
