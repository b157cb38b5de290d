"""Which patients has this learner met, and which settings are there?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cases.catalog import current
from cases.charts.addresses import address_of
from cases.charts.times import day_text, time_text
from cases.models import Action, Status
from learners.models import Learner

LISTED = 100


@dataclass(frozen=True)
class Case:
    """One patient of the learner; `score` is the total where it was graded, `kind` whether it is a branch or twin,
    `address` the name of the URL where it goes on."""

    id: UUID
    name: str
    about: str
    complaint: str
    setting: str
    code: str
    state: str
    kind: str
    address: str
    is_running: bool
    score: int | None
    started_at: datetime


@dataclass(frozen=True)
class Place:
    """A setting in which a patient can be met."""

    key: str
    name: str
    description: str


def cases_of(learner: Learner | None) -> tuple[Case, ...]:
    """The learner's encounters, newest first; one query."""
    if learner is None:
        return ()
    begun = Action.objects.filter(number=0, encounter__learner=learner).select_related("encounter")
    return tuple(_case(action) for action in begun.order_by("-encounter__started_at")[:LISTED])


def places() -> tuple[Place, ...]:
    """The settings of the catalog."""
    return tuple(Place(entry.key, entry.name, entry.description) for entry in current().settings.values())


def _case(action: Action) -> Case:
    encounter, told = action.encounter, action.payload
    setting = current().settings.get(encounter.setting)
    closed = encounter.status == Status.CLOSED
    clock = f"{day_text(encounter.clock_minutes)}, {time_text(encounter.clock_minutes)}"
    states = {Status.OPEN: f"Working up, {clock}", Status.FOLLOWING: f"In follow-up, {clock}", Status.CLOSED: "Closed"}
    return Case(
        id=encounter.pk,
        name=told["name"],
        about=f"{told['age']} y, {told['sex']}",
        complaint=told["complaint"],
        setting=setting.name if setting else encounter.setting,
        code=encounter.code,
        state=states[Status(encounter.status)],
        kind="twin" if encounter.twin_of_id and encounter.is_fresh else "" if encounter.is_fresh else "played on",
        address=address_of(encounter),
        is_running=not closed,
        score=(encounter.grade or {}).get("total") if closed else None,
        started_at=encounter.started_at,
    )
