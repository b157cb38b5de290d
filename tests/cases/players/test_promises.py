"""Does the score keep its promises to learners who play by rule?"""

from collections.abc import Iterable
from math import sqrt
from statistics import fmean, stdev
from uuid import uuid4

import pytest

from cases import encounters
from cases.catalog import current
from cases.factories import LearnerFactory
from cases.players import experts, novices
from cases.players.bedside import Desk, Player
from cases.simulation.patients import Recipe

pytestmark = pytest.mark.django_db

SEEDS = range(5000, 5012)
FEW = SEEDS[:6]  # in every setting
PLAYED: dict[tuple[Player, int], int] = {}


def scores(player: Player, seeds: Iterable[int]) -> list[int]:
    """The scores of a scripted learner, the settings in turn; each patient is played once for all tests."""
    learner, settings = LearnerFactory(), list(current().settings)
    for seed in seeds:
        if (player, seed) not in PLAYED:
            PLAYED[player, seed] = score(learner, player, Recipe(settings[seed % len(settings)]), seed)
    return [PLAYED[player, seed] for seed in seeds]


def score(learner, player: Player, recipe: Recipe, seed: int) -> int:  # type: ignore[no-untyped-def]
    """Play one patient to the end and return the total."""
    encounter = encounters.start(learner, recipe=recipe, key=uuid4(), seed=seed)
    player(Desk(encounter))
    encounters.close(encounter, key=uuid4())
    return encounter.grade["total"]


def mean(numbers: list[int]) -> float:
    """The mean of scores."""
    return fmean(numbers)


def error(numbers: list[int]) -> float:
    """The standard error of their mean."""
    return stdev(numbers) / sqrt(len(numbers))


def test_an_ideal_learner_scores_at_least_90_on_a_dozen_patients() -> None:
    """At least 95 on average is promised; `manage.py play_bots` measures it on two hundred."""
    assert mean(scores(experts.ideal, SEEDS)) >= 90


def test_a_short_expert_path_is_not_clearly_below_90_nor_below_a_thorough_one() -> None:
    """One patient in ten misleads both: a dozen settle the promise to within two standard errors only."""
    short, long = scores(experts.expert, SEEDS), scores(experts.thorough, SEEDS)
    gains = [a - b for a, b in zip(short, long, strict=True)]
    assert mean(short) + 2 * error(short) >= 90
    assert mean(gains) + 2 * error(gains) >= 0
    assert sorted(short)[len(short) // 2] >= 90


def test_ordering_everything_scores_below_60() -> None:
    assert mean(scores(novices.shotgun, FEW)) < 60


@pytest.mark.parametrize("novice", [novices.anchored, novices.b12_only, novices.treat_first, novices.at_random])
def test_who_goes_wrong_in_one_way_scores_well_below_the_ideal(novice: Player) -> None:
    assert mean(scores(novice, FEW)) < mean(scores(experts.ideal, FEW)) - 10
