"""What is known about a patient? Values measured, findings settled, and reports of readers who may err."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from cases.reasoning.belief.readers import Report

LEAST_VALUE = 1e-9


@dataclass(frozen=True)
class Measured:
    """A value in the analyte's conventional unit, the mean of so many `repeats`; `comparator` is `<` or `>` at a
    reporting limit."""

    value: float
    comparator: str = ""
    repeats: int = 1

    def again(self, later: Measured) -> Measured:
        """This value and a later one together: the geometric mean, because noise multiplies what is measured.

        Repeats share the patient and most of what moves a value from day to day, so their mean counts as one
        value, whose error is then a little smaller than the observer supposes. What was read beyond a reporting
        limit gives way to a value that was read.
        """
        if bool(self.comparator) != bool(later.comparator):
            return later if self.comparator else self
        if self.comparator:
            return later
        repeats = self.repeats + later.repeats
        logs = self.repeats * _log(self.value) + later.repeats * _log(later.value)
        return Measured(math.exp(logs / repeats), repeats=repeats)


def _log(value: float) -> float:
    return math.log(max(value, LEAST_VALUE))


@dataclass(frozen=True)
class Evidence:
    """Age in years, sex, values by analyte key, levels by finding key, reports of readers."""

    age: float
    sex: str
    values: Mapping[str, Measured] = field(default_factory=dict)
    levels: Mapping[str, str] = field(default_factory=dict)
    reports: tuple[Report, ...] = ()

    def joined(self, values: Mapping[str, Measured], levels: Mapping[str, str]) -> Evidence:
        """This evidence and more: a value measured again is averaged, the last level of a finding stands, and what a
        reader reported of it falls."""
        reports = tuple(report.beyond(levels) for report in self.reports)
        both = {key: self.values[key].again(values[key]) for key in self.values.keys() & values.keys()}
        return replace(
            self, values={**self.values, **values, **both}, levels={**self.levels, **levels}, reports=reports
        )
