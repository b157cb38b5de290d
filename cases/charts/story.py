"""What has happened so far, as far as the learner may know it? Results that are still out have no value here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from cases.models import DEATH_PREFIX, HARM_PREFIX, Encounter, Kind, Mode, Status

FEMALE = "female"


@dataclass(frozen=True)
class Person:
    """Who the patient is, as told at the door."""

    name: str
    first_name: str
    age: int
    sex: str
    occupation: str
    allergies: str
    complaint: str

    @property
    def she(self) -> str:
        """The pronoun of a sentence's subject."""
        return "she" if self.sex == FEMALE else "he"

    @property
    def her(self) -> str:
        """The pronoun of an object."""
        return "her" if self.sex == FEMALE else "him"

    @property
    def hers(self) -> str:
        """The possessive pronoun."""
        return "her" if self.sex == FEMALE else "his"


@dataclass(frozen=True)
class Deed:
    """One act, with what was asked for; times in minutes from day 0, 09:00."""

    number: int
    kind: str
    payload: Mapping[str, Any]
    at_minutes: int
    minutes: int
    fee_cents: int


@dataclass(frozen=True)
class Sight:
    """A result that the learner may see: a value in the conventional unit, or a level with its words."""

    item: str
    act: int
    collected_minutes: int
    due_minutes: int
    value: float | None
    comparator: str
    level: str
    words: str

    @property
    def is_fatal(self) -> bool:
        """Whether it tells of the patient's death."""
        return self.item.startswith(DEATH_PREFIX)

    @property
    def is_harm(self) -> bool:
        """Whether it tells of a harm that came while time passed."""
        return self.is_fatal or self.item.startswith(HARM_PREFIX)


@dataclass(frozen=True)
class Awaited:
    """A result that is still out."""

    item: str
    act: int
    collected_minutes: int
    due_minutes: int


@dataclass(frozen=True)
class Story:
    """One encounter so far; `day_zero` is the date of its first day. A branch is not fresh: its debrief was read."""

    id: UUID
    code: str
    setting: str
    catalog: str
    mode: str
    is_fresh: bool
    status: str
    clock: int
    day_zero: date
    person: Person
    deeds: tuple[Deed, ...]
    seen: tuple[Sight, ...]
    awaited: tuple[Awaited, ...]

    def of_kind(self, *kinds: str) -> list[Deed]:
        """The acts of these kinds, in order."""
        return [deed for deed in self.deeds if deed.kind in kinds]

    @cached_property
    def by_act(self) -> dict[int, list[Sight]]:
        """What each act showed, by the act's number."""
        shown: dict[int, list[Sight]] = {}
        for sight in self.seen:
            shown.setdefault(sight.act, []).append(sight)
        return shown

    @property
    def let_pass_at(self) -> int:
        """The minute at which the clock was last let run; what came back later is new."""
        passed = [deed.at_minutes for deed in self.of_kind(Kind.WAIT, Kind.VISIT)]
        return passed[-1] if passed else 0

    @property
    def is_over(self) -> bool:
        """Whether the patient has died, and nothing more can be done but to end the encounter."""
        return any(sight.is_fatal for sight in self.seen)

    @property
    def signed(self) -> Deed | None:
        """The act of signing, if it has happened."""
        return next(iter(self.of_kind(Kind.SIGN)), None)

    @property
    def is_open(self) -> bool:
        """Whether the patient is still worked up."""
        return self.status == Status.OPEN

    @property
    def is_following(self) -> bool:
        """Whether a plan was signed and the patient is followed."""
        return self.status == Status.FOLLOWING

    @property
    def is_closed(self) -> bool:
        """Whether the encounter has ended."""
        return self.status == Status.CLOSED

    @property
    def is_learning(self) -> bool:
        """Whether the learner asked for guidance."""
        return self.mode == Mode.LEARN

    @property
    def next_due(self) -> int | None:
        """The minute at which the next result is back."""
        return min((result.due_minutes for result in self.awaited), default=None)


def story_of(encounter: Encounter) -> Story:
    """Everything that may be told of an encounter now; two queries."""
    deeds = tuple(
        Deed(*row)
        for row in encounter.actions.order_by("number").values_list(
            "number", "kind", "payload", "at_minutes", "minutes", "fee_cents"
        )
    )
    columns = ("item", "action__number", "collected_minutes", "due_minutes", "value", "comparator", "level", "words")
    rows = list(encounter.readings.order_by("collected_minutes", "id").values_list(*columns))
    told = {name: deeds[0].payload[name] for name in Person.__dataclass_fields__}
    return Story(
        id=encounter.pk,
        code=encounter.code,
        setting=encounter.setting,
        catalog=encounter.catalog,
        mode=encounter.mode,
        is_fresh=encounter.is_fresh,
        status=encounter.status,
        clock=encounter.clock_minutes,
        day_zero=encounter.started_at.date(),
        person=Person(**told),
        deeds=deeds,
        seen=tuple(Sight(*row) for row in rows if row[3] <= encounter.clock_minutes),
        awaited=tuple(Awaited(*row[:4]) for row in rows if row[3] > encounter.clock_minutes),
    )
