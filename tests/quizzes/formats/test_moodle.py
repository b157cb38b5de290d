"""Does Moodle XML carry items there and back, and does another reader find in it what we wrote?"""

from pathlib import Path
from typing import Any

import pytest

from quizzes.formats import Picture, Refused, moodle, name_of
from quizzes.items import Item, kinds
from quizzes.items.entities import Write
from tests import oracles

from .items import FILM, ITEMS, MATCHING, MULTIPLE, NUMERIC, SINGLE, key, parts, remarks, stem, unsafe

ORACLE = Path(__file__).parents[1] / "oracles" / "moodle_xml_parser_says.py"
PICTURES = {name_of(FILM): Picture(b"\x89PNG not really", "png", ("A round cell, 14.1 µm across.",))}


@pytest.fixture(scope="module")
def there_and_back() -> dict[str, Item]:
    return {item.template: item for item in moodle.read(moodle.write(ITEMS, PICTURES).data).items}


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.kind)
def test_text_options_key_and_feedback_come_back(item: Item, there_and_back: dict[str, Item]) -> None:
    back = there_and_back[item.template]
    assert stem(back) == stem(item)
    assert set(parts(back).values()) == set(parts(item).values())
    assert key(back) == key(item)
    assert remarks(back) == remarks(item)
    assert back.key.explanation == item.key.explanation
    assert back.lesson == item.lesson
    assert (back.version, back.seed) == (item.version, item.seed)


def test_what_is_unsafe_is_still_known_to_be(there_and_back: dict[str, Item]) -> None:
    assert unsafe(there_and_back[SINGLE.template]) == unsafe(SINGLE) != set()


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.kind)
def test_what_came_back_is_graded_by_the_same_key(item: Item, there_and_back: dict[str, Item]) -> None:
    back = there_and_back[item.template]
    assert kinds.grade(back, back.key.answer).is_right
    if back.question.response.__class__ is not Write:
        assert type(back.question.response) is type(item.question.response)


def test_the_report_names_what_is_not_carried() -> None:
    losses = [(loss.item, loss.what) for loss in moodle.write(ITEMS).losses]
    assert (name_of(FILM), "its picture, which was not drawn") in losses
    assert not any(name == name_of(SINGLE) for name, _ in losses)
    carried = moodle.write([FILM], PICTURES)
    assert carried.losses == () and b"@@PLUGINFILE@@/picture.png" in carried.data
    assert [loss.what for loss in moodle.read(carried.data).losses] == ["the picture: A blood film with one white cell"]


def test_what_is_told_of_a_picture_folds_out_and_is_no_part_of_the_question() -> None:
    written = moodle.write([FILM], PICTURES)
    assert "Describe in words" in written.data.decode()
    assert "A round cell, 14.1 µm across." in written.data.decode()
    assert stem(moodle.read(written.data).items[0]) == stem(FILM)


def test_another_reader_finds_the_same_choices() -> None:
    found: dict[str, dict[str, Any]] = oracles.python_says(ORACLE, question=moodle.write(ITEMS).data.decode())
    assert len(found) == 4
    for item in (SINGLE, MULTIPLE):
        theirs = found[name_of(item)]
        right = [text for text, score in theirs["options"] if score > 0]
        assert [text for text, _ in theirs["options"]] == list(parts(item).values())
        assert right == key(item)
        assert theirs["single"] is (item is SINGLE)
        for remark in item.key.remarks.values():
            assert any(remark in said for said in theirs["feedback"])


FOREIGN = """<?xml version="1.0"?>
<quiz>
<question type="category"><category><text>$course$/top</text></category></question>
<question type="multichoice">
  <name><text>Theirs</text></name>
  <questiontext format="html"><text><![CDATA[<p>A man of 40.</p><p>Platelets 20 &times; 10<sup>9</sup>/L.<br>Which <b>test</b>?</p>]]></text></questiontext>
  <generalfeedback format="html"><text><![CDATA[<p>Smear <i>first</i>.</p>]]></text></generalfeedback>
  <single>true</single>
  <answer fraction="100" format="html"><text><![CDATA[<p>Film</p>]]></text><feedback format="html"><text>Yes</text></feedback></answer>
  <answer fraction="50" format="html"><text><![CDATA[<p>Marrow</p>]]></text></answer>
  <hint format="html"><text>Think.</text></hint>
</question>
<question type="truefalse"><name><text>TF</text></name><questiontext format="html"><text>B12 is a vitamin.</text></questiontext>
  <answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question>
<question type="gapselect"><name><text>Gaps</text></name><questiontext format="html"><text>The [[2]] sat on the [[3]].</text></questiontext>
  <selectoption><text>dog</text><group>1</group></selectoption><selectoption><text>cat</text><group>1</group></selectoption>
  <selectoption><text>mat</text><group>2</group></selectoption></question>
<question type="essay"><name><text>Essay</text></name><questiontext format="html"><text>Why?</text></questiontext></question>
</quiz>"""  # noqa: E501


def test_questions_made_elsewhere_are_read_as_plain_words() -> None:
    read = moodle.read(FOREIGN.encode())
    theirs, truth, gaps = read.items
    assert stem(theirs)[:2] == ("A man of 40.", "Platelets 20 × 10⁹/L.\nWhich test?")
    assert (key(theirs), theirs.key.explanation) == (["Film"], "Smear first.")
    assert key(truth) == ["True"]
    assert key(gaps) == ["Gap 1: cat", "Gap 2: mat"]
    assert [(loss.item, loss.is_whole) for loss in read.losses] == [
        ("Theirs", False),
        ("Theirs", False),
        ("Essay", True),
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("<quiz>", "<exam>", 2, "mismatched tag"),
        ('<?xml version="1.0"?>', '<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]>', 1, "document type"),
        ('<?xml version="1.0"?>', "<?php echo 1 ?>", 1, "processing instruction"),
        ("<b>test</b>", "<script>alert(1)</script>", 6, "<script>"),
        ("<b>test</b>", '<img src="x" onerror="alert(1)">', 6, "onerror"),
        ("<b>test</b>", '<a href="java\nscript:alert(1)">x</a>', 6, "address"),
        ("<b>test</b>", "<svg/onload=alert(1)>", 6, "<svg>"),
        ('fraction="100" format="html"', 'fraction="90" format="html"', 4, "no key"),
        ('fraction="50"', 'fraction="100"', 4, "no key"),
        ('fraction="50"', 'fraction="half"', 10, "no number"),
        ("<p>Marrow</p>", "<p>Film</p>", 4, "say the same"),
        ("[[3]]", "[[9]]", 15, "stands for no choice"),
        ("<text>true</text>", "<text>maybe</text>", 13, "true and false"),
    ],
)
def test_what_is_hostile_or_wrong_is_refused_whole_with_line_and_reason(
    old: str, new: str, line: int, reason: str
) -> None:
    assert old in FOREIGN
    with pytest.raises(Refused) as refused:
        moodle.read(FOREIGN.replace(old, new, 1).encode())
    assert reason in str(refused.value)
    assert line in {problem.line for problem in refused.value.problems} or reason == "mismatched tag"


def test_all_problems_are_named_at_once() -> None:
    broken = FOREIGN.replace("<b>test</b>", "<script></script>").replace("[[3]]", "[[9]]")
    with pytest.raises(Refused) as refused:
        moodle.read(broken.encode())
    assert len(refused.value.problems) == 2


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"<quiz/>", b"<quiz>" + b"<a>" * 100, b" " * 9_000_000])
def test_what_is_no_quiz_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        moodle.read(data)


def test_matching_and_numbers_hold_what_moodle_asks_for() -> None:
    text = moodle.write([MATCHING, NUMERIC]).data.decode()
    assert text.count("<subquestion") == 4  # three things and a lure
    assert "<multiplier>10</multiplier><unit_name>g/L</unit_name>" in text
