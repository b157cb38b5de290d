"""Do the values of a panel agree with each other, whoever it was taken from and whatever was given?"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from typing import NamedTuple

from cases.catalog import Catalog
from cases.catalog.observables import Analyte
from cases.simulation.clock import MINUTES_A_DAY
from cases.simulation.measurement import WHITE_CELLS, Measurement, measure
from cases.simulation.patients import Patient, Recipe, patient_of
from cases.simulation.randomness import choice, uniform
from cases.simulation.trajectories import trajectory_of
from cases.simulation.treatment import Intervention, Plan

# Panels taken from one patient, the first on day 0 and the others within so many days.
PANELS_A_PATIENT, WITHIN_DAYS = 20, 365
# How many coefficients of variation an identity may be off, and the share of panels that must obey all of them.
ASSAY_CVS, ENOUGH = 3.0, 0.999

Values = Mapping[str, float]
Panel = Mapping[str, Measurement]


class Identity(NamedTuple):
    """What one analyte must be, given others of the same sample."""

    key: str
    inputs: tuple[str, ...]
    compute: Callable[[Values], float]


IDENTITIES: tuple[Identity, ...] = (
    Identity("mcv", ("hematocrit", "red-cell-count"), lambda v: 10 * v["hematocrit"] / v["red-cell-count"]),
    Identity("mch", ("hemoglobin", "red-cell-count"), lambda v: 10 * v["hemoglobin"] / v["red-cell-count"]),
    Identity("mchc", ("hemoglobin", "hematocrit"), lambda v: 100 * v["hemoglobin"] / v["hematocrit"]),
    Identity("white-cell-count", WHITE_CELLS, lambda v: sum(v.values())),
    Identity(
        "neutrophils", ("white-cell-count", *WHITE_CELLS[1:]), lambda v: 2 * v["white-cell-count"] - sum(v.values())
    ),
    Identity(
        "reticulocyte-percent",
        ("reticulocytes", "red-cell-count"),
        lambda v: v["reticulocytes"] / (10 * v["red-cell-count"]),
    ),
    Identity("blast-percent", ("blasts", "white-cell-count"), lambda v: 100 * v["blasts"] / v["white-cell-count"]),
    Identity("iron", ("transferrin-saturation", "tibc"), lambda v: v["transferrin-saturation"] * v["tibc"] / 100),
)
# (no more than, this): what is a part of something else, or the lower of two.
ORDERED = (("diastolic-pressure", "systolic-pressure"), ("hdl-cholesterol", "total-cholesterol"))
# What no living adult has shown, in conventional units: assumed, generous.
LIMITS: Mapping[str, tuple[float, float]] = {
    "hemoglobin": (1, 25), "hematocrit": (3, 75), "red-cell-count": (0.3, 9), "mcv": (50, 160), "mch": (14, 60),
    "mchc": (24, 42), "rdw": (9, 50), "platelets": (0, 3000), "white-cell-count": (0, 600),
    "potassium": (1.5, 9), "sodium": (100, 180), "temperature": (30, 43), "heart-rate": (25, 230),
    "systolic-pressure": (50, 280), "oxygen-saturation": (50, 100),
}  # fmt: skip
KEYS: tuple[str, ...] = tuple(
    dict.fromkeys(
        [key for one in IDENTITIES for key in (one.key, *one.inputs)]
        + [key for pair in ORDERED for key in pair]
        + list(LIMITS)
    )
)


class Fault(NamedTuple):
    """Something that does not hold in one panel: an identity, or else a limit; where, and the value read."""

    what: str
    where: str
    value: float
    identity: bool = False


def panels_of(catalog: Catalog, number: int) -> Iterator[tuple[str, Panel]]:
    """So many panels, each with whom and when it was taken: patients of all conditions, treated and untreated."""
    for i in range(number):
        seed, nth = divmod(i, PANELS_A_PATIENT)
        patient = _patient(catalog, seed)
        plans = _plans(patient)
        day = round(WITHIN_DAYS * uniform(seed, "panel", nth)) if nth else 0
        course = trajectory_of(patient, plans, WITHIN_DAYS)
        moment = course.at(day)
        minute = moment.day * MINUTES_A_DAY + 600
        yield f"{patient.condition.key} {seed}, day {moment.day}", measure(moment, KEYS, minute)


def faults_of(catalog: Catalog, where: str, panel: Panel) -> list[Fault]:
    """The identities that a panel breaks beyond the variation of its assays, and its impossible values."""
    broken = [
        Fault(identity.key, where, panel[identity.key].value, identity=True)
        for identity in IDENTITIES
        if not holds(catalog, panel, identity)
    ]
    return broken + [Fault(key, where, panel[key].value) for key in _impossible(catalog, panel)]


def holds(catalog: Catalog, panel: Panel, identity: Identity, cvs: float = ASSAY_CVS) -> bool:
    """Whether an identity holds as far as rounding and so many coefficients of variation of the assays allow."""
    analytes = catalog.analytes
    spans = [_span(analytes[key], panel[key]) for key in identity.inputs]
    computed = [
        identity.compute(dict(zip(identity.inputs, corner, strict=True)))
        for corner in product(*spans)
        if all(math.isfinite(value) for value in corner)
    ]
    low, high = _span(analytes[identity.key], panel[identity.key])
    slack = cvs * _spread(catalog, panel, identity)
    return low <= max(computed) + slack and high >= min(computed) - slack


def _spread(catalog: Catalog, panel: Panel, identity: Identity) -> float:
    """How far the assays may put the two sides apart, as a standard deviation."""
    values = {key: panel[key].value for key in identity.inputs}
    off = {key: value * catalog.analytes[key].analytic_cv / 100 for key, value in values.items()}
    usual = identity.compute(values)
    moved = [identity.compute(values | {key: values[key] + off[key]}) - usual for key in identity.inputs]
    return math.hypot(*moved, usual * catalog.analytes[identity.key].analytic_cv / 100)


def _span(analyte: Analyte, read: Measurement) -> tuple[float, float]:
    """Between which values the value lies that was rounded, or cut off at a limit of reporting."""
    half = 0.5000001 * 10**-analyte.decimals
    if read.comparator == "<":
        return 0.0, read.value
    if read.comparator == ">":
        return read.value, math.inf
    return max(read.value - half, 1e-9), read.value + half


def _impossible(catalog: Catalog, panel: Panel) -> Iterable[str]:
    for key, read in panel.items():
        low, high = LIMITS.get(key, (0.0, math.inf))
        if catalog.analytes[key].unit == "%":
            high = min(high, 100.0)
        if not math.isfinite(read.value) or not low <= read.value <= high:
            yield key
    for lower, upper in ORDERED:
        if panel[lower].value > panel[upper].value:
            yield lower


def _patient(catalog: Catalog, seed: int) -> Patient:
    condition = choice(seed, list(catalog.conditions), "panel condition")
    setting = choice(seed, list(catalog.settings), "panel setting")
    return patient_of(catalog, Recipe(setting, ((condition, 1.0),)), seed)


def _plans(patient: Patient) -> tuple[Intervention, ...]:
    """What is recommended, for half of the patients."""
    if uniform(patient.seed, "panel treated") < 0.5:
        return ()
    return (Intervention(0, Plan(patient.condition.recommended, patient.condition.recommended_stops)),)
