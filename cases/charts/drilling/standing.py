"""How does a learner stand in a drill? By kind: how often it came, how often it was right, how fast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q

from cases.charts.drilling.verdicts import lower
from cases.models import Answered, Drill
from cases.reading.atlas import entries
from cases.reading.courses import COURSES, Course
from cases.reading.sequencing import Trial, is_learned
from learners.models import Learner


@dataclass(frozen=True)
class Row:
    """One kind that came up: how many were shown and named rightly, the usual time in seconds, whether it rests."""

    name: str
    shown: int
    right: int
    seconds: str
    is_learned: bool


@dataclass(frozen=True)
class Offer:
    """A course to choose, and the series of it that the learner is in, if any."""

    course: Course
    running: UUID | None
    answered: int
    right: int


def standing_of(course: Course, answers: Sequence[Answered]) -> tuple[Row, ...]:
    """The kinds met so far, in the order in which they are taught."""
    trials = [Trial(one.kind, one.is_right, one.took_ms / 1000) for one in answers]
    rows = []
    for kind in course.kinds:
        own = [trial for trial in trials if trial.kind == kind]
        if own:
            usual = f"{median(trial.seconds for trial in own):.1f}"
            right = sum(trial.is_right for trial in own)
            rows.append(Row(kind_name(course, kind), len(own), right, usual, is_learned(kind, trials)))
    return tuple(rows)


def kind_name(course: Course, kind: str) -> str:
    """The name of a kind of example: a cell, a number of lobes, or one among others."""
    if course.task == "count":
        return f"{kind} lobes"
    if course.task == "odd":
        usual, odd = kind.split("+")
        return f"{entries()[odd].name} among {lower(usual)}s"
    return entries()[kind].name


def offers_for(learner: Learner | None) -> tuple[Offer, ...]:
    """The courses, each with the learner's latest series of it."""
    latest: dict[str, Drill] = {}
    if learner is not None:
        right = Count("answers", filter=Q(answers__given=F("answers__right")))
        series = Drill.objects.filter(learner=learner).annotate(answered=Count("answers"), right=right)
        latest = {drill.course: drill for drill in series.order_by("started_at")}
    return tuple(_offer(course, latest.get(course.key)) for course in COURSES.values())


def _offer(course: Course, drill: Any) -> Offer:
    return Offer(course, drill.pk, drill.answered, drill.right) if drill else Offer(course, None, 0, 0)
