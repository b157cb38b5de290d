"""What can be taken now? The modes with what each would ask, quizzes to go on with, and those done lately."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cases.catalog import current as current_catalog
from cases.charts.missed import missed_points
from learners.models import Learner
from quizzes import papers
from quizzes.memory import Memory
from quizzes.models import Attempt, Mode, Response
from quizzes.modes.practice import due
from quizzes.recollection import recollection_of
from quizzes.sheets.words import counted, until_words

LISTED = 12
ABOUT: dict[Mode, str] = {
    Mode.REVIEW: "One fresh question on each point that you are about to forget, the nearest to it first.",
    Mode.ROUND: "Ten minutes: what is due, what is new and what you know, mixed.",
    Mode.TUTOR: "Choose points or take all; every answer is explained at once.",
    Mode.EXAM: "A form of even difficulty against the clock. Explanations come when you have handed it in.",
    Mode.DIAGNOSTIC: "Each question is chosen by your answers so far, at most 20, until the estimate is sharp enough.",
    Mode.MISSED: "Questions on what the debriefs of your patients found missing.",
}


@dataclass(frozen=True)
class Offer:
    """A mode; `reason` says why there is nothing to ask, if so. `now` is what it would ask."""

    key: str
    name: str
    about: str
    now: str
    reason: str


@dataclass(frozen=True)
class Past:
    """A quiz that was begun: how far it is, or how it ended."""

    id: UUID
    name: str
    started_at: datetime
    state: str
    due: int


@dataclass(frozen=True)
class Point:
    """A teaching point to choose."""

    key: str
    name: str


@dataclass(frozen=True)
class Offers:
    """Everything on the page where a quiz is chosen; `has_patient` says that a patient can bring back what is due."""

    modes: tuple[Offer, ...]
    running: tuple[Past, ...]
    done: tuple[Past, ...]
    points: tuple[Point, ...]
    has_patient: bool


def offers_of(learner: Learner | None, now: datetime) -> Offers:
    """What can be taken now by this learner, or by somebody who never took anything."""
    recollection = recollection_of(learner)
    missed = missed_points(learner) if learner else {}
    begun = Attempt.objects.filter(learner=learner).order_by("-started_at")
    running, done = begun.filter(submitted_at=None)[:LISTED], begun.exclude(submitted_at=None)[:LISTED]
    answered = _answered_in(running)
    points = current_catalog().teaching_points
    asked = sorted({entry.points[0] for entry in papers.entries()}, key=lambda key: points[key].name)
    return Offers(
        modes=tuple(_offer(mode, recollection.memories, missed, now) for mode in ABOUT),
        running=tuple(_past(one, answered[one.pk]) for one in running),
        done=tuple(_past(one) for one in done),
        points=tuple(Point(key, points[key].name) for key in asked),
        has_patient=recollection.has_patient(now),
    )


def _offer(mode: Mode, memories: Mapping[str, Memory], missed: Mapping[str, float], now: datetime) -> Offer:
    told, reason = "", ""
    if mode is Mode.REVIEW:
        waiting = len(due(memories, now))
        told = f"{counted(waiting, 'point')} due" if waiting else ""
        reason = "" if waiting else _nothing_due(memories, now)
    elif mode is Mode.MISSED:
        lost = sum(share > 0 for share in missed.values())
        told = f"{counted(lost, 'point')} missed" if lost else ""
        reason = "" if lost else "No debrief found anything missing yet."
    return Offer(mode.value, mode.label, ABOUT[mode], told, reason)


def _nothing_due(memories: Mapping[str, Memory], now: datetime) -> str:
    if not memories:
        return "Nothing yet: what you answer elsewhere, and what patients call for, comes back here in time."
    return f"Nothing is due. The next point comes {until_words(min(one.due for one in memories.values()), now)}."


def _answered_in(quizzes: Iterable[Attempt]) -> Mapping[UUID, set[int]]:
    """The numbers of the questions that were answered in each quiz."""
    found = defaultdict[UUID, set[int]](set)
    rows = Response.objects.filter(attempt__in=[quiz.pk for quiz in quizzes])
    for quiz, number in rows.order_by().values_list("attempt_id", "number"):
        found[quiz].add(number)
    return found


def _past(attempt: Attempt, answered: Collection[int] = ()) -> Past:
    numbered, of = enumerate(papers.questions_in(attempt), 1), len(attempt.questions)
    unanswered = [number for number, asked in numbered if number not in answered and not papers.is_withdrawn(asked)]
    if attempt.grade:
        state = f"{attempt.grade['right']} of {attempt.grade['of']} right"
    else:
        state = f"{len(answered)} of {of} answered" if attempt.mode != Mode.DIAGNOSTIC else f"{len(answered)} answered"
    return Past(attempt.pk, attempt.get_mode_display(), attempt.started_at, state, unanswered[0] if unanswered else of)
