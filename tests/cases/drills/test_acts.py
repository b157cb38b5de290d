"""Is each example of a drill answered once, in its turn, by whom it belongs to?"""

import uuid
from typing import Any

import pytest

from cases import drills
from cases.encounters import Refused
from cases.microscope.examples import example_in, plate_named, source_of, trials_in
from cases.models import Answered, Drill
from cases.slides import Absent, Sight
from learners.models import Learner


@pytest.fixture
def drill(alice: Learner) -> Drill:
    return drills.start(alice, course="white-cells", is_blocked=True, key=uuid.uuid4())


def answered(drill: Drill, number: int, **other: Any) -> Answered:
    """Answer an example, rightly unless told otherwise."""
    right = example_in(drill, number).right
    return drills.answer(
        drill, **{"number": number, "given": right, "took_ms": 2000, "in_words": False, "key": uuid.uuid4()} | other
    )


def test_a_series_begun_twice_with_one_key_is_one(alice: Learner) -> None:
    key = uuid.uuid4()
    first, again = (drills.start(alice, course="lobes", is_blocked=True, key=key) for _ in range(2))
    assert first == again
    with pytest.raises(Refused, match="other contents"):
        drills.start(alice, course="red-cells", is_blocked=True, key=key)


def test_an_unknown_course_is_refused(alice: Learner) -> None:
    with pytest.raises(Refused, match="no course"):
        drills.start(alice, course="lobs", is_blocked=True, key=uuid.uuid4())


def test_an_answer_sent_twice_is_stored_once(drill: Drill) -> None:
    key = uuid.uuid4()
    first, again = (answered(drill, 0, given="band", key=key) for _ in range(2))
    assert first == again
    assert drill.answers.count() == 1
    with pytest.raises(Refused, match="other contents"):
        answered(drill, 0, given="monocyte", key=key)


def test_an_example_is_answered_in_its_turn_and_never_again(drill: Drill) -> None:
    answered(drill, 0)
    with pytest.raises(Refused, match="another window") as refused:
        answered(drill, 0, given="band")
    assert refused.value.status == 409
    with pytest.raises(Absent):
        answered(drill, 2)
    with pytest.raises(Refused, match="one of the answers"):
        answered(drill, 1, given="schistocyte")


def test_what_an_example_shows_stays_what_it_was(drill: Drill) -> None:
    seen = []
    for number in range(8):
        seen.append(example_in(drill, number))
        answered(drill, number, **({"given": "basophil"} if number % 3 == 0 else {}))
    assert [example_in(drill, number) for number in range(8)] == seen
    assert [trial.kind for trial in trials_in(drill)] == [example.kind for example in seen]


def test_pictures_exist_up_to_the_example_that_is_due_and_no_further(drill: Drill) -> None:
    plate = plate_named(source_of(drill.pk, 0))
    assert plate.scene(Sight("gallery", 0)) == example_in(drill, 0).scenes[0]
    for absent in (Sight("gallery", 1), Sight("monolayer", 0)):
        with pytest.raises(Absent):
            plate.scene(absent)
    with pytest.raises(Absent):
        plate_named(source_of(drill.pk, 1))
    with pytest.raises(Absent):
        plate_named(source_of(uuid.uuid4(), 0))


def test_time_counts_up_to_ten_minutes(drill: Drill) -> None:
    assert answered(drill, 0, took_ms=10**9).took_ms == drills.LONGEST_MS
    assert answered(drill, 1, took_ms=-5).took_ms == 0
