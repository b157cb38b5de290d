"""Is a game played by rule, alone, and the same each time?"""

from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import call_command

from cases.catalog import current
from cases.management.commands import play_bots
from cases.models import Encounter
from cases.players.bedside import EXAMINATION, HISTORY, critical_tests
from cases.players.processes import apart
from cases.players.tournament import PLAYERS, Game, Outcome, played
from cases.reasoning.evidence import Evidence, Measured

pytestmark = pytest.mark.django_db


def test_a_game_is_the_same_each_time() -> None:
    assert played(Game("random", 31_000)) == played(Game("random", 31_000))


def test_the_best_plan_loses_less_than_no_plan() -> None:
    good, bad = (played(Game(player, 31_001)) for player in ("expert", "shotgun"))
    assert good.total > bad.total
    assert good.realized < bad.realized
    assert bad.tests == len(current().investigations)


def test_a_game_under_doubled_losses_loses_about_twice_as_much() -> None:
    plain, doubled = played(Game("treat-first", 31_002)), played(Game("treat-first", 31_002, 2.0))
    assert doubled.realized == pytest.approx(2 * plain.realized, rel=0.3)  # the plan may differ


def test_abler_learners_score_more() -> None:
    able, unable = ([played(Game(f"graded:{a}", 31_003 + i)).total for i in range(4)] for a in (3, -3))
    assert sum(able) > sum(unable)


def test_games_in_other_processes_leave_no_trace_here() -> None:
    before = Encounter.objects.count()
    with apart(played, [Game("treat-first", 31_004)], processes=1) as outcomes:
        [outcome] = outcomes
    assert Encounter.objects.count() == before
    assert outcome == played(Game("treat-first", 31_004))


def test_what_a_scripted_learner_asks_and_examines_exists() -> None:
    assert set(HISTORY) <= set(current().questions)
    assert set(EXAMINATION) <= set(current().maneuvers)


def test_critical_tests_are_those_that_bind_in_this_patient() -> None:
    catalog = current()
    condition = catalog.conditions["food-cobalamin"]
    borderline, low = (Evidence(60, "female", {"serum-b12": Measured(level)}, {}) for level in (260.0, 90.0))
    assert "methylmalonic-acid" in critical_tests(catalog, condition, borderline)
    assert "methylmalonic-acid" not in critical_tests(catalog, condition, low)


def outcome(player: str, seed: int, total: int, scale: float = 1.0) -> Outcome:
    """Return what a game came to."""
    parts = {"key-features": 0.9, "diagnosis": 0.7, "economy": 0.8}
    return Outcome(Game(player, seed, scale), "healthy", total, parts, False, 3, 500.0, 50.0, 40.0)


def test_the_tables_say_who_scored_what_under_each_scale(monkeypatch: pytest.MonkeyPatch) -> None:
    class Here:
        """Makes outcomes up instead of playing."""

        def __init__(self, _: object, games: list[Game], __: int) -> None:
            self.games = games

        def __enter__(self) -> list[Outcome]:
            points = {player: 95 - 5 * i for i, player in enumerate(PLAYERS)}
            return [outcome(g.player, g.seed, points.get(g.player, g.seed % 90), g.scale) for g in self.games]

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr(play_bots, "apart", Here)
    out = StringIO()
    call_command("play_bots", "--seeds", "12", "--scales", "1", "0.5", "--learners", "3", stdout=out)
    text = out.getvalue()
    assert "Losses x 1\n" in text
    assert "Losses x 0.5\n" in text
    assert "ideal           95.0 ± 0.0" in text
    assert "ideal above shotgun: 100.0% of sessions of 12 cases" in text
    assert "alpha of 3 simulated learners over 12 cases" in text
    assert f"{2 * 12 * (len(PLAYERS) + 3)} games" in text


def test_a_part_that_was_not_scored_is_left_out_of_its_mean() -> None:
    games = [outcome("ideal", 1, 90), replace(outcome("ideal", 2, 90), parts={"key-features": 0.5, "calibration": 1.0})]
    [row] = [line for line in play_bots.table(games, 1.0) if line.startswith("ideal ")]
    assert "70.0%" in row
    assert "100.0%" in row
