"""Is each answer of a quiz kept once, in time, by whom it belongs to, and each quiz graded once?"""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from cases.encounters import Refused
from cases.factories import EncounterFactory
from cases.models import Encounter, Status
from learners.models import Learner
from quizzes import attempts, papers
from quizzes.models import Attempt, Mode, Response
from quizzes.modes.exams import GRACE
from quizzes.recollection import recollection_of, usual_seconds
from tests.quizzes.quizzing import answered, item_in, wrong_fields


def begun(learner: Learner, mode: str, **other: Any) -> Attempt:
    return attempts.start(learner, **({"mode": mode, "key": uuid.uuid4(), "count": 5} | other))


def turned_back(attempt: Attempt, by: timedelta) -> Attempt:
    """The quiz as if it had been started that much earlier."""
    Attempt.objects.filter(pk=attempt.pk).update(
        started_at=attempt.started_at - by, deadline=attempt.deadline and attempt.deadline - by
    )
    Response.objects.filter(attempt=attempt).update(answered_at=timezone.now() - by)
    attempt.refresh_from_db()
    return attempt


def test_a_quiz_started_twice_with_one_key_is_one(alice: Learner) -> None:
    key = uuid.uuid4()
    first, again = (begun(alice, "tutor", key=key) for _ in range(2))
    assert first == again
    with pytest.raises(Refused, match="other contents"):
        begun(alice, "tutor", key=key, count=6)


@pytest.mark.parametrize(
    ("mode", "other", "words"),
    [
        ("tutoring", {}, "no way to be asked"),
        ("exam", {"count": 500}, "from 5 to 60"),
        ("exam", {"allowance": "9"}, "no allowance"),
        ("tutor", {"points": ["no-such-point"]}, "no teaching point"),
        ("review", {}, "Nothing is due"),
        ("missed", {}, "No debrief"),
    ],
)
def test_what_cannot_be_started_is_refused_with_the_reason(
    alice: Learner, mode: str, other: dict[str, Any], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        begun(alice, mode, **other)
    assert not Attempt.objects.exists()


def test_questions_are_stored_as_what_they_are_made_from_and_nothing_else(alice: Learner) -> None:
    attempt = begun(alice, "tutor", points=["folate-alone", "cbc-first"])
    assert len(attempt.questions) == 5
    assert {asked.point for asked in papers.questions_in(attempt)} == {"folate-alone", "cbc-first"}
    assert all(len(question) == 3 for question in attempt.questions)
    assert attempt.bank == papers.bank_hash()


def test_an_answer_sent_twice_is_stored_once(alice: Learner) -> None:
    attempt, key = begun(alice, "tutor"), uuid.uuid4()
    first, again = (answered(attempt, 1, key=key) for _ in range(2))
    assert first == again
    assert (first.credit, first.is_right) == (1.0, True)
    with pytest.raises(Refused, match="other contents"):
        answered(attempt, 1, wrong_fields(item_in(attempt, 1)), key=key)


def test_a_question_is_answered_once_where_it_is_explained_at_once(alice: Learner) -> None:
    attempt = begun(alice, "tutor")
    answered(attempt, 2, wrong_fields(item_in(attempt, 2)))
    with pytest.raises(Refused, match="answered already") as refused:
        answered(attempt, 2)
    assert refused.value.status == 409


def test_in_an_exam_the_last_answer_holds_and_what_is_open_counts_as_wrong(alice: Learner) -> None:
    attempt = begun(alice, "exam")
    answered(attempt, 1, wrong_fields(item_in(attempt, 1)))
    answered(attempt, 1)
    answered(attempt, 2, wrong_fields(item_in(attempt, 2)))
    done = attempts.submit(attempt)
    assert done.grade and (done.grade["of"], done.grade["answered"], done.grade["right"]) == (5, 2, 1)


def test_no_answer_counts_after_the_deadline_and_its_grace(alice: Learner) -> None:
    attempt = begun(alice, "exam")
    assert attempt.deadline == attempt.started_at + timedelta(seconds=5 * 90)
    left = attempt.deadline - timezone.now()
    answered(turned_back(attempt, left + GRACE / 2), 1)
    with pytest.raises(Refused, match="Time is up"):
        answered(turned_back(attempt, GRACE), 2)
    assert attempts.submit(attempt).grade == attempts.submit(attempt).grade


def test_who_needs_more_time_has_it(alice: Learner) -> None:
    attempt = begun(alice, "exam", allowance="2")
    assert attempt.deadline == attempt.started_at + timedelta(seconds=2 * 5 * 90)


def test_a_quiz_is_graded_once_and_closed_then(alice: Learner) -> None:
    attempt = begun(alice, "tutor")
    answered(attempt, 1)
    done = attempts.submit(attempt)
    again = attempts.submit(attempt)
    assert (done.submitted_at, done.grade) == (again.submitted_at, again.grade)
    assert done.grade and done.grade["of"] == 1
    for act in (lambda: answered(attempt, 2), lambda: attempts.flag(attempt, number=1, on=True)):
        with pytest.raises(Refused, match="handed in"):
            act()


def test_a_question_that_was_corrected_takes_no_answer(alice: Learner) -> None:
    attempt = begun(alice, "tutor")
    with pytest.raises(Refused, match="corrected"):
        answered(attempt, 1, shown="another")
    template, version, seed = attempt.questions[1]
    Attempt.objects.filter(pk=attempt.pk).update(
        questions=[attempt.questions[0], [template, version + 1, seed], *attempt.questions[2:]]
    )
    attempt.refresh_from_db()
    with pytest.raises(Refused, match="withdrawn"):
        attempts.answer(attempt, number=2, fields={}, certainty=None, seconds=1, shown="", key=uuid.uuid4())
    with pytest.raises(Refused, match="no such question"):
        attempts.answer(attempt, number=6, fields={}, certainty=None, seconds=1, shown="", key=uuid.uuid4())


def test_flags_and_struck_options_are_as_last_wished(alice: Learner) -> None:
    attempt = begun(alice, "tutor", points=["febrile-neutropenia-first"])
    for on in (True, True, False, True):
        attempts.flag(attempt, number=1, on=on)
    number = next(n for n in range(1, 6) if hasattr(item_in(attempt, n).question.response, "options"))
    attempts.strike(attempt, number=number, part="a", on=True)
    attempts.strike(attempt, number=number, part="b", on=True)
    attempts.strike(attempt, number=number, part="b", on=False)
    assert sorted(attempt.jottings.values_list("number", "part")) == sorted([(1, ""), (number, "a")])
    with pytest.raises(Refused, match="no option"):
        attempts.strike(attempt, number=number, part="z", on=True)


def test_a_question_is_disputed_once_it_was_explained(alice: Learner) -> None:
    attempt, key = begun(alice, "tutor"), uuid.uuid4()
    with pytest.raises(Refused, match="Answer the question first"):
        attempts.dispute(attempt, number=1, words="No", key=key)
    answered(attempt, 1)
    first, again = (attempts.dispute(attempt, number=1, words="Two are right", key=key) for _ in range(2))
    with pytest.raises(Refused, match="sent before"):
        attempts.dispute(attempt, number=1, words="Another thing", key=key)
    assert first == again


def test_a_point_that_was_missed_is_due_soon_and_one_that_was_known_is_not(alice: Learner) -> None:
    attempt = begun(alice, "tutor", count=5)
    missed, known = (papers.questions_in(attempt)[n].point for n in (0, 1))
    answered(attempt, 1, wrong_fields(item_in(attempt, 1)))
    answered(attempt, 2)
    turned_back(attempt, timedelta(hours=1))
    review = begun(alice, "review")
    points = [asked.point for asked in papers.questions_in(review)]
    assert missed in points
    asked_before = {asked.variant for asked in papers.questions_in(attempt)}
    assert not asked_before & {asked.variant for asked in papers.questions_in(review)}
    memories = recollection_of(alice).memories
    assert memories[missed].due < memories[known].due


def test_an_answer_that_is_taken_back_counts_nowhere_and_its_point_is_asked_anew(alice: Learner) -> None:
    attempt = begun(alice, "tutor")
    answered(attempt, 1)
    before = recollection_of(alice).memories
    answered(attempt, 2, wrong_fields(item_in(attempt, 2)))
    for _ in range(2):
        attempts.take_back(attempt, number=2)
    attempt.refresh_from_db()
    assert recollection_of(alice).memories == before
    questions = papers.questions_in(attempt)
    assert len(questions) == 6
    assert (questions[5].template, questions[5].seed != questions[1].seed) == (questions[1].template, True)
    with pytest.raises(Refused, match="answered already"):
        answered(attempt, 2)
    answered(attempt, 6)
    assert attempts.submit(attempt).grade == {
        "of": 2, "answered": 2, "right": 2, "unsafe": 0, "credit": 2.0, "share": 1.0
    }  # fmt: skip


@pytest.mark.parametrize("mode", ["tutor", "exam", "diagnostic"])
def test_only_the_last_answer_of_a_running_quiz_that_explains_is_taken_back(alice: Learner, mode: str) -> None:
    attempt = begun(alice, mode)
    answered(attempt, 1)
    attempt.refresh_from_db()
    if mode == "tutor":
        answered(attempt, 2)
    for number in (1, 3):
        with pytest.raises(Refused, match="Only the last answer"):
            attempts.take_back(attempt, number=number)
    attempts.submit(attempt)
    with pytest.raises(Refused, match="Only the last answer"):
        attempts.take_back(attempt, number=2)
    assert not Response.objects.exclude(taken_back_at=None).exists()


def test_a_ward_round_is_a_mix_of_about_ten_minutes(alice: Learner) -> None:
    attempt = begun(alice, "round")
    seconds = sum(usual_seconds(asked.template) for asked in papers.questions_in(attempt))
    assert 480 < seconds <= 600


def test_a_diagnostic_asks_one_after_the_other_until_it_knows_enough(alice: Learner) -> None:
    attempt = begun(alice, "diagnostic")
    for number in range(1, 30):
        assert len(attempt.questions) == number
        answered(attempt, number, None if number % 3 else wrong_fields(item_in(attempt, number)))
        attempt.refresh_from_db()
        if len(attempt.questions) == number:
            break
    assert 5 <= number <= 20
    assert len({tuple(question) for question in attempt.questions}) == number


def test_what_debriefs_missed_is_asked(alice: Learner) -> None:
    encounter = EncounterFactory(learner=alice)
    Encounter.objects.filter(pk=encounter.pk).update(
        status=Status.CLOSED,
        closed_at=timezone.now(),
        grade={"features": [["folate-alone", False], ["cbc-first", True]]},
    )
    attempt = begun(alice, "missed")
    assert {asked.point for asked in papers.questions_in(attempt)} == {"folate-alone"}


def test_answers_of_an_exam_count_for_memory_once_it_is_handed_in(alice: Learner) -> None:
    attempt = begun(alice, Mode.EXAM)
    answered(attempt, 1)
    assert papers.answered_by(alice) == []
    attempts.submit(attempt)
    assert len(papers.answered_by(alice)) == 1
