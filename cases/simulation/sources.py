"""Where does each number of the model come from?

A constant is declared as `NAME: Annotated[float, "unit: meaning [source]"] = value`. Plain and compiled code see the
bare number; the document on the science reads the rest. The source is a citation, or `fitted`, `recalled`, `assumed`.
"""

import re
from types import ModuleType
from typing import NamedTuple, get_type_hints

FORM = re.compile(r"(?P<unit>[^:]+): (?P<meaning>.+) \[(?P<source>[^\]]+)\]")


class Number(NamedTuple):
    """A number of the model with what is known of it."""

    name: str
    value: float
    unit: str
    meaning: str
    source: str


def numbers_of(module: ModuleType) -> list[Number]:
    """Return the numbers that a module declares, in the order of its text.

    Raises ValueError for an annotation that does not tell unit, meaning and source.
    """
    hints = get_type_hints(module, include_extras=True)
    told = ((name, text) for name, hint in hints.items() for text in getattr(hint, "__metadata__", ()))
    return [_number(module, name, text) for name, text in told]


def _number(module: ModuleType, name: str, text: str) -> Number:
    known = FORM.fullmatch(text)
    if known is None:
        raise ValueError(f"{module.__name__}.{name}: `{text}` is not of the form `unit: meaning [source]`")
    return Number(name, getattr(module, name), *known.groups())
