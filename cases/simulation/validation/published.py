"""Do simulated patients look like those of published series?"""

from __future__ import annotations

from collections.abc import Callable

from cases.simulation.findings import level_of

from .cohorts import Cohort, Has, Member, drawn
from .facts import Fact
from .series import (
    MIDDLE,
    MILD,
    PERNICIOUS,
    deficient,
    macrocytosis_first,
    nerves_alone,
    pancytopenic,
    with_iron_lack_too,
)

POINTS = 8  # how far a simulated percentage may lie from a published one
DYSPLASIA, TMA = "mds-low-blasts", "pseudo-tma"

C1 = "Andres 2006, Clin Lab Haematol (201 patients)"
C2 = "Blood 2016;128(22):4812 (104 pancytopenic)"
C3 = "Savage 1994, Am J Med (434 episodes)"
C4 = "Lindenbaum 1988, N Engl J Med (141 patients)"
C5 = "Stabler 1990, Blood (86 deficient)"
C9 = "Afyon series, Bakirkoy Med J (31 patients)"
C15 = "Anemia 2012:707402 (140 pancytopenic)"

Series = Callable[[], Cohort]


def mild() -> Cohort:
    """The milder half: what an unselected clinic finds."""
    return deficient(MILD)


def middle() -> Cohort:
    """All but the gravest third: what a hospital finds when it looks for low serum B12."""
    return deficient(MIDDLE)


def all_deficient() -> Cohort:
    """Everyone: what comes to hematologists."""
    return deficient()


def hypersegmented_percent(member: Member) -> float:
    """The true share of hypersegmented neutrophils."""
    return member.moment.readouts["hypersegmented_percent"]


HAS: dict[str, Has] = {
    "anemia": lambda member: member.is_anemic,
    "pancytopenia": lambda member: member.is_pancytopenic,
    "normal hematocrit": lambda member: member.has_normal_hematocrit,
    "macrocytosis": lambda member: member["mcv"] > 100,
    "MCV above 95": lambda member: member["mcv"] > 95,
    "normal MCV": lambda member: member["mcv"] <= 100,
    "leukopenia": lambda member: member["white-cell-count"] < 4,
    "normal white cells": lambda member: member["white-cell-count"] >= 4,
    "thrombocytopenia": lambda member: member["platelets"] < 150,
    "normal platelets": lambda member: member["platelets"] >= 150,
    "normal LDH": lambda member: member["ldh"] <= 250,
    "hypersegmentation": lambda member: hypersegmented_percent(member) > 5,
    "hypersegmentation on a routine film": lambda member: (
        level_of(member.moment, "hypersegmented-neutrophils") == "present"
    ),
    "hemoglobin below 6": lambda member: member["hemoglobin"] < 6,
    "raised methylmalonic acid": lambda member: member["methylmalonic-acid"] > 376,
    "raised homocysteine": lambda member: member["homocysteine"] > 21.3,
    "either metabolite raised": lambda member: member["methylmalonic-acid"] > 376 or member["homocysteine"] > 21.3,
    "both metabolites normal": lambda member: member["methylmalonic-acid"] <= 376 and member["homocysteine"] <= 21.3,
    "B12 below 100": lambda member: member["serum-b12"] < 100,
    "RDW above 15": lambda member: member["rdw"] > 15,
    "tingling or numbness": lambda member: level_of(member.moment, "paresthesia") == "present",
}

# id, what, percent published, series, source, used in tuning (the window of severity, or the equations), why not
SHARES: tuple[tuple[str, str, float, Series, str, bool, str], ...] = (
    ("c1-anemia", "anemia", 37, mild, C1, True, ""),
    ("c1-macrocytosis", "macrocytosis", 54, mild, C1, True, ""),
    ("c1-leukopenia", "leukopenia", 13.9, mild, C1, True, ""),
    ("c1-thrombocytopenia", "thrombocytopenia", 9.9, mild, C1, False, ""),
    ("c1-hypersegmentation", "hypersegmentation on a routine film", 32, mild, C1, True, ""),
    ("c1-grave-anemia", "hemoglobin below 6", 2.5, mild, C1, False, ""),
    ("c1-pancytopenia", "pancytopenia", 5, mild, C1, False, ""),
    ("c2-macrocytosis", "macrocytosis", 80.7, pancytopenic, C2, True, ""),
    ("c3-normal-hematocrit", "normal hematocrit", 28, all_deficient, C3, True, ""),
    ("c3-normal-mcv", "normal MCV", 17, all_deficient, C3, True, ""),
    ("c3-mma", "raised methylmalonic acid", 98.4, all_deficient, C3, False, ""),
    ("c3-homocysteine", "raised homocysteine", 95.9, all_deficient, C3, True, ""),
    ("c3-both-normal", "both metabolites normal", 0.2, all_deficient, C3, False, ""),
    ("c5-normal-hematocrit", "normal hematocrit", 44, middle, C5, True, ""),
    ("c5-normal-mcv", "normal MCV", 36, middle, C5, True, ""),
    ("c5-normal-ldh", "normal LDH", 43, middle, C5, True, ""),
    ("c5-normal-white-cells", "normal white cells", 84, middle, C5, True, ""),
    ("c5-normal-platelets", "normal platelets", 79, middle, C5, True, ""),
    ("c5-metabolites", "either metabolite raised", 94, middle, C5, False, ""),
    ("c5-b12-below-100", "B12 below 100", 50, middle, C5, True, ""),
    ("c5-nerves", "tingling or numbness", 28, middle, C5, True, ""),
    ("c9-pancytopenia", "pancytopenia", 9.7, with_iron_lack_too, C9, True, ""),
    ("c15-b12-below-100", "B12 below 100", 91.6, pancytopenic, C15, True, ""),
    ("lobes-hypersegmentation", "hypersegmentation", 91, middle, "scilit a596ad05: 515 with B12 measured", False, ""),
    ("lobes-mcv", "MCV above 95", 62, middle, "scilit a596ad05: 515 with B12 measured", True,
     "It cannot hold together with the two series whose patients were surely deficient: if 38 % had an MCV of 95 or "
     "less, far more than the 36 % and 17 % reported there would have one of 100 or less. That series counted every "
     "low serum B12, many of them without deficiency; here all are deficient."),
    ("lobes-rdw", "RDW above 15", 54, middle, "scilit a596ad05: 515 with B12 measured", False, ""),
)  # fmt: skip

# id, analyte, published middle and spread, unit, series, source, used in tuning
MEDIANS: tuple[tuple[str, str, float, float, str, Series, str, bool], ...] = (
    ("c1-b12", "serum-b12", 125, 47, "pg/mL", mild, C1, False),
    ("c1-mcv", "mcv", 98.9, 25.6, "fL", mild, C1, False),
    ("c2-hemoglobin", "hemoglobin", 5.8, 1.9, "g/dL", pancytopenic, C2, False),
    ("c2-neutrophils", "neutrophils", 1.188, 0.579, "1e9/L", pancytopenic, C2, False),
    ("c2-platelets", "platelets", 69.6, 34.4, "1e9/L", pancytopenic, C2, True),
    ("c2-mcv", "mcv", 106, 11, "fL", pancytopenic, C2, False),
    ("c2-b12", "serum-b12", 80, 11, "pg/mL", pancytopenic, C2, True),
    ("c9-hemoglobin", "hemoglobin", 9.3, 2.0, "g/dL", with_iron_lack_too, C9, False),
)

# id, analyte, range of the series, unit, condition, source
ELSEWHERE: tuple[tuple[str, str, float, float, str, str, str], ...] = (
    ("mds-rdw", "rdw", 13.1, 17.9, "%", DYSPLASIA, "physiciansweekly 300303: 94 patients, 15.5 +/- 2.4"),
    ("tma-hemoglobin", "hemoglobin", 3.8, 6.2, "g/dL", TMA, "three patients with pseudo-thrombotic microangiopathy"),
    ("tma-mcv", "mcv", 100.8, 120.7, "fL", TMA, "three patients with pseudo-thrombotic microangiopathy"),
    ("tma-platelets", "platelets", 53, 121, "1e9/L", TMA, "three patients with pseudo-thrombotic microangiopathy"),
)


def _share(id: str, what: str, percent: float, series: Series, source: str, tuned: bool, why: str) -> Fact:
    low, high = max(0.0, percent - POINTS), min(100.0, percent + POINTS)
    words = f"Share with {what}: {percent:g} %"
    return Fact(id, words, low, high, "%", source, tuned, lambda: series().percent(HAS[what]), (PERNICIOUS,), why)


def _median(
    id: str, analyte: str, middle: float, spread: float, unit: str, series: Series, source: str, tuned: bool
) -> Fact:
    words = f"Median {analyte}: {middle:g} +/- {spread:g}"
    low, high = middle - spread, middle + spread
    return Fact(id, words, low, high, unit, source, tuned, lambda: series().median(analyte), (PERNICIOUS,))


def _elsewhere(id: str, analyte: str, low: float, high: float, unit: str, condition: str, source: str) -> Fact:
    words = f"Median {analyte} in {condition}"
    return Fact(
        id, words, low, high, unit, source, False, lambda: drawn((condition,), 100).median(analyte), (condition,)
    )


FACTS: tuple[Fact, ...] = (
    *(_share(*row) for row in SHARES),
    *(_median(*row) for row in MEDIANS),
    *(_elsewhere(*row) for row in ELSEWHERE),
    Fact("c4-nerves-alone", "Of those who notice their nerves, 28 % are neither anemic nor macrocytic", 18, 38, "%", C4,
         True, nerves_alone, (PERNICIOUS,)),
    Fact("macrocytosis-first", "MCV passes 100 fL before hemoglobin passes 12 g/dL in at least 70 % (iron not lost)",
         70, 100, "%", "Carmel 1996; Golding 2016", True, macrocytosis_first, (PERNICIOUS,)),
    Fact("c9-mcv-and-b12", "MCV and serum B12 run opposite: r = -0.45", -0.7, -0.2, "r", C9, False,
         lambda: with_iron_lack_too().correlation("mcv", "serum-b12"), (PERNICIOUS,)),
)  # fmt: skip
