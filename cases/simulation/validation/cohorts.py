"""Which simulated patients would have been in a published series, and what do they show?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from statistics import correlation, median

from cases.catalog import Catalog, current
from cases.simulation.measurement import measure
from cases.simulation.patients import Recipe, patient_of
from cases.simulation.randomness import uniform
from cases.simulation.trajectories import Moment, trajectory_of

SETTING = "general-medicine"
COUNT = 2400
# Reference limits (women, men) as the series had them.
ANEMIA_G_DL = {"female": 12.0, "male": 13.0}
LOW_HEMATOCRIT = {"female": 36.0, "male": 40.0}
MEASURED = (
    "hemoglobin", "hematocrit", "mcv", "rdw", "neutrophils", "white-cell-count", "platelets", "serum-b12",
    "methylmalonic-acid", "homocysteine", "ldh",
)  # fmt: skip


@dataclass(frozen=True)
class Member:
    """A patient on the day of presentation: what the laboratory reports, and the share of severity drawn (0 to 1)."""

    sex: str
    severity: float
    values: dict[str, float]
    moment: Moment

    def __getitem__(self, analyte: str) -> float:
        """The reported value of an analyte, in its conventional unit."""
        return self.values[analyte]

    @property
    def is_anemic(self) -> bool:
        """Hemoglobin below the limit of the sex (WHO)."""
        return self["hemoglobin"] < ANEMIA_G_DL[self.sex]

    @property
    def has_normal_hematocrit(self) -> bool:
        """Hematocrit not below the limit of the sex."""
        return self["hematocrit"] >= LOW_HEMATOCRIT[self.sex]

    @property
    def is_pancytopenic(self) -> bool:
        """Hemoglobin, neutrophils and platelets all low."""
        return self.is_anemic and self["neutrophils"] < 1.8 and self["platelets"] < 150


Has = Callable[[Member], bool]


@dataclass(frozen=True)
class Cohort:
    """Patients of some conditions who meet what a series asked for."""

    members: tuple[Member, ...]

    def where(self, has: Has) -> Cohort:
        """Those of whom something holds."""
        return Cohort(tuple(member for member in self.members if has(member)))

    def percent(self, has: Has) -> float:
        """How many of a hundred have something; not a number in an empty cohort."""
        return 100 * len(self.where(has).members) / len(self.members) if self.members else float("nan")

    def median(self, analyte: str) -> float:
        """The median of a reported value; not a number in an empty cohort."""
        return median(member[analyte] for member in self.members) if self.members else float("nan")

    def correlation(self, one: str, other: str) -> float:
        """Pearson's correlation of two reported values."""
        return correlation([member[one] for member in self.members], [member[other] for member in self.members])


@cache
def drawn(keys: tuple[str, ...], count: int = COUNT) -> Cohort:
    """Patients with these conditions, as often as they come to a general clinic."""
    catalog = current()
    mix = tuple((key, catalog.conditions[key].priors.get(SETTING, 0.0) or 0.001) for key in keys)
    return Cohort(tuple(_member(catalog, Recipe(SETTING, mix, (0.0, 1.0)), seed) for seed in range(count)))


def _member(catalog: Catalog, recipe: Recipe, seed: int) -> Member:
    patient = patient_of(catalog, recipe, seed)
    moment = trajectory_of(patient, (), 0).at(0)
    values = {key: measured.value for key, measured in measure(moment, MEASURED, 0).items()}
    return Member(patient.sex, uniform(seed, "severity"), values, moment)
