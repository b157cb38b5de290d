"""By what is a cell known? The entries of the atlas: criteria, what it is told apart from, where it points."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

from cases.smears.exemplars import exemplar_of, size_for
from cases.smears.scene import Scene
from cases.smears.streams import derived

ENTRIES = Path(__file__).parent / "entries"
GROUPS = {"white-cells": "White cells", "red-cells": "Red cells and platelets", "marrow": "Marrow"}
EXAMPLES = 6  # pictures of each entry
ATLAS_SEED = 1_847_1861  # any number: the pictures of the atlas are the same for everybody


class Shown(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is drawn for an entry: a kind of cell, and parameters that it must have."""

    kind: str
    wanted: Mapping[str, float] = {}


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One cell or shape: criteria in the order of looking, and by what it is told `apart` from others (by key)."""

    name: str
    shown: Shown
    criteria: tuple[str, ...]
    meaning: str
    sources: tuple[str, ...]
    apart: Mapping[str, str] = {}


@cache
def atlas() -> Mapping[str, Mapping[str, Entry]]:
    """Return the entries of each group, by key, in the order of their files. Raises ValidationError for a bad one."""
    return {group: _read(ENTRIES / f"{group}.toml") for group in GROUPS}


@cache
def entries() -> Mapping[str, Entry]:
    """Return all entries by key."""
    return {key: entry for group in atlas().values() for key, entry in group.items()}


def pictured(key: str, number: int) -> Scene:
    """Return picture `number` (from 0) of an entry; all of one entry have one size. Raises KeyError."""
    shown = entries()[key].shown
    return exemplar_of(shown.kind, derived(ATLAS_SEED, key, number), shown.wanted, size_for(shown.kind))


def apart_from(right: str, given: str) -> str:
    """Return how to tell the right cell from what it was called; without words for the two, what would have been so."""
    known, taken = entries()[right], entries()[given]
    if right == given:
        return ""
    if words := known.apart.get(given) or taken.apart.get(right):
        return words
    first, second = taken.criteria[:2] if len(taken.criteria) > 1 else (*taken.criteria, "")
    return f"{taken.name}: {first[0].lower()}{first[1:]} {second}".strip()


def _read(path: Path) -> Mapping[str, Entry]:
    with path.open("rb") as file:
        return msgspec.convert(tomllib.load(file), dict[str, Entry])
