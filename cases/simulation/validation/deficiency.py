"""How fast and in which order does a lack of cobalamin or folate show?"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from .experiments import NEVER, Run, always, follow, losing_intrinsic_factor, pernicious_anemia
from .facts import Fact

MONTH_D, YEAR_D = 30.4, 365.0
STAGES: tuple[tuple[str, dict[str, float]], ...] = (
    ("holotranscobalamin", {"below": 35.0}),
    ("methylmalonic_acid", {"above": 376.0}),
    ("hypersegmented_percent", {"above": 5.0}),
    ("mcv", {"above": 100.0}),
    ("hemoglobin", {"below": 7.0}),
)


@cache
def without_intrinsic_factor() -> Run:
    """Fourteen years in which intrinsic factor is lost."""
    return follow(losing_intrinsic_factor, 2600, step_days=2, every=10)


@cache
def gastrectomy() -> Run:
    """Five years after the whole stomach was taken out."""
    return follow(lambda day: {"intrinsic_factor": max(0.0, 1 - day / 5)}, 1900, step_days=2, every=10)


@cache
def vegan() -> Run:
    """Thirteen years without animal food, the bowel intact."""
    return follow(always(dietary_b12=0.05), 4800, step_days=2, every=30)


@cache
def nitrous_oxide() -> Run:
    """One day of nitrous oxide (day 5)."""
    return follow(lambda day: {"nitrous_oxide": float(day == 5)}, 30)


@cache
def without_folate() -> Run:
    """Half a year on a diet without folate, at the turnover of the man who tried it."""
    return follow(always(folate_intake=0.03), 180)


def stages_in_order() -> float:
    """How many of the five stages of cobalamin lack come after the stage before them, the first one counted."""
    days = [without_intrinsic_factor().first(name, **limit) for name, limit in STAGES]
    return 1.0 + sum(before < after < NEVER for before, after in pairwise(days))


def severe(name: str) -> float:
    """A readout in severe pernicious anemia (hemoglobin 6.9 g/dL)."""
    return follow(losing_intrinsic_factor, 0, pernicious_anemia()).at(0)[name]


FACTS: tuple[Fact, ...] = (
    Fact("b12-stages-in-order", "Transport, methylmalonic acid, hypersegmentation, MCV, severe anemia: in this order",
         5, 5, "stages", "Golding 2016 (disputes it); Carmel 1996", False, stages_in_order),
    Fact("b12-years-to-severe", "Loss of intrinsic factor leads to hemoglobin below 7 g/dL in 3 to 8 years",
         3, 8, "y", "DRI 1998", True, lambda: without_intrinsic_factor().first("hemoglobin", below=7) / YEAR_D),
    Fact("severe-mcv", "MCV of severe pernicious anemia", 110, 135, "fL", "Williams Manual", True,
         lambda: severe("mcv")),
    Fact("severe-ldh", "LDH of severe pernicious anemia", 700, 6000, "U/L", "recalled", True, lambda: severe("ldh")),
    Fact("severe-mma", "Methylmalonic acid of severe pernicious anemia", 1000, 20000, "nmol/L", "Kuzminski 1998", True,
         lambda: severe("methylmalonic_acid")),
    Fact("severe-homocysteine", "Homocysteine of severe pernicious anemia", 25, 120, "umol/L", "Kuzminski 1998", True,
         lambda: severe("homocysteine")),
    Fact("severe-b12", "Serum B12 of severe pernicious anemia", 20, 150, "pg/mL", "Kuzminski 1998", True,
         lambda: severe("b12")),
    Fact("gastrectomy-b12", "Serum B12 below 200 pg/mL 9 to 24 months after total gastrectomy", 9, 24, "months",
         "Hu 2013: median 15 months", True, lambda: gastrectomy().first("b12", below=200) / MONTH_D),
    Fact("gastrectomy-anemia", "Hemoglobin below 12 g/dL 1.5 to 5 years after total gastrectomy", 1.5, 5, "y",
         "J Korean Surg Soc 2003;64:206", True, lambda: gastrectomy().first("hemoglobin", below=12) / YEAR_D),
    Fact("vegan-anemia", "Hemoglobin below 13 g/dL after 5 to 12 years without animal food", 5, 12, "y", "recalled",
         True, lambda: vegan().first("hemoglobin", below=13) / YEAR_D),
    Fact("nitrous-oxide-dna", "A day of nitrous oxide impairs DNA synthesis", 0.2, 0.8, "x normal", "Skacel 1983",
         False, lambda: nitrous_oxide().at(6)["dna_efficiency"]),
    Fact("nitrous-oxide-recovery", "DNA synthesis is back within days of it", 1, 8, "d", "Skacel 1983", False,
         lambda: nitrous_oxide().first("dna_efficiency", above=0.9, after=7) - 6),
    Fact("nitrous-oxide-hypersegmentation", "Hypersegmented neutrophils appear after it", 3, 20, "%", "Skacel 1983",
         False, lambda: nitrous_oxide().highest("hypersegmented_percent")[1]),
    Fact("folate-serum", "Without folate, serum folate is low after 2 to 9 weeks", 2, 9, "weeks",
         "Herbert 1962; Golding 2014", True, lambda: without_folate().first("serum_folate", below=3) / 7),
    Fact("folate-hypersegmentation", "Without folate, neutrophils hypersegment after 6 to 12 weeks", 6, 12, "weeks",
         "Herbert 1962", True, lambda: without_folate().first("hypersegmented_percent", above=5) / 7),
    Fact("folate-anemia", "Without folate, hemoglobin falls below 13 g/dL after 15 to 24 weeks", 15, 24, "weeks",
         "Herbert 1962", True, lambda: without_folate().first("hemoglobin", below=13) / 7),
    Fact("folate-mma", "Lack of folate leaves methylmalonic acid normal", 73, 271, "nmol/L", "Savage 1994", False,
         lambda: without_folate().highest("methylmalonic_acid")[1]),
)  # fmt: skip
