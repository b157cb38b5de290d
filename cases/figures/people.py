"""Where does each of a hundred people stand? Dots in rows of ten, the diagnosis of interest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

OF_ALL = 100
A_ROW = 10
DOT_RADIUS = 0.36  # of the pitch


@dataclass(frozen=True)
class Dots:
    """All dots of one hue as one path."""

    hue: str
    path: str


@dataclass(frozen=True)
class Crowd:
    """A square of a hundred dots, `size` pixels wide."""

    size: int
    dots: tuple[Dots, ...]


def of_100(shares: Sequence[float]) -> list[int]:
    """Shares that sum to 1 as whole numbers that sum to 100, by largest remainder (first come where equal)."""
    exact = [OF_ALL * share for share in shares]
    counts = [int(value) for value in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: counts[i] - exact[i])
    for i in by_remainder[: OF_ALL - sum(counts)]:
        counts[i] += 1
    return counts


def crowd(hues: Sequence[str], counts: Sequence[int], size: int = 128) -> Crowd:
    """A hundred people: `counts` (summing to 100) of each of `hues`, filled in from the top left."""
    pitch, first, dots = size / A_ROW, 0, []
    for hue, count in zip(hues, counts, strict=True):
        if count:
            dots.append(Dots(hue, "".join(_dot(place, pitch) for place in range(first, first + count))))
        first += count
    return Crowd(size, tuple(dots))


def _dot(place: int, pitch: float) -> str:
    row, column = divmod(place, A_ROW)
    radius = DOT_RADIUS * pitch
    x, y = pitch * (column + 0.5) - radius, pitch * (row + 0.5)
    arc = f"a{radius:.2f} {radius:.2f} 0 1 0"
    return f"M{x:.1f} {y:.1f}{arc} {2 * radius:.2f} 0{arc} {-2 * radius:.2f} 0"
