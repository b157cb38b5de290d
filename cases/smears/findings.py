"""How much of a finding is on the film? As the report has it present or absent; the patient's state says how much."""

from __future__ import annotations

from typing import NamedTuple

from cases.catalog.entry import PRESENT
from cases.simulation.findings import level_of
from cases.simulation.moments import Moment
from cases.simulation.randomness import uniform


class Amount(NamedTuple):
    """Share of cells without the finding, and the least and most share with it."""

    absent: float
    least: float
    most: float


# Where the film report says present, the share lies above what a reader reports, otherwise below. Least shares of
# red-cell shapes are the 2+ of ICSH 2015 (recalled) or what the words of the report say; the others are assumed.
AMOUNTS = {
    # of red cells
    "macro-ovalocytes": Amount(0.004, 0.03, 0.28),
    "round-macrocytes": Amount(0.0, 0.06, 0.20),
    "teardrop-cells": Amount(0.002, 0.02, 0.09),
    "schistocytes": Amount(0.001, 0.011, 0.07),
    "hypochromic-cells": Amount(0.005, 0.12, 0.60),
    "target-cells": Amount(0.002, 0.06, 0.20),
    "howell-jolly-bodies": Amount(0.0002, 0.008, 0.03),
    "basophilic-stippling": Amount(0.0005, 0.008, 0.03),
    "polychromasia": Amount(0.006, 0.03, 0.16),
    "spherocytes": Amount(0.003, 0.08, 0.30),
    "dimorphic-red-cells": Amount(0.0, 0.25, 0.45),
    # of neutrophils
    "hypersegmented-neutrophils": Amount(0.015, 0.06, 0.60),
    "pseudo-pelger-neutrophils": Amount(0.002, 0.06, 0.30),
    "hypogranular-neutrophils": Amount(0.005, 0.12, 0.60),
    "toxic-granulation": Amount(0.002, 0.25, 0.80),
    # of blasts
    "auer-rods": Amount(0.0, 0.10, 0.45),
    # of white cells
    "blasts-on-film": Amount(0.0, 0.01, 0.95),
    "immature-granulocytes": Amount(0.001, 0.03, 0.14),
    "abnormal-promyelocytes": Amount(0.0, 0.03, 0.90),
    "nucleated-red-cells": Amount(0.0003, 0.008, 0.06),  # for each white cell
    # of lymphocytes
    "large-granular-lymphocytes": Amount(0.09, 0.30, 0.65),
    "atypical-lymphocytes": Amount(0.02, 0.16, 0.50),
    "hairy-cells": Amount(0.0, 0.10, 0.55),
    # of platelets
    "giant-platelets": Amount(0.01, 0.10, 0.35),
    "platelet-clumps": Amount(0.0, 0.5, 0.8),
    "red-cell-agglutination": Amount(0.0, 0.5, 0.9),
}


def is_reported(moment: Moment, key: str) -> bool:
    """Whether the report of that day has the finding."""
    return level_of(moment, key) == PRESENT


def share_of(moment: Moment, key: str) -> float:
    """The share of cells with a finding: by the report whether, by state how many, by the patient's own place between.

    Raises KeyError for a key that is no finding of the film.
    """
    amount = AMOUNTS[key]
    if not is_reported(moment, key):
        return amount.absent
    return amount.least * (amount.most / amount.least) ** strength_of(moment, key)


def strength_of(moment: Moment, key: str) -> float:
    """How far the strongest cause of a finding has gone, 0 to 1; a condition's own finding fades with the illness."""
    patient = moment.patient
    finding = patient.catalog.findings[key]
    gone = [(moment.indices[driver.index] - driver.start) / (driver.full - driver.start) for driver in finding.drivers]
    special = patient.condition.findings.get(key)
    if isinstance(special, float | int) and special > 0:
        left = moment.illness_left if finding.passes else 1.0
        gone.append(left * uniform(patient.seed, "film", key))
    return min(max([0.0, *gone]), 1.0)


def clamped(moment: Moment, key: str, share: float) -> float:
    """A share that the state gives in numbers, kept on the side of the report: above its least, or below it."""
    amount = AMOUNTS[key]
    if is_reported(moment, key):
        return min(max(share, amount.least), amount.most)
    return min(share, amount.absent)
