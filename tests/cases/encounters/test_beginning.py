"""Does a learner meet the right patient, once?"""

import json
import uuid

import pytest

from cases import encounters
from cases.catalog import current
from cases.encounters import Refused
from cases.models import Encounter
from cases.records import patient_in
from cases.simulation.patients import Recipe
from learners.models import Learner
from tests.cases.encounters.acts import do

WARD = Recipe(setting="pancytopenia-ward")


def test_a_start_is_stored_with_its_first_act_and_the_old_counts(encounter: Encounter) -> None:
    start = encounter.actions.get()
    assert (start.kind, start.number, start.at_minutes, start.fee_cents) == ("start", 0, 0, 0)
    assert encounter.catalog == current().hash
    old = encounter.readings.all()
    assert {"hemoglobin", "mcv"} <= {reading.item for reading in old}
    assert all(reading.collected_minutes == reading.due_minutes < 0 for reading in old)


def test_the_same_key_begins_one_encounter(alice: Learner) -> None:
    key = uuid.uuid4()
    first = encounters.start(alice, recipe=WARD, key=key)
    assert encounters.start(alice, recipe=WARD, key=key) == first
    assert Encounter.objects.count() == 1


def test_a_key_that_began_something_else_is_refused(alice: Learner) -> None:
    key = uuid.uuid4()
    encounters.start(alice, recipe=WARD, key=key)
    with pytest.raises(Refused) as refused:
        encounters.start(alice, recipe=Recipe(setting="neutropenia-clinic"), key=key)
    assert refused.value.status == 422


def test_two_learners_may_use_the_same_key(alice: Learner, charlie: Learner) -> None:
    key = uuid.uuid4()
    ours, theirs = (encounters.start(learner, recipe=WARD, key=key) for learner in (alice, charlie))
    assert ours != theirs


def test_each_start_draws_another_secret_seed(alice: Learner) -> None:
    seeds = {encounters.start(alice, recipe=WARD, key=uuid.uuid4()).seed for _ in range(3)}
    assert len(seeds) == 3


def test_what_is_told_at_the_door_names_neither_seed_nor_condition(encounter: Encounter) -> None:
    told = json.dumps(encounter.actions.get().payload)
    assert "pernicious" not in told
    assert set(encounter.actions.get().payload) == {
        "name",
        "first_name",
        "age",
        "sex",
        "occupation",
        "allergies",
        "complaint",
    }


@pytest.mark.parametrize(
    ("recipe", "word"),
    [
        (Recipe(setting="neutropenia-clinics"), "`neutropenia-clinic`"),
        (Recipe(setting="pancytopenia-ward", conditions=(("pernicious", 1.0),)), "`pernicious-anemia`"),
    ],
)
def test_an_unknown_key_is_refused_with_the_nearest(alice: Learner, recipe: Recipe, word: str) -> None:
    with pytest.raises(Refused, match=word) as refused:
        encounters.start(alice, recipe=recipe, key=uuid.uuid4())
    assert refused.value.status == 422


def test_a_code_leads_another_learner_to_the_same_patient(encounter: Encounter, charlie: Learner) -> None:
    theirs = encounters.join(charlie, code=f" {encounter.code.upper()} ", key=uuid.uuid4())
    assert theirs != encounter
    assert patient_in(theirs) is patient_in(encounter)
    assert theirs.actions.get().payload == encounter.actions.get().payload


def test_joining_twice_leads_back_to_the_running_encounter(encounter: Encounter, charlie: Learner) -> None:
    first = encounters.join(charlie, code=encounter.code, key=uuid.uuid4())
    assert encounters.join(charlie, code=encounter.code, key=uuid.uuid4()) == first
    assert encounters.join(encounter.learner, code=encounter.code, key=uuid.uuid4()) == encounter


def test_a_closed_patient_can_be_met_again(encounter: Encounter) -> None:
    do(encounter, "close")
    again = encounters.join(encounter.learner, code=encounter.code, key=uuid.uuid4())
    assert again != encounter
    assert again.seed == encounter.seed


def test_a_code_of_nobody_is_refused(alice: Learner) -> None:
    with pytest.raises(Refused, match="No patient has this code") as refused:
        encounters.join(alice, code="nobody", key=uuid.uuid4())
    assert refused.value.status == 422


def test_a_patient_of_an_earlier_catalog_can_only_be_left(encounter: Encounter, charlie: Learner) -> None:
    Encounter.objects.update(catalog="0" * 12)
    encounter.refresh_from_db()
    with pytest.raises(Refused, match="catalog was corrected") as refused:
        do(encounter, "ask", question="duration")
    assert refused.value.status == 409
    with pytest.raises(Refused, match="new code"):
        encounters.join(charlie, code=encounter.code, key=uuid.uuid4())
    do(encounter, "close")
    assert encounter.grade is None
