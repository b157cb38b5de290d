"""Does the guide ask without answering, and show the belief only after a forecast?"""

import pytest

from cases.catalog import current
from cases.charts.guidance import Guidance, guidance_of
from cases.charts.story import story_of
from cases.factories import EncounterFactory
from cases.models import Encounter
from learners.models import Learner
from tests.cases.encounters.acts import WATCHFUL, do


@pytest.fixture
def learning(alice: Learner) -> Encounter:
    """Alice has just met a woman with pernicious anemia, and wants guidance."""
    return EncounterFactory(learner=alice, condition="pernicious-anemia", seed=5, mode="learn")


def guided(encounter: Encounter) -> Guidance:
    return guidance_of(story_of(Encounter.objects.get(pk=encounter.pk)))


def groups() -> set[str]:
    catalog = current()
    return {
        *(question.system for question in catalog.questions.values()),
        *(maneuver.region for maneuver in catalog.maneuvers.values()),
        *(test.category for test in catalog.investigations.values()),
    }


def test_every_hint_is_a_question_that_names_no_diagnosis_finding_or_test(learning: Encounter) -> None:
    told = guided(learning).questions
    assert len(told) == 3
    assert all(text.endswith("?") for text in told)
    catalog = current()
    named = [*catalog.diagnoses.values(), *catalog.conditions.values(), *catalog.investigations.values()]
    text = " ".join(told)
    for group in groups():
        text = text.replace(f"“{group}”", "")
    assert [entry.name for entry in named if entry.name in text] == []
    assert "“" not in text


def test_the_guide_follows_from_what_was_seen_alone(learning: Encounter) -> None:
    do(learning, "ask", question="diet")
    do(learning, "examine", maneuvers=["tongue"])
    do(learning, "forecast", chances={"mds": 100})
    told = guided(learning)
    other = EncounterFactory(condition="aml", seed=9)
    Encounter.objects.filter(pk=learning.pk).update(recipe=other.recipe, seed=other.seed)
    assert guided(learning) == told


def test_the_belief_waits_for_a_forecast_on_all_that_was_seen(learning: Encounter) -> None:
    assert not guided(learning).is_shown
    do(learning, "forecast", chances={"mds": 70, "b12-deficiency": 30})
    shown = guided(learning)
    assert shown.is_shown
    assert sum(row.count for row in shown.known) == 100
    assert sum(row.said or 0 for row in shown.known) == 100
    do(learning, "ask", question="diet")
    assert not guided(learning).is_shown
    do(learning, "forecast", chances={"mds": 60, "b12-deficiency": 40})
    assert guided(learning).is_shown
    do(learning, "order", investigations=["cbc"])
    assert guided(learning).is_shown
    do(learning, "wait", until=learning.clock_minutes + 1440)
    assert not guided(learning).is_shown


def test_hues_follow_the_learners_own_order(learning: Encounter) -> None:
    do(learning, "forecast", chances={"mds": 70, "b12-deficiency": 30})
    hues = {row.name: row.hue for row in guided(learning).known}
    assert (hues["MDS"], hues["B12 deficiency"]) == ("hue-1", "hue-2")


def test_where_nothing_is_left_to_find_it_asks_about_that(learning: Encounter) -> None:
    for question in current().questions:
        do(learning, "ask", question=question)
        do(learning, "ask", question=question)
    do(learning, "examine", maneuvers=list(current().maneuvers))
    do(learning, "order", investigations=list(current().investigations))
    do(learning, "wait", until=learning.clock_minutes + 80 * 1440)
    told = guided(learning).questions
    assert len(told) == 2
    assert told[0].startswith("Would any test still change what you would do?")


def test_after_signing_there_is_nothing_to_guide(learning: Encounter) -> None:
    do(learning, "sign", commitment=WATCHFUL)
    assert guided(learning) == Guidance((), (), None, "")
