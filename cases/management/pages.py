"""Which part of a page does a command write? What stands between its two marks, which no reader sees."""

from __future__ import annotations

import re


class NoPlace(LookupError):
    """The page has no place for this part; the message says which marks are missing."""


def marks(part: str) -> tuple[str, str]:
    """The lines before and after a part that is named for the command that writes it."""
    return f"<!-- written by manage.py {part} -->", f"<!-- end of {part} -->"


def with_part(page: str, part: str, text: str) -> str:
    """The page with the part written anew; raises NoPlace."""
    before, after = marks(part)
    place = re.compile(f"{re.escape(before)}\n.*?{re.escape(after)}", re.DOTALL)
    if not place.search(page):
        raise NoPlace(f"no place for what is written by {part}: it needs the lines {before} and {after}")
    return place.sub(lambda _: f"{before}\n{text.strip()}\n\n{after}", page)
