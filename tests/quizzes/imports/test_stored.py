"""Does a question survive being kept as plain data?"""

import json

import pytest

from quizzes.imports.stored import data_of, item_from
from quizzes.items import Item
from tests.quizzes.formats.items import FILM, ITEMS


@pytest.mark.parametrize("item", [item for item in ITEMS if item is not FILM], ids=lambda item: item.kind)
def test_an_item_is_the_same_after_it_was_json(item: Item) -> None:
    told = json.loads(json.dumps(data_of(item), allow_nan=False))
    back = item_from(told, item.template, item.version, item.seed, item.kind)
    assert (back.question, back.key, back.lesson) == (item.question, item.key, item.lesson)


def test_a_picture_is_not_lost_in_silence() -> None:
    with pytest.raises(ValueError, match="picture"):
        data_of(FILM)


def test_data_of_another_shape_is_no_item() -> None:
    told = data_of(ITEMS[0])
    told["key"]["remarks"] = ["not", "by", "part"]
    with pytest.raises(ValueError, match="Expected `object`"):
        item_from(told, "imported/x", 1, 0, "single")
