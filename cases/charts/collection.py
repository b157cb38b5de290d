"""In which columns do results stand? One for each visit to the laboratory, oldest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from cases.charts.story import Awaited, Sight, Story
from cases.charts.times import date_of, date_text, day_of, day_text, gap_text, time_text


@dataclass
class Collection:
    """Samples of one day that are told together; a test measured again on that day begins another one."""

    minutes: int
    values: dict[str, Sight] = field(default_factory=dict)
    awaited: dict[str, Awaited] = field(default_factory=dict)

    @property
    def times(self) -> list[int]:
        """When each sample was taken."""
        seen = [sight.collected_minutes for sight in self.values.values()]
        return seen + [result.collected_minutes for result in self.awaited.values()]

    def takes(self, result: Sight | Awaited) -> bool:
        """Whether a result belongs here."""
        held = result.item in self.values or result.item in self.awaited
        return day_of(self.minutes) == day_of(result.collected_minutes) and not held


@dataclass(frozen=True)
class Column:
    """The head of a column: the time since the one before, its date, and the day of the encounter."""

    gap: str
    date: str
    day: str
    is_newest: bool


def collections_of(story: Story, analytes: Iterable[str]) -> list[Collection]:
    """All collections of these analytes, oldest first."""
    wanted = set(analytes)
    known: list[Sight | Awaited] = [*story.seen, *story.awaited]
    results = [result for result in known if result.item in wanted]
    collections: list[Collection] = []
    for result in sorted(results, key=lambda result: result.collected_minutes):
        today = [c for c in collections if c.takes(result)]
        if not today:
            today = [Collection(result.collected_minutes)]
            collections += today
        if isinstance(result, Sight):
            today[0].values[result.item] = result
        else:
            today[0].awaited[result.item] = result
    return collections


def columns_of(story: Story, collections: list[Collection]) -> tuple[Column, ...]:
    """The heads of the columns; the year is told where it changes."""
    columns, before = [], None
    for collection in collections:
        when = date_of(story.day_zero, collection.minutes)
        year = before is None or date_of(story.day_zero, before).year != when.year or collection.minutes < 0
        columns.append(
            Column(
                gap="" if before is None else gap_text(collection.minutes - before),
                date=date_text(when, year=year or len(collections) < 3),
                day=_day(collection, collections),
                is_newest=collection is collections[-1],
            )
        )
        before = collection.minutes
    return tuple(columns)


def _day(collection: Collection, collections: list[Collection]) -> str:
    if collection.minutes < 0:
        return "on file"
    day = day_of(collection.minutes)
    alone = sum(day_of(other.minutes) == day for other in collections) == 1
    return day_text(collection.minutes) + ("" if alone else f", {time_text(collection.minutes)}")
