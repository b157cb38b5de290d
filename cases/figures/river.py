"""How do probabilities flow from step to step? Bands stacked from the bottom, the true diagnosis first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from cases.figures.labels import Label, label

WIDTH, HEIGHT, RIGHT_MARGIN = 1192, 176, 178
PLOT_WIDTH = WIDTH - RIGHT_MARGIN
AXIS_HEIGHT = 56
# A rival is named inside its band only where the band is high enough for the words, of 100.
NAMED_FROM = 22
# Pixels: between a step and its words, of a letter, above and below the line on which words stand.
GAP, LETTER, ABOVE, BELOW = 14.0, 6.8, 10.0, 3.0
HALVINGS = 20
# Of 100: a band too thin for its number, which then stands above it.
THIN = 9
# Half of what a river that begins at its last step is drawn over.
STUB = 60.0


@dataclass(frozen=True)
class Band:
    """One diagnosis: the outline of its band, and the seam along its upper edge."""

    hue: str
    path: str
    seam: str


@dataclass(frozen=True)
class River:
    """A river with its words; `lines` are paths that mark the steps."""

    bands: tuple[Band, ...]
    lines: tuple[str, ...]
    labels: tuple[Label, ...]
    start: float
    width: int = WIDTH
    height: int = HEIGHT
    plot_width: int = PLOT_WIDTH


@dataclass(frozen=True)
class Axis:
    """The steps that rivals share, each with its labels: what was learned, when, and what had been spent."""

    steps: tuple[tuple[Label, ...], ...]
    width: int = WIDTH
    height: int = AXIS_HEIGHT


def places(count: int) -> list[float]:
    """Where each of `count` (two or more) steps stands: equally spaced, because steps are decisions, not hours."""
    return [PLOT_WIDTH * i / (count - 1) for i in range(count)]


def river(counts: Sequence[Sequence[int]], hues: Sequence[str], names: Sequence[str], first: int = 0) -> River:
    """The river of `counts` (steps, hues; the last hue is all else), whose steps before `first` are left empty.

    The counts of a step sum to 100. `names` are those of the hues.
    """
    told = len(counts) - first
    xs = places(len(counts))[first:]
    flow = [list(step) for step in counts[first:]]
    if len(xs) == 1:
        xs, flow = [xs[0] - STUB, xs[0]], flow * 2
    edges = [list(accumulate(step[:-1], initial=0)) for step in flow]
    levels = [[_height(level) for level in step] for step in edges]
    return River(
        bands=tuple(_band(xs, levels, i, hue) for i, hue in enumerate(hues[:-1])),
        lines=tuple(f"M{x:.1f} {step[-1]:.1f}V{HEIGHT - 1}" for x, step in list(zip(xs, levels, strict=True))[1:-1]),
        labels=(
            *_main(xs[-told:], flow[-told:], hues),
            *_rivals(xs, flow, levels, hues, names),
            *_ends(xs, flow, names),
        ),
        start=round(xs[0], 1),
    )


def axis(steps: Sequence[tuple[str, str, str]]) -> Axis:
    """Two lines of what was learned and one of the circumstances, under each step."""
    told = []
    for i, (x, (upper, lower, below)) in enumerate(zip(places(len(steps)), steps, strict=True)):
        anchor = "middle" if i else ""
        name = f"name {anchor}".strip()
        labels = (label(x, 14, upper, name), label(x, 29, lower, name), label(x, 47, below, anchor))
        told.append(tuple(each for each in labels if each.text))
    return Axis(tuple(told))


def _height(level: float) -> float:
    return 1 + (HEIGHT - 2) * (1 - level / 100)


def _band(xs: Sequence[float], levels: Sequence[Sequence[float]], i: int, hue: str) -> Band:
    lower = [(x, step[i]) for x, step in zip(xs, levels, strict=True)]
    upper = [(x, step[i + 1]) for x, step in zip(xs, levels, strict=True)]
    return Band(hue, f"M{_edge(lower)}L{_edge(upper[::-1])}Z", f"M{_edge(upper)}")


def _edge(points: Sequence[tuple[float, float]]) -> str:
    """A cubic from point to point with both handles at the middle."""
    path = f"{points[0][0]:.1f} {points[0][1]:.1f}"
    for (x0, y0), (x1, y1) in pairwise(points):
        middle = (x0 + x1) / 2
        path += f"C{middle:.1f} {y0:.1f} {middle:.1f} {y1:.1f} {x1:.1f} {y1:.1f}"
    return path


def _main(xs: Sequence[float], flow: Sequence[Sequence[int]], hues: Sequence[str]) -> list[Label]:
    """The number of the true diagnosis at every step, in the middle of its band; above it where that is thin."""
    labels = []
    for x, step in zip(xs, flow, strict=True):
        anchor, shift = ("end", -8) if x == xs[-1] else ("", 8) if x == xs[0] else ("middle", 0)
        thin = step[0] < THIN
        y = _height(step[0]) - 4 if thin else _height(step[0] / 2) + 5
        style = _style_at(step, hues, step[0] + THIN / 2) if thin else f"on-hue {hues[0]}"
        labels.append(label(x + shift, y, step[0], f"{style} {anchor}".strip()))
    return labels


def _style_at(step: Sequence[int], hues: Sequence[str], level: float) -> str:
    """The style of text that is read on the band found at a level (of 100)."""
    reached = list(accumulate(step))
    hue = next((hue for hue, upper in zip(hues, reached, strict=True) if upper > level), hues[-1])
    return "strong" if hue == hues[-1] else f"on-hue {hue}"


def _rivals(
    xs: Sequence[float],
    flow: Sequence[Sequence[int]],
    levels: Sequence[Sequence[float]],
    hues: Sequence[str],
    names: Sequence[str],
) -> list[Label]:
    """The names of rivals at the inner steps, on the side of the step on which the band holds the words."""
    labels = []
    for x, step, heights in list(zip(xs, flow, levels, strict=True))[1:-1]:
        for i in range(1, len(hues) - 1):
            y, words = (heights[i] + heights[i + 1]) / 2 + 4, f"{names[i]} {step[i]}"
            for side, anchor in ((1, ""), (-1, " end")) if step[i] >= NAMED_FROM else ():
                below, above = (_edge_at(x + side * (GAP + LETTER * len(words)), xs, levels, j) for j in (i, i + 1))
                if above <= y - ABOVE and y + BELOW <= below:
                    labels.append(label(x + side * GAP, y, words, f"on-hue rival {hues[i]}{anchor}"))
                    break
    return labels


def _edge_at(x: float, xs: Sequence[float], levels: Sequence[Sequence[float]], edge: int) -> float:
    """The height of an edge at `x`, on the cubic that `_edge` draws."""
    k = max(i for i in range(len(xs) - 1) if xs[i] <= x or i == 0)
    share, low, high = min(max((x - xs[k]) / (xs[k + 1] - xs[k]), 0.0), 1.0), 0.0, 1.0
    for _ in range(HALVINGS):
        t = (low + high) / 2
        low, high = (t, high) if 1.5 * t - 1.5 * t**2 + t**3 < share else (low, t)
    return levels[k][edge] + (levels[k + 1][edge] - levels[k][edge]) * (3 * low**2 - 2 * low**3)


def _ends(xs: Sequence[float], flow: Sequence[Sequence[int]], names: Sequence[str]) -> list[Label]:
    y = min(_height(flow[-1][0] / 2), HEIGHT - 24)
    ends = [label(PLOT_WIDTH + 12, y - 2, names[0], "name"), label(PLOT_WIDTH + 12, y + 14, f"{flow[-1][0]} of 100")]
    if flow[0][-1] >= NAMED_FROM:
        ends.append(label(xs[0] + 8, _height(100 - flow[0][-1] / 2) + 4, names[-1]))
    return ends
