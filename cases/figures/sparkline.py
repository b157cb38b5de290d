"""Which way did a test go, at a glance? A line without axis, beside the numbers it repeats."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 132, 26
INSET, END = 4, 5
PADDING = 3
# Between the years before day 0 and the days after it, where a row has both.
SEAM = 4


@dataclass(frozen=True)
class Sparkline:
    """Pixels of a WIDTH by HEIGHT picture; `mark` is `low`, `high`, `critical` or empty."""

    band_y: float
    band_height: float
    points: str
    dots: tuple[tuple[float, float], ...]
    last: tuple[float, float]
    mark: str


def sparkline(
    values: Sequence[tuple[float, float]],
    limits: tuple[float | None, float | None],
    spans: tuple[float, float],
    mark: str = "",
    has_seam: bool = False,
) -> Sparkline | None:
    """The figure of (time, value) pairs in order of time; None for fewer than two.

    `spans` are the first and last time of the whole table, so that rows can be compared. With a seam, times
    before 0 fill the left half and later ones the right.
    """
    if len(values) < 2:
        return None
    numbers = [value for _, value in values]
    low, high = _window(numbers, limits)

    def y(value: float) -> float:
        share = (high - min(max(value, low), high)) / (high - low)
        return round(PADDING + (HEIGHT - 2 * PADDING) * share, 1)

    dots = [(_x(at, spans, has_seam), y(value)) for at, value in values]
    top = y(high if limits[1] is None else limits[1])
    bottom = y(low if limits[0] is None else limits[0])
    return Sparkline(
        band_y=top,
        band_height=round(max(bottom - top, 1), 1),
        points=" ".join(f"{x:g},{y:g}" for x, y in dots),
        dots=tuple(dots[:-1]),
        last=dots[-1],
        mark=mark,
    )


def _window(numbers: Sequence[float], limits: tuple[float | None, float | None]) -> tuple[float, float]:
    """The heights shown: all values, and of the range no more than their own spread beyond them."""
    least, most = min(numbers), max(numbers)
    spread = (most - least) or abs(most) * 0.1 or 1
    below = least if limits[0] is None else min(limits[0], least)
    above = most if limits[1] is None else max(limits[1], most)
    low, high = max(below, least - spread), min(above, most + spread)
    return (low, high) if high > low else (least - spread, most + spread)


def _x(at: float, spans: tuple[float, float], has_seam: bool) -> float:
    first, last = spans
    width = WIDTH - INSET - END
    if not has_seam:
        share = (at - first) / ((last - first) or 1)
        return round(INSET + width * share, 1)
    middle = INSET + width / 2
    if at < 0:
        return round(middle - SEAM / 2 - (width / 2 - SEAM / 2) * at / first, 1)
    return round(middle + SEAM / 2 + (width / 2 - SEAM / 2) * (at / last if last else 0), 1)
