"""Which old counts are on file? The same patient measured before anybody worried."""

from __future__ import annotations

from dataclasses import dataclass

from cases.simulation.clock import MINUTES_A_DAY
from cases.simulation.measurement import Measurement, measure
from cases.simulation.moments import onset_moment
from cases.simulation.patients import Patient
from cases.simulation.randomness import uniform

ANALYTES = (
    "hemoglobin", "hematocrit", "red-cell-count", "mcv", "mch", "rdw",
    "white-cell-count", "neutrophils", "lymphocytes", "platelets",
)  # fmt: skip
# Spans, in days before presentation, in which an old count may lie, and how often there is one: assumed.
SPANS = ((1000, 1500, 0.75), (380, 700, 0.9), (90, 240, 0.5))


@dataclass(frozen=True)
class PastPanel:
    """A blood count done some days before presentation."""

    days_before: int
    measurements: dict[str, Measurement]

    @property
    def minute(self) -> int:
        """Its collection time on the encounter's clock."""
        return -self.days_before * MINUTES_A_DAY


def past_counts(patient: Patient) -> tuple[PastPanel, ...]:
    """The counts on file, oldest first; at least one."""
    panels = []
    for i, (latest, earliest, share) in enumerate(SPANS):
        if i == 1 or uniform(patient.seed, "past", i) < share:
            days = round(latest + (earliest - latest) * uniform(patient.seed, "past", i, "days"))
            panels.append(_panel(patient, days))
    return tuple(panels)


def _panel(patient: Patient, days_before: int) -> PastPanel:
    moment = onset_moment(patient, days_before)
    return PastPanel(days_before, measure(moment, ANALYTES, -days_before * MINUTES_A_DAY))
