"""How does a test act without repeating what every act needs?"""

import uuid
from typing import Any

from cases import encounters
from cases.catalog.therapy import Prescription
from cases.encounters import Commitment
from cases.models import Action, Encounter
from cases.simulation.treatment import Plan

CLOCKED = {"order", "wait", "sign", "treat", "visit", "read"}
HYDROXOCOBALAMIN = Prescription(
    treatment="hydroxocobalamin",
    route="intramuscular",
    dose=1000,
    unit="mcg",
    frequency="alternate-days",
    days=14,
    maintenance="every-3-months",
    maintenance_days=730,
)
B12 = Commitment("b12-deficiency", "pernicious-anemia", "certain", Plan((HYDROXOCOBALAMIN,)), ("cbc",))
WATCHFUL = Commitment("refer", "", "guess", Plan())


def do(encounter: Encounter, act: str, **given: Any) -> Action:
    """Act with a fresh key and at the encounter's own clock, unless others are given."""
    if act in CLOCKED:
        given.setdefault("clock", encounter.clock_minutes)
    given.setdefault("key", uuid.uuid4())
    return getattr(encounters, act)(encounter, **given)


def items(action: Action) -> set[str]:
    """The catalog keys that an act showed."""
    return set(action.readings.values_list("item", flat=True))
