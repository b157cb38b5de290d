"""What is there to look back on? A closed encounter with its patient, its record and its grade."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import msgspec

from cases.catalog import Catalog, current
from cases.catalog.disease import Condition
from cases.catalog.units import System
from cases.models import Encounter, Status
from cases.reasoning.belief.evidence import Evidence
from cases.reasoning.belief.observer import prior_of
from cases.reasoning.score.key_features import Deed, deeds_of
from cases.reasoning.score.record import Act, Commitment, Record
from cases.reasoning.score.scoring import Grade
from cases.reasoning.worth.decisions import LossTable, loss_table
from cases.records import interventions_in, patient_in, record_of
from cases.simulation.patients import Patient
from cases.simulation.trajectories import Moment, trajectory_of
from cases.simulation.treatment import Intervention


class NotClosed(Exception):
    """There is no debrief before the encounter has ended."""


class Outdated(Exception):
    """The catalog has changed since, and the patient can no longer be played as before."""


@dataclass(frozen=True, eq=False)
class Closed:
    """One closed encounter; `interventions` are the plans that were signed, in order."""

    encounter: Encounter
    catalog: Catalog
    patient: Patient
    record: Record
    grade: Grade
    interventions: tuple[Intervention, ...]
    units: System

    @property
    def condition(self) -> Condition:
        """What the patient had."""
        return self.patient.condition

    @property
    def signed(self) -> Act | None:
        """The act of signing, if it was done."""
        return self.record.signed

    @property
    def commitment(self) -> Commitment | None:
        """What was signed."""
        return self.signed.commitment if self.signed else None

    @cached_property
    def complaint(self) -> str:
        """Why the patient came, as told at the door."""
        return str(self.encounter.actions.get(number=0).payload["complaint"])

    @cached_property
    def acts(self) -> dict[int, Act]:
        """What was done, by number."""
        return {act.number: act for act in self.record.acts}

    @cached_property
    def deeds(self) -> list[Deed]:
        """What was done, as key features speak of it."""
        return deeds_of(self.catalog, self.condition, self.record)

    @cached_property
    def prior(self) -> dict[str, float]:
        """How often each condition is met where the patient was."""
        return prior_of(self.catalog, self.encounter.setting)

    @cached_property
    def table(self) -> LossTable:
        """What may be lost, as it was graded by."""
        return loss_table(self.catalog)

    @cached_property
    def evidence(self) -> Evidence:
        """What had been seen when the plan was signed."""
        return self.record.evidence_at_commit()

    @cached_property
    def presentation(self) -> Moment:
        """The patient on day 0."""
        return trajectory_of(self.patient, (), 0).at(0)


def closed(encounter: Encounter, units: System) -> Closed:
    """Read a closed encounter. Raises NotClosed, and Outdated where its catalog is gone."""
    if encounter.status != Status.CLOSED:
        raise NotClosed
    catalog = current()
    if encounter.catalog != catalog.hash or encounter.grade is None:
        raise Outdated
    return Closed(
        encounter=encounter,
        catalog=catalog,
        patient=patient_in(encounter),
        record=record_of(encounter),
        grade=msgspec.convert(encounter.grade, Grade),
        interventions=interventions_in(encounter),
        units=units,
    )
