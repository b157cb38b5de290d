"""Does nothing about the order, the letters or the lists of a question from elsewhere tell its key?"""

from dataclasses import replace

import pytest

from cases.catalog import current
from quizzes.formats import keys
from quizzes.imports.admission import admitted
from quizzes.items import Item, grade
from quizzes.items.entities import Arrange, Assign, Choose, Write
from quizzes.items.lots import Lot
from tests.quizzes.formats.items import (
    FILL,
    ITEMS,
    MATCHING,
    MULTIPLE,
    ORDERING,
    RESULTS,
    SCALE,
    SINGLE,
    WRITE,
    key,
    parts,
    remarks,
    unsafe,
)

MIXED = [SINGLE, MULTIPLE, ORDERING, MATCHING, FILL]


def taken(item: Item, seed: int = 1) -> Item:
    return admitted(item, Lot(seed), current(), "theirs.xml")


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.kind)
def test_what_is_right_is_said_in_the_same_words_and_remarks_stay_with_their_parts(item: Item) -> None:
    for seed in range(5):
        one = taken(item, seed)
        if item is MATCHING or not isinstance(one.question.response, Assign | Write):
            assert sorted(map(str, _flat(key(one)))) == sorted(map(str, _flat(key(item))))
        assert set(parts(one).values()) == set(parts(item).values())
        assert remarks(one) == remarks(item)
        assert unsafe(one) == unsafe(item)
        assert grade(one, one.key.answer).is_right


def _flat(told: object) -> list[object]:
    return list(told) if isinstance(told, list | tuple) else [told]


@pytest.mark.parametrize("item", MIXED, ids=lambda item: item.kind)
def test_the_key_lies_elsewhere_by_chance_and_the_same_lot_draws_the_same(item: Item) -> None:
    assert len({str(taken(item, seed).key.answer) for seed in range(12)}) > 1
    assert taken(item, 3) == taken(item, 3)


def test_steps_are_lettered_as_shown_and_never_shown_in_the_right_order() -> None:
    for seed in range(30):
        one = taken(ORDERING, seed)
        response = one.question.response
        assert isinstance(response, Arrange)
        shown = tuple(step.key for step in response.steps)
        assert shown == tuple(sorted(shown)) != one.key.answer


def test_a_scale_keeps_its_order_and_a_short_answer_shows_no_list_of_right_terms() -> None:
    response = taken(SCALE).question.response
    assert isinstance(response, Choose) and response == SCALE.question.response
    short = taken(WRITE)
    assert short.question.response == Write(())
    assert (grade(short, " copper ").is_right, grade(short, "Zinc").is_right) == (True, False)
    assert grade(short, "whatever else").credit == 0 and keys.terms(short) == ["Copper"]


def test_a_result_is_ours_only_where_unit_and_analyte_are() -> None:
    told = replace(RESULTS[0], unit="g/L", value=81.0, text="81"), replace(RESULTS[1], analyte="unheard-of")
    one = taken(replace(SINGLE, question=replace(SINGLE.question, results=(*RESULTS, *told))))
    assert one.question.results == RESULTS
    assert one.question.notes[-2:] == ("Hemoglobin 81 g/L (12 to 16)", "MCV 118 fL (80 to 100)")


def test_the_lesson_says_where_a_question_is_from_and_keeps_points_of_ours() -> None:
    lesson = taken(replace(SINGLE, lesson=replace(SINGLE.lesson, points=("tagged", "cbc-first"), beyond=False))).lesson
    assert lesson.points == ("cbc-first",) and lesson.beyond
    assert "theirs.xml" in lesson.sources[0] and "not checked by the model" in lesson.sources[0]
