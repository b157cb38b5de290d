"""Where do the limits of a share stand, and how tall is a count?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDTH = 88.0  # pixels from 0 to 100 %
BASE, PITCH, BAR, TICK = 84.0, 40.0, 30.0, 36.0  # of the histogram: foot, step, bar, width of a tick
HEIGHT = 64.0
LEAST = 1.5


@dataclass(frozen=True)
class Interval:
    """A line from `x` on, `width` long, with a dot at `dot`; pixels of 88."""

    x: float
    width: float
    dot: float


@dataclass(frozen=True)
class Bar:
    """A bar of a histogram with its number, and the tick of what is usual."""

    name: int
    count: int
    x: float
    middle: float
    y: float
    height: float
    tick: float
    is_many: bool


def interval(share: float, low: float, high: float) -> Interval:
    """The limits of a share, each 0 to 1."""
    return Interval(round(WIDTH * low, 1), round(max(WIDTH * (high - low), LEAST), 1), round(WIDTH * share, 1))


def histogram(counts: Mapping[int, int], usual: Sequence[float], many: int) -> tuple[Bar, ...]:
    """Bars for 1 to len(usual), with ticks at the `usual` shares of all that was counted."""
    n = sum(counts.values())
    top = max([1.0, *counts.values(), *(n * share for share in usual)])

    def y(count: float) -> float:
        return round(BASE - HEIGHT * count / top, 1)

    return tuple(
        Bar(
            name=number,
            count=counts.get(number, 0),
            x=round((number - 1) * PITCH + (PITCH - BAR) / 2, 1),
            middle=(number - 0.5) * PITCH,
            y=y(counts.get(number, 0)),
            height=round(BASE - y(counts.get(number, 0)), 1),
            tick=y(n * share),
            is_many=number >= many,
        )
        for number, share in enumerate(usual, start=1)
    )
