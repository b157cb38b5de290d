"""How is the score made? The page is docs/scoring.md, read as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Literal

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

SCORING = Path(__file__).parents[2] / "docs" / "scoring.md"
Attributes = dict[str, str | int | float]
MARK = re.compile(r"^<!--.*-->\n", re.MULTILINE)  # of a part that a command writes
SCROLLS: Attributes = {"class": "scroller", "tabindex": "0", "role": "region"}


@cache
def scoring_article() -> SafeString:
    """The article in HTML, read once: a section for each heading, wide tables and formulas in boxes that scroll."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = list(_in_sections(_dressed(reader.parse(MARK.sub("", SCORING.read_text(encoding="utf-8"))))))
    return mark_safe(reader.renderer.render(tokens, reader.options, {}))  # noqa: S308  # ours, raw HTML refused


def _in_sections(tokens: Iterable[Token]) -> Iterator[Token]:
    """Each heading of the second level beside its text."""
    within: list[str] = []
    for token in tokens:
        if token.type == "heading_open" and token.tag == "h2":
            yield from (_box(-1, tag) for tag in reversed(within))
            within = ["section"]
            yield _box(1, "section", {"class": "topic"})
        yield token
        if token.type == "heading_close" and token.tag in ("h1", "h2"):
            within.append("div")
            yield _box(1, "div", {"class": "prose"})
    yield from (_box(-1, tag) for tag in reversed(within))


def _dressed(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens with what our style sheet and screen readers need."""
    for number, token in enumerate(tokens):
        if token.type == "table_open":
            token.attrSet("class", "table")
            yield _box(1, "div", SCROLLS | {"aria-label": f"Table {number}"})
        if token.type == "th_open":
            token.attrSet("scope", "col")
        if token.type == "code_block":
            token.attrs |= SCROLLS | {"aria-label": f"Formula {number}"}
        yield token
        if token.type == "table_close":
            yield _box(-1, "div")


def _box(nesting: Literal[-1, 0, 1], tag: str, attrs: Attributes | None = None) -> Token:
    """The opening (1) or closing (-1) of a box around other tokens."""
    return Token("box", tag, nesting, attrs=attrs or {}, block=True)
