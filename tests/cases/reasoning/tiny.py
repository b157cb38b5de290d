"""Which world is small enough to be reckoned by hand?

Two conditions in three states: a vitamin is lacking, mildly or gravely, or a clone has taken the marrow. Two
analytes (and age), two findings (and sex); four tests, of which one tells nothing; two treatments.
"""

from dataclasses import replace
from typing import Any

import msgspec
import numpy as np

from cases.catalog import Catalog
from cases.catalog.disease import Condition, Diagnosis, Setting
from cases.catalog.entry import Entry
from cases.catalog.observables import Investigation
from cases.catalog.teaching import TeachingPoint, UnsafeAct
from cases.catalog.therapy import Management, Prescription, Treatment
from cases.reasoning.belief.evidence import Evidence, Measured
from cases.reasoning.belief.features import Features
from cases.reasoning.belief.observer import Observer
from cases.reasoning.belief.tempering import Tempering

SETTING = "ward"
PRIOR = {"lack": 0.6, "clone": 0.4}


def _entries(kind: type[Entry], **entries: dict[str, Any]) -> dict[str, Any]:
    named = {key.replace("_", "-"): fields for key, fields in entries.items()}
    return {key: msgspec.convert({"key": key, "name": key, **fields}, kind) for key, fields in named.items()}


def _test(fee: float, minutes: int, analytes: tuple[str, ...] = (), finding: tuple[str, ...] = ()) -> dict[str, Any]:
    found = [{"key": key, "name": key, "words": {}} for key in finding]
    return {
        "category": "blood", "sample": "", "fee": fee, "turnaround_minutes": minutes, "burden": 2, "harm": 0.5,
        "analytes": analytes, "findings": found,
    }  # fmt: skip


def line(treatment: str) -> Prescription:
    """Return one line of a plan."""
    return Prescription(treatment=treatment, route="oral", dose=1, unit="mg", frequency="daily")


def condition(diagnosis: str, treatment: str, loss: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a condition that only reasoning looks at, with what else it must have."""
    words = dict.fromkeys(("onset", "mechanism", "findings", "marrow", "reversibility"), "-")
    return {
        "diagnosis": diagnosis, "cause": "-", "demographics": {"age": {"fixed": 60}, "female": 0.5},
        "course": [], "presentations": [], "priors": {SETTING: PRIOR.get(diagnosis, 0.0)}, "rivals": [],
        "loss": loss, "recommended": [msgspec.to_builtins(line(treatment))],
        "key_features": ["assay-first", "give-it", "no-poison"], "comparison": words, "epilogue": "-",
    }  # fmt: skip


LACK = {"untreated": 9000, "per_day": 12, "averts": {"replacement": 0.95}, "traps": {"cytotoxic": 15000}}
CLONE = {"untreated": 8000, "per_day": 48, "averts": {"cytotoxic": 0.5}, "traps": {"replacement": 100}}


def _point(clause: dict[str, Any], restraint: bool = False) -> dict[str, Any]:
    feature = {"text": "-", "all": [clause], "restraint": restraint}
    return {"sections": ["-"], "statement": "-", "why": "-", "key_feature": feature}


CATALOG = Catalog(
    hash="tiny", analytes={}, questions={}, maneuvers={}, order_sets={}, drugs={}, findings={},
    interferences={}, hazards={},
    investigations=_entries(
        Investigation,
        assay=_test(20, 1440, ("vitamin",)),
        count=_test(10, 60, ("cells",)),
        film=_test(15, 120, finding=("lobes",)),
        idle=_test(7, 720, ("weight",)),
    ),
    managements=_entries(
        Management,
        replacement={"cost": 10, "harm": 1},
        cytotoxic={"cost": 500, "harm": 400, "cytotoxic": True},
        observe={"cost": 0, "harm": 0},
        refer={"cost": 300, "harm": 0},
    ),
    treatments=_entries(
        Treatment,
        shots={"management": "replacement", "category": "-", "routes": [], "fee_per_dose": 1},
        poison={"management": "cytotoxic", "category": "-", "routes": [], "fee_per_dose": 1},
    ),
    diagnoses=_entries(Diagnosis, lack={"short": "-", "family": "-"}, clone={"short": "-", "family": "-"}),
    conditions=_entries(
        Condition, lack=condition("lack", "shots", LACK), clone=condition("clone", "poison", CLONE)
    ),
    settings=_entries(Setting, ward={"description": "-", "referral": "-"}),
    teaching_points=_entries(
        TeachingPoint,
        assay_first=_point({"act": "order", "keys": ["assay"], "before": ["diagnose"]}),
        give_it=_point({"act": "treat", "keys": ["replacement"]}),
        no_poison=_point({"act": "treat", "keys": ["cytotoxic"], "never": True}, restraint=True),
    ),
    unsafe_acts=_entries(
        UnsafeAct,
        poisoned={
            "cap": 20, "grade": "unsafe", "conditions": ["lack"], "why": "-", "cost": "-",
            "teaching_point": "no-poison", "all": [{"act": "treat", "keys": ["cytotoxic"]}],
        },
    ),
)  # fmt: skip

FEATURES = Features(
    analytes=("age", "vitamin", "cells"),
    floors=np.array([1.0, 5.0, 0.0]),
    logs=np.array([False, True, False]),
    lows=np.full(3, -np.inf),
    highs=np.full(3, np.inf),
    levels=(
        ("sex", "female"), ("sex", "male"), ("numb", "absent"), ("numb", "present"),
        ("lobes", "absent"), ("lobes", "few"), ("lobes", "many"),
    ),
    kinds={"vitamin": "values", "cells": "values", "numb": "findings", "lobes": "findings"},
)  # fmt: skip
FREQUENCIES = np.array(
    [
        [0.6, 0.4, 0.7, 0.3, 0.5, 0.4, 0.1],
        [0.6, 0.4, 0.2, 0.8, 0.1, 0.2, 0.7],
        [0.4, 0.6, 0.95, 0.05, 0.8, 0.15, 0.05],
    ]
)
OBSERVER = Observer(
    catalog="tiny",
    conditions=("lack", "clone"),
    settings=(SETTING, "clinic"),
    features=FEATURES,
    center=np.array([60.0, 5.0, 2.0]),
    spread=np.array([12.0, 0.8, 1.1]),
    owner=np.array([0, 0, 1]),
    weights=np.array([[0.25, 0.75, 1.0], [0.9, 0.1, 1.0]]),
    means=np.array([[-0.1, -0.4, 0.3], [0.2, -1.2, -0.6], [0.3, 0.8, -0.2]]),
    deviations=np.array([[0.95, 0.7, 0.9], [1.05, 0.8, 0.65], [0.9, 0.85, 0.95]]),
    correlations=np.array(
        [[[1.0, 0.1, 0.0], [0.1, 1.0, 0.25], [0.0, 0.25, 1.0]], [[1.0, 0.0, 0.35], [0.0, 1.0, -0.1], [0.35, -0.1, 1.0]]]
    ),
    log_frequencies=np.log(FREQUENCIES),
    tempering=Tempering(("findings", "values"), np.array([0.1, 0.2])),
)
# How often vitamin is too low to be read in each state, and what an observer is like who knows of it: see LIMITED.
UNDER = np.array([0.1, 0.8, 0.02])
LIMIT = (7, 8)
LIMITED = replace(
    OBSERVER,
    features=replace(
        FEATURES,
        levels=(*FEATURES.levels, ("vitamin", "<"), ("vitamin", "within")),
        lows=np.array([-np.inf, 20, -np.inf]),
    ),
    log_frequencies=np.log(np.column_stack([FREQUENCIES, UNDER, 1 - UNDER])),
)


def evidence(
    vitamin: float | None = None, cells: float | None = None, lobes: str | None = None, numb: str | None = None
) -> Evidence:
    """Return what is known of a woman of 64."""
    values = {"vitamin": vitamin, "cells": cells}
    levels = {"lobes": lobes, "numb": numb}
    return Evidence(
        age=64,
        sex="female",
        values={key: Measured(value) for key, value in values.items() if value is not None},
        levels={key: level for key, level in levels.items() if level is not None},
    )
