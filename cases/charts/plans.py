"""How is a plan of treatment told?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cases.catalog import current
from cases.charts.times import DAY, span_text
from cases.simulation.treatment import FREQUENCIES

LIFELONG_DAYS = 3650
ADVICE = "none"


def plan_lines(plan: Mapping[str, Any]) -> tuple[str, ...]:
    """One sentence for each prescription of a stored plan, then what is stopped."""
    stops = [entry.name if (entry := current().drugs.get(key)) else key for key in plan["stops"]]
    stopped = (f"Stop {', '.join(stops)}.",) if stops else ()
    return (*(prescription_text(line) for line in plan["prescriptions"]), *stopped)


def prescription_text(line: Mapping[str, Any]) -> str:
    """Such as `Hydroxocobalamin 1 mg intramuscular, weekly for 4 weeks, then every 3 months for life.`"""
    entry = current().treatments.get(line["treatment"])
    name = entry.name if entry else line["treatment"]
    dose = "" if line["route"] == ADVICE else f" {line['dose']:g} {dose_unit(line['unit'])} {line['route']}"
    often = FREQUENCIES[line["frequency"]].words
    first = often if line["frequency"] == "once" else f"{often} for {duration_text(line['days'])}"
    kept = line.get("maintenance")
    then = f", then {FREQUENCIES[kept].words} for {duration_text(line['maintenance_days'])}" if kept else ""
    return f"{name}{dose}, {first}{then}."


def duration_text(days: int) -> str:
    """Such as `14 days`, `3 months`, `life`."""
    return "life" if days >= LIFELONG_DAYS else span_text(days * DAY)


def dose_unit(unit: str) -> str:
    """A unit of dose as it is written."""
    return {"mcg": "µg"}.get(unit, unit)
