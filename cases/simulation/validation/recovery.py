"""How does the blood recover once cobalamin is given?"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from .experiments import (
    CYANOCOBALAMIN_UG,
    Run,
    always,
    follow,
    hydroxocobalamin,
    losing_intrinsic_factor,
    neuropathy,
    pernicious_anemia,
    pernicious_anemia_at_count,
    treated,
    until,
)
from .facts import Fact

# Kuzminski 1998: 1 mg on these days.
KUZMINSKI_DAYS = (0, 2, 6, 9, 13, 20, 29, 59, 89)
RETICULOCYTE_WINDOW = 0.25


def first_day(name: str, **limit: float) -> float:
    """The first day of treatment on which a readout has passed a limit."""
    return treated().first(name, **limit)


def weekly_rise() -> float:
    """Rise of hemoglobin from day 7 to day 28, g/dL a week."""
    return (treated().at(28)["hemoglobin"] - treated().at(7)["hemoglobin"]) / 3


def begins_to_rise() -> float:
    """The first day on which reticulocytes are half as many again as before treatment."""
    return first_day("reticulocytes", above=1.5 * treated().at(0)["reticulocytes"])


def published_peak(rbc: float) -> float:
    """Expected peak of reticulocytes, %, after B12 at a red cell count (1e12/L); formula recalled."""
    return 100 * (0.73 - 0.2 * rbc) / (0.73 + 0.8 * rbc)


@cache
def peak_at(rbc: float) -> float:
    """The model's peak of reticulocytes, %, when treated at this red cell count (1e12/L)."""
    return follow(hydroxocobalamin, 14, pernicious_anemia_at_count(rbc)).highest("reticulocyte_percent")[1]


@cache
def neutropenic() -> Run:
    """Treatment begun when pernicious anemia has brought neutrophils to 1.5."""
    return follow(hydroxocobalamin, 30, until(losing_intrinsic_factor, "neutrophils", 1.5))


@cache
def by_mouth() -> Run:
    """Two milligrams a day by mouth for four months."""
    return follow(always(intrinsic_factor=0, b12_supplement=2000), 120, pernicious_anemia())


@cache
def by_kuzminski() -> Run:
    """The injections of Kuzminski's trial for four months."""

    def given(day: int) -> dict[str, float]:
        return {"intrinsic_factor": 0.0, "b12_injection": CYANOCOBALAMIN_UG * (day in KUZMINSKI_DAYS)}

    return follow(given, 120, pernicious_anemia())


@cache
def folic_acid_alone(days: int = 60) -> Run:
    """Five milligrams of folic acid a day, and no cobalamin."""
    return follow(always(intrinsic_factor=0, folic_acid=5), days, pernicious_anemia(), every=min(days, 60))


@cache
def folic_acid_daily() -> Run:
    """The first weeks of the same, day by day."""
    return follow(always(intrinsic_factor=0, folic_acid=5), 60, pernicious_anemia())


def nerves_on_folic_acid() -> float:
    """How many times as bad nerves are after 18 months of folic acid alone."""
    return neuropathy(folic_acid_alone(540).end) / neuropathy(pernicious_anemia())


def ratio_of_peaks() -> float:
    """Reticulocyte peak on folic acid as a share of that on cobalamin."""
    peaks = (run.highest("reticulocyte_percent")[1] for run in (folic_acid_daily(), treated()))
    return next(peaks) / next(peaks)


def one_injection() -> float:
    """Years after which one injection has worn off: hemoglobin below 12 again."""

    def given(day: int) -> dict[str, float]:
        return {"intrinsic_factor": 0.0, "b12_injection": 730.0 * (day == 0)}

    run = follow(given, 900, pernicious_anemia(), step_days=1, every=5)
    return run.first("hemoglobin", below=12, after=120) / 365


def low_iron() -> float:
    """How much lower hemoglobin is after eight weeks of B12 when the iron store was empty, g/dL."""

    def poor(day: int) -> dict[str, float]:
        return hydroxocobalamin(day) | {"iron_deficit": 780.0 * (day == 0)}

    short = follow(poor, 56, pernicious_anemia())
    return treated().at(56)["hemoglobin"] - short.at(56)["hemoglobin"]


def _peak_fact(rbc: float) -> Fact:
    published = published_peak(rbc)
    return Fact(
        id=f"reticulocyte-peak-at-{rbc:g}",
        statement=f"Reticulocyte peak at {rbc:g} million red cells within 25 % of the published curve",
        low=published * (1 - RETICULOCYTE_WINDOW),
        high=published * (1 + RETICULOCYTE_WINDOW),
        unit="%",
        source="(0.73 - 0.2 E) / (0.73 + 0.8 E), recalled",
        used_in_tuning=True,
        compute=lambda: peak_at(rbc),
    )


TUNED: tuple[tuple[str, str, float, float, str, str, Callable[[], float]], ...] = (
    ("reticulocytes-begin", "Reticulocytes begin to rise on days 2 to 5", 2, 5, "d", "review: days 3-5",
     begins_to_rise),
    ("reticulocytes-peak-day", "Reticulocytes peak on days 5 to 8", 5, 8, "d", "review: about a week",
     lambda: treated().highest("reticulocytes")[0]),
    ("reticulocytes-peak", "Reticulocyte peak at 1.7 million red cells", 10, 25, "%", "curve: 18.7 %, recalled",
     lambda: treated().highest("reticulocyte_percent")[1]),
    ("hemoglobin-slope", "Hemoglobin rises by about 1 g/dL a week (days 7 to 28)", 0.7, 1.7, "g/dL/week", "recalled",
     weekly_rise),
    ("hemoglobin-recovery", "Hemoglobin reaches 12.5 g/dL in 3 to 8 weeks", 21, 56, "d", "review: 1-2 months",
     lambda: first_day("hemoglobin", above=12.5)),
    ("hemoglobin-overshoot", "Hemoglobin overshoots by less than 1 g/dL", 0, 1, "g/dL", "plausibility",
     lambda: max(0.0, treated().highest("hemoglobin")[1] - 14.5)),
    ("mcv-recovery", "MCV is below 98 fL in 25 to 78 days", 25, 78, "d", "recalled",
     lambda: first_day("mcv", below=98)),
    ("hypersegmentation-recovery", "Hypersegmentation is gone by days 8 to 16", 8, 16, "d", "review: up to 2 weeks",
     lambda: first_day("hypersegmented_percent", below=5)),
    ("mma-recovery", "Methylmalonic acid is normal in 4 to 10 days", 4, 10, "d", "recalled",
     lambda: first_day("methylmalonic_acid", below=271)),
    ("homocysteine-recovery", "Homocysteine is normal in 3 to 10 days", 3, 10, "d", "recalled",
     lambda: first_day("homocysteine", below=14)),
    ("ldh-recovery", "LDH is below 300 U/L in 7 to 25 days", 7, 25, "d", "recalled",
     lambda: first_day("ldh", below=300)),
    ("potassium-nadir", "Potassium falls, seldom below 3", 3.0, 3.9, "mmol/L", "FDA cyanocobalamin label",
     lambda: treated().lowest("potassium")[1]),
    ("potassium-nadir-day", "Potassium is lowest on days 1 to 5", 1, 5, "d", "FDA cyanocobalamin label: first 48 h",
     lambda: treated().lowest("potassium")[0]),
)  # fmt: skip

UNTUNED: tuple[tuple[str, str, float, float, str, str, Callable[[], float]], ...] = (
    ("neutrophils-normal", "Neutrophils of 1.5 pass 1.8 in 2 to 10 days", 2, 10, "d", "review: 7-10 d",
     lambda: neutropenic().first("neutrophils", above=1.8)),
    ("neutrophils-recovered", "Neutrophils reach 90 % of the usual in 4 to 14 days", 4, 14, "d", "review: 7-10 d",
     lambda: neutropenic().first("neutrophils", above=3.6)),
    ("platelets-normal", "Platelets pass 150 in 3 to 10 days", 3, 10, "d", "review",
     lambda: first_day("platelets", above=150)),
    ("oral-mma", "2 mg a day by mouth: methylmalonic acid after 4 months", 120, 300, "nmol/L", "Kuzminski 1998: 169",
     lambda: by_mouth().at(120)["methylmalonic_acid"]),
    ("oral-homocysteine", "2 mg a day by mouth: homocysteine after 4 months", 6, 14, "umol/L", "Kuzminski 1998: 10.6",
     lambda: by_mouth().at(120)["homocysteine"]),
    ("injected-mma", "Cyanocobalamin injected: methylmalonic acid after 4 months", 150, 350, "nmol/L",
     "Kuzminski 1998: 265", lambda: by_kuzminski().at(120)["methylmalonic_acid"]),
    ("folic-acid-hemoglobin", "Folic acid alone: hemoglobin after 8 weeks", 11, 14.5, "g/dL", "Blood 1950;5:695",
     lambda: folic_acid_daily().at(56)["hemoglobin"]),
    ("folic-acid-peak", "Folic acid alone: a lower reticulocyte peak", 0.5, 0.97, "of B12", "Blood 1950;5:695",
     ratio_of_peaks),
    ("folic-acid-mma", "Folic acid alone: methylmalonic acid does not fall", 1, 2, "x before", "Blood 1951;6:1213",
     lambda: folic_acid_daily().at(56)["methylmalonic_acid"] / treated().at(0)["methylmalonic_acid"]),
    ("folic-acid-nerves", "Folic acid alone: nerves worsen over 18 months", 1.3, 5, "x before", "Blood 1947;2:50",
     nerves_on_folic_acid),
    ("one-injection", "One injection wears off in one to three years", 1, 3, "y", "plausibility from the store",
     one_injection),
    ("low-iron", "An empty iron store lowers the answer of hemoglobin at 8 weeks", 0.7, 6, "g/dL", "Hillman 1969",
     low_iron),
)  # fmt: skip

FACTS: tuple[Fact, ...] = (
    *(Fact(*known[:6], True, known[6]) for known in TUNED),
    *(_peak_fact(rbc) for rbc in (1.0, 1.5, 2.0, 2.5, 3.0)),
    *(Fact(*known[:6], False, known[6]) for known in UNTUNED),
)
