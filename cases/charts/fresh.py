"""Which of many values are read first?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cases.catalog import current
from cases.catalog.units import System
from cases.charts.story import Sight, Story
from cases.charts.values import Written, label, written

GROUPS = ("red-cells", "white-cells", "hematinics", "chemistry", "cause", "marrow", "vital-signs")
# What an analyzer derives, or what says little by itself, gives way to what is looked at first.
MINOR = frozenset("hematocrit red-cell-count mch mchc mpv reticulocyte-percent blast-percent basophils egfr".split())
FIRST = ("hemoglobin", "mcv", "rdw", "reticulocytes", "white-cell-count", "neutrophils", "platelets")


@dataclass(frozen=True)
class Fresh:
    """One value with its name; `rank` is its place on a page that reads from group to group."""

    name: str
    value: Written
    rank: tuple[int, int]
    is_minor: bool


def fresh_values(story: Story, sights: Iterable[Sight], system: System) -> list[Fresh]:
    """The values among some results, what matters most first: critical, then what is looked at first, then abnormal."""
    analytes = current().analytes
    values = [
        Fresh(
            name=label(analyte),
            value=written(analyte, sight, story.person, system),
            rank=(GROUPS.index(analyte.group), FIRST.index(sight.item) if sight.item in FIRST else len(FIRST)),
            is_minor=sight.item in MINOR,
        )
        for sight in sights
        if sight.value is not None and (analyte := analytes.get(sight.item))
    ]
    return sorted(values, key=lambda v: (not v.value.is_critical, v.is_minor, not v.value.is_abnormal, v.rank))


def in_page_order(values: Iterable[Fresh]) -> tuple[Fresh, ...]:
    """The same values from group to group."""
    return tuple(sorted(values, key=lambda value: value.rank))
