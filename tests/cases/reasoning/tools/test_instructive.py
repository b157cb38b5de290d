"""Does a patient teach the point for which they were chosen?"""

import pytest

from cases.catalog import current
from cases.reasoning.belief.observer import current_observer
from cases.reasoning.tools.instructive import NotTaught, lessons, most_instructive, step_of

SETTING = "general-medicine"


@pytest.mark.parametrize(
    ("point", "test", "before", "not_before"),
    [
        ("hypersegmentation", "blood-film", {"cbc"}, {"blood-film"}),
        ("mma-hcy-borderline", "methylmalonic-acid", {"cbc", "serum-b12"}, {"methylmalonic-acid", "homocysteine"}),
        ("duffy-null-normal", "duffy-phenotype", {"cbc"}, {"duffy-phenotype"}),
    ],
)
def test_the_step_of_a_point_is_the_last_look_it_asks_for(
    point: str, test: str, before: set[str], not_before: set[str]
) -> None:
    step = step_of(current(), point)
    assert step.test == test
    assert before <= set(step.before.tests)
    assert not not_before & set(step.before.tests)
    assert test in step.after.tests


def test_a_point_may_turn_on_a_question_or_on_the_plan() -> None:
    diet, potassium = step_of(current(), "animal-sources"), step_of(current(), "potassium-falls")
    assert diet.test is None
    assert "diet" not in diet.before.questions
    assert "diet" in diet.after.questions
    assert potassium.is_plan
    assert not diet.is_plan


def test_the_best_lessons_come_first_and_lead_towards_the_truth() -> None:
    found = list(lessons(current(), current_observer(), SETTING, "hypersegmentation", 30))
    best = most_instructive(iter(found), 3)
    assert len(found) == 30
    assert 0 < len(best) <= 3
    assert [lesson.score for lesson in best] == sorted((lesson.score for lesson in best), reverse=True)
    for lesson in best:
        assert lesson.after >= lesson.before
        assert "hypersegmentation" in current().conditions[lesson.condition].key_features
        assert lesson.rival != current().conditions[lesson.condition].diagnosis


def test_the_same_seeds_teach_the_same() -> None:
    first, other = (list(lessons(current(), current_observer(), SETTING, "animal-sources", 4)) for _ in range(2))
    assert first == other
    assert first != list(lessons(current(), current_observer(), SETTING, "animal-sources", 4, root=2))


def test_where_a_step_is_not_called_for_there_is_no_lesson() -> None:
    found = list(lessons(current(), current_observer(), SETTING, "mma-hcy-borderline", 20))
    assert None in found  # a B12 that leaves no doubt calls for no metabolites


@pytest.mark.parametrize("point", ["megaloblasts", "cbc-first"])
def test_a_point_that_nobody_can_show_is_refused_with_the_reason(point: str) -> None:
    with pytest.raises(NotTaught, match=point):
        list(lessons(current(), current_observer(), SETTING, point, 1))


def test_an_unknown_point_is_refused() -> None:
    with pytest.raises(KeyError):
        step_of(current(), "no-such-point")
