"""How likely is each harm on a day, in the state of that day and under what is given?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from cases.catalog import Catalog
from cases.catalog.hazard import After, Band, Factor, Hazard
from cases.simulation.patients import Patient
from cases.simulation.readouts import readouts_of
from cases.simulation.treatment import Intervention

Values = Mapping[str, float]
NEVER = Band()


class Fate(NamedTuple):
    """Hazards a day of who is harmed: to die of it, to get over it."""

    kills: float
    ends: float


class Risk(NamedTuple):
    """Hazards of one day: that the harm begins, and what becomes of those left as they came and of those cared for."""

    begins: float
    left: Fate
    cared: Fate


class Given(NamedTuple):
    """The last day of the encounter on which something was given, and how much in base units."""

    day: int
    amount: float


class Exposure(NamedTuple):
    """What hazards are read from on a day of the encounter.

    `values` and `first` are the readouts that hazards name, of that day and of day 0; `given` tells when each treatment
    and each line of management was last given.
    """

    day: int
    age: int
    values: Values
    first: Values
    given: Mapping[str, Given]

    def follows(self, after: After) -> bool:
        """Whether one of these was given today, or so few days before."""
        given = (self.given[key] for key in after.keys if key in self.given)
        return any(self.day - last.day < after.days and last.amount >= after.amount for last in given)

    def treated(self, keys: Iterable[str]) -> bool:
        """Whether one of these has been begun: who is given it is admitted, where it goes on as long as is needed."""
        return any(key in self.given for key in keys)


def exposures_of(
    patient: Patient,
    interventions: tuple[Intervention, ...],
    days: Sequence[int],
    states: Sequence[tuple[float, ...]],
    until_day: int,
) -> list[Exposure]:
    """What acts on each day from day 0 to the one before `until_day`; a state holds until the next one recorded."""
    agenda = replace(patient.agenda, interventions=interventions)
    rows = agenda.rows(patient.presented_on, patient.presented_on + max(until_day, 1))
    names = readouts_named(patient.catalog)
    seen: dict[int, Values] = {}
    given: dict[str, Given] = {}
    exposures = []
    for day in range(until_day):
        i = max(bisect_right(days, day) - 1, 0)
        if i not in seen:
            seen[i] = readouts_of(names, states[i], patient.physiology, rows[days[i]])
        if amounts := agenda.given(day):
            given = given | _given(patient.catalog, amounts, day)
        exposures.append(Exposure(day, patient.age, seen[i], seen[0], given))
    return exposures


def possible(hazard: Hazard, exposures: Sequence[Exposure]) -> bool:
    """Whether whatever the hazard follows is given at all."""
    return bool(exposures) and (hazard.after is None or any(key in exposures[-1].given for key in hazard.after.keys))


def readouts_named(catalog: Catalog) -> list[str]:
    """The readouts of the model that hazards and their factors name, each once."""
    parts: list[Hazard | Factor] = [*catalog.hazards.values()]
    parts += [factor for hazard in catalog.hazards.values() for factor in hazard.factors]
    named = [part.readout for part in parts]
    return list(dict.fromkeys(name for name in named if name))


def risk_on(hazard: Hazard, exposure: Exposure) -> Risk:
    """The hazards of the day that begins with this exposure, 1/d."""
    band = band_of(hazard, exposure)
    left = Fate(band.kills, band.ends)
    if not hazard.treated_by:
        return Risk(_begins(hazard, band, exposure), left, left)
    cared = Fate(
        band.kills if band.kills_treated is None else band.kills_treated,
        band.ends if band.ends_treated is None else band.ends_treated,
    )
    return Risk(_begins(hazard, band, exposure), cared if exposure.treated(hazard.treated_by) else left, cared)


def band_of(hazard: Hazard, exposure: Exposure) -> Band:
    """The first band in which the value of the day lies."""
    if hazard.readout is None:
        return hazard.bands[0]
    value = exposure.values[hazard.readout]
    if hazard.since_presentation:
        value -= exposure.first[hazard.readout]
    return next((band for band in hazard.bands if band.holds(value)), NEVER)


def _begins(hazard: Hazard, band: Band, exposure: Exposure) -> float:
    if not band.begins or (hazard.after and not exposure.follows(hazard.after)):
        return 0.0
    begins = band.begins
    for factor in hazard.factors:
        if _applies(factor, exposure):
            begins *= factor.times
    return begins


def _applies(factor: Factor, exposure: Exposure) -> bool:
    return (
        exposure.age >= factor.from_age
        and (factor.readout is None or factor.below is None or exposure.values[factor.readout] < factor.below)
        and (factor.after is None or exposure.follows(factor.after))
    )


def _given(catalog: Catalog, amounts: Values, day: int) -> dict[str, Given]:
    """What was given that day, by treatment, and summed by line of management."""
    sums = dict(amounts)
    for treatment, amount in amounts.items():
        management = catalog.treatments[treatment].management
        sums[management] = sums.get(management, 0.0) + amount
    return {key: Given(day, amount) for key, amount in sums.items()}
