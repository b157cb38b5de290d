"""Does the story keep back what is not known yet?"""

from datetime import timedelta

import pytest

from cases.charts.story import Awaited, Story, story_of
from cases.models import Encounter
from tests.cases.encounters.acts import B12, do


def test_a_result_has_no_value_before_it_is_due(encounter: Encounter) -> None:
    do(encounter, "order", investigations=["cbc", "serum-b12"])
    story = story_of(encounter)
    assert "serum-b12" in {result.item for result in story.awaited}
    assert "serum-b12" not in {sight.item for sight in story.seen}
    assert "value" not in Awaited.__dataclass_fields__


def test_a_result_is_seen_from_the_minute_on_which_it_is_due(encounter: Encounter) -> None:
    do(encounter, "order", investigations=["cbc"])
    due = story_of(encounter).next_due
    assert due is not None
    do(encounter, "wait", until=due - 1)
    assert "mcv" in {result.item for result in story_of(encounter).awaited}
    do(encounter, "wait", until=due)
    assert story_of(encounter).awaited == ()
    assert "mcv" in {s.item for s in story_of(encounter).seen if s.collected_minutes >= 0}


def test_the_person_is_told_in_the_right_words(encounter: Encounter) -> None:
    person = story_of(encounter).person
    words = (person.she, person.her, person.hers)
    assert words == (("she", "her", "her") if person.sex == "female" else ("he", "him", "his"))


def test_status_and_dates_follow_the_encounter(encounter: Encounter) -> None:
    assert story_of(encounter).is_open
    do(encounter, "sign", commitment=B12)
    story = story_of(encounter)
    assert story.is_following and story.signed is not None
    assert story.day_zero == encounter.started_at.date()
    assert timedelta(0) <= timedelta(minutes=story.clock)


@pytest.mark.parametrize("hidden", ["seed", "condition", "recipe", "causal", "pushes", "grade", "fingerprint"])
def test_a_story_has_no_field_for_what_is_hidden(hidden: str, encounter: Encounter) -> None:
    do(encounter, "ask", question="medications")
    assert hidden not in Story.__dataclass_fields__
    assert f"'{hidden}'" not in repr(story_of(encounter))


def test_a_story_takes_two_queries(encounter: Encounter, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    do(encounter, "order", investigations=["cbc"])
    with django_assert_num_queries(2):
        story_of(encounter)
