"""How do learners of different ability play? Simulated ones, to see how well a dozen cases tell them apart."""

from __future__ import annotations

import math
from collections.abc import Mapping
from random import Random

from cases.players.bedside import EXAMINATION, FIRST, HISTORY, Desk, Player, chances_in, critical_tests, plan_for
from cases.reasoning.belief.observer import by_diagnosis
from cases.reasoning.worth.information import ranked

MOST_ORDERS = 6
# All assumed. Of the history, the examination and the critical tests a learner of mean ability does so much of what
# an expert does, in log odds, with one more for each standard deviation of ability.
USUAL_LOG_ODDS = 1.2
# Standard deviation of what is misjudged of each disease, in nats, at mean ability; halved two deviations above.
MISJUDGED = 1.2
# A choice among orders falls with its shortfall against the best (dollars, beyond a threshold) to this power.
CARELESS_DOLLARS, KEENNESS = 25.0, 3.0
GROWTH = 0.35


def graded(ability: float) -> Player:
    """A learner whose ability lies so many standard deviations from the mean."""

    def play(desk: Desk) -> None:
        draws = Random(f"graded {ability:.3f} {desk.encounter.seed}")  # noqa: S311
        care = 1 / (1 + math.exp(-USUAL_LOG_ODDS - ability))
        desk.talk_and_examine(_some(draws, HISTORY, care), _some(draws, EXAMINATION, care) or EXAMINATION[:1])
        misjudged = {
            key: math.exp(MISJUDGED * math.exp(-GROWTH * ability) * draws.gauss(0, 1)) for key in desk.table.conditions
        }
        desk.say(by_diagnosis(desk.catalog, _believed(desk, misjudged)))
        desk.order(FIRST)
        for _ in range(MOST_ORDERS):
            if not desk.is_alive or not (test := _chosen(desk, draws, ability)):
                break
            desk.order([test])
        _commit(desk, draws, care, misjudged)

    return play


def _commit(desk: Desk, draws: Random, care: float, misjudged: Mapping[str, float]) -> None:
    """Order some of the critical tests of what is believed, and treat it."""
    believed = _believed(desk, misjudged)
    condition = desk.catalog.conditions[max(believed, key=believed.__getitem__)]
    desk.order(_some(draws, critical_tests(desk.catalog, condition, desk.evidence), care))
    believed = _believed(desk, misjudged)
    condition = desk.catalog.conditions[max(believed, key=believed.__getitem__)]
    desk.say(by_diagnosis(desk.catalog, believed))
    desk.sign(condition, plan_for(condition, desk.evidence))


def _some(draws: Random, things: list[str] | tuple[str, ...], share: float) -> list[str]:
    """Each of these with the same probability."""
    return [thing for thing in things if draws.random() < share]


def _believed(desk: Desk, misjudged: Mapping[str, float]) -> dict[str, float]:
    """The belief over conditions, each misjudged by a factor of its own."""
    weights = {key: chance * misjudged[key] for key, chance in chances_in(desk.here()).items()}
    total = sum(weights.values())
    return {key: weight / total for key, weight in weights.items()}


def _chosen(desk: Desk, draws: Random, ability: float) -> str:
    """A test to order, or nothing to stop: the better it is, the likelier."""
    here = desk.here()
    totals = {"": here.value_now} | {worth.key: worth.total for worth in ranked(here, desk.ordered)}
    best, power = min(totals.values()), -KEENNESS * math.exp(GROWTH * ability)
    weights = [(CARELESS_DOLLARS + total - best) ** power for total in totals.values()]
    return draws.choices(list(totals), weights)[0]
