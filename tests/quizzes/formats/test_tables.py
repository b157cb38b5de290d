"""Does a table carry choices there and back, and no formula?"""

import csv
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.formats import Refused, name_of, tables
from quizzes.items import kinds

from .items import ITEMS, MULTIPLE, ORDERING, SCALE, SINGLE, key, parts, remarks, unsafe

CHOICES = [SINGLE, SCALE, MULTIPLE]


def test_text_options_key_and_feedback_of_choices_come_back() -> None:
    read = tables.read(tables.write(ITEMS).data)
    back = {item.template: item for item in read.items}
    for item in CHOICES:
        one = back[item.template]
        assert (one.question.ask, one.question.notes) == (item.question.ask, item.question.notes)
        assert one.question.vignette.startswith(item.question.vignette)
        assert all(result.text in one.question.vignette for result in item.question.results)
        assert (key(one), parts(one), remarks(one), unsafe(one)) == (
            key(item),
            parts(item),
            remarks(item),
            unsafe(item),
        )
        assert (one.key.explanation, one.lesson) == (item.key.explanation, item.lesson)
        assert kinds.grade(one, one.key.answer).is_right
    assert (name_of(ORDERING), True) in {(loss.item, loss.is_whole) for loss in read.losses}


def test_every_item_has_its_row_with_the_key_in_words() -> None:
    rows = list(csv.DictReader(StringIO(tables.write(ITEMS).data.decode("utf-8-sig"), newline="")))
    assert [row["name"] for row in rows] == [name_of(item) for item in ITEMS]
    assert rows[ITEMS.index(ORDERING)]["key"].split("\n") == key(ORDERING)


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=20))
def test_no_cell_is_a_formula_and_none_is_changed_by_the_guard(cell: str) -> None:
    for text in (cell, f"={cell}", f"+{cell}", f"@{cell}", f"\t{cell}", f"-{cell}", f"'={cell}"):
        guarded = tables.guarded(text)
        assert not guarded.startswith(tables.FORMULA) or tables.NUMBER.fullmatch(guarded)
        assert tables.unguarded(guarded) == text


def test_a_formula_in_an_item_is_text_in_the_table_and_a_negative_number_stays_one() -> None:
    evil = replace(SINGLE, question=replace(SINGLE.question, vignette='=HYPERLINK("http://evil")'))
    assert b"'=HYPERLINK" in tables.write([evil]).data
    assert tables.read(tables.write([evil]).data).items[0].question.vignette.startswith("=HYPERLINK")
    assert tables.guarded("-3.5") == "-3.5"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("ask,A,B,key\nWhy?,one,two,C\n", "line 2: the key `C` names no option"),
        ("ask,A,B,key\nWhy?,one,two,\n", "line 2: 0 of 2 options"),
        ("ask,A,B,key\nWhy?,one,one,A\n", "line 2: two options say the same"),
        ("ask,A,B,key\n,one,two,A\n", "line 2: the question has no text"),
        ("ask,A,B\nWhy?,one,two\n", "line 1: has no column key"),
        ("ask,A,B,key\nWhy?,one,two,A,more\n", "line 2: has more cells"),
        ('ask,A,B,key\n"Why?,one,two,A\n', "line 1: is no sound CSV"),
        ("ask,A,B,key\n", "no question"),
    ],
)
def test_a_table_with_a_wrong_row_is_refused_whole(text: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        tables.read(text.encode())


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(Refused, match="line 2: is not UTF-8"):
        tables.read(b"ask,A,B,key\n\xff")
    with pytest.raises(Refused, match="larger"):
        tables.read(b" " * 9_000_000)


def test_markup_in_a_table_is_plain_text() -> None:
    read = tables.read(b"ask,A,B,key\n<script>x</script>?,a < b,b,A\n")
    assert read.items[0].question.ask == "<script>x</script>?"
