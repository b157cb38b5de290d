"""How is the patient on one day? The state of that day, and what follows from it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from cases.simulation.agenda import Agenda
from cases.simulation.indices import indices
from cases.simulation.patients import Patient
from cases.simulation.readouts import readouts
from cases.simulation.treatment import Intervention

# The processes by which it is judged how ill somebody is: assumed to count alike. Below a sum of LEAST_ILLNESS at
# presentation there is nothing to recover from.
ILLNESS = (
    "anemia", "neutropenia", "thrombocytopenia", "megaloblastosis", "hemolysis", "fragmentation", "inflammation",
    "blasts", "clone", "copper_lack", "iron_lack", "neuropathy", "spleen", "alcohol",
)  # fmt: skip
LEAST_ILLNESS = 0.1


@dataclass(frozen=True, eq=False)
class Moment:
    """The patient on a day of the encounter: true values without noise, and indices from 0 to 1.

    `interventions` are the plans signed in the encounter, later ones included. `struck` tells of findings that a harm
    brings whether they are there today; other findings follow from the state.
    """

    patient: Patient
    day: int
    state: tuple[float, ...]
    row: tuple[float, ...]
    interventions: tuple[Intervention, ...] = ()
    struck: Mapping[str, bool] = field(default_factory=dict)

    @cached_property
    def agenda(self) -> Agenda:
        """What acts on the patient under the plans signed."""
        return replace(self.patient.agenda, interventions=self.interventions)

    @cached_property
    def readouts(self) -> dict[str, float]:
        """True values by name, in the units of cases/simulation/readouts.py."""
        return readouts(self.state, self.patient.physiology, self.row)

    @cached_property
    def indices(self) -> dict[str, float]:
        """How far each process has gone, from 0 to 1."""
        return indices(self.state, self.patient.physiology, self.row, self.readouts)

    @property
    def illness(self) -> float:
        """How ill the patient is, as the sum of the processes that show."""
        return sum(self.indices[name] for name in ILLNESS)

    @cached_property
    def illness_left(self) -> float:
        """The share, 0 to 1, of the illness of day 0 that is there today: what passes comes and goes with it."""
        if self.day == 0:
            return 1.0
        presented = onset_moment(self.patient, 0).illness
        return min(self.illness / presented, 1.0) if presented >= LEAST_ILLNESS else 1.0


def onset_moment(patient: Patient, days_before: int) -> Moment:
    """The patient some days before presentation; healthy before the disease began."""
    day = patient.presented_on - days_before
    i = max(bisect_right(patient.onset.days, day) - 1, 0)
    return Moment(patient, -days_before, patient.onset.states[i], patient.agenda.row(max(day, -1)))
