"""What does a general solver make of the same equations? Slow and sure: the oracle beside the fast engine."""

from collections.abc import Sequence

import numpy
from scipy.integrate import odeint

from cases.simulation import state as at
from cases.simulation.compilation import vector
from cases.simulation.course import Inputs, apply_impulses, rows_of
from cases.simulation.health import patient_vector
from cases.simulation.marrow import flows
from cases.simulation.parameters import Physiology

RELATIVE, ABSOLUTE = 1e-7, 1e-9


def solved(
    state: Sequence[float], physiology: Physiology, inputs: Inputs, first: int, last: int, every: int = 1
) -> dict[int, tuple[float, ...]]:
    """Return the state at the start of each `every`th day from `first` to `last`, by LSODA started anew each time.

    Inputs and impulses are those that the engine takes on the day of the start.
    """
    patient, now = patient_vector(physiology), numpy.array(state, dtype=float)
    gains, rates = vector([0.0] * at.SIZE), vector([0.0] * at.SIZE)
    states = {first: tuple(now.tolist())}

    def slope(_: float, y: numpy.ndarray, row: Sequence[float]) -> numpy.ndarray:
        flows(vector(y), patient, row, gains, rates)
        return numpy.asarray(gains) - numpy.asarray(rates) * y

    rows = rows_of(inputs, first, last)
    for day in range(first, last, every):
        row, width = rows[day - first], min(every, last - day)
        given = vector(now.tolist())
        apply_impulses(given, row)
        times = (0.0, float(width))
        now = odeint(slope, given, times, args=(row,), tfirst=True, rtol=RELATIVE, atol=ABSOLUTE)[-1]
        states[day + width] = tuple(now.tolist())
    return states
