"""Does `patients` print the same patients for the same seed, and explain what it refuses?"""

import io
import json
import subprocess
import sys
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cases.catalog import current
from cases.catalog.problems import CatalogError, Problem
from cases.management.commands import patients
from tests.source import ROOT


def printed(**options: Any) -> str:
    """What the command writes to standard output."""
    out = io.StringIO()
    call_command("patients", stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def lines(**options: Any) -> list[dict[str, Any]]:
    """The patients that the command writes as JSON."""
    return [json.loads(line) for line in printed(**options).splitlines()]


def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    return subprocess.run([sys.executable, "manage.py", "patients", *arguments], cwd=ROOT, capture_output=True)


def test_the_same_seed_gives_the_same_bytes_in_two_processes() -> None:
    first, second = (run("--count", "4", "--seed", "7") for _ in range(2))
    assert first.returncode == 0
    assert first.stdout == second.stdout
    assert first.stdout.count(b"\n") == 4


def test_a_patient_does_not_depend_on_how_many_are_asked_for() -> None:
    assert lines(count=2, seed=7) == lines(count=5, seed=7)[:2]


def test_another_seed_gives_other_patients() -> None:
    assert lines(count=3, seed=7) != lines(count=3, seed=8)


def test_a_line_tells_all_that_can_be_found_and_measured() -> None:
    catalog = current()
    (told,) = lines(count=1, seed=7, condition="pernicious-anemia", setting="pancytopenia-ward")
    assert list(told) == ["seed", "condition", "cause", "age", "sex", "setting", "findings", "readings"]
    assert told["condition"] == "pernicious-anemia"
    assert told["setting"] == "pancytopenia-ward"
    assert set(told["readings"]) == set(catalog.analytes)
    assert told["readings"]["mcv"]["unit"] == catalog.analytes["mcv"].unit
    possible = {key for key, finding in catalog.findings.items() if finding.occurs_in(told["sex"], told["age"])}
    assert set(told["findings"]) == possible
    assert all(level in catalog.findings[key].levels for key, level in told["findings"].items())


def test_a_value_at_a_reporting_limit_says_so() -> None:
    told = lines(count=5, seed=1, condition="duffy-null")
    assert all(patient["readings"]["blasts"].get("comparator") == "<" for patient in told)
    assert all("comparator" not in patient["readings"]["hemoglobin"] for patient in told)


def test_text_names_the_condition_and_what_is_unusual() -> None:
    told = printed(count=1, seed=7, condition="methimazole", setting="neutropenia-clinic", format="text")
    assert "Agranulocytosis from methimazole" in told
    assert "drug:methimazole" in told
    assert "hemoglobin " in told


def test_progress_goes_to_standard_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patients, "PROGRESS_EVERY", 2)
    error = io.StringIO()
    call_command("patients", count=4, seed=1, stdout=io.StringIO(), stderr=error)
    assert [line.strip() for line in error.getvalue().splitlines()] == ["2 of 4 patients", "4 of 4 patients"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"condition": "pernicous-anemia"}, "did you mean `pernicious-anemia`"),
        ({"setting": "ward"}, "Known are general-medicine"),
        ({"count": 0}, "ask for 1 patient or more"),
    ],
)
def test_a_request_that_cannot_be_met_says_what_to_change(options: dict[str, Any], words: str) -> None:
    with pytest.raises(CommandError, match=words) as refused:
        printed(**{"count": 1, "seed": 1, **options})
    assert refused.value.returncode == 2


@pytest.mark.parametrize(
    "arguments",
    [("--count", "many", "--seed", "1"), ("--count", "1", "--seed", "-1"), ("--count", "1", "--seed", "1e3")],
)
def test_a_number_that_is_none_is_refused_without_a_traceback(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert b"is not a whole number of 0 or more" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_broken_catalog_is_told_with_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise CatalogError([Problem("analytes/mcv.toml", "range 90-80 is empty")])

    monkeypatch.setattr(patients, "current", broken)
    with pytest.raises(CommandError, match=r"analytes/mcv\.toml: range 90-80 is empty") as refused:
        printed(count=1, seed=1)
    assert refused.value.returncode == 2


def test_a_reader_who_has_enough_is_no_error() -> None:
    command = f"{sys.executable} manage.py patients --count 200 --seed 1 | head -c 20"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True)
    assert b"Traceback" not in done.stderr
    assert b"Error" not in done.stderr
