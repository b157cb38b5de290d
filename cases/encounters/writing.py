"""How is an act kept? Computed first, then written in one short transaction: once for each key, in order."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db import OperationalError, transaction

from cases.catalog import current
from cases.encounters.bedside import harms_between
from cases.encounters.refusals import OLD_CATALOG, check_turn, not_understood, out_of_turn
from cases.models import Action, Encounter, Kind, Reading

# An act that another window overtook is computed anew; each round at least one of them gets through.
ROUNDS = 8
# Serialization failure and deadlock: PostgreSQL manual, appendix A.
COLLISIONS = {"40001", "40P01"}


@dataclass(frozen=True)
class Deed:
    """What an act comes to: how long it takes, its fee, what it shows, which fields of the encounter change.

    `readings` are unsaved and without action.
    """

    minutes: int = 0
    fee_cents: int = 0
    readings: Sequence[Reading] = ()
    changes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Request:
    """What a learner asked for, once; `clock` is the minute at which the form was drawn, if that matters."""

    kind: Kind
    payload: Mapping[str, Any]
    key: UUID
    clock: int | None = None

    @property
    def fingerprint(self) -> str:
        """SHA-256 of what is asked for, in hexadecimal digits."""
        return fingerprint_of(self.kind, self.payload)


class Overtaken(Exception):
    """Another act was written since the encounter was read."""


def fingerprint_of(kind: str, payload: Mapping[str, Any]) -> str:
    """SHA-256 of a kind of act and its payload, whatever the order of the payload's keys."""
    return hashlib.sha256(json.dumps([kind, payload], sort_keys=True).encode()).hexdigest()


def perform(encounter: Encounter, request: Request, deed_of: Callable[[], Deed]) -> Action:
    """Do what `deed_of` computes, once; bring `encounter` up to date and return the stored Action.

    A repeat of the key returns what the first one stored. Raises Refused: 409 out of turn or at another
    clock, 422 for a key that was used for something else.
    """
    for _ in range(ROUNDS):
        if told := told_before(encounter, request):
            return told
        check_turn(encounter, request.kind, request.clock)
        check_catalog(encounter, request.kind)
        try:
            return _write(encounter, request, _with_harms(encounter, deed_of()))
        except Overtaken:
            encounter.refresh_from_db()
        except OperationalError as error:
            if not is_collision(error):
                raise
    raise out_of_turn("Several windows are busy with this patient. Send this again in a moment.")


def told_before(encounter: Encounter, request: Request) -> Action | None:
    """The Action of an earlier request with this key; raises Refused(422) if it asked for something else."""
    told = encounter.actions.filter(key=request.key).first()
    if told and told.fingerprint != request.fingerprint:
        raise not_understood("This form was sent before with other contents. Reload the page and fill it in again.")
    return told


def check_catalog(encounter: Encounter, kind: Kind) -> None:
    """Raise Refused(409) where the patient was made from another catalog: only closing is left."""
    if kind is not Kind.CLOSE and encounter.catalog != current().hash:
        raise out_of_turn(OLD_CATALOG)


def is_collision(error: OperationalError) -> bool:
    """Whether the database undid this transaction in favor of another, so that it may be tried again."""
    return getattr(error.__cause__, "sqlstate", None) in COLLISIONS


def _with_harms(encounter: Encounter, deed: Deed) -> Deed:
    """The deed with what befell the patient while it lasted."""
    start = encounter.clock_minutes
    return replace(deed, readings=[*deed.readings, *harms_between(encounter, start, start + deed.minutes)])


def _write(encounter: Encounter, request: Request, deed: Deed) -> Action:
    after = {
        "clock_minutes": encounter.clock_minutes + deed.minutes,
        "act_count": encounter.act_count + 1,
        **deed.changes,
    }
    with transaction.atomic():
        row = Encounter.objects.filter(pk=encounter.pk)
        # No key with this name was stored when the count was read, so an equal count means: still none.
        if row.select_for_update(no_key=True).values_list("act_count", flat=True).get() != encounter.act_count:
            raise Overtaken
        action = _stored(encounter, request, deed)
        row.update(**after)
    for name, value in after.items():
        setattr(encounter, name, value)
    return action


def _stored(encounter: Encounter, request: Request, deed: Deed) -> Action:
    action = Action.objects.create(
        encounter=encounter,
        number=encounter.act_count,
        kind=request.kind,
        payload=request.payload,
        at_minutes=encounter.clock_minutes,
        minutes=deed.minutes,
        fee_cents=deed.fee_cents,
        key=request.key,
        fingerprint=request.fingerprint,
    )
    keep(action, deed.readings)
    return action


def keep(action: Action, readings: Sequence[Reading]) -> None:
    """Store what an act showed."""
    for reading in readings:
        reading.action = action
        reading.encounter_id = action.encounter_id
    Reading.objects.bulk_create(readings)
