"""What is to be taken along? The teaching points that mattered most, and one new question."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from cases.catalog.teaching import FollowUp
from cases.charts.debrief.closed import Closed
from cases.charts.debrief.remarks import MET, MISSED, lesson_of
from cases.charts.debrief.timeline import Deeds
from cases.models import Kind
from cases.simulation.randomness import uniform

MOST_LESSONS = 3
STREAM_SEED = 0
MISSED_HERE, COSTLY = "missed here", "at a cost here"


@dataclass(frozen=True)
class TeachingPoint:
    """One point to take along, with its section; `note` says whether it was missed here, or came at a cost."""

    name: str
    statement: str
    section: str
    note: str


@dataclass(frozen=True)
class Option:
    """One option of a question; `number` counts in the catalog's order, where the first is right."""

    number: int
    letter: str
    text: str
    explanation: str
    is_best: bool
    is_chosen: bool


@dataclass(frozen=True)
class Question:
    """One new question on a point; once answered, every option has its explanation."""

    point: str
    name: str
    section: str
    stem: str
    options: tuple[Option, ...]
    is_answered: bool
    is_right: bool


def points_of(case: Closed, timeline: Sequence[Deeds]) -> tuple[TeachingPoint, ...]:
    """The most relevant points: those of unsafe acts, then steps missed, costly ones, and last those met."""
    missed, costly, met = _by_relevance(case, timeline)
    notes = dict.fromkeys(met, "") | dict.fromkeys(costly, COSTLY) | dict.fromkeys(missed, MISSED_HERE)
    return tuple(_point(case, key, notes[key]) for key in [*missed, *costly, *met][:MOST_LESSONS])


def question_of(case: Closed, timeline: Sequence[Deeds]) -> Question | None:
    """A question on what was missed, else on what was met; its options in an order of this patient's own."""
    for key in itertools.chain(*_by_relevance(case, timeline)):
        if asked := case.catalog.teaching_points[key].follow_up:
            return _question(case, key, asked)
    return None


def _by_relevance(case: Closed, timeline: Sequence[Deeds]) -> tuple[list[str], list[str], list[str]]:
    """Keys of points that were missed, gravest first, of those that a costly step leads to, and of those that were met.

    Each stands once.
    """
    remarks = [remark for deeds in timeline for remark in deeds.remarks]
    unsafe = [case.catalog.unsafe_acts[key].teaching_point for key in case.grade.unsafe]
    wrong = [key for key, met in case.grade.features if not met]
    costly = [remark.lesson.key for remark in remarks if remark.mark not in (MET, MISSED)]
    right = [key for key, met in case.grade.features if met]
    missed = list(dict.fromkeys([*unsafe, *wrong]))
    dear = [key for key in dict.fromkeys(costly) if key not in missed]
    return missed, dear, [key for key in right if key not in {*missed, *dear}]


def _point(case: Closed, key: str, note: str) -> TeachingPoint:
    point = case.catalog.teaching_points[key]
    return TeachingPoint(point.name, point.statement, lesson_of(point).section, note)


def _question(case: Closed, key: str, asked: FollowUp) -> Question:
    point = case.catalog.teaching_points[key]
    answer = case.encounter.actions.filter(kind=Kind.ANSWER, payload__point=key).first()
    chosen = answer.payload["option"] if answer else None
    return Question(
        point=key,
        name=point.name,
        section=lesson_of(point).section,
        stem=asked.stem,
        options=_shuffled(case, key, asked, chosen),
        is_answered=answer is not None,
        is_right=chosen == 0,
    )


def _shuffled(case: Closed, key: str, asked: FollowUp, chosen: int | None) -> tuple[Option, ...]:
    code = case.encounter.code
    order = sorted(range(len(asked.options)), key=lambda i: uniform(STREAM_SEED, "options", code, key, i))
    return tuple(
        Option(i, "ABCDE"[place], asked.options[i], asked.explanations[i], i == 0, i == chosen)
        for place, i in enumerate(order)
    )
