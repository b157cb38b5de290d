"""What do scripted learners score on a patient? Played by the same acts as people's, and graded like them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from uuid import uuid4

from cases import encounters
from cases.catalog import current
from cases.models import Encounter
from cases.players import experts, novices
from cases.players.bedside import Desk, Player
from cases.players.graded import graded
from cases.reasoning.belief.observer import current_observer, prior_of
from cases.reasoning.score.realized import realized_loss
from cases.reasoning.score.scoring import grade
from cases.reasoning.worth.decisions import LossTable, loss_table
from cases.records import patient_in, record_of
from cases.simulation.patients import Recipe
from learners.models import Learner

GRADED = "graded:"
PLAYERS: dict[str, Player] = {
    "ideal": experts.ideal,
    "expert": experts.expert,
    "thorough": experts.thorough,
    "anchored": novices.anchored,
    "treat-first": novices.treat_first,
    "b12-only": novices.b12_only,
    "shotgun": novices.shotgun,
    "random": novices.at_random,
}


@dataclass(frozen=True)
class Game:
    """Who plays which patient: a name of PLAYERS, or `graded:` with an ability in standard deviations. `scale`
    multiplies the losses that the player believes in and is graded by."""

    player: str
    seed: int
    scale: float = 1.0


@dataclass(frozen=True)
class Outcome:
    """What a game came to: points, share of each part's points, whether a cap cut them, tests ordered; dollars lost in
    fact, and lost beyond the best plan of the first moment: in fact, and as the regrets have it."""

    game: Game
    condition: str
    total: int
    parts: dict[str, float]
    is_capped: bool
    tests: int
    realized: float
    excess: float
    regret: float


def played(game: Game) -> Outcome:
    """Play one game in the database at hand, the settings in turn, and grade it; the encounter is left open."""
    catalog, encounter, table = current(), _encounter(game.seed), _table(game.scale)
    player = graded(float(game.player.removeprefix(GRADED))) if game.player.startswith(GRADED) else PLAYERS[game.player]
    player(Desk(encounter, table))
    record, condition = record_of(encounter), patient_in(encounter).condition
    prior = prior_of(catalog, encounter.setting)
    result = grade(catalog, current_observer(), condition, record, prior, game.scale)
    decisions = [step for step in result.steps if step.value_best is not None]
    realized = realized_loss(table, condition, record)
    return Outcome(
        game=game,
        condition=condition.key,
        total=result.total,
        parts={part.key: part.points / part.possible for part in result.parts},
        is_capped=bool(result.unsafe),
        tests=sum(len(step.keys) for step in decisions),
        realized=realized,
        excess=realized - (decisions[0].value_best or 0.0),
        regret=sum(step.regret for step in decisions),
    )


def _encounter(seed: int) -> Encounter:
    settings = list(current().settings)
    learner, _ = Learner.objects.get_or_create(username="scripted")
    return encounters.start(learner, recipe=Recipe(settings[seed % len(settings)]), key=uuid4(), seed=seed)


@cache
def _table(scale: float) -> LossTable:
    return loss_table(current(), scale)
