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
    state: Sequence[float], physiology: Physiology, inputs: Inputs, first: int, last: int
) -> dict[int, tuple[float, ...]]:
    """Return the state at the start of each day from `first` to `last`, by LSODA started anew each day, whose inputs
    and impulses are those that the engine takes."""
    patient, now = patient_vector(physiology), numpy.array(state, dtype=float)
    gains, rates = vector([0.0] * at.SIZE), vector([0.0] * at.SIZE)
    states = {first: tuple(now.tolist())}

    def slope(_: float, y: numpy.ndarray, row: Sequence[float]) -> numpy.ndarray:
        seen = vector(y)
        flows(seen, patient, row, gains, rates)
        return numpy.asarray(gains) - numpy.asarray(rates) * y

    for day, row in zip(range(first, last), rows_of(inputs, first, last), strict=True):
        given = vector(now.tolist())
        apply_impulses(given, row)
        now = odeint(slope, given, (0.0, 1.0), args=(row,), tfirst=True, rtol=RELATIVE, atol=ABSOLUTE)[-1]
        states[day + 1] = tuple(now.tolist())
    return states
