"""What does a treatment plan do to the model, day by day?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

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
    """What one effect does to a channel on one day.

    `add` for impulses and rates; `share` leaves that share of what the disease does; else the value it is set to.
    """

    channel: str
    value: float
    add: bool
    share: bool = False


# Whether the doses of a day, counted from the first, are taken.
Taken = Callable[[int], bool]


def always(day: int) -> bool:
    """Every dose is taken."""
    return True


def route_of(catalog: Catalog, prescription: Prescription) -> RouteOfTreatment:
    """The way this prescription is given; raises KeyError for a treatment or route that does not exist."""
    for route in catalog.treatments[prescription.treatment].routes:
        if route.route == prescription.route:
            return route
    raise KeyError(f"{prescription.treatment} is not given by the route {prescription.route}")


def doses_on(
    catalog: Catalog, prescription: Prescription, day: int, taken: Taken = always, *, answered: bool = False
) -> Iterator[Dose]:
    """What a prescription does on a day counted from its first (day 0), in a disease that answers it or does not."""
    route = route_of(catalog, prescription)
    dose = prescription.dose * route.units[prescription.unit]
    for effect in route.effects:
        if effect.specific and not answered:
            continue
        due = day - effect.after_days
        last = last_dose_day(prescription, due, taken)
        if last is None or due - last >= effect.lasts_days:
            continue
        yield _acting(effect, dose * doses_given(prescription, last))


def amount_on(catalog: Catalog, prescription: Prescription, day: int, taken: Taken = always) -> float:
    """How much is taken on a day counted from the first, in base units of the route."""
    given = doses_given(prescription, day)
    if not given or not taken(day):
        return 0.0
    return given * prescription.dose * route_of(catalog, prescription).units[prescription.unit]


def doses_given(prescription: Prescription, day: int) -> int:
    """How many doses fall on a day counted from the first, maintenance included."""
    for begin, days, rhythm in _phases(prescription):
        if begin <= day < begin + days:
            return rhythm.doses_a_day if (day - begin) % rhythm.cycle_days in rhythm.on else 0
    return 0


def last_dose_day(prescription: Prescription, day: int, taken: Taken = always) -> int | None:
    """The last day up to `day`, counted from the first, on which a dose was taken; None where none was."""
    due = _last_due(prescription, day)
    while due is not None and not taken(due):
        due = _last_due(prescription, due - 1)
    return due


@lru_cache(maxsize=4096)
def cut(prescription: Prescription, days: int) -> Prescription | None:
    """The prescription as far as it is given in so many days; None where they are none."""
    if days <= 0:
        return None
    kept = min(prescription.days, days)
    left = min(prescription.maintenance_days, days - kept)
    return msgspec.structs.replace(prescription, days=kept, maintenance_days=left)


@lru_cache(maxsize=4096)
def _phases(prescription: Prescription) -> tuple[tuple[int, int, Rhythm], ...]:
    """The first day, the days and the rhythm of the course and of its maintenance."""
    phases = [(0, prescription.days, FREQUENCIES[prescription.frequency])]
    if prescription.maintenance and prescription.maintenance_days:
        phases.append((prescription.days, prescription.maintenance_days, FREQUENCIES[prescription.maintenance]))
    return tuple(phases)


def _last_due(prescription: Prescription, day: int) -> int | None:
    for begin, days, rhythm in reversed(_phases(prescription)):
        place = min(day - begin, days - 1)
        if place >= 0:
            inside = place % rhythm.cycle_days
            return begin + place - inside + max(on for on in rhythm.on if on <= inside)
    return None


def _acting(effect: Effect, amount: float) -> Dose:
    if effect.kind in ("impulse", "rate"):
        return Dose(effect.channel, amount * effect.per_unit, add=True)
    return Dose(effect.channel, effect.per_unit, add=False, share=effect.kind == "share")
