"""Do equal acts at the same moment become one, and different ones one and refusals?"""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.catalog import current
from cases.encounters import Refused
from cases.models import Encounter, Status
from learners.models import Learner
from quizzes import attempts, papers, patients
from quizzes.imports import acts
from quizzes.items import current as current_bank
from quizzes.models import Attempt, Import, ImportedItem, Response
from tests.cases.test_idempotency import THREADS, at_once
from tests.quizzes.bringing import OTHER, POINT, brought
from tests.quizzes.patients import met
from tests.quizzes.quizzing import answered, item_in, wrong_fields

BANK = current_bank(current())
pytestmark = pytest.mark.django_db(transaction=True)


def own(attempt: Attempt) -> Attempt:
    """The quiz as another request would load it."""
    return Attempt.objects.get(pk=attempt.pk)


def test_eight_equal_starts_answers_and_submissions_are_one(alice: Learner) -> None:
    start_key, key = uuid.uuid4(), uuid.uuid4()
    begun = at_once(lambda i: attempts.start(alice, mode="exam", key=start_key, count=5))
    assert len({attempt.pk for attempt in begun}) == Attempt.objects.count() == 1
    answers = at_once(lambda i: answered(own(begun[0]), 1, key=key))
    assert len({one.pk for one in answers}) == Response.objects.count() == 1
    done = at_once(lambda i: attempts.submit(own(begun[0])))
    assert len({(one.submitted_at, str(sorted(one.grade.items()))) for one in done}) == 1
    assert done[0].grade["right"] == 1


def test_of_eight_different_answers_to_one_question_the_first_holds(alice: Learner) -> None:
    attempt = attempts.start(alice, mode="tutor", key=uuid.uuid4(), count=5)
    wrong = wrong_fields(item_in(attempt, 1))
    answers = at_once(lambda i: answered(own(attempt), 1, wrong if i % 2 else None))
    assert sum(isinstance(one, Response) for one in answers) == 1
    refused = [one for one in answers if isinstance(one, Refused)]
    assert len(refused) == THREADS - 1
    assert {one.status for one in refused} == {409}


def test_a_diagnostic_asks_one_question_more_after_eight_equal_answers(alice: Learner) -> None:
    attempt, key = attempts.start(alice, mode="diagnostic", key=uuid.uuid4()), uuid.uuid4()
    at_once(lambda i: answered(own(attempt), 1, key=key))
    assert len(own(attempt).questions) == 2


def test_an_answer_that_eight_take_back_at_once_is_asked_anew_once(alice: Learner) -> None:
    attempt = attempts.start(alice, mode="tutor", key=uuid.uuid4(), count=5)
    answered(attempt, 1)
    assert set(at_once(lambda i: attempts.take_back(own(attempt), number=1))) == {None}
    assert len(own(attempt).questions) == 6
    assert attempt.responses.exclude(taken_back_at=None).count() == 1


def test_a_form_that_sends_two_files_at_once_brings_one_of_them(bob: Learner) -> None:
    told = {"name": "theirs.csv", "form": "csv", "key": uuid.uuid4()}
    came = at_once(lambda i: acts.take_in(bob, **told, data=f"ask,A,B,key\nWhich?,this,that {i % 2},A\n".encode()))
    assert {one.status for one in came if isinstance(one, Refused)} == {422}
    assert len({one.pk for one in came if isinstance(one, Import)}) == Import.objects.count() == 1


def test_filing_asking_and_stopping_at_once_leave_a_file_that_is_asked_or_not(bob: Learner) -> None:
    file = brought(bob, "csv")
    several = (
        lambda: acts.file_under(file, others=POINT),
        lambda: acts.file_under(file, others=POINT, left_out={1}, and_ask=True),
        lambda: acts.stop(file),
        lambda: acts.file_under(file, points={2: OTHER}, brought_back={1}, and_ask=True),
    )
    came = at_once(lambda i: several[i % 4]())
    assert {type(one) for one in came} <= {type(None), Refused}
    file.refresh_from_db()
    assert len(papers.entries()) - len(BANK) == file.is_asked * file.items.filter(is_left_out=False).count()
    assert "" not in file.items.values_list("point", flat=True)


def test_a_draft_that_eight_throw_away_while_one_asks_it_is_gone_or_asked(bob: Learner) -> None:
    file = brought(bob, "csv")
    acts.file_under(file, others=POINT)
    came = at_once(lambda i: acts.ask(file) if i == 4 else acts.throw_away(file))
    assert {one.status for one in came if isinstance(one, Refused)} <= {409}
    assert [one for one in came if one and not isinstance(one, Refused)] == []
    assert (
        ImportedItem.objects.count() == 2 * Import.objects.exclude(asked_at=None).count() == 2 * Import.objects.count()
    )


def test_a_file_that_eight_send_at_once_is_kept_once_and_whole(bob: Learner) -> None:
    assert len({file.pk for file in at_once(lambda i: brought(bob, "csv"))}) == 1
    assert (Import.objects.count(), ImportedItem.objects.count()) == (1, 2)


def test_eight_equal_calls_for_a_patient_bring_one(alice: Learner) -> None:
    met(alice, {"hypersegmentation": False}, when=timezone.now() - timedelta(hours=1))
    key = uuid.uuid4()
    assert len(set(at_once(lambda i: patients.meet(alice, key=key)))) == 1
    assert Encounter.objects.exclude(status=Status.CLOSED).count() == 1
