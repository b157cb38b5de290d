"""Does an answer come back as it was, through a form and through the record?"""

import json

import pytest

from cases.catalog import current as current_catalog
from quizzes.answers import answer_in, as_json, fields_of, from_json
from quizzes.items import Item, NotAnAnswer, current, generate
from quizzes.items.kinds import KINDS, kind_of
from tests.quizzes.quizzing import right_fields, wrong_fields


def one_of(kind: str) -> Item:
    catalog = current_catalog()
    template = next(one for one in current(catalog).values() if kind_of(one) == kind)
    return generate(template, 7, catalog)


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_of_any_kind_comes_back_from_form_and_record(kind: str) -> None:
    item = one_of(kind)
    response = item.question.response
    for fields in (right_fields(item), wrong_fields(item)):
        given = answer_in(response, fields)
        assert from_json(response, json.loads(json.dumps(as_json(given)))) == given
        assert answer_in(response, fields_of(response, given)) == given
    assert answer_in(response, right_fields(item)) == from_json(
        response, as_json(answer_in(response, right_fields(item)))
    )


def test_an_empty_form_says_what_is_missing_instead_of_being_an_answer() -> None:
    ordering, numeric = one_of("ordering"), one_of("numeric")
    with pytest.raises(NotAnAnswer, match="each number once"):
        answer_in(ordering.question.response, {})
    with pytest.raises(NotAnAnswer, match="Enter a number"):
        answer_in(numeric.question.response, {"number": ["ten"]})
    assert answer_in(numeric.question.response, {"number": ["1,5"]}) != answer_in(
        numeric.question.response, {"number": ["15"]}
    )
