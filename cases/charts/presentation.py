"""Why does the patient come, and how do they look at first sight?"""

from __future__ import annotations

from dataclasses import dataclass

from cases.catalog import current
from cases.catalog.units import System
from cases.charts.examination import VITAL_SIGNS
from cases.charts.story import Story
from cases.charts.times import date_of, date_text, moment_text
from cases.charts.values import Written, reference, written


@dataclass(frozen=True)
class Vital:
    """One vital sign as last taken."""

    name: str
    value: Written
    reference: str


@dataclass(frozen=True)
class Presentation:
    """What is known at the door."""

    complaint: str
    setting: str
    referral: str
    since: str
    vitals: tuple[Vital, ...]
    vitals_taken: str
    vitals_minutes: int
    old_counts: int


def presentation_of(story: Story, system: System) -> Presentation:
    """Complaint, words of referral, and vital signs if they were taken."""
    catalog = current()
    setting = catalog.settings.get(story.setting)
    maneuver = catalog.maneuvers[VITAL_SIGNS]
    latest = {sight.item: sight for sight in story.seen if sight.item in maneuver.analytes}
    vitals = tuple(
        Vital(
            analyte.name, written(analyte, latest[key], story.person, system), reference(analyte, story.person, system)
        )
        for key in maneuver.analytes
        if key in latest and (analyte := catalog.analytes[key])
    )
    taken = max((sight.collected_minutes for sight in latest.values()), default=None)
    return Presentation(
        complaint=story.person.complaint,
        setting=setting.name if setting else story.setting,
        referral=setting.referral if setting else "",
        since=date_text(date_of(story.day_zero, 0)),
        vitals=vitals,
        vitals_taken="" if taken is None else moment_text(taken).capitalize(),
        vitals_minutes=maneuver.minutes,
        old_counts=len({sight.collected_minutes for sight in story.seen if sight.collected_minutes < 0}),
    )
