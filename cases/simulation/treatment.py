"""What does a treatment plan do to the model, day by day?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import msgspec

from cases.catalog import Catalog
from cases.catalog.therapy import Effect, Prescription, RouteOfTreatment


class Rhythm(NamedTuple):
    """Doses fall `doses_a_day` times on each day whose number, modulo `cycle_days`, is in `on`."""

    words: str
    cycle_days: int
    on: tuple[int, ...] = (0,)
    doses_a_day: int = 1


ONCE_ONLY = 10**9
FREQUENCIES: dict[str, Rhythm] = {
    "once": Rhythm("once only", ONCE_ONLY),
    "daily": Rhythm("daily", 1),
    "twice-daily": Rhythm("twice daily", 1, doses_a_day=2),
    "three-times-daily": Rhythm("three times a day", 1, doses_a_day=3),
    "alternate-days": Rhythm("on alternate days", 2),
    "three-times-weekly": Rhythm("three times a week", 7, (0, 2, 4)),
    "weekly": Rhythm("weekly", 7),
    "every-2-weeks": Rhythm("every 2 weeks", 14),
    "monthly": Rhythm("monthly", 30),
    "every-2-months": Rhythm("every 2 months", 60),
    "every-3-months": Rhythm("every 3 months", 90),
    "continuous": Rhythm("continuously", 1),
}


@dataclass(frozen=True)
class Plan:
    """What is begun, and which drugs (catalog keys) are stopped."""

    prescriptions: tuple[Prescription, ...] = ()
    stops: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain data for storage."""
        return {"prescriptions": msgspec.to_builtins(self.prescriptions), "stops": list(self.stops)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Plan:
        """The plan back from `as_json`; raises msgspec.ValidationError where the data is none."""
        prescriptions = msgspec.convert(data["prescriptions"], tuple[Prescription, ...])
        return cls(prescriptions, tuple(data["stops"]))


@dataclass(frozen=True)
class Intervention:
    """A plan that takes effect on a day of the encounter (0 is the day of presentation) and replaces earlier plans.

    Drugs once stopped stay stopped.
    """

    day: int
    plan: Plan


class Dose(NamedTuple):
    """What one effect does to a channel on one day; `add` for impulses and rates, else the value it is set to."""

    channel: str
    value: float
    add: bool


Kind = Literal["impulse", "rate", "switch"]


def route_of(catalog: Catalog, prescription: Prescription) -> RouteOfTreatment:
    """The way this prescription is given; raises KeyError for a treatment or route that does not exist."""
    for route in catalog.treatments[prescription.treatment].routes:
        if route.route == prescription.route:
            return route
    raise KeyError(f"{prescription.treatment} is not given by the route {prescription.route}")


def doses_on(catalog: Catalog, prescription: Prescription, day: int) -> Iterator[Dose]:
    """What a prescription does on a day counted from its first (day 0)."""
    route = route_of(catalog, prescription)
    dose = prescription.dose * route.units[prescription.unit]
    for effect in route.effects:
        given = doses_given(prescription, day)
        if effect.kind == "impulse":
            if given:
                yield Dose(effect.channel, dose * given * effect.per_unit, add=True)
        elif covered := max(doses_given(prescription, day - back) for back in range(effect.lasts_days)):
            yield _standing(effect, dose * covered)


def doses_given(prescription: Prescription, day: int) -> int:
    """How many doses fall on a day counted from the first, maintenance included."""
    if day < 0:
        return 0
    if day < prescription.days:
        return _doses(prescription.frequency, day)
    day -= prescription.days
    if prescription.maintenance and day < prescription.maintenance_days:
        return _doses(prescription.maintenance, day)
    return 0


def _doses(frequency: str, day: int) -> int:
    rhythm = FREQUENCIES[frequency]
    return rhythm.doses_a_day if day % rhythm.cycle_days in rhythm.on else 0


def _standing(effect: Effect, daily_dose: float) -> Dose:
    if effect.kind == "rate":
        return Dose(effect.channel, daily_dose * effect.per_unit, add=True)
    return Dose(effect.channel, effect.per_unit, add=False)
