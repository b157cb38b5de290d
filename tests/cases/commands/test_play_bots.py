"""Do the tables say who scored what, and find their place on the page?"""

from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cases.charts.scoring import SCORING
from cases.management.commands import play_bots
from cases.management.pages import NoPlace, marks, with_part
from cases.management.scoreboard import scoreboard, standings
from cases.players.tournament import PLAYERS, Game, Outcome

POINTS = {player: 98 - 6 * i for i, player in enumerate(PLAYERS)}


def outcome(player: str, seed: int, total: int, scale: float = 1.0) -> Outcome:
    """Return what a game came to."""
    parts = {"key-features": 0.9, "diagnosis": 0.7, "economy": 0.8}
    return Outcome(Game(player, seed, scale), "healthy", total, parts, False, 3, 500.0 - total, 50.0, 40.0)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Makes outcomes up instead of playing, and returns what is printed."""

    class Here:
        def __init__(self, _: object, games: list[Game], __: int) -> None:
            self.games = games

        def __enter__(self) -> list[Outcome]:
            return [outcome(g.player, g.seed, POINTS.get(g.player, g.seed % 90), g.scale) for g in self.games]

        def __exit__(self, *_: object) -> None:
            pass

    def tell(*arguments: str) -> str:
        out = StringIO()
        call_command("play_bots", *arguments, stdout=out)
        return out.getvalue()

    monkeypatch.setattr(play_bots, "apart", Here)
    return tell


def cells(text: str, first: str) -> list[str]:
    """Return the cells of the row that begins so."""
    [row] = [line for line in text.splitlines() if line.startswith(f"| {first} ")]
    return [cell.strip() for cell in row.strip("|").split("|")]


def test_the_tables_say_who_scored_what_under_each_scale(told: Callable[..., str]) -> None:
    text = told("--seeds", "12", "--losses", "1", "0.5", "--learners", "3")
    assert "**Losses as they are**, 12 patients" in text
    assert text.count("98.0 ± 0.0") == 2
    assert cells(text, "ideal above shotgun") == ["ideal above shotgun", "100.0%", "100.0%"]
    assert cells(text, "ideal scores 95 or more")[1:] == ["kept", "kept"]
    assert cells(text, "shotgun scores less than 60")[1:] == ["broken", "broken"]
    words = " ".join(text.split())
    assert "Alpha of 3 simulated learners of graded ability over 12 cases: " in words
    assert "Assumed: abilities are normal" in words
    assert f"{2 * 12 * (len(PLAYERS) + 3)} games" in text


def test_from_a_few_patients_no_promise_is_judged(told: Callable[..., str]) -> None:
    text = told("--seeds", "3", "--losses", "1", "--learners", "0")
    assert cells(standings(1.0, {"ideal": [outcome("ideal", 1, 98)] * 3}), "ideal")[1] == "98.0 ± 0.0"
    assert "From fewer than 12 patients no session can be drawn" in text
    assert "kept" not in text


def test_a_part_that_was_not_scored_is_left_out_of_its_mean() -> None:
    games = [outcome("ideal", 1, 90), replace(outcome("ideal", 2, 90), parts={"key-features": 0.5, "calibration": 1.0})]
    assert cells(scoreboard(games), "ideal")[2:6] == ["70", "70", "80", "100"]


def test_the_page_has_a_place_for_the_tables_and_keeps_all_else(
    told: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "scoring.md"
    page.write_text(SCORING.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(play_bots, "SCORING", page)
    told("--seeds", "12", "--losses", "1", "--learners", "2", "--write")
    first = page.read_text(encoding="utf-8")
    assert "| ideal above shotgun" in first
    told("--seeds", "12", "--losses", "1", "--learners", "2", "--write")
    assert page.read_text(encoding="utf-8") == first
    before, after = (SCORING.read_text(encoding="utf-8").partition(mark) for mark in marks(play_bots.PART))
    assert first.startswith(before[0]) and first.endswith(after[2])


def test_tables_of_a_few_patients_are_not_published(told: Callable[..., str]) -> None:
    with pytest.raises(CommandError, match="sessions of 12 cases"):
        told("--seeds", "3", "--write")


def test_a_page_without_a_place_says_which_marks_it_lacks() -> None:
    with pytest.raises(NoPlace, match="<!-- end of calibrate -->"):
        with_part("nothing", "calibrate", "a table")
