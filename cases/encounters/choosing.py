"""How does a learner meet a patient who is about as hard as they wish?"""

from uuid import UUID

from django.utils.crypto import salted_hmac

from cases.catalog import current
from cases.encounters.beginning import SEED_BITS, start
from cases.encounters.refusals import not_understood
from cases.models import Encounter, Mode, Status
from cases.reasoning.belief.observer import current_observer
from cases.reasoning.tools.difficulty import Difficulty, difficulty_of, nearest_in_doubt, wished_doubt
from cases.simulation.patients import Recipe
from learners.models import Learner

WAITING = 24  # so many wait outside; the one nearest the wish is called


def call(learner: Learner, *, recipe: Recipe, key: UUID, wish: str = "", mode: str = Mode.PRACTICE) -> Encounter:
    """Begin with a new patient made by `recipe`: whoever comes, or the one of those waiting who is nearest the wish.

    Raises Refused(422) as `start` does, for an unknown wish, and for one relative to a last patient who is not there.
    """
    if not wish or recipe.setting not in current().settings:
        return start(learner, recipe=recipe, key=key, mode=mode)
    try:
        doubt = wished_doubt(wish, last_difficulty(learner))
    except KeyError:
        raise not_understood("Choose how hard the patient should be. You have no last patient to go by.") from None
    # Follows from the key, so that a form sent twice calls the same patient, and from the secret, so that nobody knows
    # who that is.
    seeds = [_seed(key, i) for i in range(WAITING)]
    seed = nearest_in_doubt(current(), current_observer(), recipe, seeds, doubt)
    return start(learner, recipe=recipe, key=key, seed=seed, mode=mode)


def last_difficulty(learner: Learner) -> Difficulty | None:
    """How hard the last patient was of whom the learner has read the debrief; None where there is none."""
    closed = Encounter.objects.filter(learner=learner, status=Status.CLOSED, catalog=current().hash)
    last = closed.order_by("-started_at").first()
    if last is None:
        return None
    return difficulty_of(current(), current_observer(), Recipe.from_json(last.recipe), last.seed)


def _seed(key: UUID, number: int) -> int:
    digest = salted_hmac("cases.encounters.choosing", f"{key}:{number}", algorithm="sha256").digest()
    return int.from_bytes(digest[:8], "big") >> (64 - SEED_BITS)
