"""How are platelets made, pooled in the spleen, and lost?"""

import math
from typing import Annotated

from . import channels as channel
from . import parameters as own
from . import state as at
from .compilation import Vector, compiled
from .parameters import Physiology

MEGAKARYOCYTE_D: Annotated[float, "d: megakaryocyte maturation [Colijn 2005]"] = 5.5
PLATELET_LIFE_D: Annotated[float, "d: platelet life span [Colijn 2005]"] = 9.0
SPLENIC_POOL: Annotated[float, "share: of platelets in a normal spleen [Aster 1966]"] = 0.33
SPLENIC_POOL_MASSIVE: Annotated[float, "share: of platelets in a massive spleen [Aster 1966]"] = 0.80
FEEDBACK_POWER: Annotated[float, "exponent: of platelet and megakaryocyte mass on production [fitted]"] = 0.8
MAX_DRIVE: Annotated[float, "x normal: most that thrombopoietin can ask for [fitted]"] = 4.0
SURVIVAL_FLOOR: Annotated[float, "share: of megakaryocytes that survive without DNA synthesis [fitted]"] = 0.07
CLONE_DEATH: Annotated[float, "share: of megakaryocytes lost were all of the marrow a dysplastic clone [fitted]"] = 0.68
STEROID_RELIEF: Annotated[float, "share: of immune clearance that a full dose stops [fitted]"] = 0.9
ALCOHOL_LOSS: Annotated[float, "share: of production that heavy drinking stops [fitted]"] = 0.35
CLASS_RATE = at.PLATELET_CLASSES / PLATELET_LIFE_D
STAGE_RATE = at.MEGAKARYOCYTE_CLASSES / MEGAKARYOCYTE_D


def normal_platelet_flux(physiology: Physiology) -> float:
    """Return platelets made per day at the set point, 1e9/L/d, those in the spleen included."""
    return physiology.platelet_set_1e9_l / (1.0 - SPLENIC_POOL) / PLATELET_LIFE_D


@compiled
def total_platelets(state: Vector) -> float:
    """Return platelets in blood and spleen, 1e9/L of blood."""
    total = 0.0
    for i in range(at.PLATELETS, at.PLATELETS + at.PLATELET_CLASSES):
        total += state[i]
    return total


@compiled
def circulating_share(inputs: Vector) -> float:
    """Return the share of platelets that is not pooled in the spleen [Aster 1966]."""
    return 1.0 - SPLENIC_POOL - (SPLENIC_POOL_MASSIVE - SPLENIC_POOL) * inputs[channel.SPLEEN]


@compiled
def megakaryocyte_drive(state: Vector, patient: Vector, inputs: Vector) -> float:
    """Return thrombopoietin drive, x normal: bound by platelets and megakaryocytes, spleen or not."""
    marrow = 0.0
    for i in range(at.MEGAKARYOCYTES, at.MEGAKARYOCYTES + at.MEGAKARYOCYTE_CLASSES):
        marrow += state[i]
    asked = patient[own.PLATELET_FLUX] * inputs[channel.PLATELET_SET_SHIFT]
    mass = (total_platelets(state) / PLATELET_LIFE_D + marrow / MEGAKARYOCYTE_D) / asked
    return min(MAX_DRIVE, (max(0.5 * mass, 0.02)) ** -FEEDBACK_POWER)


@compiled
def platelet_flows(
    state: Vector, patient: Vector, inputs: Vector, dna: float, supply: float, kill: float, gains: Vector, rates: Vector
) -> None:
    """Write all flows from megakaryoblast to platelet loss; `kill` is the loss of young stages, 1/d."""
    asked = patient[own.PLATELET_FLUX] * inputs[channel.PLATELET_SET_SHIFT]
    made = asked * supply * megakaryocyte_drive(state, patient, inputs)
    arriving = made * (1.0 - ALCOHOL_LOSS * inputs[channel.ALCOHOL])
    survival = SURVIVAL_FLOOR + (1.0 - SURVIVAL_FLOOR) * dna ** patient[own.PLATELET_SENSITIVITY]
    # The fourth root, as there are four stages.
    passing = STAGE_RATE * math.sqrt(math.sqrt(survival * (1.0 - CLONE_DEATH * min(state[at.CLONE], 1.0))))
    for i in range(at.MEGAKARYOCYTES, at.MEGAKARYOCYTES + at.MEGAKARYOCYTE_CLASSES):
        gains[i] = arriving
        rates[i] = STAGE_RATE + kill
        arriving = passing * state[i]
    hazard = inputs[channel.PLATELET_HAZARD] * (1.0 - STEROID_RELIEF * min(state[at.STEROID_EFFECT], 1.0))
    hazard += inputs[channel.PLATELET_CONSUMPTION]
    for i in range(at.PLATELETS, at.PLATELETS + at.PLATELET_CLASSES):
        gains[i] = arriving
        rates[i] = CLASS_RATE + hazard
        arriving = CLASS_RATE * state[i]
