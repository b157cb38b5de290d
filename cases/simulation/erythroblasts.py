"""Which erythroblasts live to become red cells?"""

from typing import Annotated

from . import state as at
from .compilation import Vector, compiled

EFFECTIVE: Annotated[float, "share: of erythroblasts that survive in health [recalled]"] = 0.90
SURVIVAL_FLOOR: Annotated[
    float, "share: of erythroblasts that survive without DNA synthesis: 80-90 % death in severe deficiency [recalled]"
] = 0.05
SURVIVAL_POWER: Annotated[float, "exponent: of DNA synthesis in erythroblast survival [fitted]"] = 1.25
CLONE_DEATH: Annotated[float, "share: of erythroblasts lost were all of the marrow a dysplastic clone [fitted]"] = 0.72


@compiled
def erythroblast_survival(state: Vector, dna: float, copper: float) -> float:
    """Return the share of erythroblasts that reach the blood: they die of bad DNA, a clone or no copper."""
    return EFFECTIVE * dna_survival(dna) * clone_survival(state, copper)


@compiled
def dna_survival(dna: float) -> float:
    """Return the share of erythroblasts that DNA synthesis lets live, 1 normal."""
    return SURVIVAL_FLOOR + (1.0 - SURVIVAL_FLOOR) * dna**SURVIVAL_POWER


@compiled
def clone_survival(state: Vector, copper: float) -> float:
    """Return the share of erythroblasts that a clone and a lack of copper let live, 1 normal."""
    return (1.0 - CLONE_DEATH * min(state[at.CLONE], 1.0)) * (0.3 + 0.7 * min(copper, 1.0))
