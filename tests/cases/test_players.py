"""Does the score keep its promises to learners who play by rule?"""

from uuid import uuid4

import pytest

from cases import encounters, players
from cases.catalog import current
from cases.factories import LearnerFactory
from cases.players import Player
from cases.simulation.patients import Recipe

pytestmark = pytest.mark.django_db

SEEDS = range(50)
FEW = range(0, 50, 5)


def scores(player: Player, seeds: range) -> list[int]:
    """The scores of a scripted learner, the settings in turn."""
    learner, settings = LearnerFactory(), list(current().settings)
    return [score(learner, player, Recipe(settings[seed % len(settings)]), 5000 + seed) for seed in seeds]


def score(learner, player: Player, recipe: Recipe, seed: int) -> int:  # type: ignore[no-untyped-def]
    """Play one patient to the end and return the total."""
    encounter = encounters.start(learner, recipe=recipe, key=uuid4(), seed=seed)
    player(encounter)
    encounter.refresh_from_db()
    return encounter.grade["total"]


def mean(numbers: list[int]) -> float:
    """The mean of scores."""
    return sum(numbers) / len(numbers)


def test_an_ideal_learner_scores_at_least_90_on_average() -> None:
    assert mean(scores(players.ideal, SEEDS)) >= 90


def test_ordering_everything_scores_below_60() -> None:
    assert mean(scores(players.shotgun, SEEDS)) < 60


def test_treating_first_scores_well_below_the_ideal() -> None:
    assert mean(scores(players.treat_first, FEW)) < mean(scores(players.ideal, FEW)) - 20
