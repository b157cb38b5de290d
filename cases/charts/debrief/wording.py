"""How are sums, names and lists written in a debrief?"""

from __future__ import annotations

import re
from collections.abc import Sequence

PROPER = ("Duffy", "Felty", "Crohn", "Lhermitte", "Romberg", "Helicobacter", "Epstein", "African")
# What a laboratory puts after the name, and a sentence before it.
QUALIFIERS = ("serum", "total", "fasting", "red cell", "absolute")
MOST_NAMES = 8
HEAD_OF_NAME = re.compile(r",| \(| with | and | by | over ")


def dollars(amount: float) -> str:
    """A sum in running text, such as `$1,180`, without cents."""
    return f"−${-amount:,.0f}" if round(amount) < 0 else f"${abs(amount):,.0f}"


def price(amount: float) -> str:
    """A sum in a table, such as `$1,180.00`."""
    return f"${amount:,.2f}"


def listed(names: Sequence[str]) -> str:
    """Names as `a, b and c`."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def shortened(names: Sequence[str]) -> str:
    """Names as a list that ends with how many more there are, where they are many."""
    if len(names) <= MOST_NAMES:
        return listed(names)
    return listed([*names[: MOST_NAMES - 1], f"{len(names) - MOST_NAMES + 1} more"])


def lowered(name: str) -> str:
    """A name within a sentence: without its capital, unless it begins with an abbreviation or a proper name."""
    first = name.split(" ")[0]
    is_letter = len(first.split("-")[0]) == 1 and first != "A"
    if name.startswith(PROPER) or is_letter or any(c.isupper() or c.isdigit() for c in first[1:]):
        return name
    return name[0].lower() + name[1:]


def spoken(name: str) -> str:
    """A name of the laboratory within a sentence: `Vitamin B12, serum` is `serum vitamin B12`."""
    head, _, tail = name.partition(", ")
    return f"{tail} {lowered(head)}" if tail in QUALIFIERS else lowered(name)


def capital(text: str) -> str:
    """A sentence's beginning."""
    return text[:1].upper() + text[1:]


def brief(name: str) -> str:
    """The head of a test's name, such as `Complete blood count`."""
    return HEAD_OF_NAME.split(name)[0]
