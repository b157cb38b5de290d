"""What did this patient look like before, and who looks the same and has something else?"""

from __future__ import annotations

from collections.abc import Iterator

from cases.catalog import Catalog
from cases.catalog.disease import Condition, Presentation
from cases.simulation.arrival import DAYS_A_YEAR
from cases.simulation.moments import Moment, onset_moment
from cases.simulation.patients import Patient, Recipe, patient_of
from cases.simulation.randomness import seed_of, uniform

AGE_YEARS, HEMOGLOBIN_G_DL, MCV_FL = 5, 0.7, 4.0
# Seeds looked at for one condition: most fail on sex and age, which costs nothing; few are simulated.
SEEDS, SIMULATED = 2000, 60


class NoTwin(LookupError):
    """Nobody was found who matches; the message says among which conditions."""


def earlier(patient: Patient, months: int) -> Moment:
    """The same patient `months` before presentation (6, 12, 24), as last recorded; healthy before the disease."""
    return onset_moment(patient, round(months * DAYS_A_YEAR / 12))


def twin_of(patient: Patient, catalog: Catalog, condition: str | None = None) -> Patient:
    """Somebody with another disease who matches on sex, age, hemoglobin and MCV at presentation.

    The search goes through named seeds and all presentations of `condition`, or, if it is None, of the rivals of the
    patient's condition and then of all others with another diagnosis; the same twin is found wherever it is asked for.
    Raises KeyError for a condition that is not in the catalog, NoTwin if nobody matches.
    """
    wanted = onset_moment(patient, 0).readouts
    keys = [condition] if condition else list(_others(patient, catalog))
    for key in keys:
        for one in _candidates(patient, catalog, catalog.conditions[key], wanted["hemoglobin"]):
            found = onset_moment(one, 0).readouts
            if _alike(wanted, found):
                return one
    raise NoTwin(
        f"nobody with {' or '.join(keys)} matches a {patient.age}-year-old {patient.sex} patient with hemoglobin "
        f"{wanted['hemoglobin']:.1f} g/dL and MCV {wanted['mcv']:.0f} fL"
    )


def _others(patient: Patient, catalog: Catalog) -> Iterator[str]:
    """Conditions with another diagnosis, the rivals first."""
    rivals = [key for key in patient.condition.rivals if key in catalog.conditions]
    for key in dict.fromkeys([*rivals, *catalog.conditions]):
        if catalog.conditions[key].diagnosis != patient.condition.diagnosis:
            yield key


def _alike(wanted: dict[str, float], found: dict[str, float]) -> bool:
    return (
        abs(found["hemoglobin"] - wanted["hemoglobin"]) <= HEMOGLOBIN_G_DL
        and abs(found["mcv"] - wanted["mcv"]) <= MCV_FL
    )


def _candidates(patient: Patient, catalog: Catalog, condition: Condition, hemoglobin: float) -> Iterator[Patient]:
    """Patients of the same sex and age, one presentation after the other, until enough were simulated."""
    simulated = 0
    for seed in _seeds(patient, condition):
        for severity, presentation in _presentations(condition):
            if not _may_match(presentation, seed, hemoglobin):
                continue
            recipe = Recipe(patient.recipe.setting, ((condition.key, 1.0),), (severity, severity))
            yield patient_of(catalog, recipe, seed)
            simulated += 1
            if simulated == SIMULATED:
                return


def _seeds(patient: Patient, condition: Condition) -> Iterator[int]:
    """Named seeds whose patient is of the same sex and about the same age."""
    for i in range(SEEDS):
        seed = seed_of(patient.seed, "twin", condition.key, i)
        sex = "female" if uniform(seed, "sex") < condition.demographics.female else "male"
        age = round(condition.demographics.age.quantile(uniform(seed, "age")))
        if sex == patient.sex and abs(age - patient.age) <= AGE_YEARS:
            yield seed


def _presentations(condition: Condition) -> Iterator[tuple[float, Presentation]]:
    """Each presentation with a severity (0 to 1) that falls into it."""
    total, reached = sum(one.weight for one in condition.presentations), 0.0
    for presentation in condition.presentations:
        if presentation.weight > 0:
            yield (reached + presentation.weight / 2) / total, presentation
        reached += presentation.weight


def _may_match(presentation: Presentation, seed: int, hemoglobin: float) -> bool:
    """Whether simulating is worthwhile: not where the presentation itself sets another hemoglobin."""
    if presentation.indicator != "hemoglobin" or presentation.at is None:
        return True
    return abs(presentation.at.quantile(uniform(seed, "presentation")) - hemoglobin) <= HEMOGLOBIN_G_DL
