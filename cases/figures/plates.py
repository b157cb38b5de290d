"""What does a chart look like that must stand alone? Small multiples as one SVG text that needs no style sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from cases.figures.labels import apart
from cases.figures.scales import Axis, linear_axis, log_axis

PANEL_WIDTH, PANEL_HEIGHT = 300, 190
LEFT, RIGHT, TOP, BOTTOM = 46, 14, 34, 34
NAMES_WIDTH = 92  # beside a panel whose lines are named
HEAD = 46
GAP = 18
BETWEEN_NAMES = 13
FONT = "font-family='system-ui, sans-serif'"
INK, MUTED, GRID, BAND = "#1d2733", "#5b6775", "#dde2e8", "#e7f1ea"
# Okabe and Ito: told apart by color-blind readers.
COLORS = ("#0072b2", "#d55e00", "#009e73", "#a0508a", "#b37400", "#3b9bd1", "#4d4d4d")
DASHES = ("", "6 3", "2 3")


@dataclass(frozen=True)
class Line:
    """Points in order of x; `hue` numbers its color, `dash` its stroke; drawn as dots alone where `is_dots`."""

    name: str
    points: tuple[tuple[float, float], ...]
    hue: int = 0
    dash: int = 0
    is_dots: bool = False


@dataclass(frozen=True)
class Panel:
    """One quantity: its title with unit, its lines, its reference range if any (an open side is None).

    `ruler` is its own axis of x where it does not share that of the plate.
    """

    title: str
    lines: tuple[Line, ...]
    band: tuple[float | None, float | None] | None = None
    is_log: bool = False
    ruler: Ruler | None = None


@dataclass(frozen=True)
class Ruler:
    """The axis of x that all panels share, from `first` to `last`: (value, words) for each tick, a title, and a value
    to mark with a line across."""

    first: float
    last: float
    ticks: tuple[tuple[float, str], ...]
    title: str = ""
    mark: float | None = None


@dataclass(frozen=True)
class _Frame:
    """Where a value of one panel stands, in pixels of the plate."""

    left: float
    top: float
    ruler: Ruler
    axis: Axis

    @property
    def right(self) -> float:
        return self.left + PANEL_WIDTH - LEFT - RIGHT

    @property
    def bottom(self) -> float:
        return self.top + PANEL_HEIGHT - TOP - BOTTOM

    def x(self, value: float) -> float:
        share = (value - self.ruler.first) / (self.ruler.last - self.ruler.first)
        return round(self.left + (self.right - self.left) * share, 1)

    def y(self, value: float) -> float:
        return round(self.bottom - (self.bottom - self.top) * min(max(self.axis.place(value), 0.0), 1.0), 1)


def plate(title: str, panels: Sequence[Panel], ruler: Ruler, columns: int = 3, is_named: bool = False) -> str:
    """The SVG text of panels in rows of `columns`; with `is_named` each panel names its lines at their right ends,
    else one row of names stands under the title."""
    pitch_x = PANEL_WIDTH + GAP + (NAMES_WIDTH if is_named else 0)
    pitch_y = PANEL_HEIGHT + GAP
    rows = -(-len(panels) // columns)
    width, height = pitch_x * min(columns, len(panels)) + GAP, pitch_y * rows + HEAD + GAP
    parts = [
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' viewBox='0 0 {width} {height}' "
        f"role='img' {FONT} font-size='11' fill='{INK}'>",
        f"<title>{escape(title)}</title><rect width='{width}' height='{height}' fill='#fff'/>",
        _text(GAP, 22, title, size=15, weight=600),
    ]
    if not is_named:
        parts.append(_legend(panels))
    for i, panel in enumerate(panels):
        row, column = divmod(i, columns)
        parts.append(_panel(panel, GAP + column * pitch_x + LEFT, HEAD + row * pitch_y + TOP, ruler, is_named))
    return "".join([*parts, "</svg>\n"])


def _panel(panel: Panel, left: float, top: float, ruler: Ruler, is_named: bool) -> str:
    frame = _Frame(left, top, panel.ruler or ruler, _axis(panel))
    parts = [_text(left, top - 10, panel.title, weight=600), _band(panel, frame), _grid(frame), _times(frame)]
    parts += [_line(line, frame) for line in panel.lines if line.points]
    if is_named:
        parts.append(_names(panel, frame))
    return "".join(parts)


def _axis(panel: Panel) -> Axis:
    values = [value for line in panel.lines for _, value in line.points]
    limits = [limit for limit in panel.band or () if limit is not None]
    if panel.is_log:
        return log_axis([value for value in [*values, *limits] if value > 0])
    return linear_axis([*values, *limits])


def _band(panel: Panel, frame: _Frame) -> str:
    if panel.band is None:
        return ""
    low, high = panel.band
    top = frame.top if high is None else frame.y(high)
    bottom = frame.bottom if low is None else frame.y(low)
    return f"<path d='M{frame.left} {top}H{frame.right}V{bottom}H{frame.left}Z' fill='{BAND}'/>"


def _grid(frame: _Frame) -> str:
    marks = "".join(f"M{frame.left} {frame.y(tick)}H{frame.right}" for tick in frame.axis.ticks)
    words = "".join(_text(frame.left - 6, frame.y(tick) + 4, f"{tick:g}", "end", MUTED) for tick in frame.axis.ticks)
    return f"<path d='{marks}' stroke='{GRID}' fill='none'/>{words}"


def _times(frame: _Frame) -> str:
    ruler = frame.ruler
    parts = [_text(frame.x(at), frame.bottom + 16, words, "middle", MUTED) for at, words in ruler.ticks]
    if ruler.title:
        parts.append(_text((frame.left + frame.right) / 2, frame.bottom + 30, ruler.title, "middle", MUTED))
    if ruler.mark is not None:
        x = frame.x(ruler.mark)
        parts.append(f"<path d='M{x} {frame.top}V{frame.bottom}' stroke='{MUTED}' stroke-dasharray='2 3' fill='none'/>")
    return "".join(parts)


def _line(line: Line, frame: _Frame) -> str:
    places = [(frame.x(x), frame.y(y)) for x, y in line.points]
    if line.is_dots:
        return "".join(f"<circle cx='{x}' cy='{y}' r='3.5' fill='none' stroke='{_color(line)}'/>" for x, y in places)
    points = " ".join(f"{x:g},{y:g}" for x, y in places)
    return f"<polyline points='{points}' fill='none' stroke='{_color(line)}' stroke-width='1.7'{_dash(line)}/>"


def _names(panel: Panel, frame: _Frame) -> str:
    named = [line for line in panel.lines if line.points]
    heights = apart([frame.y(line.points[-1][1]) for line in named], BETWEEN_NAMES, frame.top, frame.bottom)
    placed = zip(named, heights, strict=True)
    return "".join(_text(frame.right + 6, y + 4, line.name, fill=_color(line)) for line, y in placed)


def _legend(panels: Sequence[Panel]) -> str:
    lines = {line.name: line for panel in panels for line in panel.lines if line.name}
    if len(lines) < 2:
        return ""
    parts, x = [], float(GAP)
    for line in lines.values():
        parts += [_key(line, x), _text(x + 23, 42, line.name, fill=MUTED)]
        x += 40 + 6.2 * len(line.name)
    return "".join(parts)


def _key(line: Line, x: float) -> str:
    if line.is_dots:
        return f"<circle cx='{x + 9:g}' cy='38' r='3.5' fill='none' stroke='{_color(line)}'/>"
    return f"<path d='M{x:g} 38h18' stroke='{_color(line)}' stroke-width='2'{_dash(line)}/>"


def _color(line: Line) -> str:
    return COLORS[line.hue % len(COLORS)]


def _dash(line: Line) -> str:
    return f" stroke-dasharray='{DASHES[line.dash]}'" if line.dash else ""


def _text(x: float, y: float, words: str, anchor: str = "", fill: str = "", size: int = 0, weight: int = 0) -> str:
    attributes = [f"x='{x:g}' y='{y:g}'"]
    attributes += [f"text-anchor='{anchor}'"] if anchor else []
    attributes += [f"fill='{fill}'"] if fill else []
    attributes += [f"font-size='{size}'"] if size else []
    attributes += [f"font-weight='{weight}'"] if weight else []
    return f"<text {' '.join(attributes)}>{escape(words)}</text>"
