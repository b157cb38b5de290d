"""Do any words whatever survive being written as HTML, and being carried by each format?"""

import re
from dataclasses import replace
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.formats import gift, hypertext, moodle, qti
from quizzes.formats.content import html, paragraph, stem_nodes, stem_of
from quizzes.formats.exchange import kind_of, letters, origin_of
from quizzes.items.entities import Choose, Option

from .items import ITEMS, SINGLE

# No control characters, and none of private use, which GIFT hides its marks behind while it is read.
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Zl", "Zp"]), max_size=60)
MARKS = st.text("~=#{}:\\->%/[]*<>&;\"'` n1a\n", max_size=40)


def tidy(text: str) -> str:
    """A text as HTML keeps it: spaces joined, none at the ends of lines, no empty line at an end."""
    lines = [re.sub(r"\s+", " ", line).strip() for line in text.split("\n")]
    return "\n".join(lines).strip()


@settings(deadline=None)
@given(WORDS | MARKS)
def test_any_text_is_the_same_after_html(text: str) -> None:
    assert hypertext.words(hypertext.parse(html([paragraph("ask", text)]))) == tidy(text)


@settings(deadline=None, max_examples=40)
@given(WORDS | MARKS, WORDS | MARKS, st.lists(WORDS | MARKS, min_size=2, max_size=2))
@pytest.mark.parametrize("format_", [moodle, gift, qti], ids=lambda one: one.__name__.rpartition(".")[2])
def test_any_text_is_carried(format_: ModuleType, ask: str, remark: str, texts: list[str]) -> None:
    ask, remark, *texts = (tidy(f"a {text}") for text in (ask, remark, *texts))
    shown = (Option("a", texts[0]), Option("b", f"not {texts[1]}"))
    question = replace(SINGLE.question, ask=ask, response=Choose(shown))
    key = replace(SINGLE.key, explanation=remark, remarks={"a": remark, "b": "No."}, unsafe=frozenset())
    item = replace(SINGLE, question=question, key=key)
    (back,) = format_.read(format_.write([item]).data).items
    assert (back.question.ask, back.key.explanation, back.key.remarks["a"]) == (ask, remark, remark)
    assert back.question.response.options == shown  # type: ignore[union-attr]


def test_what_others_wrote_asks_in_its_last_paragraph() -> None:
    stem = stem_of(hypertext.parse("<p>A man.</p><p>Tired.</p><p>What now?</p>"))
    assert (stem.vignette, stem.ask) == ("A man.\n\nTired.", "What now?")
    assert stem_of(hypertext.parse("What now?")).ask == "What now?"


def test_powers_in_units_are_raised_and_read_back() -> None:
    written = html(stem_nodes(SINGLE))
    assert "10<sup>9</sup>/L" in written
    assert stem_of(hypertext.parse(written)).results == SINGLE.question.results


def test_names_tell_template_version_and_seed_and_other_names_are_kept() -> None:
    assert origin_of("point/name@3#77") == ("point/name", 3, 77)
    for name in ("Question 1", "a@b#c", "x@1", "@1#2", "a@1#²"):
        assert origin_of(name) == (name, 1, 0)
    assert len(set(letters(80))) == 80 and letters(2) == ["a", "b"]


def test_each_response_has_its_plainest_kind() -> None:
    plain = {"effect": "single", "film": "single"}
    assert [kind_of(item.question.response) for item in ITEMS] == [plain.get(item.kind, item.kind) for item in ITEMS]
