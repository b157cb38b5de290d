"""Does `trajectory` print one patient's days, and say what to change where it cannot?"""

import csv
import io
import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cases.simulation.moments import onset_moment
from tests.cases.simulation.population import patient
from tests.source import ROOT

ASKED = {"condition": "pernicious-anemia", "seed": 3, "from_day": 0, "to_day": 10}
B12 = {
    "treatment": "hydroxocobalamin",
    "route": "intramuscular",
    "dose": "1 mg",
    "schedule": "alternate-days for 14 days",
}


def printed(**options: Any) -> str:
    """What the command writes to standard output."""
    out = io.StringIO()
    call_command("trajectory", stdout=out, stderr=io.StringIO(), **(ASKED | options))
    return out.getvalue()


def rows(**options: Any) -> list[dict[str, str]]:
    """The lines of the table."""
    return list(csv.DictReader(io.StringIO(printed(**options))))


def test_a_line_for_each_day_with_units_in_the_header() -> None:
    told = rows()
    assert [int(row["day"]) for row in told] == list(range(11))
    true = onset_moment(patient("pernicious-anemia", 3), 0).readouts
    assert float(told[0]["hemoglobin (g/dL)"]) == pytest.approx(true["hemoglobin"], rel=1e-5)


def test_days_before_presentation_are_those_of_the_onset() -> None:
    told = rows(from_day=-700, to_day=-1)
    days = [int(row["day"]) for row in told]
    assert days == sorted(days)
    assert -700 <= days[0] < days[-1] < 0
    assert float(told[0]["hemoglobin (g/dL)"]) > float(told[-1]["hemoglobin (g/dL)"])


def test_a_treatment_changes_what_follows_and_not_day_0() -> None:
    nothing, treated = rows(), rows(**B12)
    assert nothing[0] == treated[0]
    assert float(treated[7]["reticulocytes (10^9/L)"]) > 1.5 * float(nothing[7]["reticulocytes (10^9/L)"])


def test_json_tells_who_what_and_when() -> None:
    told = json.loads(printed(format="json", **B12))
    assert told["patient"]["condition"] == "pernicious-anemia"
    assert told["plan"]["prescriptions"][0]["dose"] == 1
    assert told["units"]["hemoglobin"] == "g/dL"
    assert [day["day"] for day in told["days"]] == list(range(11))


def test_the_drawing_stands_alone() -> None:
    drawing = ET.fromstring(printed(format="svg", from_day=-400, **B12))  # noqa: S314
    assert drawing.tag.endswith("svg")
    lines = [part for part in drawing.iter() if part.tag.endswith("polyline")]
    assert len(lines) == 6
    assert all(part.get("stroke") for part in lines)
    assert not any(part.get("class") or part.get("style") for part in drawing.iter())


def test_a_death_is_told() -> None:
    error = io.StringIO()
    asked = ASKED | {"condition": "aplastic-anemia", "seed": 1, "to_day": 1500}
    call_command("trajectory", stdout=io.StringIO(), stderr=error, **asked)
    assert "The patient dies on day" in error.getvalue()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"condition": "pernicous-anemia"}, "did you mean `pernicious-anemia`"),
        ({"setting": "ward"}, "Known are general-medicine"),
        ({"from_day": 20}, "--from-day 20 lies after --to-day 10: swap them"),
        ({"to_day": 5000}, "the model is run up to day 3650"),
        (B12 | {"dose": "1"}, "the dose `1` has no unit: write `1 mg`"),
        (B12 | {"schedule": "now and then"}, "unknown frequency|is no schedule|write one or two"),
        ({"dose": "1 mg"}, "belongs to no treatment: add --treatment"),
    ],
)
def test_a_request_that_cannot_be_met_says_what_to_change(options: dict[str, Any], words: str) -> None:
    with pytest.raises(CommandError, match=words) as refused:
        printed(**options)
    assert refused.value.returncode == 2


def test_days_between_two_records_are_told_to_be_too_close() -> None:
    one = patient("pernicious-anemia", 3)
    day = one.onset.days[3] - one.presented_on + 1
    with pytest.raises(CommandError, match=f"no day was recorded from {day} to {day + 1}: ask for days further apart"):
        printed(from_day=day, to_day=day + 1)


def test_a_day_that_is_none_is_refused_without_a_traceback() -> None:
    asked = ["--condition", "copper", "--seed", "1", "--from-day", "soon", "--to-day", "5"]
    done = subprocess.run([sys.executable, "manage.py", "trajectory", *asked], cwd=ROOT, capture_output=True)
    assert done.returncode == 2
    assert b"is not a whole number of days" in done.stderr
    assert b"Traceback" not in done.stderr
