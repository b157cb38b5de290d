"""How hard is a patient? What the ideal observer still does not know after a short history, the count and the film."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log

from cases.catalog import Catalog
from cases.reasoning.belief.observer import Observer, by_diagnosis, prior_of
from cases.reasoning.belief.workup import Workup, met
from cases.simulation.patients import Recipe

HISTORY = (
    "main-complaint", "duration", "medications", "numbness", "fever", "bleeding", "diet", "alcohol", "surgery",
)  # fmt: skip
# What everybody asks and orders. Who asks everything is left with next to no doubt in nine of ten patients, and
# difficulty would not tell them apart.
LOOKED_AT = Workup(tests=("cbc", "blood-film"), questions=HISTORY)
# Doubt (nats) that is wished for: 0.3 is a rival at about 8 of 100, 0.69 a tie of two, 1.1 a tie of three. Assumed,
# near the median, the upper third and the top tenth of the patients of general medicine.
WISHES: Mapping[str, float] = {"gentle": 0.0, "usual": 0.3, "hard": 1.0}
# So much more or less doubt than in the last patient (nats): assumed.
STEP = 0.3
RELATIVE: Mapping[str, float] = {"easier": -STEP, "alike": 0.0, "harder": STEP}


@dataclass(frozen=True)
class Difficulty:
    """`doubt` is the entropy (nats) of the belief over diagnoses, and follows from the findings alone; `misled` is the
    chance given to the leading wrong diagnosis `rival`, and would tell the truth to who knew it."""

    doubt: float
    misled: float
    rival: str

    @property
    def index(self) -> float:
        """Both as one number: 0 sure and right, 1 sure and wrong, 1.2 torn between two. The weights are assumed."""
        return self.doubt + self.misled


def difficulty_of(catalog: Catalog, observer: Observer, recipe: Recipe, seed: int) -> Difficulty:
    """The difficulty of the patient of a recipe and a seed, the same wherever it is asked for."""
    patient = met(catalog, recipe, seed)
    evidence = LOOKED_AT.evidence_of(patient)
    belief = observer.belief(evidence, recipe.setting, prior_of(catalog, recipe.setting))
    return difficulty(by_diagnosis(catalog, belief), patient.condition.diagnosis)


def difficulty(belief: Mapping[str, float], truth: str) -> Difficulty:
    """The difficulty under a belief over diagnoses, of which `truth` is the right one."""
    wrong = {key: chance for key, chance in belief.items() if key != truth}
    rival = max(wrong, key=wrong.__getitem__)
    doubt = -sum(chance * log(chance) for chance in belief.values() if chance > 0)
    return Difficulty(doubt, wrong[rival], rival)


def wished_doubt(wish: str, last: Difficulty | None = None) -> float:
    """The doubt (nats) that a wish asks for; raises KeyError for an unknown wish, or a relative one without `last`."""
    if wish in WISHES:
        return WISHES[wish]
    if last is None:
        raise KeyError(wish)
    return max(last.doubt + RELATIVE[wish], 0.0)


def nearest_in_doubt(catalog: Catalog, observer: Observer, recipe: Recipe, seeds: Iterable[int], doubt: float) -> int:
    """The seed whose patient leaves an observer nearest to this doubt (nats).

    Only what can be seen decides, never what is hidden: a patient chosen because the leading diagnosis is wrong would
    tell a learner who knows the wish not to believe it.
    """
    return min(seeds, key=lambda seed: abs(difficulty_of(catalog, observer, recipe, seed).doubt - doubt))
