"""Who comes to the clinic? A recipe and a seed give a person, a disease, and the day on which they are seen."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cases.catalog import Catalog
from cases.catalog.disease import Condition, Exposure, Presentation
from cases.catalog.observables import Drug
from cases.simulation.adherence import adherence_of
from cases.simulation.agenda import Agenda, Push, pushes_of
from cases.simulation.course import FINE_STEP_DAYS, SLOW_STEP_DAYS, Course, Target, run, run_until
from cases.simulation.health import steady_state
from cases.simulation.kidneys import kidney_pushes
from cases.simulation.parameters import Physiology, draw_physiology
from cases.simulation.people import Person, person_of
from cases.simulation.randomness import uniform, weighted
from cases.simulation.readouts import readout

DAYS_A_YEAR = 365
# The longest that a course may last (years), its steps and how often it is recorded (days): steps of two days are off
# by half a gram of hemoglobin where a marrow empties within months.
PACES = ((2.0, FINE_STEP_DAYS, 5), (4.0, 0.5, 5), (math.inf, SLOW_STEP_DAYS, 30))
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
    physiology = draw_physiology(lambda name: uniform(seed, "physiology", name), sex, age)
    pushes = (*kidney_pushes(seed, age), *pushes_of(condition, seed))
    severity = recipe.severity or catalog.settings[recipe.setting].severity
    onset = _onset(Agenda(catalog, pushes), condition, physiology, seed, severity)
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


def _mix(catalog: Catalog, recipe: Recipe) -> dict[str, float]:
    if recipe.conditions:
        return {key: weight for key, weight in recipe.conditions if catalog.conditions[key]}
    catalog.settings[recipe.setting]  # raises KeyError where the setting is unknown
    return {key: condition.priors.get(recipe.setting, 0.0) for key, condition in catalog.conditions.items()}


def _onset(
    agenda: Agenda, condition: Condition, physiology: Physiology, seed: int, severity: tuple[float, float]
) -> Course:
    """The course of the disease from health to the day of presentation."""
    low, high = severity
    presentation = _presentation(condition, low + (high - low) * uniform(seed, "severity"))
    start = steady_state(physiology)
    step, every = next((step, every) for years, step, every in PACES if condition.longest_years <= years)
    drawn = uniform(seed, "presentation")
    longest = round(condition.longest_years * DAYS_A_YEAR)
    if presentation.after_days is not None:
        days = min(max(round(presentation.after_days.quantile(drawn)), 1), longest)
        return run(start, physiology, agenda, start=0, days=days, step_days=step, every=every)
    level = presentation.at.quantile(drawn)  # type: ignore[union-attr]
    indicator = str(presentation.indicator)
    target = Target(indicator, level, falling=level < readout(indicator, start, physiology, agenda.row(0)))
    return run_until(start, physiology, agenda, target, start=0, max_days=longest, step_days=step, every=every)


def _presentation(condition: Condition, share: float) -> Presentation:
    """The presentation into which a share of the severity (0 mildest, 1 gravest) falls."""
    weights = {str(i): presentation.weight for i, presentation in enumerate(condition.presentations)}
    return condition.presentations[int(weighted(min(share, 1 - 1e-12), weights))]


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
