"""What does the report of the blood film say?"""

from __future__ import annotations

from dataclasses import dataclass

from cases.catalog import current
from cases.catalog.units import System
from cases.charts.story import Sight, Story
from cases.charts.times import due_text, moment_text
from cases.charts.values import Written, level_name, written
from cases.models import Kind

FILM = "blood-film"


@dataclass(frozen=True)
class Feature:
    """One line of the report."""

    name: str
    words: str
    is_seen: bool


@dataclass(frozen=True)
class Count:
    """One number of the report."""

    name: str
    value: Written


@dataclass(frozen=True)
class Film:
    """The latest report: what was seen first, then what was looked for in vain. `due`: when one is still out."""

    when: str
    seen: tuple[Feature, ...]
    unseen: tuple[Feature, ...]
    counts: tuple[Count, ...]
    due: str
    fee: str

    @property
    def is_reported(self) -> bool:
        """Whether there is a report to read."""
        return bool(self.when)


def film_of(story: Story, system: System) -> Film:
    """The report of the last film that is back."""
    test = current().investigations[FILM]
    acts = [d.number for d in story.of_kind(Kind.ORDER, Kind.VISIT) if FILM in d.payload["investigations"]]
    items = {finding.key for finding in test.findings}
    reported = [act for act in acts if any(sight.item in items for sight in story.by_act.get(act, ()))]
    sights = story.by_act[reported[-1]] if reported else []
    lines = [_feature(sight) for sight in sights if sight.item in items]
    out = [result.due_minutes for result in story.awaited if result.act in acts and result.item in items]
    return Film(
        when=moment_text(sights[0].collected_minutes) if sights else "",
        seen=tuple(line for line in lines if line.is_seen),
        unseen=tuple(line for line in lines if not line.is_seen),
        counts=tuple(
            Count(current().analytes[s.item].name, written(current().analytes[s.item], s, story.person, system))
            for s in sights
            if s.item in test.analytes and s.value is not None
        ),
        due=due_text(story.clock, min(out)) if out else "",
        fee=f"{test.fee:,.2f}",
    )


def _feature(sight: Sight) -> Feature:
    finding = current().findings[sight.item]
    return Feature(level_name(finding.name, sight.level), sight.words, sight.level != finding.normal)
