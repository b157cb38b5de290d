"""Who comes to the clinic? A recipe and a seed give a person, a disease, and the day on which they are seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from cases.catalog import Catalog
from cases.catalog.disease import Condition, Exposure
from cases.catalog.observables import Drug
from cases.simulation.adherence import adherence_of
from cases.simulation.agenda import Agenda, Push, pushes_of
from cases.simulation.arrival import DAYS_A_YEAR, onset_of
from cases.simulation.course import Course
from cases.simulation.kidneys import kidney_pushes
from cases.simulation.parameters import Physiology, draw_physiology
from cases.simulation.people import Person, person_of
from cases.simulation.randomness import uniform, weighted

SEEDS = 1 << 62
# In so many bodies a disease may try to look as the setting expects; some, as a healthy one, never will. Assumed.
TRIED_BODIES = 4
DRUG_YEARS = (0.2, 12.0)  # how long a background drug has been taken: assumed


@dataclass(frozen=True)
class Recipe:
    """What an author asks of a case: the setting, and if need be the mix of conditions (weights) and the severity."""

    setting: str
    conditions: tuple[tuple[str, float], ...] | None = None
    severity: tuple[float, float] | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain data for storage."""
        return {"setting": self.setting, "conditions": self.conditions, "severity": self.severity}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Recipe:
        """The recipe back from `as_json`."""
        mix, severity = data.get("conditions"), data.get("severity")
        return cls(
            setting=data["setting"],
            conditions=tuple((str(key), float(weight)) for key, weight in mix) if mix else None,
            severity=(float(severity[0]), float(severity[1])) if severity else None,
        )


@dataclass(frozen=True)
class DrugUse:
    """A drug or substance taken, and for how many days before the encounter."""

    drug: Drug
    since_days: int
    causal: bool


@dataclass(frozen=True, eq=False)
class Patient:
    """One synthetic patient on the day of presentation. `onset` is the course so far, in days of the disease.

    `adherence` is the share of doses that are taken at home.
    """

    catalog: Catalog
    recipe: Recipe
    seed: int
    condition: Condition
    sex: str
    age: int
    ancestry: str
    person: Person
    physiology: Physiology
    pushes: tuple[Push, ...]
    onset: Course
    drugs: tuple[DrugUse, ...]
    adherence: float = 1.0

    @property
    def presented_on(self) -> int:
        """The day of the course on which the patient is seen: day 0 of the encounter."""
        return self.onset.last_day

    @property
    def she(self) -> str:
        """The pronoun of a sentence's subject."""
        return "she" if self.sex == "female" else "he"

    @property
    def her(self) -> str:
        """The possessive pronoun."""
        return "her" if self.sex == "female" else "his"

    @property
    def agenda(self) -> Agenda:
        """What acts on the patient while nothing is done."""
        return Agenda(
            self.catalog,
            self.pushes,
            self.presented_on,
            seed=self.seed,
            adherence=self.adherence,
            answers=self.condition.answers,
        )


@lru_cache(maxsize=512)
def patient_of(catalog: Catalog, recipe: Recipe, seed: int) -> Patient:
    """The patient of a recipe and a seed: the same on every machine and whatever was asked before.

    Raises KeyError for a setting or condition that is not in the catalog.
    """
    condition = catalog.conditions[weighted(uniform(seed, "condition"), _mix(catalog, recipe))]
    sex = "female" if uniform(seed, "sex") < condition.demographics.female else "male"
    age = round(condition.demographics.age.quantile(uniform(seed, "age")))
    for body in _bodies(seed):
        physiology = draw_physiology(partial(uniform, body, "physiology"), sex, age)
        pushes = (*kidney_pushes(seed, age), *pushes_of(condition, body))
        agenda, setting = Agenda(catalog, pushes), catalog.settings[recipe.setting]
        onset, is_referred = onset_of(agenda, condition, physiology, body, setting, recipe.severity)
        if is_referred:
            break
    return Patient(
        catalog=catalog,
        recipe=recipe,
        seed=seed,
        condition=condition,
        sex=sex,
        age=age,
        ancestry=weighted(uniform(seed, "ancestry"), condition.demographics.ancestry or {"unspecified": 1.0}),
        person=person_of(seed, sex, age),
        physiology=physiology,
        pushes=pushes,
        onset=onset,
        drugs=_drugs(catalog, condition, seed, age, onset.last_day),
        adherence=adherence_of(seed),
    )


def _bodies(seed: int) -> Iterator[int]:
    """Seeds of the body and its illness, tried until the setting has a reason to see somebody."""
    yield seed
    yield from (int(uniform(seed, "body", again) * SEEDS) for again in range(1, TRIED_BODIES))


def _mix(catalog: Catalog, recipe: Recipe) -> dict[str, float]:
    if recipe.conditions:
        return {key: weight for key, weight in recipe.conditions if catalog.conditions[key]}
    catalog.settings[recipe.setting]  # raises KeyError where the setting is unknown
    return {key: condition.priors.get(recipe.setting, 0.0) for key, condition in catalog.conditions.items()}


def _drugs(catalog: Catalog, condition: Condition, seed: int, age: int, presented_on: int) -> tuple[DrugUse, ...]:
    """Drugs of the condition and of everyday life; a causal one began when what it causes began."""
    uses = []
    for key, drug in catalog.drugs.items():
        exposure = condition.drugs.get(key)
        share = exposure.probability if exposure else drug.prevalence * (age >= drug.from_age)
        if uniform(seed, "drug", key) >= share:
            continue
        causal = exposure is not None and exposure.causal
        uses.append(DrugUse(drug, _since_days(exposure, key, seed, presented_on), causal))
    return tuple(uses)


def _since_days(exposure: Exposure | None, drug: str, seed: int, presented_on: int) -> int:
    """Days since the drug was begun: a course begins with the first dose of its cause, whose harm may come later."""
    if exposure and exposure.since_days:
        return max(round(exposure.since_days.quantile(uniform(seed, "drug", drug, "since"))), 1)
    if exposure and exposure.causal:
        return presented_on
    low, high = DRUG_YEARS
    return round(low * (high / low) ** uniform(seed, "drug", drug, "years") * DAYS_A_YEAR)
