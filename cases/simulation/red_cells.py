"""How are red cells made, how large are they, and how long do they live?

Twelve age classes carry NUMBER and VOLUME, so that the mean cell volume waits for old cells to be replaced.
"""

import math
from typing import Annotated

from . import channels as channel
from . import parameters as own
from . import state as at
from .compilation import Vector, compiled
from .erythroblasts import EFFECTIVE, clone_survival, dna_survival, erythroblast_survival
from .parameters import Physiology

HEMOGLOBIN_G_PER_ML_CELLS: Annotated[float, "g/mL: hemoglobin of red cells, MCHC 33.3 g/dL [recalled]"] = 0.333
HYPOCHROMIA: Annotated[float, "share: fall of MCHC were every cell short of iron [fitted]"] = 0.12
EPO_SLOPE: Annotated[float, "log10 per g/dL: rise of erythropoietin as hemoglobin falls [Symeonidis 2016]"] = 0.131
MAX_DRIVE: Annotated[
    float, "x normal: most that erythropoietin can ask for; hereditary spherocytosis 4-10 [PMC8980641]"
] = 6.0
DRIVE_RATE: Annotated[float, "1/d: the marrow follows erythropoietin, lag 2 d [fitted]"] = 0.5
ERYTHROBLAST_RATE: Annotated[float, "1/d per stage: four stages of maturation, 5.2 d [Colijn 2005]"] = 4.0 / 5.2
RETICULOCYTE_SLOPE: Annotated[
    float, "d per unit of hematocrit: reticulocytes stay longer in blood in anemia [Hillman 1969]"
] = 8.5
RETICULOCYTE_DNA: Annotated[
    float, "share: erythroblasts left by bad DNA at which reticulocytes are too poor to last; counts 20-35 [fitted]"
] = 0.35
RETICULOCYTE_CLONE: Annotated[float, "share: the same for a clone or lack of copper [fitted]"] = 0.5
RETICULOCYTE_TOTAL_D: Annotated[float, "d: reticulocyte time in marrow and blood together [fitted]"] = 4.2
RETICULOCYTE_SWELLING: Annotated[float, "x mature cell: volume of a reticulocyte [recalled]"] = 1.12
LIFE_D: Annotated[float, "d: red cell life span [Shrestha 2016]"] = 120.0
AGE_RATE = at.RED_CELL_CLASSES / LIFE_D
MACROCYTE_HAZARD: Annotated[float, "1/d: death of cells 30 % too large; life span -40 % [Williams Manual]"] = 0.009
IRON_MG_PER_G_DL: Annotated[float, "mg per g/dL: iron in hemoglobin: 5 L of blood, 3.4 mg per g [Conrad 1962]"] = 170.0
STORE_SUPPLY: Annotated[float, "x normal production: most iron that stores release [Hillman 1969]"] = 1.3
STORE_HALF_MG: Annotated[float, "mg: store that releases half of it [fitted]"] = 40.0
LACK_HALF_MG: Annotated[float, "mg: store above which lack of supply does not make small cells [fitted]"] = 60.0
MICROCYTOSIS: Annotated[float, "share: loss of cell volume without iron [fitted]"] = 0.42
MEGALOBLAST_FRAGMENTS: Annotated[
    float, "share: of megaloblastic growth lost in fragments without DNA synthesis; MCV 107 in the severest [fitted]"
] = 0.38
MEGALOBLAST_HALF_2: Annotated[
    float,
    "share, squared: of DNA synthesis lost at which cells grow half as much as they can; MCV normal in a third of the "
    "middle and in a sixth of all [Stabler 1990; Savage 1994, fitted]",
] = 0.021
LARGE_FL: Annotated[float, "fL: volume beyond which cells grow in severe megaloblastic anemia only [assumed]"] = 110.0
LARGEST_DNA: Annotated[float, "share: of DNA synthesis lost at which they grow beyond it as they can [assumed]"] = 0.85
SPLEEN_HAZARD: Annotated[float, "1/d: death of red cells in a massive spleen [fitted]"] = 0.006
STEROID_RELIEF: Annotated[float, "share: of immune hemolysis that a full dose stops [assumed]"] = 0.6
CELL_MEMORY_RATE: Annotated[float, "1/d: circulating cells forget how they were made [fitted]"] = 1.0 / 35.0
DNA_MEMORY_RATE: Annotated[float, "1/d: cells leaving the marrow remember the DNA they were made with [fitted]"] = 0.4
DEATH_RATE: Annotated[float, "1/d: what dying erythroblasts spill stays in plasma for days [fitted]"] = 0.18
OUTPUT_RATE: Annotated[float, "1/d: mean of output against which a burst is felt, 5 d [fitted]"] = 0.2


def normal_red_cell_flux(physiology: Physiology) -> float:
    """Return red cells made per day at the set point, 1e12/L/d."""
    count = physiology.hemoglobin_set_g_dl / (HEMOGLOBIN_G_PER_ML_CELLS * physiology.mcv_set_fl) * 10.0
    return count / (LIFE_D + physiology.reticulocyte_time_d)


def normal_cell_volume_fl(physiology: Physiology) -> float:
    """Return the volume of a mature cell at the set point, fL; reticulocytes lift the mean above it."""
    share = physiology.reticulocyte_time_d / (LIFE_D + physiology.reticulocyte_time_d)
    return physiology.mcv_set_fl / (1.0 + (RETICULOCYTE_SWELLING - 1.0) * share)


def normal_iron_gate(physiology: Physiology) -> float:
    """Return the share of erythroid drive that iron lets through at the set point."""
    mobile = physiology.iron_store_mg / (physiology.iron_store_mg + STORE_HALF_MG)
    supply = 1.0 + 0.5 * (1.0 - EFFECTIVE) / EFFECTIVE + STORE_SUPPLY * mobile
    return (1.0 + supply**-4) ** -0.25


@compiled
def total_volume(state: Vector) -> float:
    """Return the volume of red cells and reticulocytes, fL x 1e12/L, that is mL per liter of blood."""
    volume = state[at.RETICULOCYTE_VOLUME]
    for i in range(at.RED_CELL_VOLUME, at.RED_CELL_VOLUME + at.RED_CELL_CLASSES):
        volume += state[i]
    return volume


@compiled
def hemoglobin_g_dl(state: Vector, volume: float) -> float:
    """Return hemoglobin, g/dL, of a red cell volume (mL/L): MCHC falls where iron was lacking."""
    return 0.1 * HEMOGLOBIN_G_PER_ML_CELLS * volume * (1.0 - HYPOCHROMIA * state[at.IRON_POOR_CELLS])


@compiled
def iron_store_mg(state: Vector, patient: Vector, hemoglobin: float) -> float:
    """Return what body iron leaves for the store, mg: negative while the marrow owes iron."""
    precursors = 0.5 * (state[at.ERYTHROBLAST_3] + state[at.ERYTHROBLAST_4]) + state[at.MARROW_RETICULOCYTES]
    grams = 0.1 * HEMOGLOBIN_G_PER_ML_CELLS * precursors * patient[own.CELL_VOLUME_FL]
    return state[at.BODY_IRON] - IRON_MG_PER_G_DL * (hemoglobin + grams)


@compiled
def erythroid_demand(patient: Vector, inputs: Vector, hemoglobin: float) -> float:
    """Return the marrow drive that erythropoietin asks for, x normal [Symeonidis 2016]."""
    missing = patient[own.HEMOGLOBIN_SET_G_DL] + inputs[channel.HEMOGLOBIN_SET_SHIFT] - hemoglobin
    epo = 10.0 ** (EPO_SLOPE * missing)
    # Steep below normal, or hemoglobin would overshoot for months after a recovery.
    drive = MAX_DRIVE * epo / (MAX_DRIVE - 1.0 + epo) if epo >= 1.0 else epo**3
    return drive * inputs[channel.ERYTHROPOIETIN_RESPONSE]


@compiled
def iron_mobility(store: float) -> float:
    """Return the share of the greatest mobilization that a store (mg) yields; a debt is clawed back."""
    return store / (store + STORE_HALF_MG) if store > 0.0 else max(-0.6, store / STORE_HALF_MG)


@compiled
def maturation_per_d(dna: float) -> float:
    """Return the rate of each erythroblast stage, 1/d: slow DNA fills the marrow with arrested cells."""
    return ERYTHROBLAST_RATE * (0.5 + 0.5 * dna)


@compiled
def marrow_flows(
    state: Vector,
    patient: Vector,
    inputs: Vector,
    entry: float,
    survival: float,
    dna: float,
    kill: float,
    gains: Vector,
    rates: Vector,
) -> float:
    """Write the flows of four erythroblast stages; return their output into the marrow reticulocytes."""
    rate = maturation_per_d(dna)
    passing = rate * math.sqrt(survival)
    early = rate + kill + inputs[channel.ERYTHROID_HIT]
    gains[at.ERYTHROBLAST_1] = entry
    rates[at.ERYTHROBLAST_1] = early
    gains[at.ERYTHROBLAST_2] = rate * state[at.ERYTHROBLAST_1]
    rates[at.ERYTHROBLAST_2] = early
    gains[at.ERYTHROBLAST_3] = rate * state[at.ERYTHROBLAST_2]
    rates[at.ERYTHROBLAST_3] = rate
    gains[at.ERYTHROBLAST_4] = passing * state[at.ERYTHROBLAST_3]
    rates[at.ERYTHROBLAST_4] = rate
    output = passing * state[at.ERYTHROBLAST_4]
    dying = (rate - passing) * (state[at.ERYTHROBLAST_3] + state[at.ERYTHROBLAST_4])
    gains[at.MARROW_DEATH] = DEATH_RATE * dying / patient[own.RED_CELL_FLUX]
    rates[at.MARROW_DEATH] = DEATH_RATE
    gains[at.OUTPUT_MEAN] = OUTPUT_RATE * output / patient[own.RED_CELL_FLUX]
    rates[at.OUTPUT_MEAN] = OUTPUT_RATE
    return output


@compiled
def new_cell_volume_fl(state: Vector, patient: Vector, inputs: Vector, lack: float, copper: float) -> float:
    """Return the volume of a cell leaving the marrow, fL: large without DNA, small without iron."""
    bad_dna = max(0.0, 1.0 - state[at.DNA_MEMORY])
    squared = bad_dna * bad_dna
    megaloblastic = (1.0 + MEGALOBLAST_HALF_2) * squared / (MEGALOBLAST_HALF_2 + squared)
    swelling = patient[own.MACROCYTOSIS_GAIN] * megaloblastic * (1.0 - MEGALOBLAST_FRAGMENTS * bad_dna**6)
    beyond = 1.0 + swelling - LARGE_FL / patient[own.CELL_VOLUME_FL]
    growth = (
        swelling
        - max(0.0, beyond) * max(0.0, 1.0 - bad_dna / LARGEST_DNA)
        + 0.14 * state[at.CLONE]
        + 0.10 * max(0.0, 1.0 - state[at.PROGENITORS])
        + 0.08 * max(0.0, 1.0 - copper)
        - MICROCYTOSIS * lack
    )
    shift = inputs[channel.MCV_SET_SHIFT] + 4.0 * inputs[channel.ALCOHOL]
    return patient[own.CELL_VOLUME_FL] * (1.0 + growth) + shift


@compiled
def reticulocyte_stay_d(state: Vector, patient: Vector, copper: float, volume: float) -> float:
    """Return the days a reticulocyte spends in blood, longer in anemia [Hillman 1969]; volume in mL/L.

    They leave the marrow early only where it is driven, and last only where erythroblasts survive.
    """
    driven = min(max(state[at.ERYTHROID_DRIVE] - 1.0, 0.0), 1.0)
    by_dna = (dna_survival(min(state[at.DNA_MEMORY], 1.0)) - RETICULOCYTE_DNA) / 0.3
    by_clone = (clone_survival(state, copper) - RETICULOCYTE_CLONE) / (1.0 - RETICULOCYTE_CLONE)
    answer = driven * min(max(by_dna, 0.0), 1.0) * max(by_clone, 0.0)
    normal = 0.01 * patient[own.HEMOGLOBIN_SET_G_DL] / HEMOGLOBIN_G_PER_ML_CELLS
    stay = patient[own.RETICULOCYTE_TIME_D] + answer * RETICULOCYTE_SLOPE * (normal - 0.001 * volume)
    return min(max(stay, 0.8), 4.0)


@compiled
def reticulocyte_flows(
    state: Vector, stay: float, output: float, cell_volume: float, hazard: float, gains: Vector, rates: Vector
) -> None:
    """Write the flows of reticulocytes in marrow and blood, from their `output` and cell volume (fL)."""
    leaving = 1.0 / max(1.3, RETICULOCYTE_TOTAL_D - stay)
    gains[at.MARROW_RETICULOCYTES] = output
    rates[at.MARROW_RETICULOCYTES] = leaving
    released = leaving * state[at.MARROW_RETICULOCYTES]
    gains[at.RETICULOCYTES] = released
    rates[at.RETICULOCYTES] = 1.0 / stay + hazard
    gains[at.RETICULOCYTE_VOLUME] = released * RETICULOCYTE_SWELLING * cell_volume
    rates[at.RETICULOCYTE_VOLUME] = 1.0 / stay + hazard


@compiled
def aging_flows(
    state: Vector, patient: Vector, number: float, volume: float, hazard: float, gains: Vector, rates: Vector
) -> float:
    """Write the flows of the age classes, fed by `number` and `volume` per day; return volume lost per day.

    A cell larger than normal dies early [life span -40 %, Williams Manual].
    """
    lost = 0.0
    steepness = MACROCYTE_HAZARD / 0.3
    usual = patient[own.MCV_SET_FL]
    for i in range(at.RED_CELLS, at.RED_CELLS + at.RED_CELL_CLASSES):
        cells = state[i]
        content = state[i + at.RED_CELL_CLASSES]
        excess = content / (cells * usual + 1e-12) - 1.0
        early = hazard
        if excess > 0.0:
            early += steepness * min(excess, 0.3)
        gains[i] = number
        gains[i + at.RED_CELL_CLASSES] = volume
        rates[i] = rates[i + at.RED_CELL_CLASSES] = AGE_RATE + early
        number = AGE_RATE * cells
        volume = AGE_RATE * content
        lost += early * content
    return lost + volume


@compiled
def peripheral_hazard_per_d(state: Vector, inputs: Vector) -> float:
    """Return the hazard that all red cells share in blood, 1/d."""
    immune = inputs[channel.RED_CELL_HAZARD] * (1.0 - STEROID_RELIEF * min(state[at.STEROID_EFFECT], 1.0))
    burst = inputs[channel.RED_CELL_FRAGMENTATION] + inputs[channel.INTRAVASCULAR_HEMOLYSIS]
    return immune + burst + SPLEEN_HAZARD * inputs[channel.SPLEEN]


@compiled
def iron_supply(state: Vector, patient: Vector, inputs: Vector, store: float, lost: float) -> float:
    """Return iron offered to the marrow, x normal: from red cells lost (mL/L/d), dying marrow, and store."""
    recycled = lost / (patient[own.RED_CELL_FLUX] * patient[own.CELL_VOLUME_FL]) + 0.5 * state[at.MARROW_DEATH]
    mobilized = STORE_SUPPLY * iron_mobility(store) * (1.0 - 0.5 * inputs[channel.INFLAMMATION])
    return max(0.01, recycled + mobilized)


@compiled
def memory_flows(dna: float, lack: float, gains: Vector, rates: Vector) -> None:
    """Write the flows of what young and circulating cells remember of the DNA and the iron they were made with."""
    gains[at.DNA_MEMORY] = DNA_MEMORY_RATE * dna
    rates[at.DNA_MEMORY] = DNA_MEMORY_RATE
    gains[at.MEGALOBLASTIC_CELLS] = CELL_MEMORY_RATE * (1.0 - dna)
    rates[at.MEGALOBLASTIC_CELLS] = CELL_MEMORY_RATE
    gains[at.IRON_POOR_CELLS] = CELL_MEMORY_RATE * lack
    rates[at.IRON_POOR_CELLS] = CELL_MEMORY_RATE


@compiled
def red_cell_flows(
    state: Vector,
    patient: Vector,
    inputs: Vector,
    dna: float,
    copper: float,
    supply: float,
    kill: float,
    gains: Vector,
    rates: Vector,
) -> tuple[float, float]:
    """Write all flows from erythropoietin to senescence; return hemoglobin (g/dL) and iron store (mg).

    `supply` is the progenitors delivered (x normal), `kill` the loss of early erythroblasts (1/d).
    """
    volume = total_volume(state)
    hemoglobin = hemoglobin_g_dl(state, volume)
    store = iron_store_mg(state, patient, hemoglobin)
    hazard = peripheral_hazard_per_d(state, inputs)
    stay = reticulocyte_stay_d(state, patient, copper, volume)
    matured = state[at.RETICULOCYTE_VOLUME] / (stay * RETICULOCYTE_SWELLING)
    lost = aging_flows(state, patient, state[at.RETICULOCYTES] / stay, matured, hazard, gains, rates)

    wanted = state[at.ERYTHROID_DRIVE] * supply
    iron = iron_supply(state, patient, inputs, store, lost)
    allowed = wanted / math.sqrt(math.sqrt(1.0 + (wanted / iron) ** 4)) / patient[own.IRON_GATE]
    lack = max(0.0, 1.0 - iron / (wanted + 1e-9)) * LACK_HALF_MG / (max(store, 0.0) + LACK_HALF_MG)

    survival = erythroblast_survival(state, dna, copper)
    entry = patient[own.RED_CELL_FLUX] / EFFECTIVE * allowed
    output = marrow_flows(state, patient, inputs, entry, survival, dna, kill, gains, rates)
    size = new_cell_volume_fl(state, patient, inputs, lack, copper)
    reticulocyte_flows(state, stay, output, size, hazard, gains, rates)

    gains[at.ERYTHROID_DRIVE] = DRIVE_RATE * erythroid_demand(patient, inputs, hemoglobin)
    rates[at.ERYTHROID_DRIVE] = DRIVE_RATE
    memory_flows(dna, lack, gains, rates)
    return hemoglobin, store
