"""What is seen of a patient once some questions were asked, some maneuvers done, and some tests reported?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from cases.catalog import Catalog
from cases.catalog.entry import DRUG_PREFIX
from cases.catalog.observables import Investigation, Maneuver, Question
from cases.reasoning.belief.evidence import Evidence, Measured
from cases.simulation.findings import level_of
from cases.simulation.measurement import measure
from cases.simulation.patients import Patient, Recipe, patient_of
from cases.simulation.trajectories import trajectory_of


@dataclass(frozen=True)
class Workup:
    """What was done on the day of presentation, by catalog keys."""

    tests: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    maneuvers: tuple[str, ...] = ()

    def evidence_of(self, patient: Patient) -> Evidence:
        """What it brings to light in a patient; raises KeyError for a key that is not in the catalog."""
        catalog, moment = patient.catalog, trajectory_of(patient, (), 0).at(0)
        analytes, findings = shown(catalog, self)
        measured = measure(moment, [key for key in catalog.analytes if key in analytes], 0)
        return Evidence(
            age=patient.age,
            sex=patient.sex,
            values={key: Measured(m.value, m.comparator) for key, m in measured.items()},
            levels={key: level_of(moment, key) for key in catalog.findings if key in findings},
        )

    def part_of(self, catalog: Catalog, evidence: Evidence) -> Evidence:
        """The part of the evidence that it would have brought to light; of tests done together with others."""
        analytes, findings = shown(catalog, self)
        return replace(
            evidence,
            values={key: value for key, value in evidence.values.items() if key in analytes},
            levels={key: level for key, level in evidence.levels.items() if key in findings},
        )


def met(catalog: Catalog, recipe: Recipe, seed: int) -> Patient:
    """The patient of a recipe and a seed, kept in no cache: a population would only flush it."""
    return patient_of.__wrapped__(catalog, recipe, seed)


@lru_cache(maxsize=2048)
def shown(catalog: Catalog, workup: Workup) -> tuple[frozenset[str], frozenset[str]]:
    """Keys of the analytes and of the findings that a workup shows; raises KeyError."""
    tests = [catalog.investigations[key] for key in workup.tests]
    maneuvers = [catalog.maneuvers[key] for key in workup.maneuvers]
    questions = [catalog.questions[key] for key in workup.questions]
    analytes = {key for test in tests for key in test.analytes} | {key for one in maneuvers for key in one.analytes}
    looks: list[Investigation | Maneuver | Question] = [*tests, *maneuvers, *questions]
    findings = {finding.key for look in looks for finding in look.findings}
    findings |= {key for test in tests for key in test.shows}
    findings |= {DRUG_PREFIX + key for key, drug in catalog.drugs.items() if set(drug.asked_by) & set(workup.questions)}
    return frozenset(analytes), frozenset(findings)
