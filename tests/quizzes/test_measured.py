"""Does a diagnostic learn from answers, and does it ask and tell by the same curves?"""

import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from learners.models import Learner
from quizzes import attempts, papers
from quizzes.adaptive import ANSWERS_TO_MEASURE, estimate
from quizzes.imports import acts
from quizzes.measured import FEWEST, measured_by
from quizzes.models import Attempt, Mode, Response
from quizzes.modes.diagnostics import assumed_for, curves_of
from quizzes.selection import chosen
from quizzes.sheets import review_of
from tests.quizzes.bringing import asked
from tests.quizzes.quizzing import answered

NOW = timezone.now()
YESTERDAY = NOW - timedelta(days=1)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


def stored(learners: int, templates: list[str], mode: Mode = Mode.TUTOR, right: bool = True, **told: object) -> None:
    """Quizzes of yesterday, each by a learner of its own, with every question answered."""
    count = Learner.objects.count()
    people = Learner.objects.bulk_create(Learner(username=f"{count + i}") for i in range(learners))
    questions = papers.asked_as(papers.Variant(template, 1) for template in templates)
    row = {"seed": 1, "bank": papers.bank_hash(), "questions": questions, "started_at": YESTERDAY, "mode": mode}
    quizzes = [Attempt(learner=one, start_key=uuid.uuid4(), fingerprint="", **(row | told)) for one in people]
    Attempt.objects.bulk_create(quizzes)
    given = {"answer": "", "seconds": 30.0, "credit": float(right), "is_right": right, "answered_at": YESTERDAY}
    Response.objects.bulk_create(
        Response(attempt=quiz, number=number, key=uuid.uuid4(), **given)
        for quiz in quizzes
        for number in range(1, len(templates) + 1)
    )


@pytest.mark.django_db
def test_enough_first_answers_of_days_before_measure_a_question() -> None:
    entry, other = papers.entries()[:2]
    stored(ANSWERS_TO_MEASURE - 1, [entry.template, other.template])
    stored(1, [entry.template])
    found = measured_by(NOW)
    assert set(found.curves) == {entry.template}
    assert found.curves[entry.template].b < assumed_for(entry).b
    stored(1, [other.template])  # answers of the days before, arriving late: the day keeps what it began with
    assert measured_by(NOW) == found
    assert measured_by(YESTERDAY).curves == {}


@pytest.mark.django_db
def test_what_may_still_change_or_is_of_another_version_measures_nothing() -> None:
    entry = papers.entries()[0]
    later = {"deadline": NOW + timedelta(days=1)}
    stored(ANSWERS_TO_MEASURE, [entry.template], Mode.EXAM, **later)
    stored(ANSWERS_TO_MEASURE, [entry.template])
    Response.objects.filter(attempt__mode=Mode.TUTOR).update(taken_back_at=YESTERDAY)
    [[template, version, seed]] = papers.asked_as([papers.Variant(entry.template, 1)])
    stored(ANSWERS_TO_MEASURE, [entry.template], questions=[[template, int(str(version)) + 1, seed]])
    assert measured_by(NOW).curves == {}


@pytest.mark.django_db
def test_what_is_taken_back_or_asked_no_more_on_a_day_changes_nothing_of_what_it_began_with(bob: Learner) -> None:
    file = asked(bob, "csv")
    [theirs, _] = [f"imported/{item.pk.hex}" for item in file.items.order_by("number")]
    stored(ANSWERS_TO_MEASURE, [theirs, papers.entries()[0].template])
    before = measured_by(NOW)
    assert set(before.curves) == {theirs, papers.entries()[0].template}
    acts.stop(file)
    Response.objects.filter(number=2).update(taken_back_at=NOW)
    cache.clear()  # as in another process
    assert measured_by(NOW) == before


@pytest.mark.django_db
def test_a_question_that_is_stopped_during_a_diagnostic_still_tells(alice: Learner, bob: Learner) -> None:
    file = asked(bob, "csv")
    attempt = attempts.start(alice, mode="diagnostic", key=uuid.uuid4())
    attempt.questions = [[f"imported/{file.items.get(number=1).pk.hex}", 1, 0]]
    attempt.save()
    acts.stop(file)
    answered(attempt, 1)
    attempt.refresh_from_db()
    assert len(attempt.questions) == 2
    answered(attempt, 2)
    grade = attempts.submit(attempt).grade
    assert grade and grade["told_by"] == 2


@pytest.mark.django_db
def test_what_most_diagnostics_asked_is_left_aside(alice: Learner) -> None:
    [first] = chosen(alice, Mode.DIAGNOSTIC, 3, NOW, 1)
    stored(FEWEST - 1, [first.template], Mode.DIAGNOSTIC)
    cache.clear()
    assert chosen(alice, Mode.DIAGNOSTIC, 3, NOW, 1) == [first]
    stored(1, [first.template], Mode.DIAGNOSTIC)
    cache.clear()
    assert chosen(alice, Mode.DIAGNOSTIC, 3, NOW, 1) != [first]


@pytest.mark.django_db
def test_a_diagnostic_tells_what_it_found_by_the_curves_that_chose_its_questions(alice: Learner) -> None:
    stored(ANSWERS_TO_MEASURE, [entry.template for entry in papers.entries() if entry.kind == "matching"], right=False)
    known = measured_by(NOW).curves
    attempt = attempts.start(alice, mode="diagnostic", key=uuid.uuid4())
    for number in range(1, 7):
        answered(attempt, number)
        attempt.refresh_from_db()
    attempt = attempts.submit(attempt)
    six = [question[0] for question in attempt.questions[:6]]
    curves = curves_of(papers.entries(), known)
    assert attempt.grade and attempt.grade["ability"] == round(estimate([(curves[one], 1) for one in six]).ability, 4)
    assert attempt.grade["measured"] == sum(one in known for one in six)
    cache.clear()
    stored(ANSWERS_TO_MEASURE, six)  # what is learned later changes nothing of what was told
    told = review_of(attempt, NOW).ability
    assert f"SD above the middle of learners, standard error {attempt.grade['error']:.2f}" in told
    assert f"measured by answers for {attempt.grade['measured']} of 6" in told or "assumed for all 6" in told
