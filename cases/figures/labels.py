"""Which words stand where?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Label:
    """Text with its baseline's start at (x, y), and the classes that style it."""

    x: float
    y: float
    text: str
    style: str = ""


def label(x: float, y: float, text: object, style: str = "") -> Label:
    """A label at whole tenths of a pixel."""
    return Label(round(x, 1), round(y, 1), str(text), style)


def apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Heights near those `wanted`, at least `gap` apart, and between `low` and `high` where that fits."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed = [0.0] * len(wanted)
    previous = low - gap
    for i in order:
        previous = placed[i] = max(wanted[i], previous + gap)
    ceiling = high
    for i in reversed(order):
        placed[i] = min(placed[i], ceiling)
        ceiling = placed[i] - gap
    return placed
