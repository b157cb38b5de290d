"""What is there to be found on a day? Each finding present or absent, or at a level, with this patient's words."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from cases.catalog.entry import ABSENT, DRUG_PREFIX, PRESENT
from cases.catalog.observables import Finding
from cases.simulation.moments import Moment
from cases.simulation.onset import duration_level, recent_drug, uses_on
from cases.simulation.patients import Patient
from cases.simulation.randomness import choice, normal, uniform

# Ferritin below which no iron is seen in a marrow (Hallberg 1993, Br J Haematol 85:787, recalled) and above which much
# is, and how far stain and reader are off (log scale): assumed.
NO_IRON_NG_ML, MUCH_IRON_NG_ML, STAIN_SPREAD = 16.0, 220.0, 0.25
# People come with what the illness brings; one in many comes with something else first: assumed.
LEAST_EXPLAINED = 0.02


def level_of(moment: Moment, key: str) -> str:
    """The level of a finding on that day; the patient's own place among others (a named stream) never changes."""
    patient = moment.patient
    finding = patient.catalog.findings[key]
    if key.startswith(DRUG_PREFIX):
        taken = {use.drug.key for use in uses_on(patient, moment.day)}
        return finding.levels[int(key.removeprefix(DRUG_PREFIX) in taken)]
    if finding.derived:
        return DERIVED[finding.derived](moment)
    if key in moment.struck:
        return PRESENT if moment.struck[key] else finding.normal
    if any(key in use.drug.implies for use in patient.drugs):
        return PRESENT
    if not finding.occurs_in(patient.sex, patient.age):
        return finding.normal
    if finding.unless and level_of(moment, finding.unless) == PRESENT:
        return finding.normal
    place = uniform(patient.seed, "finding", finding.varies_with or key)
    return _drawn(finding, level_chances(moment, finding), place)


def iron_level(moment: Moment) -> str:
    """Stainable iron of the marrow: the store that ferritin stands for, inflammation allowed for, as it is stained."""
    stored = moment.readouts["ferritin"] / (1.0 + 5.0 * moment.indices["inflammation"])
    stained = stored * math.exp(STAIN_SPREAD * normal(moment.patient.seed, "finding", "marrow-iron"))
    return "absent" if stained < NO_IRON_NG_ML else "increased" if stained > MUCH_IRON_NG_ML else "present"


DERIVED: dict[str, Callable[[Moment], str]] = {
    "onset": lambda moment: duration_level(moment.patient),
    "drug-change": lambda moment: PRESENT if recent_drug(moment.patient, moment.day) else ABSENT,
    "iron-store": iron_level,
}


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
    """What brought the patient: one of the complaints present, drawn by how far illness, not chance, explains each."""

    def lot(finding: Finding) -> float:
        # The largest u^(1/weight) is a draw by weight (Efraimidis 2006, Inf Process Lett 97:181).
        return uniform(moment.patient.seed, "complaint", finding.key) ** (1.0 / _explained(moment, finding))

    complaints = [finding for finding in moment.patient.catalog.findings.values() if finding.complaint]
    present = [finding for finding in complaints if level_of(moment, finding.key) == PRESENT]
    if not present:
        return "No complaint; low counts were found by chance"
    return str(max(present, key=lot).complaint)


def _explained(moment: Moment, finding: Finding) -> float:
    """The share of those who have the finding in this state who would not have it in health; never quite 0."""
    chance = level_chances(moment, finding).get(PRESENT, 0.0)
    return max(1.0 - finding.background.get(PRESENT, 0.0) / chance, LEAST_EXPLAINED) if chance else LEAST_EXPLAINED


def _drawn(finding: Finding, chances: Mapping[str, float], u: float) -> str:
    """The rarest levels lie at the low end, so that a finding once present stays while its probability only rises."""
    reached = 0.0
    for level in reversed(finding.levels[1:]):
        reached += chances[level]
        if u < reached:
            return level
    return finding.levels[0]
