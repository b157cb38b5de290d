"""What was examined, and what can be?"""

from __future__ import annotations

from dataclasses import dataclass

from cases.catalog import current
from cases.catalog.observables import Maneuver
from cases.catalog.units import System
from cases.charts.pins import pinned_items
from cases.charts.story import Sight, Story
from cases.charts.times import count_text, day_of, day_text
from cases.charts.values import label, unit_text, written
from cases.models import Kind

VITAL_SIGNS = "vital-signs"


@dataclass(frozen=True)
class Found:
    """One sentence of a result, which can be pinned."""

    item: str
    text: str
    mark: str
    flag: str
    is_pinned: bool


@dataclass(frozen=True)
class Step:
    """One maneuver: what was found last, if it was done."""

    key: str
    name: str
    minutes: int
    found: tuple[Found, ...]
    day: str
    is_old: bool
    is_latest: bool

    @property
    def is_done(self) -> bool:
        """Whether it was examined at all."""
        return bool(self.found)


@dataclass(frozen=True)
class Region:
    """The maneuvers of one part of the body; `rest` are those not done yet, as the form sends them."""

    name: str
    steps: tuple[Step, ...]
    rest: str
    rest_count: int
    rest_minutes: int


@dataclass(frozen=True)
class Examination:
    """All regions, with how much was done."""

    regions: tuple[Region, ...]
    summary: str


def examination_of(story: Story, system: System) -> Examination:
    """Every maneuver by region, general ones first, with what it showed when it was done last."""
    done = {key: deed.number for deed in story.of_kind(Kind.EXAMINE) for key in deed.payload["maneuvers"]}
    latest = story.deeds[-1].number
    pinned = set(pinned_items(story))
    regions: dict[str, list[Step]] = {}
    for maneuver in sorted(current().maneuvers.values(), key=_order):
        sights = _sights(story, maneuver, done.get(maneuver.key))
        step = Step(
            key=maneuver.key,
            name=maneuver.name,
            minutes=maneuver.minutes,
            found=tuple(_found(story, sight, pinned, system) for sight in sights),
            day=day_text(sights[0].collected_minutes) if sights else "",
            is_old=bool(sights) and day_of(sights[0].collected_minutes) < day_of(story.clock),
            is_latest=bool(sights) and done[maneuver.key] == latest,
        )
        regions.setdefault(maneuver.region, []).append(step)
    minutes = sum(deed.minutes for deed in story.of_kind(Kind.EXAMINE))
    summary = f"{len(done)} done · {count_text(minutes, 'minute')}" if done else "Nothing examined yet"
    return Examination(tuple(_region(name, steps) for name, steps in regions.items()), summary)


def _order(maneuver: Maneuver) -> tuple[int, str]:
    first = ("Vital signs", "General")
    return (first.index(maneuver.region) if maneuver.region in first else len(first), maneuver.region)


def _sights(story: Story, maneuver: Maneuver, act: int | None) -> list[Sight]:
    if act is None:
        return []
    items = {finding.key for finding in maneuver.findings} | set(maneuver.analytes)
    return [sight for sight in story.by_act.get(act, ()) if sight.item in items]


def _found(story: Story, sight: Sight, pinned: set[str], system: System) -> Found:
    is_pinned = sight.item in pinned
    if sight.value is None:
        return Found(sight.item, sight.words, "", "", is_pinned)
    analyte = current().analytes[sight.item]
    value = written(analyte, sight, story.person, system)
    flag = value.arrow + value.word if value.mark else ""
    return Found(sight.item, f"{label(analyte)} {value.text} {unit_text(value.unit)}", value.mark, flag, is_pinned)


def _region(name: str, steps: list[Step]) -> Region:
    rest = [step for step in steps if not step.is_done]
    return Region(
        name, tuple(steps), ",".join(step.key for step in rest), len(rest), sum(step.minutes for step in rest)
    )
