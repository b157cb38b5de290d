"""What is known about a patient? Values measured and findings settled, whoever found them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Measured:
    """A value in the analyte's conventional unit; `comparator` is `<` or `>` at a reporting limit."""

    value: float
    comparator: str = ""


@dataclass(frozen=True)
class Evidence:
    """Age in years, sex, values by analyte key, levels by finding key."""

    age: float
    sex: str
    values: Mapping[str, Measured] = field(default_factory=dict)
    levels: Mapping[str, str] = field(default_factory=dict)

    def joined(self, values: Mapping[str, Measured], levels: Mapping[str, str]) -> Evidence:
        """This evidence and more; the first value of an analyte stays, because later ones repeat it."""
        return replace(self, values={**values, **self.values}, levels={**levels, **self.levels})
