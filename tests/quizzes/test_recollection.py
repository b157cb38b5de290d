"""Is a point remembered from one history of answers and patients, whatever either alone would tell?"""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from fsrs import Rating

from cases.charts.missed import missed_points
from cases.models import Action, Encounter, Mode, Reading
from learners.models import Learner
from quizzes import attempts, papers
from quizzes.memory import replayed
from quizzes.models import Response
from quizzes.recollection import recollection_of, tries_of
from tests.quizzes.patients import met
from tests.quizzes.quizzing import answered

DONE, LEFT = "investigate-b12", "compare-marrow"  # met by an order; met by leaving the marrow alone
DAY = timedelta(days=1)


def asked_about(learner: Learner, point: str, days_ago: int) -> Response:
    """A right answer on a point, given so many days ago."""
    attempt = attempts.start(learner, mode="tutor", key=uuid.uuid4(), count=5, points=[point])
    response = answered(attempt, 1)
    Response.objects.filter(pk=response.pk).update(answered_at=timezone.now() - days_ago * DAY)
    return response


def ratings_of(learner: Learner) -> list[tuple[str, Rating]]:
    return [(one.point, one.rating) for one in recollection_of(learner).retrievals]


def test_answers_and_patients_are_replayed_as_one_history_in_order_of_time(alice: Learner) -> None:
    asked_about(alice, DONE, 9)
    met(alice, {DONE: False}, when=timezone.now() - 6 * DAY)
    asked_about(alice, DONE, 3)
    met(alice, {DONE: True}, when=timezone.now() - 12 * DAY)
    found = recollection_of(alice)
    by_patient = [one.by_patient for one in found.retrievals]
    assert by_patient == [True, False, True, False]
    assert [one.rating is Rating.Again for one in found.retrievals] == [False, False, True, False]
    assert found.memories[DONE] == replayed((one.rating, one.when) for one in found.retrievals)
    assert len(papers.answered_by(alice)) == 2


def test_a_step_missed_is_due_soon_and_one_taken_is_not(alice: Learner) -> None:
    now = timezone.now()
    met(alice, {DONE: True, "hypersegmentation": False}, when=now)
    found = recollection_of(alice)
    assert found.memories["hypersegmentation"].due == now + timedelta(minutes=10)
    assert found.memories[DONE].due > now + DAY
    assert found.missed_with_patients == ["hypersegmentation"]


def test_what_was_left_undone_is_remembered_only_where_it_was_missed(alice: Learner) -> None:
    met(alice, {LEFT: True})
    assert ratings_of(alice) == []
    met(alice, {LEFT: False})
    assert ratings_of(alice) == [(LEFT, Rating.Again)]


def test_an_unsafe_act_misses_its_point_once_whatever_else_was_done(alice: Learner) -> None:
    met(alice, {"copper-mimic": True}, unsafe=("zinc-continued", "cytotoxic-without-a-clone"))
    assert sorted(ratings_of(alice)) == [("copper-mimic", Rating.Again), ("mimics-malignancy", Rating.Again)]


def test_a_grade_that_tells_nothing_of_points_shows_nothing(alice: Learner) -> None:
    """As one of an older shape."""
    for grade in ({"total": 50}, {"total": 50, "features": None, "unsafe": None}, {}):
        met(alice, {}, grade=grade)
    assert ratings_of(alice) == []
    assert missed_points(alice) == {}


def test_a_guide_beside_a_step_makes_it_hard_at_most(alice: Learner) -> None:
    met(alice, {DONE: True, "hypersegmentation": False}, mode=Mode.LEARN)
    assert sorted(ratings_of(alice)) == [("hypersegmentation", Rating.Again), (DONE, Rating.Hard)]


def test_a_patient_who_was_left_without_a_diagnosis_tells_nothing_unless_dead(alice: Learner) -> None:
    encounter = met(alice, {DONE: False}, decided=False)
    assert ratings_of(alice) == []
    act = Action.objects.create(encounter=encounter, number=2, kind="wait", at_minutes=0, key=uuid.uuid4())
    death = {"item": "death:sepsis", "level": "present", "words": "Died."}
    Reading.objects.create(encounter=encounter, action=act, collected_minutes=0, due_minutes=0, **death)
    assert ratings_of(alice) == [(DONE, Rating.Again)]


@pytest.mark.parametrize("again", ["the same patient", "played on"])
def test_whoever_has_read_the_debrief_shows_nothing_by_meeting_the_patient_again(alice: Learner, again: str) -> None:
    first = met(alice, {DONE: False}, when=timezone.now() - DAY, decided=again == "played on")
    before = ratings_of(alice)
    branch: dict[str, Any] = {"branched_from": first, "branched_after": 1} if again == "played on" else {}
    met(alice, {DONE: True}, code=first.code, **branch)
    assert ratings_of(alice) == before
    assert Encounter.objects.filter(learner=alice).count() == 2


def test_a_point_that_is_taught_no_more_is_not_remembered(alice: Learner) -> None:
    response = asked_about(alice, DONE, 1)
    assert [point for point, _ in ratings_of(alice)] == [DONE]
    response.attempt.questions = [["no-such-point/one", 1, 1]]
    response.attempt.save()
    met(alice, {"no-such-point": False})
    found = recollection_of(alice)
    assert len(found.answers) == 1
    assert not found.retrievals
    assert not tries_of(found.answers)


def test_memory_is_ones_own(alice: Learner, charlie: Learner) -> None:
    met(alice, {DONE: False})
    assert not recollection_of(charlie).retrievals
    assert not recollection_of(None).memories
