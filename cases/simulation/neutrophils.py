"""How are neutrophils made, released, lost, and with how many lobes?"""

import math
from typing import Annotated

from . import channels as channel
from . import parameters as own
from . import state as at
from .compilation import Vector, compiled
from .parameters import Physiology

MITOTIC_RATE: Annotated[float, "1/d: leaving the mitotic pool, 1.1 d [Quartino 2014]"] = 1.0 / 1.1
TRANSIT_RATE: Annotated[float, "1/d per stage: four stages of maturation, 4.4 d [Quartino 2014]"] = 4.0 / 4.4
RELEASE_RATE: Annotated[float, "1/d: release from the reserve, 2.2 d [Craig 2016]"] = 1.0 / 2.2
BLOOD_RATE: Annotated[float, "1/d: loss from blood, half-life 8 h [Quartino 2014]"] = 2.1
# Friberg's self-renewing pool integrates any constant harm to nothing: right for a pulse, wrong for years.
# A pool fed from stem cells that renews itself in part settles instead.
SELF_RENEWAL: Annotated[float, "share: of the mitotic pool that renews itself [fitted]"] = 0.40
GCSF_RATIO: Annotated[float, "x normal: most endogenous G-CSF [Quartino 2014]"] = 34.6
GCSF_DOSE: Annotated[float, "x normal: added by filgrastim 5 ug/kg; healthy subjects [Borleffs 1998, fitted]"] = 14.0
PROLIFERATION_POWER: Annotated[float, "exponent: of G-CSF on proliferation [Quartino 2014]"] = 0.444
TRANSIT_POWER: Annotated[float, "exponent: of G-CSF on transit [Quartino 2014]"] = 0.234
MAX_PROLIFERATION: Annotated[float, "x normal: most proliferation [fitted]"] = 3.2
MAX_RELEASE: Annotated[float, "x normal: most release from the reserve [fitted]"] = 4.0
SURVIVAL_FLOOR: Annotated[float, "share: of precursors that survive without DNA synthesis [fitted]"] = 0.06
CLONE_DEATH: Annotated[float, "share: of precursors lost were all of the marrow a dysplastic clone [fitted]"] = 0.76
STEROID_MARGINATION: Annotated[float, "share: of loss from blood that a full steroid dose stops [fitted]"] = 0.4
STEROID_RELIEF: Annotated[float, "share: of immune clearance that a full dose stops [assumed]"] = 0.6
SPLEEN_LOSS: Annotated[float, "x normal: loss from blood that a massive spleen adds [fitted]"] = 1.2
LOBES_NORMAL: Annotated[float, "share: of hypersegmented neutrophils in health [recalled]"] = 0.02
LOBES_GAIN: Annotated[float, "share: of hypersegmented neutrophils that bad DNA adds [fitted]"] = 0.60
LOBES_RATE: Annotated[float, "1/d per stage: the time from mitosis to the reserve, 5.5 d [Quartino 2014]"] = 2.0 / 5.5


def normal_neutrophil_flux(physiology: Physiology) -> float:
    """Return neutrophils made per day at the set point, 1e9/L/d."""
    return BLOOD_RATE * physiology.neutrophil_set_1e9_l


@compiled
def colony_factor(state: Vector, patient: Vector, inputs: Vector) -> float:
    """Return G-CSF, x normal: cleared by neutrophils, so high when they are few [Quartino 2014]."""
    count = state[at.NEUTROPHILS] / (patient[own.NEUTROPHIL_SET_1E9_L] * inputs[channel.NEUTROPHIL_SET_SHIFT])
    return GCSF_RATIO / (1.0 + (GCSF_RATIO - 1.0) * count) + GCSF_DOSE * inputs[channel.GCSF]


@compiled
def neutrophil_survival(state: Vector, patient: Vector, inputs: Vector, dna: float, copper: float) -> float:
    """Return the share of neutrophil precursors that reach the reserve."""
    from_dna = SURVIVAL_FLOOR + (1.0 - SURVIVAL_FLOOR) * dna ** patient[own.NEUTROPHIL_SENSITIVITY]
    from_copper = 0.06 + 0.94 * min(copper, 1.0)
    from_clone = 1.0 - CLONE_DEATH * min(state[at.CLONE], 1.0)
    return (
        from_dna
        * from_copper
        * from_clone
        * inputs[channel.NEUTROPHIL_SURVIVAL]
        * (1.0 - 0.2 * inputs[channel.ALCOHOL])
    )


@compiled
def release_per_d(factor: float, speed: float) -> float:
    """Return the share of the reserve that leaves for blood, 1/d, at this G-CSF and speed of transit (x normal)."""
    return RELEASE_RATE * speed * min(1.0 + 0.1 * max(0.0, factor - 1.0), MAX_RELEASE)


@compiled
def effective_neutrophils(state: Vector, patient: Vector, inputs: Vector) -> float:
    """Return the count that resists infection, 1e9/L.

    What circulates and what the marrow sends out count alike (geometric mean, assumed): a low count by margination or
    antibodies before a full marrow seldom leads to infection.
    """
    factor = colony_factor(state, patient, inputs)
    sent = release_per_d(factor, factor**TRANSIT_POWER) * state[at.RESERVE] / BLOOD_RATE
    return math.sqrt(max(state[at.NEUTROPHILS], 0.0) * max(sent, 0.0))


@compiled
def neutrophil_flows(
    state: Vector,
    patient: Vector,
    inputs: Vector,
    dna: float,
    copper: float,
    supply: float,
    kill: float,
    gains: Vector,
    rates: Vector,
) -> None:
    """Write all flows from myeloblast to blood; `kill` is the loss of dividing cells, 1/d."""
    factor = colony_factor(state, patient, inputs)
    speed = factor**TRANSIT_POWER
    growth = min(factor**PROLIFERATION_POWER, MAX_PROLIFERATION)
    hit = state[at.DRUG_EFFECT]
    mitotic = state[at.MITOTIC_NEUTROPHILS]
    made = patient[own.NEUTROPHIL_FLUX] * supply * growth * inputs[channel.NEUTROPHIL_DRIVE]
    gains[at.MITOTIC_NEUTROPHILS] = (1.0 - SELF_RENEWAL) * made + MITOTIC_RATE * SELF_RENEWAL * growth * mitotic
    rates[at.MITOTIC_NEUTROPHILS] = MITOTIC_RATE * speed + kill + hit

    rate = TRANSIT_RATE * speed
    passing = rate * math.sqrt(neutrophil_survival(state, patient, inputs, dna, copper))
    gains[at.TRANSIT_1] = MITOTIC_RATE * speed * mitotic
    gains[at.TRANSIT_2] = passing * state[at.TRANSIT_1]
    gains[at.TRANSIT_3] = passing * state[at.TRANSIT_2]
    gains[at.TRANSIT_4] = rate * state[at.TRANSIT_3]
    rates[at.TRANSIT_1] = rate + 0.5 * kill + hit
    rates[at.TRANSIT_2] = rate + hit
    rates[at.TRANSIT_3] = rate + hit
    rates[at.TRANSIT_4] = rate + hit

    release = release_per_d(factor, speed)
    gains[at.RESERVE] = rate * state[at.TRANSIT_4]
    rates[at.RESERVE] = release + hit
    released = release * state[at.RESERVE]
    gains[at.NEUTROPHILS] = released
    rates[at.NEUTROPHILS] = blood_loss_per_d(state, inputs) + hit
    lobe_flows(state, dna, speed, gains[at.RESERVE], released, gains, rates)


@compiled
def blood_loss_per_d(state: Vector, inputs: Vector) -> float:
    """Return the loss of neutrophils from the circulating pool, 1/d, immune clearance included."""
    steroid = min(state[at.DEMARGINATION], 1.0)
    usual = BLOOD_RATE / inputs[channel.NEUTROPHIL_SET_SHIFT] * (1.0 + SPLEEN_LOSS * inputs[channel.SPLEEN])
    return usual * (1.0 - STEROID_MARGINATION * steroid) + inputs[channel.NEUTROPHIL_CLEARANCE] * (
        1.0 - STEROID_RELIEF * min(state[at.STEROID_EFFECT], 1.0)
    )


@compiled
def lobe_flows(
    state: Vector, dna: float, speed: float, arriving: float, released: float, gains: Vector, rates: Vector
) -> None:
    """Write the flows of the hypersegmented share down the pipe; each pool mixes what arrives."""
    rate = LOBES_RATE * speed
    gains[at.LOBES_1] = rate * (LOBES_NORMAL + LOBES_GAIN * (1.0 - dna) ** 1.3)
    rates[at.LOBES_1] = rate
    gains[at.LOBES_2] = rate * state[at.LOBES_1]
    rates[at.LOBES_2] = rate
    mixing = arriving / (state[at.RESERVE] + 1e-6)
    gains[at.LOBES_RESERVE] = mixing * state[at.LOBES_2]
    rates[at.LOBES_RESERVE] = mixing
    mixing = released / (state[at.NEUTROPHILS] + 1e-6)
    gains[at.LOBES_BLOOD] = mixing * state[at.LOBES_RESERVE]
    rates[at.LOBES_BLOOD] = mixing
