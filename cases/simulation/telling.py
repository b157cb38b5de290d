"""What does this patient leave untold? Memory, grasp of medical matters and openness, as traits of the person."""

from __future__ import annotations

from cases.catalog.observables import Question
from cases.simulation.findings import level_of
from cases.simulation.moments import Moment
from cases.simulation.patients import DrugUse, Patient
from cases.simulation.randomness import choice, uniform

# Below these shares of people: names of medicines are only half known, and times are told loosely. Assumed.
NAMES_FROM, TIMES_FROM = 0.25, 0.3


def trait(patient: Patient, name: str) -> float:
    """The patient's place among people, from 0 (least) to 1, in `recall`, `literacy` or `disclosure`."""
    return uniform(patient.seed, "trait", name)


def evasion(moment: Moment, question: Question, asked_before: int) -> str:
    """What is said instead of an answer, which settles nothing and denies nothing; empty where the answer is plain.

    Whoever is asked the same again has had time to think and to trust, and answers plainly.
    """
    reticence = question.reticence
    if reticence is None or asked_before:
        return ""
    limit = reticence.below if _has_to_tell(moment, question) else reticence.anyway
    if trait(moment.patient, reticence.trait) >= limit:
        return ""
    return choice(moment.patient.seed, reticence.words, "evasion", question.key)


def half_named(use: DrugUse, patient: Patient, asked_before: int) -> str:
    """A medicine as somebody tells it who does not know its name; empty for those who do, or went to look."""
    return "" if asked_before or trait(patient, "literacy") >= NAMES_FROM else use.drug.half_named


def is_loose(patient: Patient) -> bool:
    """Whether times are told as `some weeks` and not counted."""
    return trait(patient, "recall") < TIMES_FROM


def _has_to_tell(moment: Moment, question: Question) -> bool:
    found = any(level_of(moment, finding.key) != finding.normal for finding in question.findings)
    return found or any(question.key in use.drug.asked_by for use in moment.patient.drugs)
