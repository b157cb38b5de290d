"""Why does the patient come, and how do they look at first sight?"""

from __future__ import annotations

from dataclasses import dataclass, replace

from cases.catalog import current
from cases.catalog.observables import Analyte
from cases.catalog.units import System
from cases.charts.examination import VITAL_SIGNS
from cases.charts.story import Sight, Story
from cases.charts.times import date_of, date_text, moment_text
from cases.charts.values import Written, reference, written

SYSTOLIC, DIASTOLIC = "systolic-pressure", "diastolic-pressure"


@dataclass(frozen=True)
class Vital:
    """One vital sign as last taken."""

    key: str
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
    vitals = [_vital(story, catalog.analytes[key], latest[key], system) for key in maneuver.analytes if key in latest]
    taken = max((sight.collected_minutes for sight in latest.values()), default=None)
    return Presentation(
        complaint=story.person.complaint,
        setting=setting.name if setting else story.setting,
        referral=setting.referral if setting else "",
        since=date_text(date_of(story.day_zero, 0)),
        vitals=tuple(_with_one_pressure(vitals)),
        vitals_taken="" if taken is None else moment_text(taken).capitalize(),
        vitals_minutes=maneuver.minutes,
        old_counts=len({sight.collected_minutes for sight in story.seen if sight.collected_minutes < 0}),
    )


def _vital(story: Story, analyte: Analyte, sight: Sight, system: System) -> Vital:
    value = written(analyte, sight, story.person, system)
    return Vital(analyte.key, analyte.name, value, reference(analyte, story.person, system))


def _with_one_pressure(vitals: list[Vital]) -> list[Vital]:
    """Systolic and diastolic pressure as they are spoken, flagged where either is abnormal."""
    by_key = {vital.key: vital for vital in vitals}
    if not by_key.keys() >= {SYSTOLIC, DIASTOLIC}:
        return vitals
    high, low = by_key[SYSTOLIC].value, by_key[DIASTOLIC].value
    worse = high if high.mark or not low.mark else low
    both = replace(worse, text=f"{high.text}/{low.text}")
    pressure = Vital(SYSTOLIC, "Blood pressure", both, by_key[SYSTOLIC].reference)
    return [pressure if vital.key == SYSTOLIC else vital for vital in vitals if vital.key != DIASTOLIC]
