"""Which stem cells are left, who competes with them, and what does every state gain and lose?"""

from . import channels as channel
from . import state as at
from .cobalamin import cobalamin_flows, mutase_activity, synthase_activity
from .compilation import Vector, compiled
from .metabolites import (
    copper_efficiency,
    copper_flows,
    dna_efficiency,
    folate_flows,
    iron_flows,
    metabolite_flows,
    nerve_flows,
)
from .neutrophils import neutrophil_flows
from .platelets import platelet_flows
from .red_cells import red_cell_flows

STEM_RENEWAL = 0.01  # 1/d, assumed
STEM_FLOOR = 0.015  # aplastic marrow keeps 1-3 % of stem cells, assumed
PROGENITOR_RATE = 0.09  # 1/d, fitted to recovery after chemotherapy
DRUG_PROGENITOR_SHARE = 0.05  # of the hit on neutrophils, fitted
CROWDING_POWER = 1.6  # fitted
CROWDING_LOSS = 0.03  # 1/d of stem cells when blasts fill the marrow, fitted
SEED = 1e-4  # share of marrow at which a clone is born, assumed
CYTOTOXIC_MAX = 6.0  # 1/d, saturating kill of dividing cells, fitted
CYTOTOXIC_HALF = 0.5  # standard doses, fitted
ANTIFOLATE_KILL = 0.9  # 1/d at full inhibition, fitted
DRUG_CLEARANCE = 0.35  # 1/d, drug and antibody wash out, fitted to Andres 2019
ANTIFOLATE_CLEARANCE = 0.3  # 1/d, polyglutamates stay in cells, fitted
CYTOTOXIC_CLEARANCE = 0.6  # 1/d, fitted to a nadir on days 8-12
STEROID_RATE = 0.33  # 1/d, lag 3 d, fitted


@compiled
def dividing_kill_per_d(state: Vector, inputs: Vector) -> float:
    """Return the killing of dividing precursors by chemotherapy or an antifolate not rescued, 1/d."""
    dose = state[at.CYTOTOXIC_EFFECT]
    antifolate = ANTIFOLATE_KILL * state[at.ANTIFOLATE_EFFECT] * max(0.0, 1.0 - inputs[channel.FOLINIC_ACID])
    return CYTOTOXIC_MAX * dose / (dose + CYTOTOXIC_HALF) + antifolate


@compiled
def exposure_flows(state: Vector, inputs: Vector, gains: Vector, rates: Vector) -> None:
    """Write how drug effects follow their exposure: at once when it begins, slowly when it ends."""
    follow(at.DRUG_EFFECT, inputs[channel.DRUG_HIT], 2.0, DRUG_CLEARANCE, state, gains, rates)
    follow(at.ANTIFOLATE_EFFECT, inputs[channel.ANTIFOLATE], 1.0, ANTIFOLATE_CLEARANCE, state, gains, rates)
    follow(at.CYTOTOXIC_EFFECT, inputs[channel.CYTOTOXIC], 4.0, CYTOTOXIC_CLEARANCE, state, gains, rates)
    dose = min(inputs[channel.STEROID], 1.0)
    follow(at.STEROID_EFFECT, dose, STEROID_RATE, STEROID_RATE, state, gains, rates)


@compiled
def follow(
    effect: int, exposure: float, rising: float, falling: float, state: Vector, gains: Vector, rates: Vector
) -> None:
    """Let the state at index `effect` follow an exposure at the rates (1/d) of its rise and of its fall."""
    rate = rising if exposure > state[effect] else falling
    gains[effect] = rate * exposure
    rates[effect] = rate


@compiled
def stem_flows(state: Vector, inputs: Vector, kill: float, gains: Vector, rates: Vector) -> float:
    """Write the flows of stem cells, progenitors, a clone and blasts; return progenitors (x normal)."""
    stem = state[at.STEM]
    blasts = min(state[at.BLASTS], 1.0)
    clone = state[at.CLONE]
    loss = inputs[channel.STEM_LOSS] + CROWDING_LOSS * blasts + 0.01 * kill
    renewal = (STEM_RENEWAL + inputs[channel.STEM_RECOVERY]) * stem
    gains[at.STEM] = renewal + loss * STEM_FLOOR
    rates[at.STEM] = renewal + loss
    gains[at.PROGENITORS] = PROGENITOR_RATE * stem
    rates[at.PROGENITORS] = PROGENITOR_RATE + 0.5 * kill + DRUG_PROGENITOR_SHARE * state[at.DRUG_EFFECT]
    gains[at.CLONE] = inputs[channel.CLONE_GROWTH] * (clone + SEED) * max(0.0, 1.0 - clone)
    rates[at.CLONE] = inputs[channel.CLONE_DECAY] + 0.02 * kill
    gains[at.BLASTS] = inputs[channel.BLAST_GROWTH] * (blasts + SEED) * max(0.0, 1.0 - blasts)
    rates[at.BLASTS] = inputs[channel.BLAST_DECAY] + 0.6 * state[at.CYTOTOXIC_EFFECT]
    return state[at.PROGENITORS] * max(0.0, 1.0 - blasts) ** CROWDING_POWER


@compiled
def flows(state: Vector, patient: Vector, inputs: Vector, gains: Vector, rates: Vector) -> None:
    """Write for every state its gain and its loss rate: d(state)/dt = gain - rate * state, t in days."""
    synthase = synthase_activity(state, patient)
    mutase = mutase_activity(state, patient)
    dna = dna_efficiency(state, patient, inputs, synthase)
    copper = copper_efficiency(state)
    kill = dividing_kill_per_d(state, inputs)

    cobalamin_flows(state, patient, inputs, gains, rates)
    folate_flows(state, patient, inputs, synthase, gains, rates)
    copper_flows(state, inputs, gains, rates)
    metabolite_flows(state, patient, inputs, mutase, gains, rates)
    nerve_flows(state, patient, inputs, mutase, copper, gains, rates)
    exposure_flows(state, inputs, gains, rates)
    supply = stem_flows(state, inputs, kill, gains, rates)
    hemoglobin, store = red_cell_flows(state, patient, inputs, dna, copper, supply, 0.3 * kill, gains, rates)
    iron_flows(state, patient, inputs, max(store, 0.0), hemoglobin, gains, rates)
    neutrophil_flows(state, patient, inputs, dna, copper, supply, kill, gains, rates)
    platelet_flows(state, patient, inputs, dna, supply, 0.25 * kill, gains, rates)
