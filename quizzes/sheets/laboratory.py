"""Which values are usual? The reference ranges of the catalog, to be searched, in either system of units."""

from __future__ import annotations

from dataclasses import dataclass

from cases.catalog import Catalog
from cases.catalog import current as current_catalog
from cases.catalog.observables import Analyte
from cases.catalog.units import System, range_text, unit_of

ADULT = 45  # years: where a range hangs on age, that of adults is shown
SEXES = {"female": "women", "male": "men"}


@dataclass(frozen=True)
class Reference:
    """An analyte with its range for women and for men; `is_same` where both are alike."""

    name: str
    short: str
    unit: str
    women: str
    men: str

    @property
    def is_same(self) -> bool:
        """Whether one range serves both."""
        return self.women == self.men


def laboratory_of(search: str, units: System) -> tuple[Reference, ...]:
    """The analytes whose name has the words searched for, all without any."""
    words = search.casefold().split()
    return tuple(_reference(one, units) for one in _measured(current_catalog()) if _has(one, words))


def _measured(catalog: Catalog) -> list[Analyte]:
    return [one for one in catalog.analytes.values() if any(limits.low or limits.high for limits in one.ranges)]


def _has(analyte: Analyte, words: list[str]) -> bool:
    text = f"{analyte.name} {analyte.short}".casefold()
    return all(word in text for word in words)


def _reference(analyte: Analyte, units: System) -> Reference:
    women, men = (range_text(analyte, sex, ADULT, units) for sex in SEXES)
    return Reference(analyte.name, analyte.short, unit_of(analyte, units), women, men)
