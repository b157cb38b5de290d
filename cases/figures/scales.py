"""Which numbers does an axis name, and where does a value stand on it?"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
LOG_STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Axis:
    """Ticks in rising order; `place` maps a value to 0 (first tick) to 1 (last tick)."""

    ticks: tuple[float, ...]
    place: Callable[[float], float]


def linear_axis(values: Sequence[float], most_ticks: int = 6) -> Axis:
    """An axis whose round ticks enclose all values."""
    low, high = min(values), max(values)
    if high == low:
        low, high = low - (abs(low) or 1) * 0.1, high + (abs(high) or 1) * 0.1
    step = _round_step((high - low) / (most_ticks - 1))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = tuple(round(i * step, 10) for i in range(first, last + 1))
    return Axis(ticks, lambda value: (value - ticks[0]) / (ticks[-1] - ticks[0]))


def log_axis(values: Sequence[float]) -> Axis:
    """A logarithmic axis with ticks at 1, 2 and 5 times powers of ten; values must be above 0."""
    low, high = min(values), max(values)
    decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    rungs = [round(step * 10.0**decade, 10) for decade in decades for step in LOG_STEPS]
    first = max((rung for rung in rungs if rung <= low), default=rungs[0])
    last = min((rung for rung in rungs if rung >= high), default=rungs[-1])
    if first == last:
        last = first * 10
    ticks = tuple(rung for rung in [*rungs, last] if first <= rung <= last)
    width = math.log(last / first)
    return Axis(tuple(sorted(set(ticks))), lambda value: math.log(max(value, first) / first) / width)


def _round_step(least: float) -> float:
    """The smallest of 1, 2, 2.5 or 5 times a power of ten that is not below `least`."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in STEPS if step * power >= least * (1 - 1e-9))
