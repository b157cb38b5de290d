"""Are the patients still the patients they were?

Twenty are written down in baseline.json, and change only on purpose; tests.cases.simulation.baseline says how.
"""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.cases.simulation.baseline import FILE, PATIENTS, frozen
from tests.cases.simulation.population import CATALOG
from tests.source import ROOT

BASELINE: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))


def test_twenty_patients_are_frozen_of_many_conditions() -> None:
    assert len(BASELINE) == PATIENTS
    conditions = {patient["condition"] for patient in BASELINE}
    assert conditions <= set(CATALOG.conditions)
    assert len(conditions) >= 12


@pytest.mark.parametrize("number", range(PATIENTS))
def test_a_frozen_patient_is_as_before(number: int) -> None:
    """Values may differ by their last digit: compiled and plain arithmetic round unlike."""
    before, now = BASELINE[number], frozen(number)
    values_before, values_now = before.pop("values"), now.pop("values")
    assert now == before
    for day, panel in values_before.items():
        assert values_now[day].keys() == panel.keys()
        for key, value in panel.items():
            last_digit = 1.01 * 10 ** -CATALOG.analytes[key].decimals
            assert values_now[day][key] == pytest.approx(value, abs=last_digit), f"{key} on day {day}"


def test_another_process_finds_the_same_to_the_last_byte() -> None:
    told = "import json; from tests.cases.simulation.baseline import frozen as f; print(json.dumps([f(0), f(9)]))"
    elsewhere = {**os.environ, "PYTHONHASHSEED": "7"}
    done = subprocess.run([sys.executable, "-c", told], cwd=ROOT, env=elsewhere, capture_output=True, text=True)
    assert done.stderr == ""
    assert done.stdout.strip() == json.dumps([frozen(0), frozen(9)])
