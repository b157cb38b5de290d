"""Which stem cells are left, who competes with them, and what does every state gain and lose?"""

from typing import Annotated

from . import channels as channel
from . import state as at
from .cobalamin import cobalamin_flows, mutase_activity, remethylation, synthase_activity
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

STEM_RENEWAL: Annotated[float, "1/d: regrowth of stem cells [assumed]"] = 0.01
STEM_FLOOR: Annotated[float, "x normal: stem cells that an aplastic marrow keeps (1-3 %) [assumed]"] = 0.015
PROGENITOR_RATE: Annotated[float, "1/d: progenitors follow stem cells; recovery after chemotherapy [fitted]"] = 0.09
DRUG_PROGENITOR_SHARE: Annotated[float, "share: of the hit on neutrophils that progenitors take [fitted]"] = 0.05
CROWDING_POWER: Annotated[float, "exponent: of the marrow that blasts leave free [fitted]"] = 1.6
CROWDING_LOSS: Annotated[float, "1/d: loss of stem cells in a marrow full of blasts [fitted]"] = 0.03
SEED: Annotated[float, "share: of marrow at which a clone is born [assumed]"] = 1e-4
CYTOTOXIC_MAX: Annotated[float, "1/d: most killing of dividing cells by chemotherapy [fitted]"] = 6.0
CYTOTOXIC_HALF: Annotated[float, "standard doses: dose at which half of it is reached [fitted]"] = 0.5
BLAST_KILL: Annotated[float, "1/d: blasts killed by a standard dose of chemotherapy [fitted]"] = 0.6
ANTIFOLATE_KILL: Annotated[float, "1/d: killing of dividing cells at full inhibition [fitted]"] = 0.9
DRUG_CLEARANCE: Annotated[float, "1/d: drug and antibody wash out [Andres 2019, fitted]"] = 0.35
ANTIFOLATE_CLEARANCE: Annotated[float, "1/d: polyglutamates stay in cells [fitted]"] = 0.3
CYTOTOXIC_CLEARANCE: Annotated[float, "1/d: chemotherapy washes out: nadir on days 8-12 [fitted]"] = 0.6
DEMARGINATION_RATE: Annotated[float, "1/d: neutrophils leave the vessel wall within hours of a steroid [recalled]"] = (
    4.0
)
REMARGINATION_RATE: Annotated[float, "1/d: half are back on it a day after the last dose [assumed]"] = 0.7
STEROID_RATE: Annotated[float, "1/d: immune suppression follows the dose, lag 3 d [fitted]"] = 0.33


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
    follow(at.DEMARGINATION, dose, DEMARGINATION_RATE, REMARGINATION_RATE, state, gains, rates)


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
    killed = BLAST_KILL * state[at.CYTOTOXIC_EFFECT] * (1.0 - inputs[channel.BLAST_RESISTANCE])
    rates[at.BLASTS] = inputs[channel.BLAST_DECAY] + killed
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
    metabolite_flows(state, patient, inputs, mutase, remethylation(state, patient), gains, rates)
    nerve_flows(state, patient, inputs, mutase, copper, gains, rates)
    exposure_flows(state, inputs, gains, rates)
    supply = stem_flows(state, inputs, kill, gains, rates)
    hemoglobin, store = red_cell_flows(state, patient, inputs, dna, copper, supply, 0.3 * kill, gains, rates)
    iron_flows(state, patient, inputs, max(store, 0.0), hemoglobin, gains, rates)
    neutrophil_flows(state, patient, inputs, dna, copper, supply, kill, gains, rates)
    platelet_flows(state, patient, inputs, dna, supply, 0.25 * kill, gains, rates)
