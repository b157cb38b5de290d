"""Is a patient called who is as hard as was wished, without telling who?"""

from uuid import UUID

import pytest
from django.test import override_settings

from cases import encounters
from cases.catalog import current
from cases.encounters import Refused, choosing
from cases.models import Encounter
from cases.reasoning.belief.observer import current_observer
from cases.reasoning.tools.difficulty import Difficulty, difficulty_of
from cases.simulation.patients import Recipe
from learners.models import Learner
from tests.cases import endings

RECIPE = Recipe("general-medicine")
KEY, OTHER = UUID(int=1), UUID(int=2)


@pytest.fixture(autouse=True)
def few_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer candidates than in use, so that the tests are quick."""
    monkeypatch.setattr(choosing, "WAITING", 12)


def difficulty(encounter: Encounter) -> Difficulty:
    return difficulty_of(current(), current_observer(), Recipe.from_json(encounter.recipe), encounter.seed)


def test_a_hard_patient_leaves_more_doubt_than_a_gentle_one(alice: Learner) -> None:
    gentle = encounters.call(alice, recipe=RECIPE, key=KEY, wish="gentle")
    hard = encounters.call(alice, recipe=RECIPE, key=OTHER, wish="hard")
    assert difficulty(gentle).doubt < 0.2 < difficulty(hard).doubt


def test_the_same_form_sent_twice_calls_one_patient(alice: Learner) -> None:
    first, again = (encounters.call(alice, recipe=RECIPE, key=KEY, wish="usual") for _ in range(2))
    assert first == again
    assert Encounter.objects.count() == 1


def test_who_comes_follows_from_a_secret(alice: Learner, bob: Learner) -> None:
    here = encounters.call(alice, recipe=RECIPE, key=KEY, wish="usual")
    with override_settings(SECRET_KEY="another secret"):
        elsewhere = encounters.call(bob, recipe=RECIPE, key=KEY, wish="usual")
    assert here.seed != elsewhere.seed


def test_without_a_wish_whoever_comes_is_met(alice: Learner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cases.encounters.beginning.new_seed", lambda: 77)
    assert encounters.call(alice, recipe=RECIPE, key=KEY).seed == 77


def test_a_wish_may_go_by_the_last_patient(alice: Learner, encounter: Encounter) -> None:
    assert choosing.last_difficulty(alice) is None
    endings.abandoned(encounter)
    assert choosing.last_difficulty(alice) == difficulty(encounter)
    harder = encounters.call(alice, recipe=RECIPE, key=KEY, wish="harder")
    assert difficulty(harder).doubt > difficulty(encounter).doubt


@pytest.mark.parametrize("wish", ["impossible", "harder"])
def test_a_wish_that_cannot_be_met_is_refused(wish: str, alice: Learner) -> None:
    with pytest.raises(Refused, match="Choose how hard") as refused:
        encounters.call(alice, recipe=RECIPE, key=KEY, wish=wish)
    assert refused.value.status == 422
    assert not Encounter.objects.exists()


def test_an_unknown_setting_is_refused_whatever_is_wished(alice: Learner) -> None:
    with pytest.raises(Refused, match="no-such-ward"):
        encounters.call(alice, recipe=Recipe("no-such-ward"), key=KEY, wish="hard")
