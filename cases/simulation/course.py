"""How does a patient get from one day to the next?

Every state has a gain and a loss rate, so the modified Patankar Runge-Kutta scheme [Burchard 2003, Appl Numer
Math 47:1] applies: second order, exact at rest, and never negative whatever the step.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated

from . import channels as channel
from . import state as at
from .cobalamin import HAPTOCORRIN_SHARE
from .compilation import Matrix, Vector, compiled, matrix, numbers, vector
from .health import patient_vector
from .marrow import flows
from .parameters import Physiology
from .platelets import total_platelets
from .readouts import readout
from .red_cells import hemoglobin_g_dl, total_volume

FINE_STEP_DAYS: Annotated[float, "d: step under treatment and in diseases of weeks [tried against LSODA]"] = 0.25
SLOW_STEP_DAYS: Annotated[float, "d: step in diseases of years [tried against LSODA]"] = 2.0
WIDEST_STEP_DAYS: Annotated[
    int, "d: longest to which it grows while little happens; more is unstable at rest [tried]"
] = 5
CALM: Annotated[float, "share: by which both orders of the scheme may differ for it to grow [tried against LSODA]"] = (
    0.002
)

# The row of a day; what also has a method `rows(first, last)` is asked for many days at once.
Inputs = Callable[[int], Sequence[float]]

RED_CELL_UNIT_ML_L: Annotated[float, "mL/L per unit: red cells that raise hemoglobin by 1 g/dL [recalled]"] = 30.0
DONOR_VOLUME_FL: Annotated[float, "fL: volume of a donor's red cell [recalled]"] = 90.0
RED_CELL_UNIT_IRON_MG: Annotated[float, "mg per unit: iron of 1 g/dL [Conrad 1962]"] = 170.0
MOST_HEMOGLOBIN_G_DL: Annotated[float, "g/dL: hemoglobin up to which anybody transfuses [assumed]"] = 20.0
MOST_PLATELETS_1E9_L: Annotated[float, "1e9/L: platelets in all up to which anybody transfuses [assumed]"] = 1000.0
PLATELET_DOSE_1E9_L: Annotated[float, "1e9/L per dose: platelets in blood and spleen; +30 in blood [recalled]"] = 45.0
LEAST_IRON_MG: Annotated[float, "mg: body iron that even a dying patient holds in hemoglobin [assumed]"] = 200.0
SMALLEST = 1e-30
BLOCK_DAYS = 365


@dataclass(frozen=True, slots=True)
class Course:
    """States recorded at the starts of `days`, the first day included; `reached` once a goal was met."""

    days: tuple[int, ...]
    states: tuple[tuple[float, ...], ...]
    reached: bool = False

    @property
    def last_day(self) -> int:
        """Return the last day recorded."""
        return self.days[-1]

    @property
    def last_state(self) -> tuple[float, ...]:
        """Return the state on the last day recorded."""
        return self.states[-1]


# What the readouts say on a day, by name; and what is to become true of them.
Reading = Callable[[str], float]
Goal = Callable[[Reading], bool]


@dataclass(frozen=True, slots=True)
class Target:
    """A level that a readout is to cross, falling or rising: a goal by its method `met`."""

    readout: str
    level: float
    falling: bool = True

    def met(self, read: Reading) -> bool:
        """Return whether the readout lies at or beyond the level."""
        value = read(self.readout)
        return value <= self.level if self.falling else value >= self.level


@compiled
def integrate(state: Vector, patient: Vector, inputs: Vector, step: float, count: int, work: Matrix) -> None:
    """Advance `state` in place by `count` steps of `step` days under constant inputs.

    `work` is five scratch arrays of the size of the state.
    """
    gains, rates, guess, later_gains, later_rates = work[0], work[1], work[2], work[3], work[4]
    half = 0.5 * step
    for _ in range(count):
        flows(state, patient, inputs, gains, rates)
        for i in range(at.SIZE):
            guess[i] = (state[i] + step * gains[i]) / (1.0 + step * rates[i])
        flows(guess, patient, inputs, later_gains, later_rates)
        for i in range(at.SIZE):
            ratio = (state[i] + SMALLEST) / (guess[i] + SMALLEST)
            state[i] = (state[i] + half * (gains[i] + later_gains[i])) / (
                1.0 + half * (rates[i] * ratio + later_rates[i])
            )


@compiled
def apply_impulses(state: Vector, row: Vector) -> None:
    """Add to the state, in place, what is given at the start of a day."""
    dose = row[channel.B12_INJECTION]
    state[at.B12_DEPOT] += (1.0 - HAPTOCORRIN_SHARE) * dose
    state[at.B12_HAPTOCORRIN] += HAPTOCORRIN_SHARE * dose
    units = row[channel.RED_CELL_TRANSFUSION]
    if units > 0.0:  # one unit raises hemoglobin by 1 g/dL
        units = min(units, max(0.0, MOST_HEMOGLOBIN_G_DL - hemoglobin_g_dl(state, total_volume(state))))
    if units > 0.0 or row[channel.IRON_DEFICIT] > 0.0:
        # Iron never falls below what hemoglobin alone holds in a dying patient.
        iron = state[at.BODY_IRON] - row[channel.IRON_DEFICIT] + RED_CELL_UNIT_IRON_MG * units
        state[at.BODY_IRON] = max(iron, LEAST_IRON_MG)
    if units > 0.0:
        for i in range(at.RED_CELL_CLASSES):
            state[at.RED_CELLS + i] += units * RED_CELL_UNIT_ML_L / DONOR_VOLUME_FL / at.RED_CELL_CLASSES
            state[at.RED_CELL_VOLUME + i] += units * RED_CELL_UNIT_ML_L / at.RED_CELL_CLASSES
    platelets = row[channel.PLATELET_TRANSFUSION]
    if platelets > 0.0 and total_platelets(state) < MOST_PLATELETS_1E9_L:
        for i in range(at.PLATELET_CLASSES):
            state[at.PLATELETS + i] += PLATELET_DOSE_1E9_L * platelets / at.PLATELET_CLASSES


@compiled
def strain(state: Vector, guess: Vector) -> float:
    """Return the largest share by which a step of first order (`guess`) and one of second order (`state`) differ."""
    largest = 0.0
    for i in range(at.SIZE):
        largest = max(largest, abs(state[i] - guess[i]) / (state[i] + 0.01))
    return largest


@compiled
def live(state: Vector, patient: Vector, rows: Matrix, step_days: float, work: Matrix) -> None:
    """Advance `state` in place through the days whose inputs are `rows`.

    A step longer than a day takes the levels of its first day and the impulses of all its days; a slow one grows
    while little happens.
    """
    whole = max(1, round(step_days))
    longest = max(whole, WIDEST_STEP_DAYS) if step_days >= SLOW_STEP_DAYS else whole
    wide, first = whole, 0
    while first < len(rows):
        width = min(wide, len(rows) - first)
        for day in range(first, first + width):
            apply_impulses(state, rows[day])
        count = max(1, round(width / step_days)) if wide == whole else 1
        integrate(state, patient, rows[first], width / count, count, work)
        first += width
        if longest > whole:
            wide = min(2 * wide, longest) if strain(state, work[2]) < CALM else whole


def run(
    state: Sequence[float],
    physiology: Physiology,
    inputs: Inputs,
    *,
    start: int,
    days: int,
    step_days: float = FINE_STEP_DAYS,
    every: int = 1,
) -> Course:
    """Return the course of `days` days from the start of day `start`, recorded `every` so many days.

    `inputs(day)` is the row of that day in the order of CHANNELS.
    """
    end = start + days
    engine = _Engine(state, physiology, inputs, step_days, end)
    recorded, states = [start], [engine.snapshot()]
    while recorded[-1] < end:
        day = min(recorded[-1] + every, end)
        engine.advance(recorded[-1], day)
        recorded.append(day)
        states.append(engine.snapshot())
    return Course(tuple(recorded), tuple(states))


def run_until(
    state: Sequence[float],
    physiology: Physiology,
    inputs: Inputs,
    goal: Goal,
    *,
    start: int,
    max_days: int,
    step_days: float = SLOW_STEP_DAYS,
    every: int = 30,
) -> Course:
    """Return the course up to the first day on which the goal is met, or `max_days` if it never is.

    The course is recorded `every` so many days; the stretch in which the goal is met is run again day by
    day in fine steps, and only its last day is kept.
    """
    end = start + max_days
    engine = _Engine(state, physiology, inputs, step_days, end)
    days, states = [start], [engine.snapshot()]
    reached = engine.meets(goal, start)
    while not reached and days[-1] < end:
        day = min(days[-1] + every, end)
        engine.advance(days[-1], day)
        if engine.meets(goal, day):
            day = _refine(engine, states[-1], goal, days[-1], day)
            reached = True
        days.append(day)
        states.append(engine.snapshot())
    return Course(tuple(days), tuple(states), reached)


def _refine(engine: "_Engine", state: Sequence[float], goal: Goal, first: int, last: int) -> int:
    """Run the stretch again in fine steps and return the first day that meets the goal."""
    engine.restart(state)
    for day in range(first, last):
        engine.advance(day, day + 1)
        if engine.meets(goal, day + 1):
            return day + 1
    return last


class _Engine:
    """A state on its way, as lists in plain Python and as arrays when compiled."""

    def __init__(self, state: Sequence[float], physiology: Physiology, inputs: Inputs, step_days: float, end: int):
        self._physiology = physiology
        self._patient = patient_vector(physiology)
        self._inputs = inputs
        self._step_days = step_days
        self._end = end
        self._first = self._last = end
        self._rows: Matrix = []
        self._work = matrix([[0.0] * at.SIZE] * 5)
        self._state = vector(state)

    def restart(self, state: Sequence[float]) -> None:
        """Go on from another state, in fine steps."""
        self._state = vector(state)
        self._step_days = min(self._step_days, FINE_STEP_DAYS)

    def snapshot(self) -> tuple[float, ...]:
        """Return a copy of the state."""
        return numbers(self._state)

    def meets(self, goal: Goal, day: int) -> bool:
        """Return whether the goal is met at the start of this day."""
        row = self._days(day, day + 1)[0]
        return goal(lambda name: readout(name, self._state, self._physiology, row))

    def advance(self, first: int, last: int) -> None:
        """Advance from the start of day `first` to the start of day `last`."""
        live(self._state, self._patient, self._days(first, last), float(self._step_days), self._work)

    def _days(self, first: int, last: int) -> Matrix:
        """The rows of these days, out of a block: asking for many at once is cheaper than asking often."""
        if not self._first <= first <= last <= self._last:
            self._first, self._last = first, max(last, min(first + BLOCK_DAYS, self._end + 1))
            self._rows = rows_of(self._inputs, self._first, self._last)
        return self._rows[first - self._first : last - self._first]


def rows_of(inputs: Inputs, first: int, last: int) -> Matrix:
    """Return the rows of days `first` to `last`, the last one excluded."""
    at_once: Callable[[int, int], Matrix] | None = getattr(inputs, "rows", None)
    return at_once(first, last) if at_once else matrix([inputs(day) for day in range(first, last)])
