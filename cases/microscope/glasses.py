"""Which films of a patient were made, and what lies on their glass?"""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from cases.catalog import current
from cases.models import Action, Encounter, Kind
from cases.records import interventions_among, patient_in
from cases.simulation.clock import MINUTES_A_DAY
from cases.simulation.trajectories import trajectory_of
from cases.slides import Absent, Cabinet, Slide

FILM = "blood-film"
TAKING = (Kind.ORDER, Kind.VISIT)
ACT_BYTES = 4
KEPT = 64  # slides in the memory of a process


def films_in(encounter: Encounter) -> list[Action]:
    """The acts that took blood for a film, in order."""
    acts = encounter.actions.filter(kind__in=TAKING).order_by("number")
    return [act for act in acts if FILM in act.payload["investigations"]]


def collected_minute(act: Action) -> int:
    """When the sample was taken: at once, or at the end of the time that passed until a visit."""
    return act.at_minutes + (act.minutes if act.kind == Kind.VISIT else 0)


def source_of(encounter: UUID, act: int) -> bytes:
    """The name of the slide of one act (number) of an encounter."""
    return encounter.bytes + act.to_bytes(ACT_BYTES, "big")


def film_named(source: bytes) -> tuple[UUID, int]:
    """The encounter and the number of the act that `source_of` was given."""
    return UUID(bytes=source[:-ACT_BYTES]), int.from_bytes(source[-ACT_BYTES:], "big")


@lru_cache(maxsize=KEPT)
def slide_named(source: bytes) -> Slide:
    """The slide of a source; facts never change, so it stays the same. Raises Absent, also for an old catalog."""
    encounter, number = film_named(source)
    acts = Action.objects.filter(encounter=encounter, number__lte=number).select_related("encounter")
    done = list(acts.order_by("number"))
    if not done or done[-1].number != number or done[-1].encounter.catalog != current().hash:
        raise Absent(f"no film was made by act {number}")
    *before, act = done
    minute = collected_minute(act)
    trajectory = trajectory_of(patient_in(act.encounter), interventions_among(before), minute // MINUTES_A_DAY)
    return Slide(trajectory.at(minute / MINUTES_A_DAY), (minute,))


def slide_in(encounter: Encounter, act: int) -> Slide:
    """The slide of the film that an act (number) took the blood for."""
    return slide_named(source_of(encounter.pk, act))


ENCOUNTERS = Cabinet("encounters", slide_named)
