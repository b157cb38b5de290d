"""What happens to the reference patient under given inputs?"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from cases.simulation.channels import inputs_row
from cases.simulation.course import FINE_STEP_DAYS, Course, Target, run, run_until
from cases.simulation.health import steady_state
from cases.simulation.indices import indices
from cases.simulation.parameters import Physiology
from cases.simulation.readouts import readouts

REFERENCE = Physiology()
LOADING_DAYS = (0, 2, 4, 6, 8, 10)
# Retained of an injected milligram: Glass 1961; Scand J Haematol 1964.
HYDROXOCOBALAMIN_UG, CYANOCOBALAMIN_UG = 730.0, 200.0
NEVER = math.inf

Given = Callable[[int], dict[str, float]]
State = Sequence[float]


@dataclass(frozen=True)
class Run:
    """What happened to the reference patient."""

    course: Course
    given: Given

    @cached_property
    def values(self) -> list[dict[str, float]]:
        """The readouts of each recorded day."""
        recorded = zip(self.course.days, self.course.states, strict=True)
        return [readouts(state, REFERENCE, inputs_row(self.given(day))) for day, state in recorded]

    @property
    def end(self) -> State:
        """The last state."""
        return self.course.last_state

    def of(self, name: str) -> list[float]:
        """One readout over the recorded days."""
        return [value[name] for value in self.values]

    def at(self, day: int) -> dict[str, float]:
        """The readouts of one day."""
        return self.values[self.course.days.index(day)]

    def first(self, name: str, *, below: float = -math.inf, above: float = math.inf, after: float = 0) -> float:
        """The first recorded day on which a readout lies below or above a level; infinite if there is none."""
        for day, value in zip(self.course.days, self.of(name), strict=True):
            if day >= after and (value < below or value > above):
                return day
        return NEVER

    def lowest(self, name: str) -> tuple[int, float]:
        """Day and value of the minimum of a readout."""
        return min(zip(self.course.days, self.of(name), strict=True), key=lambda pair: pair[1])

    def highest(self, name: str) -> tuple[int, float]:
        """Day and value of the maximum of a readout."""
        return max(zip(self.course.days, self.of(name), strict=True), key=lambda pair: pair[1])


def follow(
    given: Given, days: int, state: State | None = None, step_days: float = FINE_STEP_DAYS, every: int = 1
) -> Run:
    """Run the reference patient, from health unless a state is given."""

    def inputs(day: int) -> tuple[float, ...]:
        return inputs_row(given(day))

    begin = steady_state(REFERENCE) if state is None else state
    return Run(run(begin, REFERENCE, inputs, start=0, days=days, step_days=step_days, every=every), given)


def until(given: Given, readout: str, level: float, *, falling: bool = True, most_days: int = 4000) -> State:
    """The state of the reference patient on the first day on which a readout has reached a level."""

    def inputs(day: int) -> tuple[float, ...]:
        return inputs_row(given(day))

    target = Target(readout, level, falling)
    return run_until(steady_state(REFERENCE), REFERENCE, inputs, target.met, start=0, max_days=most_days).last_state


def always(**values: float) -> Given:
    """The same inputs every day."""
    return lambda day: values


def losing_intrinsic_factor(day: int) -> dict[str, float]:
    """Pernicious anemia: intrinsic factor lost over three years."""
    return {"intrinsic_factor": max(0.0, round(1 - day / 1100, 3))}


@cache
def pernicious_anemia(hemoglobin: float = 6.9) -> State:
    """The state of the reference patient when pernicious anemia has reached this hemoglobin (g/dL)."""
    return until(losing_intrinsic_factor, "hemoglobin", hemoglobin)


@cache
def pernicious_anemia_at_count(rbc: float) -> State:
    """The state of the reference patient when pernicious anemia has reached this red cell count (1e12/L)."""
    return until(losing_intrinsic_factor, "rbc", rbc)


def hydroxocobalamin(day: int) -> dict[str, float]:
    """Six injections of 1 mg on alternate days, then one every three months, without intrinsic factor."""
    due = day in LOADING_DAYS or (day > 10 and day % 90 == 0)
    return {"intrinsic_factor": 0.0, "b12_injection": HYDROXOCOBALAMIN_UG if due else 0.0}


@cache
def treated(days: int = 100) -> Run:
    """Severe pernicious anemia under hydroxocobalamin."""
    return follow(hydroxocobalamin, days, pernicious_anemia())


def neuropathy(state: State) -> float:
    """The neuropathy index of a state of the reference patient, 0 to 1."""
    return indices(state, REFERENCE, inputs_row())["neuropathy"]
