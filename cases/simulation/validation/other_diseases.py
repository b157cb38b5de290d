"""Do marrow, blood and spleen fail and recover as published, where cobalamin is not the matter?"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from .experiments import Given, Run, always, follow, until
from .facts import Fact

STOPPED_ON = 8
LEUKEMIA_TREATED_AT = 0.8  # neutrophils, 1e9/L


@cache
def chemotherapy() -> Run:
    """One standard dose in a healthy adult."""
    return follow(lambda day: {"cytotoxic": float(day == 0)}, 40)


@cache
def agranulocytosis(gcsf: float = 0.0) -> Run:
    """A drug that kills neutrophils is stopped on day 8, with filgrastim (standard doses) or without."""

    def given(day: int) -> dict[str, float]:
        return {"drug_hit": 3.0 * (day < STOPPED_ON), "gcsf": gcsf * (STOPPED_ON <= day < 20)}

    return follow(given, 40)


def days_after_stop(level: float, gcsf: float = 0.0) -> float:
    """Days from the last dose of the drug to neutrophils above a level (1e9/L)."""
    return agranulocytosis(gcsf).first("neutrophils", above=level, after=STOPPED_ON) - STOPPED_ON


@cache
def immune_thrombocytopenia() -> Run:
    """A month of immune clearance of platelets."""
    return follow(always(platelet_hazard=1.6), 30)


@cache
def prednisone() -> Run:
    """The same under a full dose of prednisone."""
    return follow(always(platelet_hazard=1.6, steroid=1), 20, immune_thrombocytopenia().end)


@cache
def hypersplenism() -> Run:
    """A massive spleen for two hundred days."""
    return follow(always(spleen=1), 200, step_days=1, every=200)


@cache
def copper() -> Run:
    """Copper by mouth after a year on zinc, which is stopped."""
    return follow(always(copper_supplement=8), 84, follow(always(copper_intake=0.03), 400, step_days=1, every=400).end)


@cache
def aplasia() -> Run:
    """Four months of immune loss of stem cells."""
    return follow(always(stem_loss=0.06), 120, step_days=0.5)


@cache
def immune_suppression() -> Run:
    """A year of antithymocyte globulin with ciclosporin."""
    return follow(always(stem_recovery=0.012), 365, aplasia().end, step_days=1)


@cache
def induction() -> Run:
    """Seven days of chemotherapy for acute leukemia."""
    ill = until(always(blast_growth=0.05), "neutrophils", LEUKEMIA_TREATED_AT, most_days=400)
    return follow(lambda day: {"cytotoxic": float(day < 7)}, 50, ill)


@cache
def dysplasia_on_b12() -> Run:
    """Weekly B12 in low-risk dysplasia."""
    ill = follow(always(clone_growth=0.01), 1300, step_days=2, every=1300).end
    return follow(lambda day: {"clone_growth": 0.01, "b12_injection": 730.0 * (day % 7 == 0)}, 60, ill, every=60)


@cache
def antifolate(folinic_acid: float = 0.0) -> Run:
    """Twelve days of methotrexate daily by mistake, then folinic acid (share of full rescue) or nothing."""

    def given(day: int) -> dict[str, float]:
        return {"antifolate": 0.93 * (day < 12), "folinic_acid": folinic_acid * (day >= 12)}

    return follow(given, 45)


def days_after_antifolate(folinic_acid: float) -> float:
    """Days from the last dose of methotrexate to neutrophils above 2."""
    return antifolate(folinic_acid).first("neutrophils", above=2, after=14) - 12


@cache
def healthy(drug: str) -> Run:
    """Five days of a drug in a healthy adult."""
    given: Given = lambda day: {drug: float(day < 5)}  # noqa: E731
    return follow(given, 30)


TUNED: tuple[tuple[str, str, float, float, str, str, Callable[[], float]], ...] = (
    ("chemotherapy-nadir", "Chemotherapy: nadir of neutrophils", 0.1, 1.0, "1e9/L", "Friberg 2002",
     lambda: chemotherapy().lowest("neutrophils")[1]),
    ("chemotherapy-nadir-day", "Chemotherapy: nadir of neutrophils on days 7 to 14", 7, 14, "d", "Friberg 2002",
     lambda: chemotherapy().lowest("neutrophils")[0]),
    ("chemotherapy-recovery", "Chemotherapy: neutrophils above 2 by days 14 to 22", 14, 22, "d", "Friberg 2002",
     lambda: chemotherapy().first("neutrophils", above=2, after=12)),
    ("chemotherapy-platelets", "Chemotherapy: nadir of platelets on days 9 to 16", 9, 16, "d", "recalled",
     lambda: chemotherapy().lowest("platelets")[0]),
    ("agranulocytosis-recovery", "Drug stopped: neutrophils above 0.5 in 7 to 14 days", 7, 14, "d",
     "Andres 2019: 10 d", lambda: days_after_stop(0.5)),
    ("agranulocytosis-filgrastim", "The same with filgrastim: 4 to 8 days", 4, 8, "d", "Andres 2019: 7.7 d",
     lambda: days_after_stop(0.5, 1.0)),
    ("hypersplenism-neutrophils", "Hypersplenism: neutrophils", 1.3, 3.5, "1e9/L", "Aster 1966",
     lambda: hypersplenism().values[-1]["neutrophils"]),
    ("leukemia-neutrophils", "7+3 induction: neutrophils above 0.5 on days 18 to 32", 18, 32, "d",
     "Ciftciler 2020: median 28", lambda: induction().first("neutrophils", above=0.5, after=10)),
    ("methotrexate-recovery", "Methotrexate stopped: neutrophils above 2 in 6 to 14 days", 6, 14, "d",
     "10 +/- 3.8 d, review", lambda: days_after_antifolate(0.0)),
)  # fmt: skip

UNTUNED: tuple[tuple[str, str, float, float, str, str, Callable[[], float]], ...] = (
    ("filgrastim-gain", "Filgrastim gains 1 to 6 days to neutrophils of 1.5", 1, 6, "d", "Andres 2019: 2.2 d",
     lambda: days_after_stop(1.5) - days_after_stop(1.5, 1.0)),
    ("filgrastim-healthy", "Filgrastim in health: two to five times the neutrophils on day 5", 2, 5, "x before",
     "Borleffs 1998", lambda: healthy("gcsf").at(5)["neutrophils"] / 4.0),
    ("prednisone-healthy", "Prednisone in health: neutrophils rise by a quarter to double", 1.25, 2.2, "x before",
     "recalled", lambda: healthy("steroid").at(5)["neutrophils"] / 4.0),
    ("itp-platelets", "Immune thrombocytopenia: platelets", 3, 30, "1e9/L", "recalled",
     lambda: immune_thrombocytopenia().at(30)["platelets"]),
    ("itp-prednisone", "Immune thrombocytopenia: prednisone brings 50 in 3 to 14 days", 3, 14, "d", "recalled: 4-14 d",
     lambda: prednisone().first("platelets", above=50)),
    ("hypersplenism-platelets", "Hypersplenism: platelets", 50, 120, "1e9/L", "Aster 1966",
     lambda: hypersplenism().values[-1]["platelets"]),
    ("copper-neutrophils", "Copper: neutrophils above 1.8 in 5 to 35 days", 5, 35, "d", "Fong 2007; Myint 2018",
     lambda: copper().first("neutrophils", above=1.8)),
    ("copper-hemoglobin", "Copper: hemoglobin above 13 in 14 to 84 days", 14, 84, "d", "Fong 2007; Myint 2018",
     lambda: copper().first("hemoglobin", above=13)),
    ("aplasia-neutrophils", "Aplastic anemia: neutrophils", 0.05, 1.0, "1e9/L", "recalled",
     lambda: aplasia().at(120)["neutrophils"]),
    ("aplasia-recovery", "Antithymocyte globulin: neutrophils above 1 in 2 to 8 months", 2, 8, "months",
     "PMC6667908: 37, 52, 65 % by 3, 6, 12 months", lambda: immune_suppression().first("neutrophils", above=1) / 30.4),
    ("leukemia-platelets", "7+3 induction: platelets above 100 on days 20 to 35", 20, 35, "d", "Ciftciler 2020",
     lambda: induction().first("platelets", above=100, after=10)),
    ("dysplasia-b12", "Dysplasia does not answer B12: change of hemoglobin in 60 days", -1, 0.3, "g/dL", "definition",
     lambda: dysplasia_on_b12().at(60)["hemoglobin"] - dysplasia_on_b12().at(0)["hemoglobin"]),
    ("folinic-acid-rescue", "Folinic acid: neutrophils above 2 in 3 to 9 days", 3, 9, "d", "5.5 +/- 2.9 d, review",
     lambda: days_after_antifolate(1.0)),
)  # fmt: skip

FACTS: tuple[Fact, ...] = (
    *(Fact(*known[:6], True, known[6]) for known in TUNED),
    *(Fact(*known[:6], False, known[6]) for known in UNTUNED),
)
