"""Which twenty patients must stay as they are?

They change only on purpose. After such a change, write them anew and say why in the commit:

    .venv/bin/python -m tests.cases.simulation.baseline
"""

import json
from pathlib import Path
from typing import Any

from cases.catalog.entry import DRUG_PREFIX
from cases.simulation.findings import complaint_of, level_of
from cases.simulation.measurement import measure
from cases.simulation.onset import duration_level
from cases.simulation.past import past_counts
from cases.simulation.patients import Patient, Recipe, patient_of
from cases.simulation.trajectories import Moment, trajectory_of
from cases.simulation.treatment import Intervention, Plan
from tests.cases.simulation.population import CATALOG, CONDITIONS

FILE = Path(__file__).with_name("baseline.json")
PATIENTS = 20
DAYS = (0, 10, 60)


def frozen(number: int) -> dict[str, Any]:
    """Return what is held fast of one patient: who it is, and what is found on three days of treatment."""
    setting = list(CATALOG.settings)[number % len(CATALOG.settings)]
    recipe = Recipe(setting, ((CONDITIONS[number % len(CONDITIONS)], 1.0),))
    one = patient_of(CATALOG, recipe, 1000 + number)
    plan = Intervention(0, Plan(one.condition.recommended, one.condition.recommended_stops))
    course = trajectory_of(one, (plan,), max(DAYS))
    return {
        "condition": one.condition.key,
        "person": f"{one.person.name}, {one.sex}, {one.age}, {one.person.occupation}",
        "presented_on": one.presented_on,
        "complaint": complaint_of(course.at(0)),
        "duration": duration_level(one),
        "drugs": [use.drug.key for use in one.drugs],
        "findings": _findings(course.at(0)),
        "past": [panel.days_before for panel in past_counts(one)],
        "values": {str(day): _values(one, course.at(day)) for day in DAYS},
    }


def _findings(at: Moment) -> list[str]:
    told = {key: level_of(at, key) for key in CATALOG.findings if not key.startswith(DRUG_PREFIX)}
    return [f"{key} {level}" for key, level in told.items() if level != CATALOG.findings[key].normal]


def _values(one: Patient, at: Moment) -> dict[str, float]:
    panel = measure(at, one.catalog.analytes, at.day * 1440)
    return {key: measured.value for key, measured in panel.items()}


def as_text() -> str:
    """Return the frozen patients as they are written, one in a line."""
    lines = ",\n".join(json.dumps(frozen(number), ensure_ascii=False) for number in range(PATIENTS))
    return f"[\n{lines}\n]\n"


if __name__ == "__main__":
    FILE.write_text(as_text(), encoding="utf-8")
