"""How does a test read and act in the name of a learner?"""

import uuid
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cases.models import Encounter
from learners.models import Learner

PAGES = (
    "presentation", "history", "examination", "tests", "results", "film", "differential", "commit", "follow_up",
    "treatment",
)  # fmt: skip
CLOCKED = {"order", "wait", "sign", "visit", "treat", "read"}
HYDROXOCOBALAMIN = {
    "drug-0-treatment": "hydroxocobalamin",
    "drug-0-route": "intramuscular",
    "drug-0-dose": "1",
    "drug-0-unit": "mg",
    "drug-0-frequency": "alternate-days",
    "drug-0-long": "2",
    "drug-0-span": "weeks",
    "drug-0-maintenance": "every-3-months",
    "drug-0-lasts": "3650",
}
COMMITMENT = {"diagnosis": "b12-deficiency", "cause": "vegan-diet", "sureness": "certain", "watch": ["cbc"]}
COMMITMENT |= HYDROXOCOBALAMIN  # type: ignore[arg-type]


class Visitor:
    """A browser in front of one encounter, with a session or without."""

    def __init__(self, encounter: Encounter, learner: Learner | None = None) -> None:
        self.encounter = encounter
        self.client = Client()
        if learner:
            self.client.force_login(learner)

    def get(self, page: str, *, part: str = "", **asked: Any) -> HttpResponse:
        """Read a page, or as htmx the element `part` of it."""
        headers = {"HX-Request": "true", "HX-Target": part} if part else {}
        return self.client.get(self.address(page), asked, headers=headers)  # type: ignore[return-value]

    def post(self, act: str, **given: Any) -> HttpResponse:
        """Act with a fresh key at the encounter's clock, unless others are given."""
        self.encounter.refresh_from_db()
        given.setdefault("key", uuid.uuid4())
        if act in CLOCKED:
            given.setdefault("clock", self.encounter.clock_minutes)
        return self.client.post(self.address(act), given)  # type: ignore[return-value]

    def address(self, name: str) -> str:
        """Where a page or an act of the encounter is."""
        return reverse(f"cases:{name}", args=[self.encounter.pk])
