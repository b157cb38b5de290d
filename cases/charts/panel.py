"""How did one test move, and what does that say?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cases.catalog import current
from cases.catalog.observables import Analyte
from cases.catalog.units import System, unit_of
from cases.charts.collection import Collection
from cases.charts.pins import pinned_items
from cases.charts.story import Sight, Story
from cases.charts.times import DAY, date_of, date_text, day_of, moment_text, span_text
from cases.charts.values import Written, converted, reference, unit_text, written
from cases.figures.trend import Point, Trend, trend
from cases.models import Kind

# A change below this share of the first value is none.
HARDLY = 0.03
LONG_DAYS = 400
DAY_STEPS = (1, 2, 7, 14, 28, 90, 180, 365)
MOST_TICKS = 6


@dataclass(frozen=True)
class Entry:
    """One line of the table beside the figure."""

    when: str
    value: Written


@dataclass(frozen=True)
class Panel:
    """The trend of one test: a sentence, the figure, its description, and the same as a table."""

    key: str
    name: str
    unit: str
    reference: str
    sentence: str
    description: str
    figure: Trend | None
    entries: tuple[Entry, ...]
    is_log: bool
    since: bool
    pitfalls: str
    is_pinned: bool


def panel_of(
    story: Story, analyte: Analyte, collections: Sequence[Collection], system: System, *, since: bool
) -> Panel:
    """The trend of an analyte; `since` leaves out what lies before day 0."""
    sights = [c.values[analyte.key] for c in collections if analyte.key in c.values]
    sights = [sight for sight in sights if not since or sight.collected_minutes >= 0]
    values = [written(analyte, sight, story.person, system) for sight in sights]
    entries = tuple(Entry(_when(story, sight), value) for sight, value in zip(sights, values, strict=True))
    range_words = reference(analyte, story.person, system)
    return Panel(
        key=analyte.key,
        name=analyte.name,
        unit=unit_text(unit_of(analyte, system)),
        reference=range_words,
        sentence=_sentence(story, analyte, sights, values, system),
        description=_description(entries, unit_text(unit_of(analyte, system)), range_words),
        figure=_figure(story, analyte, sights, values, system) if len(sights) > 1 else None,
        entries=entries,
        is_log=analyte.scale == "log",
        since=since,
        pitfalls=_pitfalls(analyte),
        is_pinned=analyte.key in pinned_items(story),
    )


def _when(story: Story, sight: Sight) -> str:
    when = date_text(date_of(story.day_zero, sight.collected_minutes))
    return when if sight.collected_minutes < 0 else f"{when}, {moment_text(sight.collected_minutes)}"


def _pitfalls(analyte: Analyte) -> str:
    tests = [test for test in current().investigations.values() if analyte.key in test.analytes]
    tests.sort(key=lambda test: test.fee)
    return tests[0].pitfalls if tests else ""


def _description(entries: Sequence[Entry], unit: str, range_words: str) -> str:
    told = "; ".join(f"{entry.value.text} {entry.value.word} on {entry.when}" for entry in entries)
    return f"{told}. Unit {unit}." + (f" Reference {range_words}." if range_words else "")


def _sentence(
    story: Story, analyte: Analyte, sights: Sequence[Sight], values: Sequence[Written], system: System
) -> str:
    if not sights:
        return "No value yet."
    if len(sights) == 1:
        return "One value only. A trend needs two."
    return f"{_movement(analyte, sights, system)} {_standing(story, sights, values)}"


def _movement(analyte: Analyte, sights: Sequence[Sight], system: System) -> str:
    first, last = float(sights[0].value or 0), float(sights[-1].value or 0)
    over = span_text(sights[-1].collected_minutes - sights[0].collected_minutes)
    if abs(last - first) <= HARDLY * abs(first):
        return f"Hardly moved over {over}."
    places = analyte.si_decimals if system == "si" else analyte.decimals
    change = converted(analyte, abs(last - first), system)
    unit = unit_text(unit_of(analyte, system))
    about = "about " if sights[0].comparator or sights[-1].comparator else ""
    return f"{'Rose' if last > first else 'Fell'} {about}{change:.{places}f} {unit} over {over}."


def _standing(story: Story, sights: Sequence[Sight], values: Sequence[Written]) -> str:
    now = values[-1]
    if not now.mark:
        back = len(values) > 1 and values[-2].mark
        return "Back in range with the last value." if back else "In range now."
    start = len(values) - 1
    while start and values[start - 1].mark:
        start -= 1
    if start == len(values) - 1:
        return f"The last value is {now.word}."
    return f"{now.word.capitalize()} now, and out of range since {_since(story, sights[start])}."


def _since(story: Story, sight: Sight) -> str:
    if sight.collected_minutes < 0:
        return f"{date_of(story.day_zero, sight.collected_minutes):%B %Y}"
    return f"day {day_of(sight.collected_minutes)}"


def _figure(
    story: Story, analyte: Analyte, sights: Sequence[Sight], values: Sequence[Written], system: System
) -> Trend:
    limits = analyte.range_for(story.person.sex, story.person.age)
    low, high = (None if x is None else converted(analyte, x, system) for x in (limits.low, limits.high))
    points = [
        Point(sight.collected_minutes, converted(analyte, float(sight.value or 0), system), value.mark, value.text)
        for sight, value in zip(sights, values, strict=True)
    ]
    first, last = sights[0].collected_minutes, max(sights[-1].collected_minutes, _last_treated(story))
    return trend(
        points,
        (low, high),
        reference(analyte, story.person, system),
        _times(story.day_zero, first, last),
        _treatments(story),
        log=analyte.scale == "log",
    )


def _last_treated(story: Story) -> int:
    return max((deed.at_minutes for deed in story.of_kind(Kind.SIGN, Kind.TREAT)), default=0)


def _treatments(story: Story) -> list[tuple[float, str]]:
    """When a plan began, named by its first drug."""
    events = []
    for deed in story.of_kind(Kind.SIGN, Kind.TREAT):
        lines = deed.payload["plan"]["prescriptions"]
        entry = current().treatments.get(lines[0]["treatment"]) if lines else None
        events.append((float(deed.at_minutes), _short(entry.name) if entry else "Plan"))
    return events


def _short(name: str) -> str:
    return name.partition(" (")[0] if len(name.partition(" (")[0]) <= 22 else "Treatment"


def _times(day_zero: date, first: int, last: int) -> list[tuple[float, str]]:
    """Ticks with their words: months and years for long spans, days of the encounter for short ones."""
    if last - first > LONG_DAYS * DAY:
        start, end = date_of(day_zero, first), date_of(day_zero, last)
        years = range(start.year + 1, end.year + 1)
        ticks = [((date(year, 1, 1) - day_zero).days * DAY, str(year)) for year in years]
        return [(first, f"{start:%b %Y}"), *[tick for tick in ticks if tick[0] < last], (last, f"{end:%b %Y}")]
    days = range(day_of(first), day_of(last) + 1)
    step = next((step for step in DAY_STEPS if len(days) / step <= MOST_TICKS), DAY_STEPS[-1])
    inside = [day for day in days if day % step == 0 and first <= day * DAY <= last]
    if len(inside) < 2:
        return [(first, _day_words(day_zero, first)), (last, _day_words(day_zero, last))]
    return [(day * DAY, f"Day {day}" if i == 0 else str(day)) for i, day in enumerate(inside)]


def _day_words(day_zero: date, minutes: int) -> str:
    return date_text(date_of(day_zero, minutes), year=False) if minutes < 0 else f"Day {day_of(minutes)}"
