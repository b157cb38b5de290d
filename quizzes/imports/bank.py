"""What do questions that came in from elsewhere mean to the science? Entries and items from what is stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import QuerySet

from cases.catalog import current as current_catalog
from quizzes.imports.admission import with_our_results
from quizzes.imports.stored import DIFFICULTY, item_from
from quizzes.items import Item
from quizzes.items.entities import Withdrawn
from quizzes.models import Import, ImportedItem
from quizzes.modes import Entry, Variant
from quizzes.modes.entries import SECONDS, USUAL

FOLDER = "imported/"
# A question that is stored has one variant alone, whatever the seed.
VERSION, SEED = 1, 0

Stamp = tuple[tuple[UUID, datetime], ...]


def template_of(item: UUID) -> str:
    """The name under which a question is asked, counted and made again, as a template's is."""
    return f"{FOLDER}{item.hex}"


def is_imported(template: str) -> bool:
    """Whether it names a question that came in from elsewhere."""
    return template.startswith(FOLDER)


def entries() -> tuple[Entry, ...]:
    """What is asked now."""
    return entries_at(stamp())


def stamp() -> Stamp:
    """Which files are asked now, and since when: while it is the same, so is what they offer."""
    asked = Import.objects.filter(asked_at__isnull=False, stopped_at__isnull=True)
    return tuple(asked.order_by("pk").values_list("pk", "asked_at"))  # type: ignore[arg-type]


@lru_cache(maxsize=4)
def entries_at(asked: Stamp) -> tuple[Entry, ...]:
    """What the files offer that are asked by a stamp; questions under a point that is no more are not offered."""
    if not asked:
        return ()
    files = [pk for pk, _ in asked]
    points = current_catalog().teaching_points
    items = ImportedItem.objects.filter(file__in=files, is_left_out=False).order_by("file", "number")
    return tuple(entry for entry in _entries(items) if entry.points[0] in points)


# The questions ever asked: neither point nor kind changes from then on, so that only a miss looks again.
_known: dict[str, Entry] = {}


def entry_of(template: str) -> Entry | None:
    """The entry of a question that is or was asked; None where there is none."""
    if template not in _known:
        found = ImportedItem.objects.filter(file__asked_at__isnull=False)
        _known.update((entry.template, entry) for entry in _entries(found))
    return _known.get(template)


def point_of(template: str) -> str:
    """What it is filed under; empty where it is not stored."""
    entry = entry_of(template)
    return entry.points[0] if entry else ""


def version_of(template: str) -> int | None:
    """The only version there is; None where it is not stored."""
    return VERSION if entry_of(template) else None


def variant_of(template: str, seed: int) -> Variant:
    """What tells two questions apart: there is no second variant, whatever the seed."""
    return Variant(template, SEED)


def item_of(template: str, seed: int = SEED) -> Item:
    """The item as it is stored, the same for any seed. Raises Withdrawn where it is not stored."""
    try:
        row = ImportedItem.objects.get(pk=UUID(template.removeprefix(FOLDER)))
    except (ImportedItem.DoesNotExist, ValueError) as error:
        raise Withdrawn(template) from error
    return made(row, seed)


def made(row: ImportedItem, seed: int = SEED) -> Item:
    """The item of a row; its first teaching point is the one it is filed under, and none leads out of the catalog."""
    catalog = current_catalog()
    lesson = row.content["lesson"]
    points = dict.fromkeys(point for point in (row.point, *lesson["points"]) if point)
    known = [point for point in points if point in catalog.teaching_points]
    content = {**row.content, "lesson": {**lesson, "points": known}}
    item = item_from(content, template_of(row.pk), VERSION, seed, row.kind)
    return replace(item, question=with_our_results(item.question, catalog))


def _entries(items: QuerySet[ImportedItem]) -> Iterator[Entry]:
    for pk, point, kind in items.exclude(point="").values_list("pk", "point", "kind"):
        yield Entry(template_of(pk), (point,), kind, DIFFICULTY, SECONDS.get(kind, USUAL))
