"""What is an answer worth, in each kind of item?"""

import pytest

from cases.catalog import current
from quizzes.items import Item, NotAnAnswer, Quantity, generate, grade
from quizzes.items import current as bank
from quizzes.items.entities import Answer, Arrange, Assign, Choose, Fill, Write

ITEMS = {
    "single": "megaloblasts/out-of-step",
    "multiple": "dna-synthesis/what-is-true-of-the-coenzyme",
    "numeric": "neutropenia-follows/compute-the-count",
    "ordering": "dna-synthesis/methyl-trap",
    "matching": "compare-mechanism/match-mechanism",
    "classifying": "animal-sources/sort-the-foods",
    "prescribing": "antifolate-rescue/write-the-rescue",
    "short-answer": "dna-synthesis/name-the-nutrient",
    "unsafe-order": "exclude-before-aggression/unsafe-order-on-the-ward",
    "panel": "compare-findings/read-the-panel",
    "film": "hypersegmentation/count-the-lobes",
}


def item_of(kind: str, seed: int = 4) -> Item:
    return generate(bank(current())[ITEMS[kind]], seed, current())


@pytest.mark.parametrize("kind", ITEMS)
def test_the_key_earns_everything(kind: str) -> None:
    item = item_of(kind)
    found = grade(item, item.key.answer)
    assert item.kind == kind
    assert (found.credit, found.is_right, found.is_unsafe) == (1.0, True, False)
    assert all(mark.is_right for mark in found.marks)


@pytest.mark.parametrize("kind", ITEMS)
@pytest.mark.parametrize("answer", ["?", (), {}, Quantity(float("nan"), "?")], ids=repr)
def test_what_does_not_answer_the_question_is_refused(kind: str, answer: Answer) -> None:
    with pytest.raises(NotAnAnswer):
        grade(item_of(kind), answer)


def test_a_wrong_choice_earns_nothing_and_is_marked_with_its_reason() -> None:
    item = item_of("single")
    assert isinstance(item.question.response, Choose)
    wrong = next(one.key for one in item.question.response.options if one.key != item.key.answer)
    found = grade(item, wrong)
    assert (found.credit, found.is_right) == (0.0, False)
    assert next(mark for mark in found.marks if mark.part == wrong).remark == item.key.remarks[wrong]


def test_each_wrong_choice_among_several_costs_as_much_as_a_right_one_earns() -> None:
    item = item_of("multiple")
    right = tuple(item.key.answer)
    assert isinstance(item.question.response, Choose)
    wrong = next(one.key for one in item.question.response.options if one.key not in right)
    assert grade(item, right[:1]).credit == pytest.approx(1 / len(right))
    assert grade(item, (*right, wrong)).credit == pytest.approx(1 - 1 / len(right))
    assert grade(item, (right[0], wrong)).credit == 0.0
    assert grade(item, (wrong,)).credit == 0.0


def test_a_number_counts_in_either_unit_within_its_tolerance_and_a_slip_is_named() -> None:
    item = item_of("numeric")
    assert isinstance(item.key.answer, Quantity)
    value = item.key.answer.value
    assert grade(item, Quantity(1000 * value, "/µL")).is_right
    assert grade(item, Quantity(value + 0.9 * item.key.tolerance, "× 10⁹/L")).is_right
    assert not grade(item, Quantity(value + 1.1 * item.key.tolerance, "× 10⁹/L")).is_right
    slip = item.key.slips[-1]
    assert grade(item, Quantity(slip.value, "× 10⁹/L")).marks[0].remark == slip.remark


def test_one_exchange_of_neighbors_costs_twice_its_share_of_all_pairs() -> None:
    item = item_of("ordering")
    first, second, *others = tuple(item.key.answer)
    found = grade(item, (second, first, *others))
    assert found.credit == pytest.approx(1 - 2 / 10)
    assert not found.is_right
    assert grade(item, tuple(reversed(tuple(item.key.answer)))).credit == 0.0


def test_the_steps_are_never_shown_in_the_right_order() -> None:
    for seed in range(30):
        item = item_of("ordering", seed)
        assert isinstance(item.question.response, Arrange)
        assert tuple(step.key for step in item.question.response.steps) != item.key.answer


def test_things_in_their_places_count_one_by_one() -> None:
    item = item_of("classifying")
    right = dict(item.key.answer)
    thing = next(iter(right))
    other = "1" if right[thing] != "1" else "2"
    assert grade(item, {**right, thing: other}).credit == pytest.approx(1 - 1 / len(right))


def test_a_place_of_a_match_is_used_once_and_one_is_left_over() -> None:
    item = item_of("matching")
    response = item.question.response
    assert isinstance(response, Assign)
    assert len(response.places) == len(response.things) + 1
    with pytest.raises(NotAnAnswer, match="once"):
        grade(item, dict.fromkeys(dict(item.key.answer), "1"))


def test_something_unsafe_in_an_order_takes_all_credit() -> None:
    item = item_of("prescribing")
    response = item.question.response
    assert isinstance(response, Fill)
    unsafe = next(part for part in sorted(item.key.unsafe) if part.startswith("drug/"))
    found = grade(item, {**dict(item.key.answer), "drug": unsafe.removeprefix("drug/")})
    assert (found.credit, found.is_unsafe) == (0.0, True)


def test_a_term_counts_whatever_its_capitals_and_only_from_the_list() -> None:
    item = item_of("short-answer")
    assert isinstance(item.question.response, Write)
    assert grade(item, f"  {str(item.key.answer).upper()} ").is_right
    other = next(term for term in item.question.response.terms if term != item.key.answer)
    assert not grade(item, other).is_right
    with pytest.raises(NotAnAnswer):
        grade(item, "Philosopher's stone")


def test_pointing_at_a_safe_order_harms_nobody() -> None:
    item = item_of("unsafe-order")
    assert isinstance(item.question.response, Choose)
    safe = next(one.key for one in item.question.response.options if one.key != item.key.answer)
    found = grade(item, safe)
    assert (found.is_right, found.is_unsafe) == (False, False)
