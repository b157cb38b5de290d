"""Do equal answers at the same moment become one, and different ones one and refusals?"""

import uuid

import pytest

from cases import drills
from cases.encounters import Refused
from cases.models import Answered, Drill
from learners.models import Learner
from tests.cases.test_idempotency import THREADS, at_once

pytestmark = pytest.mark.django_db(transaction=True)


def answer(drill: Drill, given: str, key: uuid.UUID) -> Answered:
    own = Drill.objects.get(pk=drill.pk)
    return drills.answer(own, number=0, given=given, took_ms=900, in_words=False, key=key)


def test_eight_equal_starts_and_answers_are_one(alice: Learner) -> None:
    key = uuid.uuid4()
    begun = at_once(lambda i: drills.start(alice, course="white-cells", is_blocked=True, key=key))
    assert len({drill.pk for drill in begun}) == Drill.objects.count() == 1
    answers = at_once(lambda i: answer(begun[0], "band", key))
    assert len({one.pk for one in answers}) == Answered.objects.count() == 1


def test_of_eight_different_answers_to_one_example_the_first_holds(alice: Learner) -> None:
    drill = drills.start(alice, course="white-cells", is_blocked=True, key=uuid.uuid4())
    answers = at_once(lambda i: answer(drill, ("band", "monocyte")[i % 2], uuid.uuid4()))
    assert sum(isinstance(one, Answered) for one in answers) == 1
    refused = [one for one in answers if isinstance(one, Refused)]
    assert len(refused) == THREADS - 1
    assert {one.status for one in refused} == {409}
