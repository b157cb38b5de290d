"""What is there to look at on the first day? A guest with an encounter in each status."""

import uuid
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from cases import encounters
from cases.catalog import current
from cases.catalog.therapy import Prescription
from cases.encounters import Commitment
from cases.models import Encounter, Status
from cases.simulation.patients import Recipe
from cases.simulation.treatment import Plan
from learners.models import Learner
from learners.visitors import link_token

USERNAME = "demo"
SEEDS = {Status.OPEN: 11, Status.FOLLOWING: 12, Status.CLOSED: 13}
PATIENT = Recipe(setting="pancytopenia-ward", conditions=(("pernicious-anemia", 1.0),))
QUESTIONS = ("main-complaint", "duration", "numbness", "diet", "medications", "family-history")
FIRST_TESTS = ("blood-film", "cbc", "reticulocyte-count")
SECOND_TESTS = ("intrinsic-factor-antibody", "methylmalonic-acid", "serum-b12", "serum-folate")
REPLACEMENT = Prescription(
    treatment="hydroxocobalamin",
    route="intramuscular",
    dose=1000,
    unit="mcg",
    frequency="alternate-days",
    days=14,
    maintenance="every-3-months",
    maintenance_days=730,
)
COMMITMENT = Commitment(
    diagnosis="b12-deficiency",
    cause="pernicious-anemia",
    sureness="fairly-sure",
    plan=Plan((REPLACEMENT,)),
    watch=("cbc", "reticulocyte-count"),
)


class Command(BaseCommand):
    """Fill the clinic with three encounters to look at."""

    help = "Make a guest `demo` with one encounter running, one in follow-up and one closed. Safe to repeat."

    def handle(self, *_: Any, **__: Any) -> None:
        """Make what is missing, and print where to find it."""
        demo = demo_learner()
        for status in SEEDS:
            encounter = demo_encounter(demo, status)
            self.stdout.write(f"{status.label:<13}{address_of(encounter)}")
        self.stdout.write(f"{'To continue':<13}{reverse('learners:resume', args=[link_token(demo)])}")


def demo_learner() -> Learner:
    """The guest who owns the demonstration; sessions stay valid when this is repeated."""
    demo, new = Learner.objects.get_or_create(username=USERNAME, defaults={"is_guest": True})
    if new:
        demo.set_unusable_password()
        demo.save()
    return demo


def demo_encounter(demo: Learner, status: Status) -> Encounter:
    """The encounter that shows one status on this catalog; played in one piece or not at all."""
    key = uuid.uuid5(uuid.NAMESPACE_URL, f"demo|{current().hash}|{status}")
    with transaction.atomic():
        encounter = encounters.start(demo, recipe=PATIENT, key=key, seed=SEEDS[status])
        if encounter.act_count == 1:
            work_up(encounter)
            if status != Status.OPEN:
                follow(encounter)
            if status == Status.CLOSED:
                encounters.close(encounter, key=uuid.uuid4())
    return encounter


def work_up(encounter: Encounter) -> None:
    """Ask, examine, and order in two rounds, with a forecast between."""
    for question in QUESTIONS:
        encounters.ask(encounter, question=question, key=uuid.uuid4())
    encounters.examine(encounter, maneuvers=tuple(current().maneuvers), key=uuid.uuid4())
    order_and_wait(encounter, FIRST_TESTS)
    chances = {"b12-deficiency": 60, "folate-deficiency": 15, "mds": 15, "something-else": 10}
    encounters.forecast(encounter, chances=chances, key=uuid.uuid4())
    encounters.order(encounter, investigations=SECOND_TESTS, clock=encounter.clock_minutes, key=uuid.uuid4())


def follow(encounter: Encounter) -> None:
    """Wait for the results, sign, and see the patient after a week and after four."""
    wait_for_results(encounter)
    encounters.sign(encounter, commitment=COMMITMENT, clock=encounter.clock_minutes, key=uuid.uuid4())
    signed_on = encounter.clock_minutes // (24 * 60)
    for days in (7, 28):
        encounters.visit(
            encounter,
            day=signed_on + days,
            investigations=COMMITMENT.watch,
            clock=encounter.clock_minutes,
            key=uuid.uuid4(),
        )


def order_and_wait(encounter: Encounter, investigations: tuple[str, ...]) -> None:
    """Order tests and let the clock run to the last result."""
    encounters.order(encounter, investigations=investigations, clock=encounter.clock_minutes, key=uuid.uuid4())
    wait_for_results(encounter)


def wait_for_results(encounter: Encounter) -> None:
    """Let the clock run until nothing is out."""
    last = encounter.readings.aggregate(last=Max("due_minutes"))["last"]
    if last > encounter.clock_minutes:
        encounters.wait(encounter, until=last, clock=encounter.clock_minutes, key=uuid.uuid4())


def address_of(encounter: Encounter) -> str:
    """Where the encounter is found on the site."""
    page = "cases:debrief" if encounter.status == Status.CLOSED else "cases:presentation"
    return reverse(page, args=[encounter.pk])
