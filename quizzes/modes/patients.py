"""Which patient brings back most of what is forgotten?"""

from __future__ import annotations

from collections.abc import Mapping

from cases.catalog import Catalog
from cases.reasoning.belief.observer import prior_of
from cases.simulation.randomness import uniform, weighted

# Conditions that bring back at least this share of what the best one does are drawn among: assumed. Fewer would let the
# learner guess the disease from what is due, more would bring back little of it.
NEAR = 0.5


def brought_back(catalog: Catalog, forgotten: Mapping[str, float]) -> dict[str, float]:
    """Return how much each condition would bring back: the sum of `forgotten` over its key features, where above 0.

    `forgotten` holds the chance (0 to 1) that a point is not recalled, for points that are due.
    """
    worths = {
        key: sum(forgotten.get(point, 0.0) for point in condition.key_features)
        for key, condition in catalog.conditions.items()
    }
    return {key: worth for key, worth in worths.items() if worth > 0 and any(catalog.conditions[key].priors.values())}


def patient_for(catalog: Catalog, forgotten: Mapping[str, float], seed: int) -> tuple[str, str] | None:
    """Return the setting and the condition of a patient who brings back much of what is forgotten, None if nobody can.

    Drawn among the conditions near the best by what they bring back times how often they are met in the setting, so
    that the patients of a setting stay alike: rare diseases stay rare, and a belief that begins with the prior is fair.
    """
    worths = brought_back(catalog, forgotten)
    if not worths:
        return None
    near = {key: worth for key, worth in worths.items() if worth >= NEAR * max(worths.values())}
    weights = {
        f"{setting}/{key}": worth * prior[key]
        for setting, prior in ((setting, prior_of(catalog, setting)) for setting in catalog.settings)
        for key, worth in near.items()
    }
    setting, _, condition = weighted(uniform(seed, "patient"), weights).partition("/")
    return setting, condition
