"""From which lists of terms are short answers taken? Some of the catalog, some of the bank."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from cases.catalog import Catalog

FOLDER = Path(__file__).parent.parent / "bank" / "_vocabularies"
FROM_CATALOG = ("diagnoses", "investigations", "treatments", "drugs")


class NoVocabulary(ValueError):
    """There is no list of that name."""


def terms_of(name: str, catalog: Catalog) -> tuple[str, ...]:
    """The terms of a vocabulary, in the order of the alphabet; raises NoVocabulary."""
    if name in FROM_CATALOG:
        return tuple(sorted({entry.name for entry in getattr(catalog, name).values()}, key=str.casefold))
    return _listed(name)


@cache
def _listed(name: str) -> tuple[str, ...]:
    path = FOLDER / f"{name}.toml"
    if not path.exists():
        known = sorted([*FROM_CATALOG, *(one.stem for one in FOLDER.glob("*.toml"))])
        raise NoVocabulary(f"unknown vocabulary `{name}`: known are {', '.join(known)}")
    terms = tomllib.loads(path.read_text(encoding="utf-8"))["terms"]
    return tuple(sorted(map(str, terms), key=str.casefold))
