"""How did one test move, beside its reference range? A line over true time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from cases.figures.scales import Axis, linear_axis, log_axis

WIDTH, HEIGHT = 324, 236
LEFT, RIGHT, TOP, BOTTOM = 46, 18, 40, 34
# Labels nearer than this many pixels would be read as one.
APART = 48
EVENTS_APART = 12

Place = Callable[[float], float]


@dataclass(frozen=True)
class Point:
    """One value: time in any unit, the value, its mark (`low`, `high`, `critical` or empty) and its digits."""

    at: float
    value: float
    mark: str
    text: str


@dataclass(frozen=True)
class Label:
    """Words at a place; `anchor` is `middle`, `end` or empty for the start."""

    x: float
    y: float
    text: str
    anchor: str = ""


@dataclass(frozen=True)
class Dot:
    """A point of the line, in pixels."""

    x: float
    y: float
    mark: str


@dataclass(frozen=True)
class Band:
    """The reference range, in pixels; `edges` is the path of its dashed limits."""

    y: float
    height: float
    edges: str
    label: Label


@dataclass(frozen=True)
class Event:
    """Something done, as a vertical line with its name."""

    x: float
    label: Label


@dataclass(frozen=True)
class Trend:
    """Everything that is drawn, in pixels of a WIDTH by HEIGHT picture."""

    band: Band | None
    heights: tuple[Label, ...]
    times: tuple[Label, ...]
    marks: str
    events: tuple[Event, ...]
    line: str
    dots: tuple[Dot, ...]
    values: tuple[Label, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    base: int = HEIGHT - BOTTOM
    top: int = TOP - 16
    band_width: int = WIDTH - RIGHT - LEFT


def trend(
    points: Sequence[Point],
    limits: tuple[float | None, float | None],
    reference: str,
    times: Sequence[tuple[float, str]],
    events: Sequence[tuple[float, str]] = (),
    log: bool = False,
) -> Trend:
    """The figure of at least one point in order of time, with the limits of its reference range (None: open).

    `times` and `events` are places on the same time axis with their words. Raises ValueError without points.
    """
    if not points:
        raise ValueError("a trend needs a point")
    known = [limit for limit in limits if limit is not None and not (log and limit <= 0)]
    values = [point.value for point in points] + known
    axis = log_axis(values) if log and min(values) > 0 else linear_axis(values)
    starts = [point.at for point in points] + [at for at, _ in events]
    first, last = min(starts), max(starts)

    def x(at: float) -> float:
        share = (at - first) / (last - first) if last > first else 0.5
        return round(LEFT + (WIDTH - LEFT - RIGHT) * share, 1)

    def y(value: float) -> float:
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - min(max(axis.place(value), 0), 1)), 1)

    dots = tuple(Dot(x(point.at), y(point.value), point.mark) for point in points)
    return Trend(
        band=_band(limits, axis, y, reference),
        heights=tuple(Label(LEFT - 8, y(tick) + 4, f"{tick:g}", "end") for tick in axis.ticks),
        times=_spread([Label(x(at), HEIGHT - BOTTOM + 18, words, "middle") for at, words in times]),
        marks="".join(f"M{x(at):g} {HEIGHT - BOTTOM}v4" for at, _ in times),
        events=_events([(x(at), words) for at, words in events]),
        line=" ".join(f"{dot.x:g},{dot.y:g}" for dot in dots),
        dots=dots,
        values=_values(points, dots),
    )


def _band(limits: tuple[float | None, float | None], axis: Axis, y: Place, reference: str) -> Band | None:
    low, high = limits
    if low is None and high is None:
        return None
    bottom = y(axis.ticks[0] if low is None else low)
    top = y(axis.ticks[-1] if high is None else high)
    edges = "".join(
        f"M{LEFT} {edge:g}H{WIDTH - RIGHT}" for edge, limit in ((top, high), (bottom, low)) if limit is not None
    )
    label = Label(round(LEFT + 0.3 * (WIDTH - LEFT - RIGHT), 1), bottom - 6, f"Reference {reference}")
    return Band(top, round(max(bottom - top, 1), 1), edges, label)


def _spread(labels: Sequence[Label]) -> tuple[Label, ...]:
    """The labels that stand far enough apart; the last one, which is now, before others."""
    kept: list[Label] = []
    labels = [_inside(label) for label in labels]
    for label in sorted(labels, key=lambda label: -label.x):
        if not kept or kept[-1].x - label.x >= APART:
            kept.append(label)
    return tuple(reversed(kept))


def _inside(label: Label) -> Label:
    """A label at the right edge, moved so far to the left that it is not cut off."""
    return replace(label, x=WIDTH, anchor="end") if label.x > WIDTH - APART / 2 else label


def _events(events: Sequence[tuple[float, str]]) -> tuple[Event, ...]:
    """Lines with names to the left of them in the right half; names that would overlap are left to the table."""
    drawn: list[Event] = []
    for x, words in events:
        at_right = x > WIDTH / 2
        label = Label(x - 5 if at_right else x + 5, TOP - 7, words, "end" if at_right else "")
        if not drawn or x - drawn[-1].x >= EVENTS_APART:
            drawn.append(Event(x, label if not drawn else Label(label.x, label.y, "", label.anchor)))
    return tuple(drawn)


def _values(points: Sequence[Point], dots: Sequence[Dot]) -> tuple[Label, ...]:
    """Digits beside the first, the lowest, the highest and the last point, where there is room."""
    extremes = {
        min(range(len(points)), key=lambda i: points[i].value),
        max(range(len(points)), key=lambda i: points[i].value),
    }
    placed: list[Label] = []
    for i in dict.fromkeys([len(points) - 1, *sorted(extremes), 0]):
        label = _beside(dots[i], points[i].text)
        if all(abs(label.x - other.x) >= 30 or abs(label.y - other.y) >= 14 for other in placed):
            placed.append(label)
    return tuple(placed)


def _beside(dot: Dot, text: str) -> Label:
    above = round(dot.y - 9, 1)
    if dot.x > WIDTH - RIGHT - 30:
        return Label(round(dot.x + 4, 1), above, text, "end")
    if dot.x < LEFT + 16:
        return Label(round(dot.x + 2, 1), above, text)
    return Label(dot.x, above, text, "middle")
