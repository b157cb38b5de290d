"""What may be done with a file that came in? To take it in, file it, ask it, stop asking it, or throw a draft away."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cases.catalog import current as current_catalog
from cases.encounters.beginning import hold
from cases.encounters.refusals import check_known, not_understood, out_of_turn
from learners.models import Learner
from quizzes.answers import answer_in, fields_of
from quizzes.exchanges import READERS, read_as
from quizzes.formats import Loss, Problem, Read, Refused, name_of
from quizzes.imports.admission import admitted
from quizzes.imports.stored import data_of
from quizzes.items import Item, NotAnAnswer, grade
from quizzes.items.entities import Arrange, Assign, Response
from quizzes.items.lots import Lot
from quizzes.models import Import, ImportedItem

SEED_DIGITS = 13  # of the file's hash, from which the order of options is drawn
LONGEST_NAME = 200
NAMED = 10  # questions that a refusal names
UNSEEN = "the picture"  # a question that lost it can hardly be answered: it is left out until somebody brings it back

# Signs that turn the direction of all that follows, so that a text reads as what it is not (Boucher & Anderson 2023
# USENIX Security, "Trojan Source"); no language needs them in a question.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
MOST_LETTERS, A_TAG = 200_000, 40  # of HTML in all choices of all lines of a page; of the tag of a choice: assumed

SENT_BEFORE = "This form was sent before with another file. Reload the page and send this file again."
ASKED = "These questions are being asked. Stop asking them first."
NOT_ASKED = "These questions were never asked. Throw the draft away instead, if it is not wanted."
ASKED_ONCE = "These questions were asked already, and learners may want to read them again. Stop asking them instead."
GONE = "This draft was thrown away."
NONE_LEFT = "All questions are left out. Bring at least one back before you ask them."


def take_in(learner: Learner, *, name: str, form: str, data: bytes, key: UUID) -> Import:
    """Take a file in as a draft, whole or not at all; sent twice, by whomever, it is kept once.

    Raises formats.Refused with every problem of the file; the Refused of acts (422) for an unknown format or a key
    that brought another file.
    """
    check_known("format", [form], READERS)
    sha256 = hashlib.sha256(data).hexdigest()
    if known := _taken_in(key, sha256):
        return known
    name = "".join(filter(str.isprintable, name))[:LONGEST_NAME]  # as browsers' names come; a file's may hold any sign
    read = read_as(form, data)
    items = _admitted(read, name, sha256)
    told = {"name": name, "format": form, "key": key, "brought_by": learner, "brought_at": timezone.now()}
    with transaction.atomic():
        hold(learner)
        if known := _taken_in(key, sha256):
            return known
        whole = [[loss.item, loss.what] for loss in read.losses if loss.is_whole]
        file, is_new = Import.objects.get_or_create(sha256=sha256, defaults=told | {"losses": whole})
        if is_new:
            ImportedItem.objects.bulk_create(_rows(file, items, read))
        return file


def _taken_in(key: UUID, sha256: str) -> Import | None:
    """The file that came in before by this key, or is the same; raises Refused(422) for a key that brought another."""
    sent = Import.objects.filter(key=key).first()
    if sent and sent.sha256 != sha256:
        raise not_understood(SENT_BEFORE)
    return sent or Import.objects.filter(sha256=sha256).first()


def file_under(
    file: Import,
    *,
    points: Mapping[int, str] | None = None,
    others: str = "",
    left_out: Collection[int] = (),
    brought_back: Collection[int] = (),
    and_ask: bool = False,
) -> None:
    """File questions (by number) under teaching points, and all that have none under `others`; leave some out; and ask
    them, if so wished: what was filed is kept even where they cannot be asked yet.

    A point under which a question was asked stays. Raises Refused: 409 while they are asked, 422 for an unknown point.
    """
    wanted = points or {}
    check_known("teaching point", [one for one in (*wanted.values(), others) if one], current_catalog().teaching_points)
    with transaction.atomic():
        file = _held(file)
        if file.is_asked:
            raise out_of_turn(ASKED)
        items = list(file.items.defer("content"))
        for item in items:
            if file.is_draft or not item.point:
                item.point = wanted.get(item.number, item.point) or others
            item.is_left_out = item.number in left_out or (item.is_left_out and item.number not in brought_back)
        ImportedItem.objects.bulk_update(items, ["point", "is_left_out"])
    if and_ask:
        ask(file)


def ask(file: Import) -> None:
    """Let quizzes ask these questions, but those left out. Raises Refused(422) where one has no teaching point, or none
    is left."""
    with transaction.atomic():
        file = _held(file)
        if file.is_asked:
            return
        rows = file.items.filter(is_left_out=False).values_list("number", "point")
        if not rows:
            raise not_understood(NONE_LEFT)
        if unfiled := [number for number, point in rows if not point]:
            raise not_understood(f"Choose a teaching point for {_numbers(unfiled)}, or leave out what has none.")
        file.asked_at, file.stopped_at = timezone.now(), None
        file.save(update_fields=["asked_at", "stopped_at"])


def stop(file: Import) -> None:
    """Ask these questions no more; who was asked can still read them. Raises Refused(409) for a draft."""
    with transaction.atomic():
        file = _held(file)
        if file.is_draft:
            raise out_of_turn(NOT_ASKED)
        if file.is_asked:
            file.stopped_at = timezone.now()
            file.save(update_fields=["stopped_at"])


def throw_away(file: Import) -> None:
    """Delete a draft; sent again, it finds that done. Raises Refused(409) for what was ever asked."""
    with transaction.atomic():
        held = Import.objects.select_for_update(no_key=True).filter(pk=file.pk).first()
        if held and not held.is_draft:
            raise out_of_turn(ASKED_ONCE)
        if held:
            held.delete()


def _held(file: Import) -> Import:
    """Within a transaction: the file as it stands, while nobody else may change it; raises Refused(409) if gone."""
    held = Import.objects.select_for_update(no_key=True).filter(pk=file.pk).first()
    if held is None:
        raise out_of_turn(GONE)
    return held


def _admitted(read: Read, name: str, sha256: str) -> list[Item]:
    """The items as they will be asked. Raises formats.Refused where one cannot be answered here, or there is none."""
    lot, catalog = Lot(int(sha256[:SEED_DIGITS], 16)), current_catalog()
    items = [admitted(item, lot.of("imported", n), catalog, name) for n, item in enumerate(read.items, 1)]
    problems = [problem for item in items for problem in _problems(item)]
    if not items:
        problems = [Problem(0, f"`{loss.item}`: {loss.what} cannot be asked here") for loss in read.losses]
    if problems:
        raise Refused(problems)
    return items


def _problems(item: Item) -> Iterable[Problem]:
    """Why a question cannot be asked here: its own key, sent through its form, must be right."""
    response = item.question.response
    try:
        is_right = grade(item, answer_in(response, fields_of(response, item.key.answer))).is_right
    except NotAnAnswer:
        is_right = False
    name = TURNING.sub("", item.template)
    if TURNING.search(json.dumps([item.template, data_of(item)], ensure_ascii=False)):
        yield Problem(0, f"`{name}` holds a sign that turns the direction in which a text is read")
    if _letters(response) > MOST_LETTERS:
        yield Problem(0, f"`{name}` offers more to choose than a page can hold")
    if not item.question.ask:
        yield Problem(0, f"`{name}` asks nothing")
    elif not is_right:
        yield Problem(0, f"`{name}` cannot be answered here by its own key")


def _letters(response: Response) -> int:
    """How long a page becomes where each thing has a list of all places, or each step of all numbers."""
    match response:
        case Assign():
            return len(response.things) * sum(len(place.text) + A_TAG for place in response.places)
        case Arrange():
            return len(response.steps) ** 2 * A_TAG
    return 0


def _rows(file: Import, items: Sequence[Item], read: Read) -> Iterable[ImportedItem]:
    lost = _losses(read.losses)
    for number, item in enumerate(items, 1):
        losses = [what for name in dict.fromkeys([name_of(item), item.template]) for what in lost[name]]
        yield ImportedItem(
            file=file,
            number=number,
            title=item.template[:LONGEST_NAME],
            kind=item.kind,
            point=item.lesson.points[0] if item.lesson.points else "",
            content=data_of(item),
            losses=losses,
            is_left_out=any(what.startswith(UNSEEN) for what in losses),
        )


def _losses(losses: Iterable[Loss]) -> Mapping[str, list[str]]:
    """What was not carried of each question that was, by its name in the file."""
    found = defaultdict[str, list[str]](list)
    for loss in losses:
        if not loss.is_whole:
            found[loss.item].append(loss.what)
    return found


def _numbers(numbers: Sequence[int]) -> str:
    """Such as `question 3`, or `questions 1, 2, 3 and 14 more`."""
    shown = ", ".join(map(str, numbers[:NAMED]))
    more = f" and {len(numbers) - NAMED} more" if len(numbers) > NAMED else ""
    return f"question{'s' if len(numbers) > 1 else ''} {shown}{more}"
