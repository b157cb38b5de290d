"""How do encounters end that a test looks back on?"""

from django.utils import timezone

from cases.catalog.therapy import Prescription
from cases.encounters import Commitment
from cases.models import Encounter, Status
from cases.simulation.treatment import Plan
from tests.cases.encounters.acts import B12, do

DAY = 24 * 60
FOLIC_ACID = Prescription(treatment="folic-acid", route="oral", dose=5, unit="mg", frequency="daily", days=120)
FOLATE_ALONE = Commitment("folate-deficiency", "folate-alcohol", "certain", Plan((FOLIC_ACID,)))
FORECAST = {"b12-deficiency": 40, "mds": 35, "something-else": 25}


def closed(encounter: Encounter, commitment: Commitment = B12) -> Encounter:
    """Ended at once with a commitment, on a count alone."""
    do(encounter, "order", investigations=["cbc"])
    do(encounter, "wait", until=encounter.clock_minutes + DAY)
    do(encounter, "sign", commitment=commitment)
    do(encounter, "close")
    return encounter


def abandoned(encounter: Encounter) -> Encounter:
    """Closed on a count and without a grade, which takes a while to reckon."""
    do(encounter, "order", investigations=["cbc"])
    Encounter.objects.filter(pk=encounter.pk).update(status=Status.CLOSED, closed_at=timezone.now())
    return encounter


def carefully_closed(encounter: Encounter) -> Encounter:
    """Asked, examined, forecast, tested, treated with B12 and seen again."""
    for question in ("duration", "diet", "numbness"):
        do(encounter, "ask", question=question)
    do(encounter, "examine", maneuvers=["tongue", "vibration-sense"])
    do(encounter, "forecast", chances=FORECAST)
    do(encounter, "order", investigations=["cbc", "blood-film"])
    do(encounter, "wait", until=encounter.clock_minutes + DAY)
    do(encounter, "order", investigations=["serum-b12", "serum-folate"])
    do(encounter, "wait", until=encounter.clock_minutes + DAY)
    do(encounter, "forecast", chances={"b12-deficiency": 95, "something-else": 5})
    do(encounter, "sign", commitment=B12)
    do(encounter, "visit", day=30, investigations=["cbc"])
    do(encounter, "close")
    return encounter
