"""Which part of the bench was asked for? What makes no sense counts as not said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cases.slides import PLACES, Place, Sight

TABS = {"field": "Field", "cells": "White cells", "report": "Report", "setup": "Set up", "laboratory": "Laboratory"}
FIELDS: Mapping[Place, int] = {"monolayer": 24, "feathered-edge": 6, "thick-area": 6}
ZOOMS = (1, 2, 4)
MOST_CELLS = 500
MOST_MASSES = 12


@dataclass(frozen=True)
class Asked:
    """A tab, a film by its act, a field with a zoom, a page or a cell of the gallery (from 0), and how far a nucleus is
    walked along. None where nothing was said."""

    tab: str = ""
    film: int | None = None
    place: Place = "monolayer"
    field: int = 0
    zoom: int = 1
    page: int | None = None
    cell: int | None = None
    masses: int = 0
    label: str = ""

    @property
    def sight(self) -> Sight:
        """The field."""
        return Sight(self.place, self.field)


def asked_by(query: Mapping[str, str]) -> Asked:
    """Read a query or a form; numbers of fields, pages and cells count from 1 there."""
    place: Place = next((known for known in PLACES if known == query.get("place")), "monolayer")
    return Asked(
        tab=query.get("show", "") if query.get("show", "") in TABS else "",
        film=_number(query.get("film"), 0, 10_000),
        place=place,
        field=(_number(query.get("field"), 1, FIELDS[place]) or 1) - 1,
        zoom=next((zoom for zoom in ZOOMS if str(zoom) == query.get("zoom")), 1),
        page=_counted(query.get("page")),
        cell=_counted(query.get("cell")),
        masses=_number(query.get("masses"), 0, MOST_MASSES) or 0,
        label=query.get("label", "")[:40],
    )


def _counted(text: str | None) -> int | None:
    number = _number(text, 1, MOST_CELLS)
    return None if number is None else number - 1


def _number(text: str | None, least: int, most: int) -> int | None:
    """A whole number within limits."""
    if text is None or not text.isdecimal() or not text.isascii() or len(text) > 6:
        return None
    return int(text) if least <= int(text) <= most else None
