"""What is there to be found on a day? Each finding present or absent, or at a level, with this patient's words."""

from __future__ import annotations

from collections.abc import Mapping

from cases.catalog.entry import DRUG_PREFIX, PRESENT
from cases.catalog.observables import Finding
from cases.simulation.moments import Moment
from cases.simulation.onset import duration_level, recent_drug
from cases.simulation.patients import Patient
from cases.simulation.randomness import choice, uniform


def level_of(moment: Moment, key: str) -> str:
    """The level of a finding on that day; the patient's own place among others (a named stream) never changes."""
    patient = moment.patient
    finding = patient.catalog.findings[key]
    if key.startswith(DRUG_PREFIX):
        taken = {use.drug.key for use in patient.drugs}
        return finding.levels[int(key.removeprefix(DRUG_PREFIX) in taken)]
    if finding.derived == "onset":
        return duration_level(patient)
    if finding.derived == "drug-change":
        return finding.levels[int(recent_drug(patient))]
    if key in moment.struck:
        return PRESENT if moment.struck[key] else finding.normal
    if any(key in use.drug.implies for use in patient.drugs):
        return PRESENT
    if not finding.occurs_in(patient.sex, patient.age):
        return finding.normal
    place = uniform(patient.seed, "finding", finding.varies_with or key)
    return _drawn(finding, level_chances(moment, finding), place)


def level_chances(moment: Moment, finding: Finding) -> dict[str, float]:
    """Probability of each level but the first among patients in this state with this condition."""
    special = moment.patient.condition.findings.get(finding.key)
    if isinstance(special, Mapping):
        return {level: special.get(level, 0.0) for level in finding.levels[1:]}
    if finding.levels[1:] != (PRESENT,):
        return {level: finding.background.get(level, 0.0) for level in finding.levels[1:]}
    left = moment.illness_left if finding.passes else 1.0
    missed = (1 - finding.background.get(PRESENT, 0.0)) * (1 - left * (special or 0.0))
    for use in moment.patient.drugs:
        missed *= 1 - use.drug.findings.get(finding.key, 0.0)
    for driver in finding.drivers:
        missed *= 1 - driver.probability(moment.indices[driver.index])
    return {PRESENT: 1 - missed}


def words_of(patient: Patient, key: str, level: str) -> str:
    """How this patient, the examiner or the laboratory puts it."""
    finding = patient.catalog.findings[key]
    return choice(patient.seed, finding.words[level], "words", key, level)


def complaint_of(moment: Moment) -> str:
    """What brought the patient: the first complaint that is present, in the catalog's order shuffled by the seed."""
    patient = moment.patient
    complaints = [finding for finding in patient.catalog.findings.values() if finding.complaint]
    complaints.sort(key=lambda finding: uniform(patient.seed, "complaint", finding.key))
    for finding in complaints:
        if level_of(moment, finding.key) == PRESENT:
            return str(finding.complaint)
    return "No complaint; low counts were found by chance"


def _drawn(finding: Finding, chances: Mapping[str, float], u: float) -> str:
    """The rarest levels lie at the low end, so that a finding once present stays while its probability only rises."""
    reached = 0.0
    for level in reversed(finding.levels[1:]):
        reached += chances[level]
        if u < reached:
            return level
    return finding.levels[0]
