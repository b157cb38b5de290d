"""What does the bank offer, and how long does each of its questions take?"""

from __future__ import annotations

from collections.abc import Iterable

from quizzes.items.kinds import kind_of
from quizzes.items.templates import Template
from quizzes.modes.variants import Entry

# Seconds that an item of a kind usually takes, until medians are known: assumed (an examination allows 90 s for a
# vignette with one best answer, USMLE Step 2).
SECONDS = {
    "single": 60.0,
    "multiple": 75.0,
    "numeric": 75.0,
    "ordering": 60.0,
    "matching": 60.0,
    "classifying": 60.0,
    "film": 45.0,
    "panel": 90.0,
    "next-test": 90.0,
    "prediction": 75.0,
    "effect": 60.0,
    "prescribing": 75.0,
    "unsafe-order": 60.0,
    "short-answer": 40.0,
}
USUAL = 60.0


def entries_of(templates: Iterable[Template]) -> tuple[Entry, ...]:
    """Return an entry for each template, with the time (s) that its kind usually takes."""
    return tuple(
        Entry(
            template=template.key,
            points=template.points,
            kind=(kind := kind_of(template)),
            difficulty=template.difficulty,
            seconds=SECONDS.get(kind, USUAL),
        )
        for template in templates
    )
