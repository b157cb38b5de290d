"""How are neutrophils made, released, lost, and with how many lobes?"""

from . import channels as channel
from . import parameters as own
from . import state as at
from .compilation import Vector, compiled
from .parameters import Physiology

MITOTIC_RATE = 1.0 / 1.1  # 1/d, Quartino 2014
TRANSIT_RATE = 4.0 / 4.4  # 1/d per stage, Quartino 2014
RELEASE_RATE = 1.0 / 2.2  # 1/d, Craig 2016
BLOOD_RATE = 2.1  # 1/d, half-life 8 h, Quartino 2014
# Friberg's self-renewing pool integrates any constant harm to nothing: right for a pulse, wrong for years.
# A pool fed from stem cells that renews itself in part settles instead.
SELF_RENEWAL = 0.40  # fitted
GCSF_RATIO = 34.6  # maximal endogenous G-CSF, x normal, Quartino 2014
GCSF_DOSE = 14.0  # x normal, added by filgrastim 5 ug/kg, fitted to healthy subjects
PROLIFERATION_POWER = 0.444  # Quartino 2014
TRANSIT_POWER = 0.234  # Quartino 2014
MAX_PROLIFERATION = 3.2  # x normal, fitted
MAX_RELEASE = 4.0  # x normal, fitted
SURVIVAL_FLOOR = 0.05  # fitted
CLONE_DEATH = 0.76  # fitted
STEROID_MARGINATION = 0.4  # share of blood loss stopped, fitted
STEROID_RELIEF = 0.6  # share of immune clearance stopped, assumed
SPLEEN_LOSS = 1.2  # x normal blood loss added by a massive spleen, fitted
LOBES_NORMAL = 0.02  # hypersegmented share in health
LOBES_GAIN = 0.55  # fitted
LOBES_RATE = 2.0 / 5.5  # 1/d per stage, the time from mitosis to the reserve


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
    made = patient[own.NEUTROPHIL_FLUX] * supply * growth
    gains[at.MITOTIC_NEUTROPHILS] = (1.0 - SELF_RENEWAL) * made + MITOTIC_RATE * SELF_RENEWAL * growth * mitotic
    rates[at.MITOTIC_NEUTROPHILS] = MITOTIC_RATE * speed + kill + hit

    rate = TRANSIT_RATE * speed
    passing = rate * neutrophil_survival(state, patient, inputs, dna, copper) ** 0.5
    gains[at.TRANSIT_1] = MITOTIC_RATE * speed * mitotic
    gains[at.TRANSIT_2] = passing * state[at.TRANSIT_1]
    gains[at.TRANSIT_3] = passing * state[at.TRANSIT_2]
    gains[at.TRANSIT_4] = rate * state[at.TRANSIT_3]
    rates[at.TRANSIT_1] = rate + 0.5 * kill + hit
    rates[at.TRANSIT_2] = rate + hit
    rates[at.TRANSIT_3] = rate + hit
    rates[at.TRANSIT_4] = rate + hit

    release = RELEASE_RATE * speed * min(1.0 + 0.1 * max(0.0, factor - 1.0), MAX_RELEASE)
    gains[at.RESERVE] = rate * state[at.TRANSIT_4]
    rates[at.RESERVE] = release + hit
    released = release * state[at.RESERVE]
    gains[at.NEUTROPHILS] = released
    rates[at.NEUTROPHILS] = blood_loss_per_d(state, inputs) + hit
    lobe_flows(state, dna, speed, gains[at.RESERVE], released, gains, rates)


@compiled
def blood_loss_per_d(state: Vector, inputs: Vector) -> float:
    """Return the loss of neutrophils from the circulating pool, 1/d, immune clearance included."""
    steroid = min(inputs[channel.STEROID], 1.0)
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
