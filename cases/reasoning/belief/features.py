"""How does evidence become numbers? Transformed analytes in columns, one column for each level of a finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from cases.catalog import Catalog
from cases.catalog.observables import Analyte
from cases.reasoning.belief.evidence import Evidence, Measured

# Follow from other analytes on every panel, so they tell nothing more (and would make covariances singular).
IMPLIED = {
    "hematocrit", "red-cell-count", "mch", "mchc", "reticulocyte-percent", "bilirubin-indirect",
    "iron", "egfr", "blasts", "platelets-citrate",
}  # fmt: skip
AGE, SEX = "age", "sex"
# Below a small share of the usual value a logarithm says more about the assay than about the patient.
LOG_FLOOR_SHARE = 0.01
# Whether a value lies within the reporting limits of its analyte is a finding of that analyte's name, also where it has
# none: so a limit can be set or moved without the columns becoming others.
BELOW, WITHIN, ABOVE = "<", "within", ">"


@dataclass(frozen=True)
class Bound:
    """What is known of a value that was not read: it lies below (`side` -1) or above (1) a transformed `value`.

    `level` is the column of the analyte's own limit on that side where that, too, lies beyond; None where it has none.
    """

    column: int
    value: float
    side: int
    level: int | None


@dataclass(frozen=True, eq=False)
class Features:
    """The columns of an observer: `analytes` (age first) and, for findings, (key, level) pairs; sex is a finding, and
    so is whether a value lies within its analyte's limits. `floors`, `lows` and `highs` (n) in conventional units,
    the last two infinite where there is no reporting limit; `logs` (n) says whose logarithm is taken. `kinds` names
    the kind of each analyte and finding, by key: where in a workup it comes to light."""

    analytes: tuple[str, ...]
    floors: np.ndarray
    logs: np.ndarray
    lows: np.ndarray
    highs: np.ndarray
    levels: tuple[tuple[str, str], ...]
    kinds: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def column(self) -> Mapping[str, int]:
        """Column of each analyte."""
        return {key: i for i, key in enumerate(self.analytes)}

    @cached_property
    def place(self) -> Mapping[tuple[str, str], int]:
        """Column of each level of a finding."""
        return {pair: i for i, pair in enumerate(self.levels)}

    @cached_property
    def levels_by_finding(self) -> Mapping[str, tuple[int, ...]]:
        """Columns of the levels of each finding."""
        columns: dict[str, tuple[int, ...]] = {}
        for i, (key, _) in enumerate(self.levels):
            columns[key] = (*columns.get(key, ()), i)
        return columns

    def read_where(self, levels: tuple[int, ...]) -> dict[int, int]:
        """Where level columns are an analyte's reporting limits: its column, and the level at which it is read."""
        key = self.levels[levels[0]][0]
        return {self.column[key]: self.place[key, WITHIN]} if key in self.column else {}

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The kinds that there are."""
        return tuple(sorted(set(self.kinds.values())))

    @cached_property
    def _sizes(self) -> np.ndarray:
        return np.array([list(self.kinds.values()).count(kind) for kind in self.groups], dtype=float)

    def shares_seen(self, evidence: Evidence) -> np.ndarray:
        """The share of each kind of analyte or finding that is known, in the order of `groups`."""
        known = [self.kinds[key] for key in (*evidence.values, *evidence.levels) if key in self.kinds]
        return np.array([known.count(kind) for kind in self.groups], dtype=float) / self._sizes

    def values_of(self, evidence: Evidence) -> tuple[np.ndarray, np.ndarray]:
        """Columns and transformed values of what was read within the limits, both of length n."""
        read = [(i, m.value) for i, m in self._known(evidence) if self._side(i, m) == WITHIN]
        columns = np.array([i for i, _ in read], dtype=int)
        return columns, self.transformed(np.array([value for _, value in read], dtype=float), columns)

    def transformed(self, raw: np.ndarray, columns: np.ndarray | slice = slice(None)) -> np.ndarray:
        """Logarithms where the analyte is skewed, the value itself elsewhere."""
        logs = self.logs[columns]
        return np.where(logs, np.log(np.maximum(raw, self.floors[columns])), raw)

    def levels_of(self, evidence: Evidence) -> np.ndarray:
        """Columns of the levels observed, those of the reporting limits included."""
        settled = [(SEX, evidence.sex), *evidence.levels.items()]
        settled += [(self.analytes[i], self._side(i, m)) for i, m in self._known(evidence)]
        return np.array(sorted(self.place[pair] for pair in settled if pair in self.place), dtype=int)

    def bounds_of(self, evidence: Evidence) -> list[Bound]:
        """What is known of values that another laboratory reported as beyond a limit that is not ours."""
        return [self._bound(i, m) for i, m in self._known(evidence) if not self._side(i, m)]

    def _bound(self, column: int, measured: Measured) -> Bound:
        value = self.transformed(np.array([measured.value]), np.array([column]))[0]
        level = self.place.get((self.analytes[column], measured.comparator))
        return Bound(column, float(value), -1 if measured.comparator == BELOW else 1, level)

    def _known(self, evidence: Evidence) -> list[tuple[int, Measured]]:
        known = {AGE: Measured(evidence.age), **completed(evidence.values)}
        return [(i, known[key]) for i, key in enumerate(self.analytes) if key in known]

    def _side(self, column: int, measured: Measured) -> str:
        """Where a value lies: below, within or above the limits; empty where another limit leaves that open."""
        value, comparator = measured.value, measured.comparator
        if value < self.lows[column] or (comparator == BELOW and value <= self.lows[column]):
            return BELOW
        if value > self.highs[column] or (comparator == ABOVE and value >= self.highs[column]):
            return ABOVE
        return "" if comparator else WITHIN


def features_of(catalog: Catalog) -> Features:
    """The columns that a catalog gives, in an order that only depends on its keys."""
    analytes = [catalog.analytes[key] for key in sorted(catalog.analytes) if key not in IMPLIED]
    findings = [catalog.findings[key] for key in sorted(catalog.findings)]
    return Features(
        analytes=(AGE, *(analyte.key for analyte in analytes)),
        floors=np.array([1.0, *(_floor(analyte) for analyte in analytes)]),
        logs=np.array([False, *(analyte.scale == "log" for analyte in analytes)]),
        lows=np.array([-np.inf, *(a.report_low if a.report_low is not None else -np.inf for a in analytes)]),
        highs=np.array([np.inf, *(a.report_high if a.report_high is not None else np.inf for a in analytes)]),
        levels=(
            (SEX, "female"),
            (SEX, "male"),
            *((finding.key, level) for finding in findings for level in finding.levels),
            *((analyte.key, side) for analyte in analytes for side in (BELOW, WITHIN, ABOVE)),
        ),
        kinds=_kinds(catalog),
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
        percent, cells = known["reticulocyte-percent"], known["red-cell-count"].value
        known["reticulocytes"] = Measured(percent.value * cells * 10, percent.comparator)
    return known


def _kinds(catalog: Catalog) -> dict[str, str]:
    """An analyte is of its own group, a finding of the history, the examination, or the tests of a category."""
    kinds: dict[str, str] = {key: one.group for key, one in catalog.analytes.items() if key not in IMPLIED}
    for test in catalog.investigations.values():
        kinds |= {finding.key: test.category for finding in test.findings}
    for maneuver in catalog.maneuvers.values():
        kinds |= {finding.key: "examination" for finding in maneuver.findings}
    return {**dict.fromkeys(catalog.findings, "history"), **kinds}


def _floor(analyte: Analyte) -> float:
    if analyte.report_low:
        return analyte.report_low
    bounds = [b for limits in analyte.ranges for b in (limits.low, limits.high) if b]
    return LOG_FLOOR_SHARE * (min(bounds) if bounds else 1.0)
