"""Does GIFT carry items there and back, and does another reader find in it what we wrote?"""

import html
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.formats import Refused, gift, name_of
from quizzes.items import Item, Quantity, kinds
from tests import oracles

from .items import (
    CLASSIFYING,
    FILL,
    ITEMS,
    MATCHING,
    MULTIPLE,
    NUMERIC,
    ORDERING,
    SINGLE,
    WRITE,
    key,
    parts,
    remarks,
    stem,
    unsafe,
)

ORACLE = Path(__file__).parents[1] / "oracles" / "gift_pegjs_says.js"
HELD = [item for item in ITEMS if item not in (ORDERING, FILL)]


@pytest.fixture(scope="module")
def there_and_back() -> dict[str, Item]:
    return {item.template: item for item in gift.read(gift.write(ITEMS).data).items}


@pytest.mark.parametrize("item", HELD, ids=lambda item: item.kind)
def test_text_options_key_and_feedback_come_back(item: Item, there_and_back: dict[str, Item]) -> None:
    back = there_and_back[item.template]
    assert set(parts(back).values()) == set(parts(item).values())
    assert remarks(back) == remarks(item)
    assert unsafe(back) == unsafe(item)
    assert back.key.explanation == item.key.explanation
    assert back.lesson == item.lesson
    assert stem(back) == stem(item)
    assert kinds.grade(back, back.key.answer).is_right
    if item is NUMERIC:
        assert (back.key.answer, back.key.tolerance, back.key.slips) == (key(item)[0], key(item)[1], key(item)[3])
    else:
        assert key(back) == key(item)


def test_the_report_names_what_is_not_carried(there_and_back: dict[str, Item]) -> None:
    losses = {(loss.item, loss.is_whole) for loss in gift.write(ITEMS).losses}
    assert {(name_of(ORDERING), True), (name_of(FILL), True), (name_of(NUMERIC), False)} <= losses
    assert name_of(SINGLE) not in {name for name, _ in losses}
    assert len(there_and_back) == len(HELD)


def test_another_reader_finds_the_same_questions() -> None:
    found: list[dict[str, Any]] = oracles.node_says(ORACLE, question=gift.write(ITEMS).data.decode())
    theirs = {question["id"]: question for question in found}
    kinds_found = [theirs[name_of(item)]["type"] for item in (SINGLE, MULTIPLE, NUMERIC, MATCHING, WRITE)]
    assert kinds_found == ["MC", "MC", "Numerical", "Matching", "Short"]
    for item in (SINGLE, MULTIPLE):
        choices = theirs[name_of(item)]["choices"]
        right = [words(one) for one in choices if one["isCorrect"] or (one["weight"] or 0) > 0]
        assert [words(one) for one in choices] == list(parts(item).values())
        assert right == key(item)
        for one, remark in zip(choices, item.key.remarks.values(), strict=True):
            assert remark in plain(one["feedback"]["text"])
    assert theirs[name_of(NUMERIC)]["choices"][0]["text"] == {"type": "range", "number": 10.25, "range": 0.5}
    pairs = [
        f"{plain(one['subquestion']['text'])}: {one['subanswer']}" for one in theirs[name_of(CLASSIFYING)]["matchPairs"]
    ]
    assert pairs == key(CLASSIFYING)
    assert "B12 first" not in str(theirs) and theirs[name_of(SINGLE)]["tags"] == list(SINGLE.lesson.points)


def words(choice: dict[str, Any]) -> str:
    return plain(choice["text"]["text"])


def plain(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", text))


FOREIGN = r"""
// question: 1  name: Grants tomb
$CATEGORY: tom/dick

::Q1:: What is 2\=2 \{really\}? {
=yes # right#
~no # wrong; answer it again
~%50%perhaps
}

::Q2:: Which are even? {
	~%50%two ~%50%four ~%-100%five #odd
}

The cat sat on the {=mat#good =%0%moon} today.

Day? {#5..8#about####Then it falls.}

pH? {#7.4:0.05}

Match. { =canada -> ottawa =italy->rome = -> oslo }

B12 is a vitamin.{T#No, it is#Indeed}

[markdown]Why?{}

This is a note.
"""


def test_questions_made_elsewhere_are_read() -> None:
    read = gift.read(FOREIGN.replace("right#", "right").encode())
    one, even, cat, day, acid, match, truth = read.items
    assert one.question.ask == "What is 2=2 {really}?" and key(one) == ["yes"]
    assert list(one.key.remarks.values()) == ["right", "wrong; answer it again", ""]
    assert key(even) == ["two", "four"]
    assert cat.question.ask == "The cat sat on the _____ today." and key(cat) == ["mat"]
    assert (day.key.answer, day.key.tolerance, day.key.explanation) == (Quantity(6.5, ""), 1.5, "Then it falls.")
    assert (acid.key.answer, acid.key.tolerance) == (Quantity(7.4, ""), 0.05)
    assert key(match) == ["canada: ottawa", "italy: rome"] and len(match.question.response.places) == 3  # type: ignore[union-attr]
    assert key(truth) == ["True"] and remarks(truth) == {"True": "Indeed", "False": "No, it is"}
    assert [loss.what for loss in read.losses if loss.is_whole] == ["an essay", "text that asks nothing"]


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("really", "<script>x</script>", 5, "<script>"),
        ("no # wrong", "<img src=x onerror\\=y> # wrong", 5, "no key"),
        ("no # wrong", "<img src\\=x onerror\\=y> # wrong", 5, "onerror"),
        ("=yes", "~yes", 5, "no key"),
        ("~%-100%five", "~%50%five", 11, "no key"),
        ("{#5..8", "{#five", 17, "no number"),
        ("=canada -> ottawa", "=canada ottawa", 21, "`->`"),
        ("{T#", "{T{#", 23, "braces"),
    ],
)
def test_what_acts_or_has_no_key_is_refused_whole_with_line_and_reason(
    old: str, new: str, line: int, reason: str
) -> None:
    assert old in FOREIGN
    with pytest.raises(Refused) as refused:
        gift.read(FOREIGN.replace(old, new, 1).encode())
    assert [(problem.line, reason in problem.reason) for problem in refused.value.problems] == [(line, True)]


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    try:
        gift.read(f"What? {{ {text} }}\n\n{text}".encode())
    except Refused as refused:
        assert refused.problems


def test_more_answers_than_anybody_writes_are_refused() -> None:
    with pytest.raises(Refused, match="more than 200 answers"):
        gift.read(b"Which? {=yes " + b"~no " * 300 + b"}")


def test_what_is_no_text_is_refused_with_its_line() -> None:
    with pytest.raises(Refused, match="line 2: is not UTF-8"):
        gift.read(b"a\n\xff\xfe")
    with pytest.raises(Refused, match="no question"):
        gift.read(b"// nothing\n")
