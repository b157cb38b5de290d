"""Is every teaching point asked about often enough, and in enough ways?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cases.catalog import Catalog
from quizzes.items import Template, kind_of

# So many templates of so many kinds keep a point from being learned as one card; the bank as a whole has so many.
TEMPLATES_A_POINT, KINDS_A_POINT, TEMPLATES = 6, 3, 160


@dataclass(frozen=True)
class Covered:
    """A teaching point, the templates that teach it, and their kinds in the order of the alphabet."""

    point: str
    templates: tuple[str, ...]
    kinds: tuple[str, ...]

    @property
    def is_enough(self) -> bool:
        """Whether there are enough of both."""
        return len(self.templates) >= TEMPLATES_A_POINT and len(self.kinds) >= KINDS_A_POINT


def coverage(bank: Mapping[str, Template], catalog: Catalog) -> list[Covered]:
    """Each teaching point of the catalog with what asks about it, as its main point or beside another."""
    found = []
    for point in catalog.teaching_points:
        templates = [template for template in bank.values() if point in template.points]
        kinds = sorted({kind_of(template) for template in templates})
        found.append(Covered(point, tuple(template.key for template in templates), tuple(kinds)))
    return found


def shortfalls(bank: Mapping[str, Template], catalog: Catalog) -> list[str]:
    """What is missing, in plain words; nothing where the bank is complete."""
    missing = [
        f"{one.point}: {len(one.templates)} templates of {len(one.kinds)} kinds, "
        f"{TEMPLATES_A_POINT} of {KINDS_A_POINT} are needed"
        for one in coverage(bank, catalog)
        if not one.is_enough
    ]
    if len(bank) < TEMPLATES:
        missing.append(f"{len(bank)} templates in all, {TEMPLATES} are needed")
    return missing
