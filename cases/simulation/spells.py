"""Which harms befall this patient, and when? Drawn day by day from streams of their own."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from cases.catalog.entry import PRESENT
from cases.catalog.hazard import Hazard
from cases.simulation.findings import level_of
from cases.simulation.hazards import Exposure, Fate, Risk, possible, risk_on
from cases.simulation.moments import onset_moment
from cases.simulation.patients import Patient
from cases.simulation.randomness import uniform

Luck = Callable[[int], float]
DIES, RECOVERS = "dies", "recovers"


class Spell(NamedTuple):
    """A harm from the day on which it is seen (0: the patient came with it) to the day on which it is over, if it is.

    What happens between the start of one day and the start of the next is seen on the later one.
    """

    hazard: str
    begins: int
    ends: int | None
    fatal: bool


def spells_of(patient: Patient, exposures: Sequence[Exposure]) -> tuple[Spell, ...]:
    """Everything that befalls the patient while the exposures last, up to the first death."""
    drawn = [spell for hazard in patient.catalog.hazards.values() for spell in _drawn(patient, hazard, exposures)]
    death = min((spell for spell in drawn if spell.fatal), key=lambda spell: spell.ends or 0, default=None)
    if death is None or death.ends is None:
        return tuple(drawn)
    return tuple(_until(spell, death) for spell in drawn if spell.begins <= death.ends)


def came_with(patient: Patient, hazard: Hazard, risk: Risk) -> bool:
    """Whether the patient came with this harm: its finding is there on day 0, and it might well begin then."""
    if hazard.finding is None or not risk.begins:
        return False
    return level_of(onset_moment(patient, 0), hazard.finding) == PRESENT


def chance(hazard_per_d: float) -> float:
    """The probability of an event within a day."""
    return 1.0 - math.exp(-hazard_per_d)


def struck_on(patient: Patient, spells: Iterable[Spell], day: int) -> Mapping[str, bool]:
    """Which findings of harms are there on a day after day 0.

    A finding that was there on day 0 without the harm has another cause, and stays as it is.
    """
    found: dict[str, bool] = {}
    if day <= 0:
        return found
    for hazard in patient.catalog.hazards.values():
        own = [spell for spell in spells if spell.hazard == hazard.key]
        if hazard.finding is None or not (own or level_of(onset_moment(patient, 0), hazard.finding) != PRESENT):
            continue
        lasting = any(spell.begins <= day and (spell.ends is None or day < spell.ends) for spell in own)
        dying = any(spell.fatal and spell.ends == day for spell in own)
        found[hazard.finding] = lasting or dying
    return found


def _drawn(patient: Patient, hazard: Hazard, exposures: Sequence[Exposure]) -> list[Spell]:
    if not possible(hazard, exposures):
        return []
    risks = [risk_on(hazard, exposure) for exposure in exposures]

    def luck(day: int) -> float:
        return uniform(patient.seed, "harm", hazard.key, day)

    return list(run_of_luck(hazard, risks, luck, came=came_with(patient, hazard, risks[0])))


def run_of_luck(hazard: Hazard, risks: Iterable[Risk], luck: Luck, *, came: bool) -> Iterator[Spell]:
    """The spells of one harm. The luck of a day is from 0 (the worst) to 1; the risks are those of the days before."""
    begun = 0 if came else None
    for day, risk in enumerate(risks, start=1):
        if begun is None and risk.begins and (u := luck(day)) < chance(risk.begins):
            if u < hazard.fatal * chance(risk.begins):
                yield Spell(hazard.key, day, day, True)
                return
            begun = day
        elif begun is not None and (outcome := _outcome(risk.left if begun == 0 else risk.cared, luck, day)):
            yield Spell(hazard.key, begun, day, outcome == DIES)
            if outcome == DIES:
                return
            begun = None
    if begun is not None:
        yield Spell(hazard.key, begun, None, False)


def _outcome(fate: Fate, luck: Luck, day: int) -> str:
    """What becomes of who is harmed by that day: the worst luck kills, the best ends it; nothing in between."""
    if not fate.kills and not fate.ends:
        return ""
    u, dies = luck(day), chance(fate.kills)
    if u < dies:
        return DIES
    return RECOVERS if u >= 1.0 - (1.0 - dies) * chance(fate.ends) else ""


def _until(spell: Spell, death: Spell) -> Spell:
    """The spell as far as it came before the patient died."""
    if spell is death or spell.ends is None or death.ends is None or spell.ends < death.ends:
        return spell
    return spell._replace(ends=None, fatal=False)
