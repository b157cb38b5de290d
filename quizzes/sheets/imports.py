"""What came in from elsewhere, and how was each question understood? For whoever keeps the bank, key and all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from cases.catalog import current as current_catalog
from quizzes.formats import keys
from quizzes.imports import bank as imported
from quizzes.items import Item
from quizzes.items.entities import Choose, Enter, Response, Write
from quizzes.models import Import, ImportedItem
from quizzes.sheets.desk import way_of
from quizzes.sheets.feedback import Explained, parts_of
from quizzes.sheets.offers import Point
from quizzes.sheets.results import Measured, measured
from quizzes.sheets.words import counted

A_PAGE = 25  # questions, each with a list of all teaching points
WAYS = {
    "one": "one best answer",
    "several": "several right answers",
    "number": "a number",
    "order": "an order of steps",
    "match": "matching",
    "sort": "classes",
    "fill": "gaps with choices",
    "term": "a short answer, in any words",
}
SAID_WRONG = ("eosin", "Not right")


@dataclass(frozen=True)
class FileRow:
    """A file that came in; `tone` goes with its `state`, `about` counts its questions."""

    id: UUID
    name: str
    state: str
    tone: str
    about: str
    brought_at: datetime
    brought_by: str


@dataclass(frozen=True)
class Understood:
    """One question as it was understood: `way` is how it is answered, `right` its key where no part bears it.
    `template` is what its answers are counted under."""

    number: int
    template: str
    title: str
    way: str
    vignette: str
    ask: str
    results: tuple[Measured, ...]
    notes: tuple[str, ...]
    parts: tuple[Explained, ...]
    right: str
    explanation: str
    losses: tuple[str, ...]
    point: str
    point_name: str
    takes_point: bool
    is_left_out: bool


@dataclass(frozen=True)
class FilePage:
    """A file with so many of its questions as a page holds; `unfiled` counts those to be asked that have no point."""

    row: FileRow
    is_draft: bool
    is_asked: bool
    unfiled: int
    not_carried: tuple[tuple[str, str], ...]
    questions: tuple[Understood, ...]
    page: Page[ImportedItem]
    points: tuple[Point, ...]


def imports_of() -> tuple[FileRow, ...]:
    """Every file that came in, the newest first."""
    left_out = Count("items", filter=Q(items__is_left_out=True))
    files = Import.objects.select_related("brought_by").annotate(count=Count("items"), left_out=left_out)
    return tuple(_row(file, file.count, file.left_out) for file in files.order_by("-brought_at"))


def import_of(file: Import, page: str = "") -> FilePage:
    """A file, with the questions of a page (the first unless there is such a one)."""
    items = file.items.order_by("number")
    shown = Paginator(items, A_PAGE).get_page(page)
    points = sorted(current_catalog().teaching_points.items(), key=lambda pair: pair[1].name)
    names = {key: point.name for key, point in points}
    return FilePage(
        row=_row(file, items.count(), items.filter(is_left_out=True).count()),
        is_draft=file.is_draft,
        is_asked=file.is_asked,
        unfiled=items.filter(is_left_out=False, point="").count(),
        not_carried=tuple((name, what) for name, what in file.losses),
        questions=tuple(_understood(file, row, names) for row in shown),
        page=shown,
        points=tuple(Point(key, name) for key, name in names.items()),
    )


def _row(file: Import, count: int, left_out: int) -> FileRow:
    state, tone = (
        ("Draft", "warn") if file.is_draft else ("Asked", "ok") if file.is_asked else ("Not asked any more", "")
    )
    about = counted(count, "question") + (f", {left_out} left out" if left_out else "")
    by = file.brought_by.username if file.brought_by else ""
    return FileRow(file.pk, file.name, state, tone, about, file.brought_at, by)


def _understood(file: Import, row: ImportedItem, names: Mapping[str, str]) -> Understood:
    item = imported.made(row)
    question = item.question
    return Understood(
        number=row.number,
        template=item.template,
        title=row.title,
        way=_way(question.response),
        vignette=question.vignette,
        ask=question.ask,
        results=tuple(measured(result, "conventional") for result in question.results),
        notes=question.notes,
        parts=tuple(_parts(item)),
        right=_right(item),
        explanation=item.key.explanation,
        losses=tuple(row.losses),
        point=row.point,
        point_name=names.get(row.point, ""),
        takes_point=file.is_draft or not row.point,
        is_left_out=row.is_left_out,
    )


def _way(response: Response) -> str:
    keeps = ", in this order" if isinstance(response, Choose) and response.scale else ""
    return WAYS[way_of(response)] + keeps


def _parts(item: Item) -> list[Explained]:
    """Every part with its explanation, as it will be explained; of numbers and words the wrong ones that are known."""
    match item.question.response:
        case Enter():
            known = [(f"{slip.value:g}", slip.remark) for slip in item.key.slips]
        case Write():
            known = [(term, item.key.remarks[term]) for term in keys.wrong_terms(item)]
        case _:
            return parts_of(item, None, None)
    return [Explained("", text, "", remark, (SAID_WRONG,), False, False) for text, remark in known]


def _right(item: Item) -> str:
    """The key of numbers and words; that of the others is plain from their parts."""
    match item.question.response:
        case Enter(units=units):
            right = keys.quantity(item)
            also = f", also taken in {', '.join(units[1:])}" if units[1:] else ""
            within = f", give or take {item.key.tolerance:.4g}" if item.key.tolerance else ", exactly"
            return f"{right.value:.10g} {right.unit}".strip() + within + also
        case Write():
            return " or ".join(keys.terms(item))
        case _:
            return ""
