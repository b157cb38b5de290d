"""How is a treatment read from words: `1 mg`, `alternate-days for 14 days then every-3-months`?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from cases.catalog import Catalog
from cases.catalog.problems import unknown
from cases.catalog.therapy import Prescription
from cases.simulation.treatment import FREQUENCIES

DAYS_IN = {"day": 1, "week": 7, "month": 30, "year": 365}
# How long a part lasts that does not say so.
LONGEST_DAYS = 3650
DOSE = re.compile(r"(?P<amount>\d+(?:\.\d+)?)\s*(?P<unit>[a-z][a-z/ -]*)?", re.IGNORECASE)
PART = re.compile(r"(?P<frequency>[a-z0-9-]+)(?: for (?P<count>\d+) (?P<unit>day|week|month|year)s?)?")
EXAMPLE = "`alternate-days for 14 days then every-3-months`"


class NotReadable(ValueError):
    """What was written is no treatment; the message says what to change."""


def prescription_from(
    catalog: Catalog, treatment: str, route: str | None, dose: str | None, schedule: str | None
) -> Prescription:
    """The prescription that these words name; route, dose and schedule may be left out where only one is possible
    (the usual dose, the first frequency). Raises NotReadable."""
    if treatment not in catalog.treatments:
        raise NotReadable(_unknown("treatment", treatment, catalog.treatments))
    routes = {one.route: one for one in catalog.treatments[treatment].routes}
    if route is None and len(routes) > 1:
        raise NotReadable(f"{treatment} is given by several routes: say one of {', '.join(routes)}")
    chosen = routes.get(route) if route else next(iter(routes.values()))
    if chosen is None:
        raise NotReadable(_unknown(f"route of {treatment}", str(route), routes))
    amount, unit = dose_from(dose, chosen.units) if dose else (chosen.usual_dose[1], _base_unit(chosen.units))
    frequency, days, maintenance, maintenance_days = schedule_from(schedule or chosen.frequencies[0])
    for named in (frequency, *([maintenance] if maintenance else [])):
        if named not in chosen.frequencies:
            raise NotReadable(_unknown(f"frequency of {treatment} {chosen.route}", named, chosen.frequencies))
    return Prescription(
        treatment=treatment,
        route=chosen.route,
        dose=amount,
        unit=unit,
        frequency=frequency,
        days=days,
        maintenance=maintenance,
        maintenance_days=maintenance_days,
    )


def dose_from(text: str, units: dict[str, float]) -> tuple[float, str]:
    """Amount and unit of a dose such as `1 mg`; raises NotReadable without a unit, with an unknown one, or at 0."""
    read = DOSE.fullmatch(text.strip())
    if read is None:
        raise NotReadable(f"`{text}` is no dose: write a number and a unit, such as `1 {next(iter(units))}`")
    if read["unit"] is None:
        raise NotReadable(f"the dose `{text}` has no unit: write `{text} {next(iter(units))}`")
    if read["unit"] not in units:
        raise NotReadable(_unknown("unit", read["unit"], units))
    if float(read["amount"]) <= 0:
        raise NotReadable(f"the dose `{text}` is nothing: write a number above 0")
    return float(read["amount"]), read["unit"]


def schedule_from(text: str) -> tuple[str, int, str | None, int]:
    """Frequency and days, then maintenance frequency (None without) and days, of words such as EXAMPLE.

    Raises NotReadable.
    """
    parts = [part.strip() for part in text.strip().split(" then ")]
    if len(parts) > 2:
        raise NotReadable(f"the schedule `{text}` has {len(parts)} parts: write one or two, such as {EXAMPLE}")
    frequency, days = _part(parts[0])
    if len(parts) == 1:
        return frequency, days or (1 if frequency == "once" else LONGEST_DAYS), None, 0
    maintenance, maintenance_days = _part(parts[1])
    if days is None:
        raise NotReadable(f"how long is `{parts[0]}`, before `{parts[1]}`? Write for example {EXAMPLE}")
    return frequency, days, maintenance, maintenance_days or LONGEST_DAYS


def _part(text: str) -> tuple[str, int | None]:
    read = PART.fullmatch(text)
    if read is None:
        raise NotReadable(f"`{text}` is no schedule: write for example {EXAMPLE}")
    if read["frequency"] not in FREQUENCIES:
        raise NotReadable(_unknown("frequency", read["frequency"], FREQUENCIES))
    if read["count"] is None:
        return read["frequency"], None
    days = int(read["count"]) * DAYS_IN[read["unit"]]
    if not 1 <= days <= LONGEST_DAYS:
        raise NotReadable(f"`{text}` lasts {days} days: write 1 to {LONGEST_DAYS}")
    return read["frequency"], days


def _unknown(kind: str, key: str, keys: Iterable[str]) -> str:
    return f"{unknown(kind, key, keys)}\nKnown are {', '.join(keys)}."


def _base_unit(units: dict[str, float]) -> str:
    """The unit in which the usual dose is written."""
    return next(unit for unit, size in units.items() if size == 1)
