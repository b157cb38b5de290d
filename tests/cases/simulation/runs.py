"""Courses of a reference patient, and how to ask them when something happened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from cases.simulation.channels import inputs_row
from cases.simulation.course import FINE_STEP_DAYS, Course, Target, run, run_until
from cases.simulation.health import steady_state
from cases.simulation.parameters import Physiology
from cases.simulation.readouts import readouts

REFERENCE = Physiology()
LOADING_DAYS = (0, 2, 4, 6, 8, 10)

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

    def of(self, name: str) -> list[float]:
        """One readout over the recorded days."""
        return [value[name] for value in self.values]

    def at(self, day: int) -> dict[str, float]:
        """The readouts of one day."""
        return self.values[self.course.days.index(day)]

    def first(self, name: str, *, below: float = float("-inf"), above: float = float("inf"), after: int = 0) -> int:
        """The first recorded day on which a readout lies below or above a level."""
        for day, value in zip(self.course.days, self.of(name), strict=True):
            if day >= after and (value < below or value > above):
                return day
        raise AssertionError(f"{name} never crossed")


def follow(
    given: Given, days: int, state: State | None = None, step_days: float = FINE_STEP_DAYS, every: int = 1
) -> Run:
    """Run the reference patient, from health unless a state is given."""
    rows: dict[tuple[tuple[str, float], ...], tuple[float, ...]] = {}

    def inputs(day: int) -> tuple[float, ...]:
        values = given(day)
        return rows.setdefault(tuple(values.items()), inputs_row(values))

    begin = steady_state(REFERENCE) if state is None else state
    return Run(run(begin, REFERENCE, inputs, start=0, days=days, step_days=step_days, every=every), given)


def always(**values: float) -> Given:
    """The same inputs every day."""
    return lambda day: values


def losing_intrinsic_factor(day: int) -> dict[str, float]:
    """Pernicious anemia: intrinsic factor lost over three years."""
    return {"intrinsic_factor": max(0.0, round(1 - day / 1100, 3))}


@cache
def pernicious_anemia(hemoglobin: float = 6.9) -> tuple[float, ...]:
    """The state of the reference patient when pernicious anemia has reached this hemoglobin."""
    course = run_until(
        steady_state(REFERENCE),
        REFERENCE,
        lambda day: inputs_row(losing_intrinsic_factor(day)),
        Target("hemoglobin", hemoglobin),
        start=0,
        max_days=4000,
    )
    return course.last_state


def hydroxocobalamin(day: int) -> dict[str, float]:
    """Six injections of 1 mg, 73 % retained, then every three months, without intrinsic factor."""
    due = day in LOADING_DAYS or (day > 10 and day % 90 == 0)
    return {"intrinsic_factor": 0.0, "b12_injection": 730.0 if due else 0.0}


@cache
def treated(days: int = 100) -> Run:
    """Severe pernicious anemia under hydroxocobalamin."""
    return follow(hydroxocobalamin, days, pernicious_anemia())
