"""How does evidence become numbers? Transformed analytes in columns, one column for each level of a finding."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cases.catalog import Catalog
from cases.catalog.observables import Analyte, Finding
from cases.reasoning.evidence import Evidence, Measured

# Follow from other analytes on every panel, so they tell nothing more (and would make covariances singular).
IMPLIED = {
    "hematocrit", "red-cell-count", "mch", "mchc", "reticulocyte-percent", "bilirubin-indirect",
    "iron", "egfr", "blasts", "platelets-citrate",
}  # fmt: skip
AGE = "age"
# Below a small share of the usual value a logarithm says more about the assay than about the patient.
LOG_FLOOR_SHARE = 0.01


@dataclass(frozen=True, eq=False)
class Features:
    """The columns of an observer: `analytes` (age first) and, for findings, (key, level) pairs; sex is a finding."""

    analytes: tuple[str, ...]
    floors: np.ndarray
    logs: np.ndarray
    levels: tuple[tuple[str, str], ...]

    @property
    def column(self) -> Mapping[str, int]:
        """Column of each analyte."""
        return {key: i for i, key in enumerate(self.analytes)}

    def values_of(self, evidence: Evidence) -> tuple[np.ndarray, np.ndarray]:
        """Columns and transformed values of what was measured, both of length n."""
        known = {AGE: Measured(evidence.age), **completed(evidence.values)}
        columns = [i for i, key in enumerate(self.analytes) if key in known]
        raw = np.array([known[self.analytes[i]].value for i in columns], dtype=float)
        return np.array(columns, dtype=int), self.transformed(raw, columns)

    def transformed(self, raw: np.ndarray, columns: list[int] | slice = slice(None)) -> np.ndarray:
        """Logarithms where the analyte is skewed, the value itself elsewhere."""
        logs = self.logs[columns]
        return np.where(logs, np.log(np.maximum(raw, self.floors[columns])), raw)

    def levels_of(self, evidence: Evidence) -> np.ndarray:
        """Columns of the levels observed."""
        observed = {("sex", evidence.sex), *evidence.levels.items()}
        return np.array([i for i, pair in enumerate(self.levels) if pair in observed], dtype=int)


def features_of(catalog: Catalog) -> Features:
    """The columns that a catalog gives, in an order that only depends on its keys."""
    analytes = [catalog.analytes[key] for key in sorted(catalog.analytes) if key not in IMPLIED]
    findings = [catalog.findings[key] for key in sorted(catalog.findings)]
    return Features(
        analytes=(AGE, *(analyte.key for analyte in analytes)),
        floors=np.array([1.0, *(_floor(analyte) for analyte in analytes)]),
        logs=np.array([False, *(analyte.scale == "log" for analyte in analytes)]),
        levels=(
            ("sex", "female"),
            ("sex", "male"),
            *(pair for finding in findings for pair in _pairs(finding)),
        ),
    )


def completed(values: Mapping[str, Measured]) -> dict[str, Measured]:
    """Values with the gaps of a count filled in: hemoglobin is a third of the hematocrit, MCV is Hct / RBC."""
    known = dict(values)
    if "platelets-citrate" in known:  # no clumps in citrate
        known["platelets"] = known["platelets-citrate"]
    if "hemoglobin" not in known and "hematocrit" in known:
        known["hemoglobin"] = Measured(known["hematocrit"].value / 3)
    if "mcv" not in known and {"hematocrit", "red-cell-count"} <= known.keys():
        known["mcv"] = Measured(10 * known["hematocrit"].value / known["red-cell-count"].value)
    if "reticulocytes" not in known and {"reticulocyte-percent", "red-cell-count"} <= known.keys():
        percent, cells = known["reticulocyte-percent"].value, known["red-cell-count"].value
        known["reticulocytes"] = Measured(percent * cells * 10)
    return known


def _floor(analyte: Analyte) -> float:
    if analyte.report_low:
        return analyte.report_low
    bounds = [b for limits in analyte.ranges for b in (limits.low, limits.high) if b]
    return LOG_FLOOR_SHARE * (min(bounds) if bounds else 1.0)


def _pairs(finding: Finding) -> list[tuple[str, str]]:
    return [(finding.key, level) for level in finding.levels]


def entropy(chances: Mapping[str, float]) -> float:
    """Uncertainty of a belief, in nats."""
    return -sum(p * math.log(p) for p in chances.values() if p > 0)
