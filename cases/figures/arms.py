"""How does one quantity run under several treatments? Lines that share an axis of years, and where a line must stop."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cases.figures.labels import Label, apart, label

WIDTH, HEIGHT = 380, 230
LEFT, RIGHT, TOP, BOTTOM = 40, 100, 20, 28
X_TICKS = ((0, "0"), (182, "6 mo"), (365, "1 y"), (730, "2 y"))
BETWEEN_LABELS = 30
FEWEST_TICKS = 4


@dataclass(frozen=True)
class Arm:
    """What happens under one treatment: (day, value) pairs; `stopped` says where the model ended, if it did."""

    style: str
    name: str
    points: tuple[tuple[int, float], ...]
    stopped: str = ""


@dataclass(frozen=True)
class Line:
    """One arm as a polyline, with the cross that stops it."""

    style: str
    points: str
    cross: str


@dataclass(frozen=True)
class Frame:
    """The plot: days 0 to `last_day`, values from `low` to `high`."""

    last_day: int
    low: float
    high: float

    def x(self, day: float) -> float:
        """Pixels from the left."""
        return LEFT + (WIDTH - LEFT - RIGHT) * day / self.last_day

    def y(self, value: float) -> float:
        """Pixels from the top."""
        return TOP + (HEIGHT - TOP - BOTTOM) * (self.high - value) / (self.high - self.low)


@dataclass(frozen=True)
class Multiple:
    """One of several small charts; `band` is the reference range as (y, height), or None."""

    lines: tuple[Line, ...]
    labels: tuple[Label, ...]
    grid: str
    band: tuple[float, float] | None
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    plot_width: int = WIDTH - LEFT - RIGHT


def multiple(
    arms: Sequence[Arm], *, last_day: int, decimals: int, band: tuple[float | None, float | None] | None = None
) -> Multiple:
    """The chart of one quantity, over days 0 to `last_day`; values are printed with `decimals`."""
    values = [value for arm in arms for _, value in arm.points]
    limits = [limit for limit in band or () if limit is not None]
    ticks = nice_ticks(min(values + limits), max(values + limits))
    frame = Frame(last_day, ticks[0], ticks[-1])
    rows = [(frame.y(tick), f"{tick:g}") for tick in ticks]
    labels = [label(LEFT - 8, y + 4, text, "end") for y, text in rows]
    labels += [label(frame.x(day), HEIGHT - 8, text, "middle" if day else "") for day, text in X_TICKS]
    return Multiple(
        lines=tuple(_line(arm, frame) for arm in arms),
        labels=(*labels, *_names(arms, frame, decimals)),
        grid="".join(f"M{LEFT} {y:.1f}H{WIDTH - RIGHT}" for y, _ in rows),
        band=_band(band, frame) if band and limits else None,
    )


def nice_ticks(low: float, high: float) -> list[float]:
    """Round numbers that span `low` to `high`, four of them or a few more."""
    span = max(high - low, 1e-9)
    power = 10.0 ** math.floor(math.log10(span))
    step = next((power * m / 10 for m in (50, 20, 10, 5, 2) if span / (power * m / 10) >= FEWEST_TICKS - 1), power / 10)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(i * step, 10) for i in range(first, max(last, first + 1) + 1)]


def _band(band: tuple[float | None, float | None], frame: Frame) -> tuple[float, float]:
    """Top and height of the reference range; a side without a limit reaches the edge of the plot."""
    low, high = band
    top = frame.y(frame.high if high is None else high)
    bottom = frame.y(frame.low if low is None else low)
    return round(top, 1), round(bottom - top, 1)


def _line(arm: Arm, frame: Frame) -> Line:
    places = [(frame.x(day), frame.y(value)) for day, value in arm.points]
    x, y = places[-1]
    cross = f"M{x - 4:.1f} {y - 4:.1f}l8 8m0-8l-8 8" if arm.stopped else ""
    return Line(arm.style, " ".join(f"{x:.1f},{y:.1f}" for x, y in places), cross)


def _names(arms: Sequence[Arm], frame: Frame, decimals: int) -> list[Label]:
    """Names at the right end, moved apart, each with its last value or with where its line stops."""
    heights = apart([frame.y(arm.points[-1][1]) for arm in arms], BETWEEN_LABELS, TOP, HEIGHT - BOTTOM - 14)
    labels = []
    for arm, y in zip(arms, heights, strict=True):
        value = arm.stopped or f"{arm.points[-1][1]:.{decimals}f}"
        labels.append(label(WIDTH - RIGHT + 8, y + 1, arm.name, f"arm-name {arm.style}".strip()))
        labels.append(label(WIDTH - RIGHT + 8, y + 15, value))
    return labels
