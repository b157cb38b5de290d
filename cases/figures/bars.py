"""How long is a bar?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

GAP = 0.5  # between parts of a bar that is 100 units long


@dataclass(frozen=True)
class Bar:
    """A bar of `width` pixels within one of `of` pixels."""

    width: float
    of: float


@dataclass(frozen=True)
class Part:
    """A part of a stacked bar, 100 units in all."""

    hue: str
    x: int
    width: float


def bar(value: float, of: float, pixels_per_unit: float) -> Bar:
    """A bar for `value` of `of`, never below nothing nor beyond its whole."""
    return Bar(round(min(max(value, 0), of) * pixels_per_unit, 1), round(of * pixels_per_unit, 1))


def regret_bar(value: float, largest: float, width: float = 220, least: float = 2) -> Bar:
    """A bar for a regret, `width` pixels long for the `largest`; a hairline for none."""
    return Bar(round(max(least, width * min(max(value, 0) / largest, 1)), 1), width)


def stacked(hues: Sequence[str], counts: Sequence[int]) -> tuple[Part, ...]:
    """The parts of a bar for counts that sum to 100; the last hue, for all else, stays empty."""
    parts, x = [], 0
    for hue, count in zip(hues[:-1], counts[:-1], strict=True):
        if count:
            parts.append(Part(hue, x, max(count - GAP, 0.1)))
        x += count
    return tuple(parts)
