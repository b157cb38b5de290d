"""How is the score made? The page is docs/scoring.md, read as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Literal

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

SCORING = Path(__file__).parents[2] / "docs" / "scoring.md"
SCROLLS: dict[str, str | int | float] = {"class": "scroller", "tabindex": "0", "role": "region"}


@cache
def scoring_article() -> SafeString:
    """The article in HTML, read once; wide tables and formulas scroll in boxes of their own."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = list(_dressed(reader.parse(SCORING.read_text(encoding="utf-8"))))
    return mark_safe(reader.renderer.render(tokens, reader.options, {}))  # noqa: S308  # ours, raw HTML refused


def _dressed(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens with what our style sheet and screen readers need; a box is named after its heading."""
    heading, previous = "", ""
    for number, token in enumerate(tokens):
        if previous == "heading_open":
            heading = token.content
        previous = token.type
        if token.type == "table_open":
            token.attrSet("class", "table")
            yield _box(1, SCROLLS | {"aria-label": f"Table {number}: {heading}"})
        if token.type == "th_open":
            token.attrSet("scope", "col")
        if token.type == "code_block":
            token.attrs |= SCROLLS | {"aria-label": f"Formula {number}: {heading}"}
        yield token
        if token.type == "table_close":
            yield _box(-1, {})


def _box(nesting: Literal[-1, 0, 1], attrs: dict[str, str | int | float]) -> Token:
    """The opening (1) or closing (-1) of a box that scrolls."""
    return Token("box", "div", nesting, attrs=attrs, block=True)
