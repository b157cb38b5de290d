"""Do equal submits at the same moment become one act, and different ones one end?"""

import threading
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections

from cases import encounters
from cases.encounters import Refused
from cases.models import Action, Draft, Encounter
from cases.simulation.patients import Recipe
from learners.models import Learner
from tests.cases.encounters.acts import B12

THREADS = 8
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(act: Callable[[int], Any]) -> list[Any]:
    """What each of eight threads got from acting at the same moment; a refusal counts as an answer."""
    barrier, answers = threading.Barrier(THREADS), [None] * THREADS

    def run(i: int) -> None:
        try:
            barrier.wait(timeout=30)
            answers[i] = act(i)
        except Exception as error:  # handed to the test, which says what is allowed
            answers[i] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(i,)) for i in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers


def own_view(encounter: Encounter) -> Encounter:
    """The encounter as another request would load it."""
    return Encounter.objects.get(pk=encounter.pk)


@pytest.mark.parametrize(
    ("act", "given"),
    [
        ("ask", {"question": "numbness"}),
        ("order", {"investigations": ["cbc", "serum-b12"], "clock": 0}),
        ("wait", {"until": 600, "clock": 0}),
        ("forecast", {"chances": {"mds": 100}}),
        ("sign", {"commitment": B12, "clock": 0}),
        ("close", {}),
    ],
)
def test_eight_equal_submits_are_one_act(encounter: Encounter, act: str, given: dict[str, Any]) -> None:
    key = uuid.uuid4()
    answers = at_once(lambda _: getattr(encounters, act)(own_view(encounter), key=key, **given))
    stored = Action.objects.get(number=1)
    assert answers == [stored] * THREADS
    assert own_view(encounter).act_count == Action.objects.count() == 2


def test_eight_equal_starts_are_one_encounter(alice: Learner) -> None:
    key, recipe = uuid.uuid4(), Recipe(setting="pancytopenia-ward")
    answers = at_once(lambda _: encounters.start(alice, recipe=recipe, key=key))
    assert answers == [Encounter.objects.get()] * THREADS


def test_eight_windows_that_join_are_with_the_patient_once(encounter: Encounter, charlie: Learner) -> None:
    answers = at_once(lambda _: encounters.join(charlie, code=encounter.code, key=uuid.uuid4()))
    assert answers == [Encounter.objects.get(learner=charlie)] * THREADS


def test_one_of_eight_ends_gives_the_grade_and_the_others_are_told(encounter: Encounter) -> None:
    answers = at_once(lambda _: encounters.close(own_view(encounter), key=uuid.uuid4()))
    won = [answer for answer in answers if isinstance(answer, Action)]
    lost = [answer for answer in answers if isinstance(answer, Refused)]
    assert (len(won), [refused.status for refused in lost]) == (1, [409] * (THREADS - 1))
    assert Action.objects.filter(kind="close").count() == 1
    assert own_view(encounter).grade is not None


def test_of_an_order_and_an_end_at_once_nothing_follows_the_end(encounter: Encounter) -> None:
    def act(i: int) -> Action:
        if i == 0:
            return encounters.close(own_view(encounter), key=uuid.uuid4())
        return encounters.order(own_view(encounter), investigations=["cbc"], clock=0, key=uuid.uuid4())

    answers = at_once(act)
    stored = list(Action.objects.order_by("number"))
    assert stored[-1].kind == "close"
    assert [action.number for action in stored] == [*range(len(stored))]
    assert {answer.pk for answer in answers if isinstance(answer, Action)} == {a.pk for a in stored[1:]}
    assert {answer.status for answer in answers if isinstance(answer, Refused)} <= {409}


def test_different_questions_at_once_are_all_asked_one_after_the_other(encounter: Encounter) -> None:
    questions = ["tongue", "energy", "diet", "fever", "weight", "skin", "hair", "urine"]
    answers = at_once(lambda i: encounters.ask(own_view(encounter), question=questions[i], key=uuid.uuid4()))
    stored = Action.objects.exclude(number=0).order_by("number")
    assert {answer.pk for answer in answers} == {action.pk for action in stored}
    assert sorted(action.payload["question"] for action in stored) == sorted(questions)
    assert own_view(encounter).clock_minutes == sum(action.minutes for action in stored)


def test_of_one_key_for_two_things_at_once_one_is_done_and_the_other_refused(encounter: Encounter) -> None:
    key = uuid.uuid4()
    answers = at_once(lambda i: encounters.ask(own_view(encounter), question=("tongue", "energy")[i % 2], key=key))
    assert Action.objects.count() == 2
    assert {answer.status for answer in answers if isinstance(answer, Refused)} == {422}
    assert sum(answer == Action.objects.get(number=1) for answer in answers) == THREADS // 2


def test_of_drafts_and_a_signature_at_once_nothing_is_drafted_after_the_signature(encounter: Encounter) -> None:
    stale = [own_view(encounter) for _ in range(THREADS)]

    def act(i: int) -> Action | None:
        if i == 0:
            return encounters.sign(stale[i], commitment=B12, clock=0, key=uuid.uuid4())
        return encounters.draft(stale[i], fields=f"cause={i}")

    answers = at_once(act)
    assert isinstance(answers[0], Action)
    assert {answer.status for answer in answers[1:] if answer} <= {409}
    assert Draft.objects.count() == (None in answers[1:])
    assert encounters.close(own_view(encounter), key=uuid.uuid4())
    with pytest.raises(Refused, match="signed already"):
        encounters.draft(encounter, fields="cause=later")
