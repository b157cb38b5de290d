"""What may be done in a drill? To begin a series, and to answer its examples one after the other, each once."""

import secrets
from uuid import UUID

from django.db import transaction

from cases.encounters.beginning import hold
from cases.encounters.refusals import check_known, not_understood, out_of_turn
from cases.microscope.examples import example_in
from cases.models import Answered, Drill
from cases.reading.courses import COURSES
from learners.models import Learner

SEED_BITS = 53
LONGEST_MS = 600_000  # a page left open says nothing of how fast a cell was named
SENT_BEFORE = "This form was sent before with other contents. Reload the page and fill it in again."
ANSWERED = "This one was answered in another window already. Go on with the next."


def start(learner: Learner, *, course: str, is_blocked: bool, key: UUID) -> Drill:
    """Begin a series of examples of a course; sent twice, the key finds what it began.

    Raises Refused(422) for an unknown course, or a key that began something else.
    """
    check_known("course", [course], COURSES)
    with transaction.atomic():
        hold(learner)
        begun = Drill.objects.filter(learner=learner, start_key=key).first()
        if begun and (begun.course, begun.is_blocked) != (course, is_blocked):
            raise not_understood(SENT_BEFORE)
        return begun or Drill.objects.create(
            learner=learner, course=course, is_blocked=is_blocked, seed=_new_seed(), start_key=key
        )


def answer(drill: Drill, *, number: int, given: str, took_ms: int, in_words: bool, key: UUID) -> Answered:
    """Answer example `number`, once: what is stored first holds.

    Raises Refused: 409 where another one is due, 422 for no answer of the course or a key that was used for another.
    """
    course = COURSES.get(drill.course)
    if course is None or given not in {one.key for one in course.answers}:
        raise not_understood("Choose one of the answers.")
    with transaction.atomic():
        Drill.objects.select_for_update(no_key=True).values_list("pk").get(pk=drill.pk)
        if told := drill.answers.filter(key=key).first():
            if (told.number, told.given) != (number, given):
                raise not_understood(SENT_BEFORE)
            return told
        if number != drill.answers.count():
            raise out_of_turn(ANSWERED)
        example = example_in(drill, number)
        return Answered.objects.create(
            drill=drill,
            number=number,
            kind=example.kind,
            right=example.right,
            given=given,
            took_ms=min(max(took_ms, 0), LONGEST_MS),
            in_words=in_words,
            key=key,
        )


def _new_seed() -> int:
    return secrets.randbits(SEED_BITS)
