"""Two patients who looked the same: what separated them?"""

from __future__ import annotations

from dataclasses import dataclass

from cases.charts.debrief.choices import contrast_text
from cases.charts.debrief.closed import Closed, NotClosed, Outdated, closed
from cases.charts.debrief.deeds import signed_name
from cases.charts.debrief.numbers import phrase
from cases.charts.debrief.wording import capital, lowered
from cases.models import Encounter
from cases.reasoning.belief.evidence import Evidence
from cases.reasoning.belief.observer import current_observer
from cases.reasoning.tools.contrasts import Contrast, contrasts, view_of

ALIKE = ("hemoglobin", "mcv")
MOST_ROWS = 6
# Below this total variation a finding hardly tells two diagnoses apart: assumed.
APART = 0.3


@dataclass(frozen=True)
class Side:
    """One of the two: who it was, what it was, what was signed, and the score."""

    name: str
    about: str
    diagnosis: str
    signed: str
    score: str

    @property
    def had(self) -> str:
        """The diagnosis within a sentence."""
        return lowered(self.diagnosis)


@dataclass(frozen=True)
class Row:
    """One value or finding in both, and what is usual in the two diagnoses."""

    first: str
    second: str
    usual: str


@dataclass(frozen=True)
class Twins:
    """Two patients side by side: what was alike, and what told them apart, the most telling first."""

    first: Side
    second: Side
    alike: tuple[Row, ...]
    apart: tuple[Row, ...]


def twins_of(case: Closed, other: Encounter | None) -> Twins | None:
    """The comparison, once both have ended; None before."""
    if other is None:
        return None
    try:
        twin = closed(other, case.units)
    except (NotClosed, Outdated):
        return None
    return Twins(
        first=_side(case),
        second=_side(twin),
        alike=tuple(Row(_told(case, item), _told(twin, item), "") for item in ALIKE),
        apart=tuple(_row(case, twin, contrast) for contrast in _telling(case, twin)[:MOST_ROWS]),
    )


def _side(case: Closed) -> Side:
    return Side(
        name=case.patient.person.name,
        about=f"{case.patient.age} y, {case.patient.sex}",
        diagnosis=case.condition.name,
        signed=signed_name(case, case.commitment),
        score=f"{case.grade.total} of 100",
    )


def _telling(case: Closed, twin: Closed) -> list[Contrast]:
    """What separates the two diagnoses at the door, and read differently in these two patients."""
    door = Evidence(case.patient.age, case.patient.sex)
    view = view_of(case.catalog, current_observer(), door, case.encounter.setting, case.prior)
    catalog = case.catalog
    findings = [key for key, finding in catalog.findings.items() if finding.sex in (None, case.patient.sex)]
    found = contrasts(view, [*catalog.analytes, *findings], case.condition.diagnosis, twin.condition.diagnosis)
    return [each for each in found if each.separation >= APART and _told(case, each.item) != _told(twin, each.item)]


def _row(case: Closed, twin: Closed, contrast: Contrast) -> Row:
    diagnoses = (case.condition.diagnosis, twin.condition.diagnosis)
    usual = f"{capital(contrast_text(case, contrast, *diagnoses))}."
    return Row(_told(case, contrast.item), _told(twin, contrast.item), usual)


def _told(case: Closed, item: str) -> str:
    """One value or finding of a patient as it was seen, or as it would have been."""
    told = phrase(case, item)
    text = capital(told.text)
    return text if told.seen else f"{text} (not seen)"
