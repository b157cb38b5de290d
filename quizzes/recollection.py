"""What does this learner remember, from answers and from patients? One history, replayed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from fsrs import Rating

from cases.catalog import current as current_catalog
from cases.charts.missed import Called, called_points, is_shown_by_acts
from learners.models import Learner
from quizzes import papers
from quizzes.certainty import Certainty
from quizzes.mastery import Try
from quizzes.memory import RECALL_WANTED, Memory, rating_of, recall, reviewed
from quizzes.modes.entries import SECONDS, USUAL
from quizzes.modes.patients import brought_back
from quizzes.modes.practice import due


@dataclass(frozen=True)
class Retrieval:
    """A moment at which a point was needed, and what that tells of the memory of it; `by_patient` or by a question."""

    point: str
    rating: Rating
    when: datetime
    by_patient: bool = False


@dataclass(frozen=True)
class Recollection:
    """Everything that a learner's memory is known from: answers to questions, points that patients called for, and of
    both the retrievals, in order of time."""

    answers: tuple[papers.Answered, ...] = ()
    called: tuple[Called, ...] = ()
    retrievals: tuple[Retrieval, ...] = ()

    @cached_property
    def memories(self) -> dict[str, Memory]:
        """What is left of each teaching point in memory."""
        return memories_after(self.retrievals)

    def forgotten(self, when: datetime) -> dict[str, float]:
        """The points that are due and that a patient can bring back: the chance (0 to 1) that each is forgotten.

        At least that at which a point becomes due: the model tells no forgetting within the first day.
        """
        return {
            point: 1 - min(recall(self.memories[point], when), RECALL_WANTED)
            for point in due(self.memories, when)
            if is_shown_by_acts(point)
        }

    def has_patient(self, when: datetime) -> bool:
        """Whether some patient can bring back what is due."""
        return bool(brought_back(current_catalog(), self.forgotten(when)))

    @cached_property
    def missed_with_patients(self) -> list[str]:
        """The points that were last needed with a patient, and missed."""
        last = {retrieval.point: retrieval for retrieval in self.retrievals}
        return [point for point, one in last.items() if one.by_patient and one.rating is Rating.Again]


def recollection_of(learner: Learner | None) -> Recollection:
    """What a learner's memory is known from; nothing of nobody. The only way to it, for all pages and modes."""
    if learner is None:
        return Recollection()
    answers, called = papers.answered_by(learner), called_points(learner)
    by_question = [_by_question(answer) for answer in answers if is_taught(answer)]
    retrievals = [*by_question, *filter(None, map(_by_patient, called))]
    return Recollection(tuple(answers), tuple(called), tuple(sorted(retrievals, key=lambda one: one.when)))


def memories_after(retrievals: Iterable[Retrieval]) -> dict[str, Memory]:
    """What is left of each teaching point in memory after retrievals in order of time. Raises ValueError where not."""
    memories: dict[str, Memory] = {}
    for one in retrievals:
        memories[one.point] = reviewed(memories.get(one.point), one.rating, one.when)
    return memories


def is_taught(answer: papers.Answered) -> bool:
    """Whether the point that was asked about is still taught, so that it can be asked about again."""
    return answer.asked.point in current_catalog().teaching_points


def usual_seconds(template: str) -> float:
    """How long a question of this template usually takes."""
    return SECONDS.get(papers.kind_asked(template), USUAL)


def tries_of(answers: Iterable[papers.Answered]) -> dict[str, list[Try]]:
    """The answers to each teaching point, in order of time; patients show no mastery (decision 20)."""
    tries: dict[str, list[Try]] = {}
    for answer in filter(is_taught, answers):
        row, asked = answer.response, answer.asked
        tries.setdefault(asked.point, []).append(Try(asked.variant, row.is_right, row.is_unsafe))
    return tries


def rating_with_patient(called: Called) -> Rating | None:
    """What a patient tells of the memory of a point; None where nothing.

    Missed or done unsafely is Again. Met is Good, with the guide of learn mode beside it Hard, for being led to a step
    is easier than thinking of it; met by leaving something undone tells nothing. All assumed (decision 20).
    """
    if not called.is_met:
        return Rating.Again
    if not called.is_shown:
        return None
    return Rating.Hard if called.is_guided else Rating.Good


def _by_question(answer: papers.Answered) -> Retrieval:
    row = answer.response
    rating = rating_of(
        row.credit,
        is_unsafe=row.is_unsafe,
        certainty=Certainty(row.certainty) if row.certainty else None,
        seconds=row.seconds,
        usual_seconds=usual_seconds(answer.asked.template),
    )
    return Retrieval(answer.asked.point, rating, row.answered_at)


def _by_patient(called: Called) -> Retrieval | None:
    rating = rating_with_patient(called)
    return Retrieval(called.point, rating, called.when, by_patient=True) if rating else None
