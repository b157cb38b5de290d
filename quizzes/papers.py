"""What do the stored facts mean to the science? Items made again from their seeds, and what the answers so far show."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import NamedTuple, Protocol
from uuid import UUID

import msgspec
from django.db.models import QuerySet

from cases.catalog import current as current_catalog
from cases.slides import Absent, Cabinet, Sight
from cases.smears.scene import Scene
from learners.models import Learner
from quizzes import written
from quizzes.imports import bank as imported
from quizzes.items import Item
from quizzes.items import current as current_bank
from quizzes.items.cells import scene_of
from quizzes.items.entities import Withdrawn as Withdrawn
from quizzes.models import Attempt, Mode, Response
from quizzes.modes import Entry, Variant

HASH_DIGITS = 12
NUMBER_BYTES = 4


class Keeper(Protocol):
    """A module that answers for the templates of one kind of name."""

    def entries(self) -> tuple[Entry, ...]: ...
    def entry_of(self, template: str) -> Entry | None: ...
    def point_of(self, template: str) -> str: ...
    def version_of(self, template: str) -> int | None: ...
    def variant_of(self, template: str, seed: int) -> Variant: ...
    def item_of(self, template: str, seed: int) -> Item: ...


def keeper_of(template: str) -> Keeper:
    """Who answers for a template: the bank, or what came in from elsewhere."""
    return imported if imported.is_imported(template) else written


class Asked(NamedTuple):
    """A question of a quiz: what its item is made from."""

    template: str
    version: int
    seed: int

    @property
    def variant(self) -> Variant:
        """The template and the seed."""
        return variant_of(self.template, self.seed)

    @property
    def point(self) -> str:
        """The main teaching point; empty where nobody knows any more."""
        return keeper_of(self.template).point_of(self.template)


def variant_of(template: str, seed: int) -> Variant:
    """What tells two questions apart."""
    return keeper_of(template).variant_of(template, seed)


def has_one_variant(template: str) -> bool:
    """Whether every seed makes the same question of it, as of what came in from elsewhere."""
    return imported.is_imported(template)


@cache
def bank_hash() -> str:
    """What identifies the content of the bank and of the catalog that its items are made with."""
    catalog = current_catalog()
    content = msgspec.json.encode([catalog.hash, sorted(current_bank(catalog).items())], order="deterministic")
    return hashlib.sha256(content).hexdigest()[:HASH_DIGITS]


def entries() -> tuple[Entry, ...]:
    """What can be asked: the bank, and what came in from elsewhere and is asked now."""
    return (*written.entries(), *imported.entries())


def entry_of(template: str) -> Entry | None:
    """The entry of a template, also where it is asked no more; None for one that is no more."""
    return keeper_of(template).entry_of(template)


def entries_of_asked(templates: Iterable[str]) -> list[Entry]:
    """The entries of what was asked, but for templates that are no more."""
    return [entry for template in templates if (entry := entry_of(template))]


def kind_asked(template: str) -> str:
    """The kind of a template's questions; empty for one that is no more."""
    entry = entry_of(template)
    return entry.kind if entry else ""


def asked_as(variants: Iterable[Variant]) -> list[list[object]]:
    """Questions as they are stored: [template, version, seed]."""
    return [[template, keeper_of(template).version_of(template), seed] for template, seed in variants]


def questions_in(attempt: Attempt) -> list[Asked]:
    """The questions of a quiz, in order."""
    return [Asked(*question) for question in attempt.questions]


def is_withdrawn(asked: Asked) -> bool:
    """Whether its template was corrected or taken out since it was asked."""
    return keeper_of(asked.template).version_of(asked.template) != asked.version


@lru_cache(maxsize=1024)
def item_of(asked: Asked) -> Item:
    """The item of a question, the same as when it was first asked. Raises Withdrawn where it cannot be."""
    if is_withdrawn(asked):
        raise Withdrawn(asked.template)
    return keeper_of(asked.template).item_of(asked.template, asked.seed)


def is_gone(asked: Asked) -> bool:
    """Whether its item cannot be made again, for whatever reason."""
    try:
        item_of(asked)
    except Withdrawn:
        return True
    return False


def digest_of(item: Item) -> str:
    """What tells a question from one that was corrected since; from the question alone, so that it tells no key."""
    return hashlib.sha256(msgspec.json.encode(item.question)).hexdigest()[:HASH_DIGITS]


def standing_in(attempt: Attempt) -> dict[int, Response]:
    """The answer to each question answered: the last, also where it was taken back."""
    return {response.number: response for response in attempt.responses.order_by("id")}


def to_take_back(attempt: Attempt, standing: Mapping[int, Response]) -> Response | None:
    """The answer that can be taken back, or was: the last, while a quiz that explains at once is running."""
    if attempt.is_over or not attempt.explains_at_once:
        return None
    return max(standing.values(), key=lambda row: row.pk, default=None)


def history_of(learner: Learner) -> list[Variant]:
    """Every question that this learner was ever asked, in order."""
    rows = Attempt.objects.filter(learner=learner).order_by("started_at", "pk").values_list("questions", flat=True)
    return [variant_of(template, seed) for questions in rows for template, _, seed in questions]


class Worth(NamedTuple):
    """What an answer earned, and how and when it was given; the fields of its `Response` that many pages read."""

    pk: int
    attempt: UUID
    number: int
    credit: float
    is_right: bool
    is_unsafe: bool
    certainty: int | None
    seconds: float
    answered_at: datetime


class Answered(NamedTuple):
    """An answer that counts, with what it answered and the quiz in which it was given."""

    asked: Asked
    response: Worth
    attempt: Attempt


def answered_by(learner: Learner) -> list[Answered]:
    """The answers of a learner that hold, in order of time; those of an exam once it was handed in."""
    return answered_in(Attempt.objects.filter(learner=learner))


def answered_in(quizzes: QuerySet[Attempt]) -> list[Answered]:
    """The answers in these quizzes that hold, in order of time; each quiz is read once, however many answers it has."""
    counted = {quiz.pk: quiz for quiz in quizzes if quiz.explains_at_once or quiz.is_over}
    rows = Response.objects.filter(attempt__in=quizzes.values("pk"), taken_back_at=None).order_by("id")
    worths = map(Worth._make, rows.values_list(*Worth._fields))
    last = {(row.attempt, row.number): row for row in worths if row.attempt in counted}
    ordered = sorted(last.values(), key=lambda row: (row.answered_at, row.pk))
    return [Answered(_asked(counted[row.attempt], row.number), row, counted[row.attempt]) for row in ordered]


def _asked(attempt: Attempt, number: int) -> Asked:
    return Asked(*attempt.questions[number - 1])


def grade_of(attempt: Attempt, standing: Mapping[int, Response]) -> dict[str, object]:
    """What a quiz is worth: in an exam questions left open count as wrong unless they were withdrawn, elsewhere only
    what was answered and not taken back counts."""
    counted = [response for response in standing.values() if not response.taken_back_at]
    numbered = enumerate(questions_in(attempt), 1)
    open_still = [number for number, asked in numbered if number not in standing and not is_withdrawn(asked)]
    of = len(counted) + (len(open_still) if attempt.mode == Mode.EXAM else 0)
    credit = sum(response.credit for response in counted)
    return {
        "of": of,
        "answered": len(counted),
        "right": sum(response.is_right for response in counted),
        "unsafe": sum(response.is_unsafe for response in counted),
        "credit": round(credit, 4),
        "share": round(credit / of, 4) if of else None,
    }


@dataclass(frozen=True)
class Plate:
    """The cells of a film item, under the numbers of their gallery."""

    cells: Sequence[object]

    def scene(self, sight: Sight) -> Scene:
        """What lies around one cell. Raises Absent for a number that the item does not have."""
        if sight.area != "gallery" or sight.number >= len(self.cells):
            raise Absent(f"no cell {sight.number}")
        return scene_of(current_catalog(), self.cells[sight.number])  # type: ignore[arg-type]


def source_of(attempt: Attempt, number: int) -> bytes:
    """The name of the plate of one question."""
    return attempt.pk.bytes + number.to_bytes(NUMBER_BYTES, "big")


@lru_cache(maxsize=256)
def plate_named(source: bytes) -> Plate:
    """The plate of a source; questions never change, so it stays the same. Raises Absent."""
    number = int.from_bytes(source[-NUMBER_BYTES:], "big")
    attempt = Attempt.objects.filter(pk=source[:-NUMBER_BYTES].hex()).first()
    if attempt is None or not 1 <= number <= len(attempt.questions):
        raise Absent("no such question")
    try:
        item = item_of(questions_in(attempt)[number - 1])
    except Withdrawn as error:
        raise Absent("the question was withdrawn") from error
    return Plate(item.drawing.parts["cells"] if item.drawing else ())


PLATES = Cabinet("quizzes", plate_named)
