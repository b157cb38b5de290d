"""Is a game played by rule, alone, and the same each time?"""

import pytest

from cases.catalog import current
from cases.models import Encounter
from cases.players.bedside import EXAMINATION, HISTORY, critical_tests
from cases.players.processes import apart
from cases.players.tournament import Game, played
from cases.reasoning.belief.evidence import Evidence, Measured

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
    able, unable = ([played(Game(f"graded:{a}", 31_003 + i)).total for i in range(3)] for a in (3, -3))
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
