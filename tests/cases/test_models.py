"""Does the database itself refuse what must never be?"""

import uuid
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone

from cases.models import Action, Encounter, Reading
from learners.models import Learner


def refuses(constraint: str, model: type[Model], **values: Any) -> None:
    """Writing these values fails by this constraint."""
    with pytest.raises(IntegrityError) as failure, transaction.atomic():
        model.objects.create(**values)
    assert constraint in str(failure.value) or "UNIQUE" in str(failure.value)


def encounter_of(learner: Learner, **change: Any) -> dict[str, Any]:
    """Values of an encounter that may be stored."""
    plain = {"code": "abc", "setting": "ward", "recipe": {}, "seed": 1, "catalog": "0", "start_key": uuid.uuid4()}
    return {"learner": learner, **plain, **change}


def action_of(encounter: Encounter, **change: Any) -> dict[str, Any]:
    """Values of an action that may be stored."""
    plain = {"number": 1, "kind": "ask", "at_minutes": 0, "key": uuid.uuid4(), "fingerprint": "0"}
    return {"encounter": encounter, **plain, **change}


def reading_of(action: Action, **change: Any) -> dict[str, Any]:
    """Values of a reading that may be stored."""
    plain = {"item": "mcv", "collected_minutes": 0, "due_minutes": 60, "value": 112.0}
    return {"encounter": action.encounter, "action": action, **plain, **change}


@pytest.fixture
def begun(alice: Learner) -> Encounter:
    """An encounter without any science."""
    return Encounter.objects.create(**encounter_of(alice))


@pytest.fixture
def asked(begun: Encounter) -> Action:
    """Its first question."""
    return Action.objects.create(**action_of(begun))


def test_a_start_key_begins_one_encounter(begun: Encounter) -> None:
    again = encounter_of(begun.learner, code="other", start_key=begun.start_key)
    refuses("encounter_started_once", Encounter, **again)


def test_a_learner_is_with_a_patient_once_at_a_time(begun: Encounter, charlie: Learner) -> None:
    refuses("encounter_one_running_per_patient", Encounter, **encounter_of(begun.learner))
    Encounter.objects.create(**encounter_of(charlie))
    begun.status, begun.closed_at = "closed", timezone.now()
    begun.save()
    Encounter.objects.create(**encounter_of(begun.learner))


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("encounter_status_known", {"status": "lost", "closed_at": None}),
        ("encounter_graded_only_when_closed", {"status": "closed"}),
        ("encounter_graded_only_when_closed", {"status": "open", "grade": {"total": 9}}),
        ("encounter_begins_with_an_act", {"act_count": 0}),
    ],
)
def test_an_encounter_is_in_a_known_state(alice: Learner, constraint: str, change: dict[str, Any]) -> None:
    refuses(constraint, Encounter, **encounter_of(alice, **change))


def test_an_action_has_one_number_and_one_key(asked: Action) -> None:
    refuses("action_number_once", Action, **action_of(asked.encounter))
    refuses("action_key_once", Action, **action_of(asked.encounter, number=2, key=asked.key))


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("action_kind_known", {"kind": "guess"}),
        ("action_start_is_first", {"kind": "start", "number": 3}),
        ("action_start_is_first", {"kind": "ask", "number": 0}),
    ],
)
def test_an_action_is_of_a_known_kind(begun: Encounter, constraint: str, change: dict[str, Any]) -> None:
    refuses(constraint, Action, **action_of(begun, **change))


@pytest.mark.parametrize("field", ["at_minutes", "minutes", "fee_cents"])
def test_neither_time_nor_money_is_given_back(begun: Encounter, field: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.create(**action_of(begun, **{field: -1}))


def test_an_act_shows_an_item_once_for_a_time(asked: Action) -> None:
    Reading.objects.create(**reading_of(asked))
    refuses("reading_once", Reading, **reading_of(asked))
    Reading.objects.create(**reading_of(asked, collected_minutes=-5))


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("reading_due_after", {"due_minutes": -1}),
        ("reading_comparator_known", {"comparator": "~"}),
        ("reading_value_or_words", {"value": None}),
        ("reading_value_or_words", {"level": "present"}),
        ("reading_value_or_words", {"value": None, "level": "present", "comparator": "<"}),
    ],
)
def test_a_reading_is_a_value_or_words_and_later_than_its_sample(
    asked: Action, constraint: str, change: dict[str, Any]
) -> None:
    refuses(constraint, Reading, **reading_of(asked, **change))


def test_a_value_may_bear_a_note_on_its_sample(asked: Action) -> None:
    reading = Reading.objects.create(**reading_of(asked, words="Sample hemolyzed."))
    assert Reading.objects.get(words__startswith="Sample").value == reading.value


def test_facts_go_with_their_learner(asked: Action, alice: Learner) -> None:
    Reading.objects.create(**reading_of(asked))
    alice.delete()
    assert not Encounter.objects.exists()
    assert not Action.objects.exists()
    assert not Reading.objects.exists()


def test_a_seed_may_have_62_bits(alice: Learner) -> None:
    seed = 2**62 - 1
    Encounter.objects.create(**encounter_of(alice, seed=seed))
    assert Encounter.objects.get().seed == seed
