"""Which of many values are read first?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cases.catalog import current
from cases.catalog.observables import Analyte
from cases.catalog.units import System
from cases.charts.story import Sight, Story
from cases.charts.values import Written, is_mentioned, label, written

GROUPS = ("red-cells", "white-cells", "hematinics", "chemistry", "cause", "marrow", "vital-signs")
# What an analyzer derives gives way to what is looked at first, and so does what is worth a word only if abnormal.
DERIVED = frozenset("hematocrit red-cell-count mch mchc mpv reticulocyte-percent blast-percent egfr".split())
QUIET = frozenset("blasts basophils eosinophils monocytes".split())
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
    measured = [(sight, analytes[sight.item]) for sight in sights if sight.value is not None and sight.item in analytes]
    told = [_fresh(story, sight, analyte, system) for sight, analyte in measured if is_mentioned(analyte, sight)]
    return sorted(told, key=_importance)


def _fresh(story: Story, sight: Sight, analyte: Analyte, system: System) -> Fresh:
    value, place = written(analyte, sight, story.person, system), len(FIRST)
    return Fresh(
        name=label(analyte),
        value=value,
        rank=(GROUPS.index(analyte.group), FIRST.index(sight.item) if sight.item in FIRST else place),
        is_minor=sight.item in DERIVED or (sight.item in QUIET and not value.is_abnormal),
    )


def _importance(fresh: Fresh) -> tuple[bool, bool, bool, bool, tuple[int, int]]:
    value, place = fresh.value, fresh.rank[1]
    return not value.is_critical, fresh.is_minor, not value.is_abnormal, place == len(FIRST), fresh.rank


def in_page_order(values: Iterable[Fresh]) -> tuple[Fresh, ...]:
    """The same values from group to group."""
    return tuple(sorted(values, key=lambda value: value.rank))
