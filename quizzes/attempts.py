"""What may be done in a quiz? Start, answer, take back, go on, flag, strike, hand in, dispute: each once."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cases.encounters.beginning import hold
from cases.encounters.refusals import check_known, not_understood, out_of_turn
from learners.models import Learner
from quizzes import papers
from quizzes.answers import Fields, answer_in, as_json
from quizzes.certainty import Certainty
from quizzes.items import NotAnAnswer, grade
from quizzes.measured import found_in, measured_by
from quizzes.models import Attempt, Dispute, Jotting, Mode, Response
from quizzes.modes import next_question, tutor
from quizzes.modes.exams import GRACE
from quizzes.modes.variants import fresh
from quizzes.selection import chosen

SEED_BITS = 53
SECONDS_A_QUESTION = 90.0  # in an exam: assumed (USMLE Step 2 allows as much for a vignette with one best answer)
ALLOWANCES = ("1", "1.5", "2")  # times the usual time, for who needs more
FEWEST, MOST = 5, 60
USUAL_COUNT = 20
LONGEST_S = 600.0  # a page left open says nothing of how long a question took
LONGEST_WORDS = 2000

SENT_BEFORE = "This form was sent before with other contents. Reload the page and fill it in again."
OVER = "This quiz was handed in already. Its questions are explained in the review."
TIME_UP = "Time is up. Your answers until then are kept; hand the exam in."
ANSWERED = "This question was answered already. Go on with the next."
NOT_THE_LAST = "Only the last answer can be taken back, before the next is given and the quiz is handed in."
CORRECTED = "This question was corrected since the page was drawn. Reload the page and read it again."
NOTHING: dict[str, str] = {
    Mode.REVIEW: "Nothing is due. Take a ward round or the tutor, and what you meet there will come back here in time.",
    Mode.MISSED: "No debrief found anything missing yet. See a patient first, or take the tutor.",
}


def start(
    learner: Learner,
    *,
    mode: str,
    key: UUID,
    count: int = USUAL_COUNT,
    points: Sequence[str] = (),
    allowance: str = "1",
) -> Attempt:
    """Start a quiz; sent twice, the key finds what it started. `count` and `points` are for modes that ask for them,
    `allowance` multiplies the time of an exam.

    Raises Refused: 422 for what is unknown or a key that started something else, 409 where there is nothing to ask.
    """
    check_known("way to be asked", [mode], Mode.values)
    check_known("teaching point", points, {entry.points[0] for entry in papers.entries()})
    check_known("allowance", [allowance], ALLOWANCES)
    if not FEWEST <= count <= MOST:
        raise not_understood(f"Choose from {FEWEST} to {MOST} questions.")
    told = json.dumps([mode, count, sorted(points), allowance])
    fingerprint = hashlib.sha256(told.encode()).hexdigest()
    now = _ready(mode, timezone.now())
    with transaction.atomic():
        hold(learner)
        if begun := Attempt.objects.filter(learner=learner, start_key=key).first():
            if begun.fingerprint != fingerprint:
                raise not_understood(SENT_BEFORE)
            return begun
        seed = _new_seed()
        variants = chosen(learner, Mode(mode), seed, now, count, points)
        if not variants:
            raise out_of_turn(NOTHING.get(mode, "There is nothing to ask."))
        return Attempt.objects.create(
            learner=learner,
            mode=mode,
            seed=seed,
            bank=papers.bank_hash(),
            questions=papers.asked_as(variants),
            fingerprint=fingerprint,
            start_key=key,
            started_at=now,
            deadline=now + _allowed(len(variants), allowance) if mode == Mode.EXAM else None,
        )


def _allowed(count: int, allowance: str) -> timedelta:
    return timedelta(seconds=count * SECONDS_A_QUESTION * float(allowance))


def answer(
    attempt: Attempt, *, number: int, fields: Fields, certainty: int | None, seconds: float, shown: str, key: UUID
) -> Response:
    """Answer question `number` with the fields of its form; `shown` is the digest of the question as it was drawn.

    In an exam another answer takes the place of the first until it is handed in. Raises Refused: 409 after the
    deadline, after handing in, for a question answered before or corrected since; 422 for what is no answer.
    """
    item = _item(attempt, number)
    if shown != papers.digest_of(item):
        raise out_of_turn(CORRECTED)
    try:
        given = answer_in(item.question.response, fields)
        worth = grade(item, given)
    except NotAnAnswer as error:
        raise not_understood(str(error)) from error
    _ready(attempt.mode, attempt.started_at)
    with transaction.atomic():
        attempt = _held(attempt)
        if told := attempt.responses.filter(key=key).first():
            if (told.number, told.answer) != (number, as_json(given)):
                raise not_understood(SENT_BEFORE)
            return told
        _check_open(attempt, number)
        response = Response.objects.create(
            attempt=attempt,
            number=number,
            answer=as_json(given),
            certainty=Certainty(certainty) if certainty else None,
            seconds=min(max(seconds, 0.0), LONGEST_S),
            credit=worth.credit,
            is_right=worth.is_right,
            is_unsafe=worth.is_unsafe,
            shown=shown,
            key=key,
            answered_at=timezone.now(),
        )
        if attempt.mode == Mode.DIAGNOSTIC:
            _ask_next(attempt)
        return response


def take_back(attempt: Attempt, *, number: int) -> None:
    """Take the last answer back: it counts nowhere, and another question on its point is asked at the end of the quiz.

    Sent again, it finds that done. Raises Refused(409) where answers are not explained at once, since there they can be
    changed or lead on; for an answer before the last; once the quiz was handed in.
    """
    with transaction.atomic():
        attempt = _held(attempt)
        last = papers.to_take_back(attempt, papers.standing_in(attempt))
        if last is None or last.number != number:
            raise out_of_turn(NOT_THE_LAST)
        if last.taken_back_at:
            return
        last.taken_back_at = timezone.now()
        last.save(update_fields=["taken_back_at"])
        for another in _another(attempt, papers.questions_in(attempt)[number - 1]):
            _ask(attempt, another)


def go_on(attempt: Attempt) -> Attempt:
    """Let a diagnostic ask another question for its last one, if that was withdrawn before the answer. Sent again, it
    finds that done. Raises Refused(409) once the quiz was handed in."""
    _ready(attempt.mode, attempt.started_at)
    with transaction.atomic():
        attempt = _held(attempt)
        if attempt.is_over:
            raise out_of_turn(OVER)
        last, is_open = papers.questions_in(attempt)[-1], len(attempt.questions) not in papers.standing_in(attempt)
        if attempt.mode == Mode.DIAGNOSTIC and is_open and papers.is_gone(last):
            _ask_next(attempt)
        return attempt


def flag(attempt: Attempt, *, number: int, on: bool) -> None:
    """Flag a question to come back to, or take the flag away. Raises Refused(409) once the quiz was handed in."""
    _jot(attempt, number, "", on)


def strike(attempt: Attempt, *, number: int, part: str, on: bool) -> None:
    """Strike an option out, or bring it back. Raises Refused: 409 once handed in, 422 for one that is not there."""
    response = _item(attempt, number).question.response
    check_known("option", [part], {option.key for option in getattr(response, "options", ())})
    _jot(attempt, number, part, on)


def submit(attempt: Attempt) -> Attempt:
    """Hand a quiz in and grade it, once: whoever sends it again finds what the first was told."""
    _ready(attempt.mode, attempt.started_at)
    with transaction.atomic():
        attempt = _held(attempt)
        if not attempt.is_over:
            standing = papers.standing_in(attempt)
            attempt.grade = papers.grade_of(attempt, standing) | found_in(attempt, standing)
            attempt.submitted_at = timezone.now()
            attempt.save(update_fields=["grade", "submitted_at"])
        return attempt


def dispute(attempt: Attempt, *, number: int, words: str, key: UUID) -> Dispute:
    """Say what is wrong with a question whose explanation was seen; sent twice, it is kept once.

    Raises Refused: 409 while it was not seen, 422 for a key that said something else.
    """
    with transaction.atomic():
        attempt = _held(attempt)
        if told := attempt.disputes.filter(key=key).first():
            if (told.number, told.words) != (number, words[:LONGEST_WORDS]):
                raise not_understood(SENT_BEFORE)
            return told
        is_seen = attempt.is_over or (attempt.explains_at_once and number in papers.standing_in(attempt))
        if not is_seen or not 1 <= number <= len(attempt.questions):
            raise out_of_turn("Answer the question first; its explanation may settle the matter.")
        return Dispute.objects.create(attempt=attempt, number=number, words=words[:LONGEST_WORDS], key=key)


def _held(attempt: Attempt) -> Attempt:
    """Within a transaction: the quiz as it stands, while nobody else may change it."""
    return Attempt.objects.select_for_update(no_key=True).get(pk=attempt.pk)


def _item(attempt: Attempt, number: int) -> papers.Item:
    questions = papers.questions_in(attempt)
    if not 1 <= number <= len(questions):
        raise not_understood("This quiz has no such question.")
    try:
        return papers.item_of(questions[number - 1])
    except papers.Withdrawn as error:
        raise out_of_turn("This question was withdrawn. Go on with the next; it does not count.") from error


def _check_open(attempt: Attempt, number: int) -> None:
    """Raise Refused(409) where question `number` takes no answer any more."""
    if attempt.is_over:
        raise out_of_turn(OVER)
    if attempt.deadline and timezone.now() > attempt.deadline + GRACE:
        raise out_of_turn(TIME_UP)
    if attempt.mode != Mode.EXAM and attempt.responses.filter(number=number).exists():
        raise out_of_turn(ANSWERED)


def _jot(attempt: Attempt, number: int, part: str, on: bool) -> None:
    with transaction.atomic():
        attempt = _held(attempt)
        if attempt.is_over:
            raise out_of_turn(OVER)
        if not 1 <= number <= len(attempt.questions):
            raise not_understood("This quiz has no such question.")
        mark: dict[str, Any] = {"attempt": attempt, "number": number, "part": part}
        if on:
            Jotting.objects.get_or_create(**mark)
        else:
            Jotting.objects.filter(**mark).delete()


def _ready(mode: str, begun: datetime) -> datetime:
    """Let the first diagnostic of a day count what answers show before anybody waits for its transaction."""
    if mode == Mode.DIAGNOSTIC:
        measured_by(begun)
    return begun


def _ask_next(attempt: Attempt) -> None:
    """Let a diagnostic go on, unless it knows enough."""
    questions, standing = papers.questions_in(attempt), papers.standing_in(attempt)
    answers = [(questions[number - 1].variant, response.credit) for number, response in sorted(standing.items())]
    asked_here = {question.variant for question in questions}
    before = [variant for variant in papers.history_of(attempt.learner) if variant not in asked_here]
    known = measured_by(attempt.started_at)
    bank = [*papers.entries(), *papers.entries_of_asked(question.template for question in questions)]
    following = next_question(bank, answers, before, attempt.seed, curves=known.curves, exposure=known.exposure)
    if following:
        _ask(attempt, following)


def _another(attempt: Attempt, asked: papers.Asked) -> Sequence[papers.Variant]:
    """The question, if any, that takes the place of one whose key was seen: of what has but one variant another one on
    the same point."""
    history = papers.history_of(attempt.learner)
    if papers.is_withdrawn(asked):
        return ()
    if not papers.has_one_variant(asked.template):
        return [fresh(asked.template, history, attempt.seed)]
    others = [one for one in papers.entries() if one.points[0] == asked.point and one.template != asked.template]
    return tutor(others, history, attempt.seed, count=1)


def _ask(attempt: Attempt, variant: papers.Variant) -> None:
    """Ask one question more."""
    attempt.questions = [*attempt.questions, *papers.asked_as([variant])]
    attempt.save(update_fields=["questions"])


def _new_seed() -> int:
    return secrets.randbits(SEED_BITS)
