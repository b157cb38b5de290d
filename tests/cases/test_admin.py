"""May staff read what happened, and nobody change it or see the answer key?"""

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import Encounter
from learners.models import Learner
from tests.cases.encounters.acts import do

MODELS = ("encounter", "action", "reading")


@pytest.fixture
def boss(client: Client, db: None) -> Client:
    """A superuser who is signed in."""
    client.force_login(Learner.objects.create_superuser("boss", password="a long pass phrase"))
    return client


@pytest.fixture
def instructor(bob: Learner) -> Client:
    """A member of staff who may view cases, signed in."""
    from django.contrib.auth.models import Permission

    bob.user_permissions.set(Permission.objects.filter(content_type__app_label="cases"))
    client = Client()
    client.force_login(bob)
    return client


def page(client: Client, encounter: Encounter) -> str:
    """The admin's page of an encounter."""
    return client.get(reverse("admin:cases_encounter_change", args=[encounter.pk])).content.decode()


def test_the_seed_is_shown_to_superusers_only(boss: Client, instructor: Client, encounter: Encounter) -> None:
    seed = Encounter.objects.filter(pk=encounter.pk)
    seed.update(seed=987654321987)
    assert "987654321987" in page(boss, encounter)
    seen = page(instructor, encounter)
    assert encounter.code in seen
    assert "987654321987" not in seen
    assert "pernicious" not in seen


@pytest.mark.parametrize("model", MODELS)
def test_facts_are_neither_added_nor_changed_by_hand(boss: Client, encounter: Encounter, model: str) -> None:
    do(encounter, "ask", question="tongue")
    row = {
        "encounter": encounter,
        "action": encounter.actions.last(),
        "reading": encounter.readings.last(),
    }[model]
    assert boss.get(reverse(f"admin:cases_{model}_add")).status_code == 403
    change = boss.post(reverse(f"admin:cases_{model}_change", args=[row.pk]), {"seed": 1})
    assert change.status_code == 403


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("words", ["alice", "x", "0", "6d2c0f4e-8a3e-4b43-9b2c-0f2f6f1c1f55", "\x00"])
def test_every_list_can_be_searched(boss: Client, encounter: Encounter, model: str, words: str) -> None:
    found = boss.get(reverse(f"admin:cases_{model}_changelist"), {"q": words})
    assert found.status_code in {200, 302}


def test_an_encounter_is_found_by_its_code_and_its_learner(boss: Client, encounter: Encounter) -> None:
    for words in (encounter.code, encounter.learner.username):
        found = boss.get(reverse("admin:cases_encounter_changelist"), {"q": words})
        assert str(encounter.pk) in found.content.decode()
    missed = boss.get(reverse("admin:cases_encounter_changelist"), {"q": "charlie"})
    assert str(encounter.pk) not in missed.content.decode()
