"""Does the demonstration stand ready, once, at the addresses that are printed?"""

import io

import pytest
from django.core.management import call_command

from cases.models import Action, Encounter
from learners.models import Learner

pytestmark = pytest.mark.django_db


def seeded() -> list[str]:
    """The lines that the command prints."""
    out = io.StringIO()
    call_command("seed_demo", stdout=out)
    return out.getvalue().splitlines()


def test_a_guest_gets_an_encounter_in_each_status() -> None:
    told = seeded()
    demo = Learner.objects.get(username="demo")
    assert demo.is_guest
    assert not demo.has_usable_password()
    assert sorted(demo.encounters.values_list("status", flat=True)) == ["closed", "following", "open"]
    assert len(told) == 4
    for line, status in zip(told, ("open", "following", "closed"), strict=False):
        assert str(demo.encounters.get(status=status).pk) in line


def test_a_repeat_changes_nothing() -> None:
    seeded()
    before = set(Action.objects.values_list("pk", flat=True))
    seeded()
    assert set(Action.objects.values_list("pk", flat=True)) == before
    assert Encounter.objects.count() == 3


def test_the_running_encounter_has_results_in_hand_and_results_out() -> None:
    seeded()
    running = Encounter.objects.get(status="open")
    assert running.readings.filter(item="hemoglobin", due_minutes__lte=running.clock_minutes).exists()
    assert running.readings.filter(item="serum-b12", due_minutes__gt=running.clock_minutes).exists()


def test_the_closed_encounter_is_graded_well() -> None:
    seeded()
    assert Encounter.objects.get(status="closed").grade["total"] > 60


def test_a_corrected_catalog_gets_a_demonstration_of_its_own() -> None:
    seeded()
    Encounter.objects.update(catalog="0" * 12)
    Encounter.objects.filter(status="open").update(start_key="00000000-0000-0000-0000-000000000000")
    seeded()
    assert Encounter.objects.filter(status="open").count() == 2
