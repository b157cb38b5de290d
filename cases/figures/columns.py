"""How did one probability move? One small column for each revision."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 30, 14
PITCH = 7.5
SHOWN = 4
LEAST = 1.5
# Chances up to this share the same scale, so that small ones are seen.
FULL = 60


@dataclass(frozen=True)
class Column:
    """One revision, in pixels."""

    x: float
    y: float
    height: float


def columns(chances: Sequence[int]) -> tuple[Column, ...]:
    """The last revisions of a chance (0 to 100), oldest first."""
    shown = chances[-SHOWN:]
    full = max([FULL, *shown])
    heights = [round(max(LEAST, (HEIGHT - 1) * chance / full), 1) for chance in shown]
    return tuple(Column(i * PITCH, round(HEIGHT - height, 1), height) for i, height in enumerate(heights))
