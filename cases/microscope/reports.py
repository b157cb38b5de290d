"""What does a signed film report say, and how long did it take? Plain facts, as they are stored and read back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cases.catalog import current
from cases.catalog.entry import ABSENT, PRESENT
from cases.microscope.glasses import FILM
from cases.microscope.tallies import Tally, fields_scanned
from cases.models import Observation
from cases.reading.sampling import CELL_MINUTES, FIELD_MINUTES
from cases.reading.schemes import FEATURES, ICSH, SCHEMES, Scheme
from cases.slides import Slide

# To look the film over before counting and to write the report; to look at a field whose cells are marked: assumed.
WRITING_MINUTES, MARKED_FIELD_MINUTES = 5.0, 1.0
SAID = (ABSENT, PRESENT)


def findings_reported() -> dict[str, str]:
    """The findings of a film report by key, with their names, in the order of the catalog."""
    return {finding.key: finding.name for finding in current().investigations[FILM].findings}


def scheme_named(key: str) -> Scheme:
    """A grading scheme by its key; the usual one where there is none of that name."""
    return SCHEMES.get(key, ICSH)


def level_of(note: Observation) -> str:
    """The level that an observation comes to: a grade above none is a finding present."""
    return note.value if note.value in SAID else (PRESENT if int(note.value) > 0 else ABSENT)


def minutes_of(slide: Slide, tally: Tally) -> int:
    """How long the work on a film took, whole minutes: the fields scanned, the cells named, the fields marked."""
    scanned = fields_scanned(slide, tally.cells)
    counting = scanned * FIELD_MINUTES + tally.cells * CELL_MINUTES
    return round(WRITING_MINUTES + counting + MARKED_FIELD_MINUTES * len(tally.fields))


def report_json(film: int, slide: Slide, tally: Tally, scheme: str) -> dict[str, Any]:
    """The report as it is signed: what was noted by findings, what was counted, and in how many cells and fields."""
    known = findings_reported()
    noted = {item: note for item, note in sorted(tally.notes.items()) if is_meant(note, scheme)}
    return {
        "film": film,
        "scheme": scheme,
        "levels": {item: level_of(note) for item, note in noted.items() if item in known},
        "grades": {item: int(note.value) for item, note in noted.items() if item in FEATURES},
        "counts": dict(sorted(tally.counts.items())),
        "lobes": {str(lobes): count for lobes, count in sorted(tally.lobes.items())},
        "cells": tally.cells,
        "fields": fields_scanned(slide, tally.cells),
        "marks": dict(sorted(tally.marks.items())),
        "platelets_a_field": tally.platelets_a_field,
        "minutes": minutes_of(slide, tally),
    }


def is_meant(note: Observation, scheme: str) -> bool:
    """Whether an observation holds under the scheme that is in use: a grade of another scheme means something else."""
    return note.item not in FEATURES or note.scheme == scheme


def lobes_from(payload: Mapping[str, Any]) -> dict[int, int]:
    """How many neutrophils were counted with each number of lobes, back from `report_json`."""
    return {int(lobes): count for lobes, count in payload["lobes"].items()}
