"""Does every template of the bank make items that hold, and would a bad one be found?"""

from dataclasses import replace
from functools import cache

import pytest
from msgspec.structs import replace as changed

from cases.catalog import current
from quizzes.items import Item, generate
from quizzes.items import current as bank
from quizzes.items.entities import Choose, Option
from quizzes.items.kinds import OF_THE_MODEL, kind_of
from quizzes.items.proofs import Proof, problems_of, prove, told_by_length
from quizzes.items.single import Single
from quizzes.items.templates import Template

# `manage.py check_bank` looks at 200 variants of each; here a few tell whether a file was spoiled.
FEW, FEW_OF_THE_MODEL = 16, 5
# Of four options the longest would be right in one of four by chance.
LONGEST_SHARE = 0.34


def few(template: Template) -> int:
    return FEW_OF_THE_MODEL if kind_of(template) in OF_THE_MODEL else FEW


@cache
def proofs() -> tuple[Proof, ...]:
    """All templates, each with a few variants of its own seeds."""
    return tuple(prove(template, current(), few(template), 1000) for template in bank(current()).values())


def an_item() -> Item:
    """An item of one right option of four."""
    return generate(bank(current())["megaloblasts/out-of-step"], 3, current())


def with_options(item: Item, options: tuple[Option, ...]) -> Item:
    return replace(item, question=replace(item.question, response=Choose(options)))


def options_of(item: Item) -> tuple[Option, ...]:
    assert isinstance(item.question.response, Choose)
    return item.question.response.options


def test_every_template_makes_items_that_hold() -> None:
    assert {proof.template: proof.problems for proof in proofs() if proof.problems} == {}


def test_the_right_option_is_not_told_by_being_longest() -> None:
    assert sum(proof.longest for proof in proofs()) / sum(proof.choices for proof in proofs()) <= LONGEST_SHARE


def test_the_right_option_stands_in_each_place_as_often() -> None:
    template = bank(current())["megaloblasts/out-of-step"]
    places = [generate(template, seed, current()).key.answer for seed in range(200)]
    assert all(30 < places.count(letter) < 70 for letter in "abcd")


def test_the_same_seed_gives_the_same_item_and_another_version_another() -> None:
    template = bank(current())["neutropenia-follows/compute-the-count"]
    assert generate(template, 5, current()) == generate(template, 5, current())
    assert generate(template, 5, current()) != generate(template, 6, current())
    assert generate(changed(template, version=9), 5, current()).question != generate(template, 5, current()).question


def test_two_options_of_the_same_words_are_found() -> None:
    first, second, *others = options_of(an_item())
    item = with_options(an_item(), (first, Option(second.key, first.text.upper()), *others))
    assert any("two options say the same" in problem for problem in problems_of(item))


def test_a_second_key_is_found() -> None:
    item = an_item()
    other = next(option.key for option in options_of(item) if option.key != item.key.answer)
    several = replace(item.key, answer=(str(item.key.answer), other))
    assert "the key does not answer the question" in problems_of(replace(item, key=several))


def test_a_missing_explanation_is_found() -> None:
    item = an_item()
    silent = replace(item, key=replace(item.key, remarks={**item.key.remarks, "b": " "}))
    assert any("no explanation of b" in problem for problem in problems_of(silent))


def test_a_right_option_much_longer_than_all_others_is_found() -> None:
    item = an_item()
    long = tuple(
        Option(one.key, one.text + " and so on" * 9) if one.key == item.key.answer else one for one in options_of(item)
    )
    padded = with_options(item, long)
    assert told_by_length(padded)
    assert any("much longer" in problem for problem in problems_of(padded))


def test_a_value_that_contradicts_the_vignette_is_found() -> None:
    template = bank(current())["made-too-few-or-lost/next-test"]
    item = generate(template, 3, current())
    assert "large red cells" in item.question.vignette
    assert list(problems_of(item)) == []
    small = tuple(
        replace(one, value=73.0, text="73", flag="low") if one.analyte == "mcv" else one
        for one in item.question.results
    )
    wrong = replace(item, question=replace(item.question, results=small))
    assert list(problems_of(wrong)) == ["`large red cells` stands above a mcv that is not high"]


def test_a_template_that_always_shows_the_same_is_found() -> None:
    template = bank(current())["megaloblasts/out-of-step"]
    assert isinstance(template, Single)
    one = [line for line in template.options if line.right][:1]
    wrong = [line for line in template.options if not line.right][:3]
    stiff = changed(template, options=tuple(one + wrong), vignettes=("Always.",), asks=("The same?",))
    assert any("show only 1 different" in problem for problem in prove(stiff, current(), 12).problems)


def test_nothing_that_belongs_to_the_feedback_is_in_a_question() -> None:
    for template in bank(current()).values():
        item = generate(template, 2000, current())
        shown = repr(item.question)
        told = {*item.key.remarks.values(), item.key.explanation, item.lesson.objective}
        assert [words for words in told if words in shown] == [], item.template


@pytest.mark.parametrize("key", ["compare-findings/read-the-panel", "hypersegmentation/is-this-film-hypersegmented"])
def test_a_question_about_a_patient_of_the_model_does_not_name_the_patient(key: str) -> None:
    item = generate(bank(current())[key], 11, current())
    assert not any(condition in repr(item.question) for condition in current().conditions)
