"""How well do this person's kidneys clear? A trait of age, apart from any disease of the blood."""

from __future__ import annotations

from statistics import NormalDist

from cases.simulation.agenda import FOREVER, Push
from cases.simulation.randomness import uniform

# Share of people below each age (years) whose kidneys fail somewhat: NHANES, eGFR below 60, rounded.
REDUCED = ((40, 0.005), (60, 0.03), (70, 0.10), (130, 0.22))
# Clearance where it is reduced, fraction of normal: eGFR 20 to 60 for most; worse, and the anemia of renal failure
# itself, belong to conditions. Assumed.
MEDIAN, GEOMETRIC_SD, LOWEST, HIGHEST = 0.58, 1.25, 0.25, 0.8


def renal_clearance(seed: int, age: float) -> float:
    """Clearance of this person as a fraction of what is normal at that age (years); 1 for most."""
    share = next(share for limit, share in REDUCED if age < limit)
    if uniform(seed, "kidneys", "reduced") >= share:
        return 1.0
    z = NormalDist().inv_cdf(uniform(seed, "kidneys", "clearance"))
    return min(max(MEDIAN * GEOMETRIC_SD**z, LOWEST), HIGHEST)


def kidney_pushes(seed: int, age: float) -> tuple[Push, ...]:
    """What reduced clearance does to the model: it stood before the disease began, and a condition may replace it."""
    clearance = renal_clearance(seed, age)
    if clearance == 1.0:
        return ()
    return (Push("renal_clearance", clearance, -FOREVER, 0.0, FOREVER, None),)
