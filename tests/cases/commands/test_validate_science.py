"""Does `validate_science` print every fact with its figure, and fail where too few pass?"""

import io
import json
from dataclasses import replace
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cases.management import progress
from cases.management.commands import validate_science
from cases.simulation.validation.combinations import Combination, Trouble
from cases.simulation.validation.facts import Fact

GOOD = Fact("good", "It is so", 1, 2, "d", "Somebody 1990", True, lambda: 1.5)
BAD = replace(GOOD, id="bad", used_in_tuning=False, compute=lambda: 3, why="Because.")


def printed(**options: Any) -> str:
    """What the command writes to standard output."""
    out = io.StringIO()
    call_command("validate_science", stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def test_one_fact_is_told_with_tolerance_figure_and_source() -> None:
    told = printed(only="severe-mcv")
    assert told.startswith("pass *")
    assert "110 to 135 fL" in told
    assert "[Williams Manual]" in told
    assert "reference patient: 1 of 1 pass (100.0%)" in told


def test_a_fact_as_json() -> None:
    told = json.loads(printed(only="severe-mcv", json=True))
    assert told["passed"] is True
    assert told["low"] <= told["figure"] <= told["high"]
    assert told["used_in_tuning"] is True


def test_too_few_passing_facts_are_an_error_and_are_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validate_science, "facts_for", lambda catalog: (GOOD, BAD))
    out = io.StringIO()
    with pytest.raises(CommandError, match="fewer than 95% of the facts pass") as failed:
        call_command("validate_science", stdout=out, stderr=io.StringIO())
    assert failed.value.returncode == 1
    assert "FAIL  " in out.getvalue()
    assert "not used in tuning: 0 of 1 pass (0.0%)" in out.getvalue()
    assert "all facts: 1 of 2 pass (50.0%)" in out.getvalue()
    assert "bad: Because." in out.getvalue()


def test_a_fact_that_does_not_exist_is_refused() -> None:
    with pytest.raises(CommandError, match="did you mean `severe-mcv`") as refused:
        printed(only="severe-mvc")
    assert refused.value.returncode == 2


class Terminal(io.StringIO):
    """A stream that somebody looks at."""

    def isatty(self) -> bool:
        return True


def test_a_bar_grows_only_where_somebody_looks() -> None:
    terminal, file = Terminal(), io.StringIO()
    assert list(progress.shown("ab", 2, terminal, "letters")) == ["a", "b"]
    assert list(progress.shown("ab", 2, file, "letters")) == ["a", "b"]
    assert f"[{'#' * 15}{'.' * 15}] 1 of 2 letters" in terminal.getvalue()
    assert terminal.getvalue().endswith("2 of 2 letters\n")
    assert file.getvalue() == ""


def test_panels_and_combinations_are_checked_at_large() -> None:
    told = printed(panels=20, combinations=3)
    assert "pass        3 of 3         100.000%  combinations with nothing infinite" in told
    assert "pass       20 of 20        100.000%  panels obey every identity" in told
    assert "facts" not in told


def test_checks_at_large_as_json() -> None:
    lines = [json.loads(line) for line in printed(panels=20, json=True).splitlines()]
    assert all(line["passed"] and line["held"] == line["of"] == 20 for line in lines)


def test_a_combination_that_runs_away_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    runaway = Combination(0, "aml", (), (Trouble("negative", "hemoglobin of day 3: -1"),))
    monkeypatch.setattr(validate_science, "combinations_of", lambda catalog, number: iter([runaway]))
    out = io.StringIO()
    with pytest.raises(CommandError, match="does not hold: combinations with nothing negative") as failed:
        call_command("validate_science", combinations=1, stdout=out, stderr=io.StringIO())
    assert failed.value.returncode == 1
    assert "number 0, aml: hemoglobin of day 3: -1" in out.getvalue()
