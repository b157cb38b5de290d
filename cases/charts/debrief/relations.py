"""From where was it played on, how did that go, and who looked the same?"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from cases.charts.addresses import address_of
from cases.charts.debrief.closed import Closed
from cases.charts.debrief.verdict import PART_NAMES
from cases.charts.debrief.wording import capital
from cases.charts.times import moment_text
from cases.models import Action, Encounter, Status

MISSING = "not scored"


@dataclass(frozen=True)
class Relative:
    """Another encounter: whether it has ended, what it came to, and the name of the URL where it is read or goes on."""

    id: UUID
    name: str
    is_closed: bool
    score: str
    address: str


@dataclass(frozen=True)
class Origin:
    """The encounter from which a branch was played on: from when, and both scores part by part."""

    parent: Relative
    when: str
    page: int
    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Relations:
    """What stands beside one encounter; `other` is its twin, or the patient whose twin it is."""

    origin: Origin | None
    was_branched: bool
    branches: tuple[Relative, ...]
    other: Relative | None
    is_twin: bool
    mode: str


def relations_of(case: Closed) -> Relations:
    """Branches of this encounter, what it is a branch of, and its twin."""
    encounter = case.encounter
    twin = twin_met(case)
    return Relations(
        origin=_origin(encounter, encounter.branched_from) if encounter.branched_from else None,
        was_branched=not encounter.is_fresh,
        branches=tuple(_relative(each, _when(each)) for each in encounter.branches.order_by("started_at")),
        other=_relative(twin, twin.actions.get(number=0).payload["name"]) if twin else None,
        is_twin=encounter.twin_of is not None,
        mode=encounter.mode,
    )


def twin_met(case: Closed) -> Encounter | None:
    """The patient whose twin this one is, else the twin that was met."""
    encounter = case.encounter
    return encounter.twin_of or encounter.twins.filter(learner=encounter.learner_id).order_by("started_at").first()


def _relative(encounter: Encounter, name: str) -> Relative:
    is_closed = encounter.status == Status.CLOSED
    return Relative(encounter.pk, name, is_closed, _total(encounter), address_of(encounter))


def _origin(encounter: Encounter, parent: Encounter) -> Origin:
    own, before = _parts(encounter), _parts(parent)
    rows = [(name, before.get(key, "·"), own.get(key, "·")) for key, name in PART_NAMES.items()]
    total = ("In all", _total(parent), _total(encounter))
    when, page = _when(encounter), encounter.branched_after or 0
    return Origin(_relative(parent, "The encounter before"), when, page, (*rows, total))


def _when(branch: Encounter) -> str:
    """The moment from which a branch was played on."""
    last: Action = branch.actions.get(number=branch.branched_after or 0)
    return capital(moment_text(last.at_minutes + last.minutes))


def _total(encounter: Encounter) -> str:
    return f"{encounter.grade['total']} of 100" if encounter.grade else MISSING


def _parts(encounter: Encounter) -> dict[str, str]:
    parts = encounter.grade["parts"] if encounter.grade else []
    return {part["key"]: f"{part['points']:.0f} of {part['possible']:.0f}" for part in parts}
