"""What does a test read instead of the truth? Interferences of the catalog, in this sample of this patient."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from cases.catalog import Catalog
from cases.catalog.entry import PRESENT
from cases.catalog.interference import Circumstance, Distortion, Interference
from cases.simulation.channels import PLACES
from cases.simulation.clock import MINUTES_A_DAY
from cases.simulation.findings import level_of
from cases.simulation.moments import Moment
from cases.simulation.randomness import uniform

Touch = tuple[Interference, Distortion]

OPENING_MINUTE = 9 * 60  # minute 0 of the encounter's clock is 9:00


def value_read(moment: Moment, analyte: str, value: float, minute: int) -> tuple[float, str]:
    """What is read of `value` in the sample of that minute, and what the laboratory notes beside it."""
    notes = []
    for interference, distortion in _acting(moment, analyte, minute):
        read = _distorted(moment, interference, distortion, value, minute)
        if read != value and interference.note:
            notes.append(interference.note)
        value = read
    return value, " ".join(notes)


def level_read(moment: Moment, finding: str, minute: int) -> str:
    """The level at which a finding is read in the sample of that minute."""
    level = level_of(moment, finding)
    for _, distortion in _acting(moment, finding, minute):
        level = distortion.level
    return level


@lru_cache(maxsize=8)
def _touching(catalog: Catalog) -> dict[str, list[Touch]]:
    """The interferences by the analyte or finding they touch."""
    touching: dict[str, list[Touch]] = {}
    for interference in catalog.interferences.values():
        for distortion in interference.distorts:
            touching.setdefault(str(distortion.analyte or distortion.finding), []).append((interference, distortion))
    return touching


def _acting(moment: Moment, key: str, minute: int) -> Iterator[Touch]:
    for interference, distortion in _touching(moment.patient.catalog).get(key, ()):
        if _drawn(moment, interference, minute, "occurs") < interference.chance and _holds(
            moment, interference.when, minute
        ):
            yield interference, distortion


def _distorted(moment: Moment, interference: Interference, distortion: Distortion, value: float, minute: int) -> float:
    # One draw for all analytes: a badly hemolyzed sample is bad for each of them.
    u = _drawn(moment, interference, minute, "size")
    if distortion.factor is not None:
        return value * distortion.factor.quantile(u)
    return max(value, distortion.at_least.quantile(u))  # type: ignore[union-attr]


def _drawn(moment: Moment, interference: Interference, minute: int, what: str) -> float:
    sample = minute if interference.strikes == "samples" else "every sample"
    return uniform(moment.patient.seed, "interference", interference.key, what, sample)


def _holds(moment: Moment, when: Circumstance, minute: int) -> bool:
    hour = (OPENING_MINUTE + minute) // 60 % 24
    return (
        when.from_hour <= hour < when.to_hour
        and (when.finding is None or level_of(moment, when.finding) == PRESENT)
        and (when.channel is None or _exceeded(moment, when, minute // MINUTES_A_DAY))
    )


def _exceeded(moment: Moment, when: Circumstance, day: int) -> bool:
    agenda = replace(moment.patient.agenda, interventions=moment.interventions)
    place, today = PLACES[str(when.channel)], moment.patient.presented_on + day
    return any(row[place] > when.exceeds for row in agenda.rows(today - when.within_days, today + 1))
