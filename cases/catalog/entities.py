"""What exists? The whole catalog, by key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cases.catalog.disease import Condition, Diagnosis, Setting
from cases.catalog.hazard import Hazard
from cases.catalog.interference import Interference
from cases.catalog.observables import Analyte, Drug, Finding, Investigation, Maneuver, OrderSet, Question
from cases.catalog.teaching import TeachingPoint, UnsafeAct
from cases.catalog.therapy import Management, Treatment


@dataclass(frozen=True, eq=False)
class Catalog:
    """Everything that exists, by key; `hash` identifies the content of all its files."""

    hash: str
    analytes: Mapping[str, Analyte]
    questions: Mapping[str, Question]
    maneuvers: Mapping[str, Maneuver]
    investigations: Mapping[str, Investigation]
    interferences: Mapping[str, Interference]
    order_sets: Mapping[str, OrderSet]
    drugs: Mapping[str, Drug]
    treatments: Mapping[str, Treatment]
    managements: Mapping[str, Management]
    hazards: Mapping[str, Hazard]
    diagnoses: Mapping[str, Diagnosis]
    conditions: Mapping[str, Condition]
    settings: Mapping[str, Setting]
    teaching_points: Mapping[str, TeachingPoint]
    unsafe_acts: Mapping[str, UnsafeAct]
    findings: Mapping[str, Finding]
