"""What would a perfect laboratory read in this patient today?"""

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Annotated

from . import channels as channel
from . import parameters as own
from . import state as at
from .breakdown import breakdown_products
from .cobalamin import mutase_activity, synthase_activity
from .compilation import Vector, compiled, vector
from .erythroblasts import EFFECTIVE, erythroblast_survival
from .health import patient_vector
from .metabolites import copper_efficiency, dna_efficiency
from .neutrophils import MITOTIC_RATE, RELEASE_RATE, TRANSIT_RATE, effective_neutrophils
from .parameters import Physiology
from .platelets import circulating_share, total_platelets
from .red_cells import (
    ERYTHROBLAST_RATE,
    hemoglobin_g_dl,
    iron_store_mg,
    maturation_per_d,
    total_volume,
)

B12_FLOOR_PG_ML: Annotated[float, "pg/mL: serum B12 that no lack takes away [fitted]"] = 62.0
B12_SPAN_PG_ML: Annotated[float, "pg/mL: serum B12 of a full store, above the floor [fitted]"] = 388.0
B12_HALF_2: Annotated[
    float,
    "x usual store, squared: store at which serum B12 has fallen by half; 80 in the gravest, 50 % below 100 [fitted]",
] = 0.42
PLASMA_L: Annotated[float, "L: plasma volume [recalled]"] = 3.0
FOLATE_FLOOR: Annotated[float, "x normal: serum folate that no lack takes away: 0.5-2 ng/mL [fitted]"] = 0.07
MG_PER_FERRITIN: Annotated[float, "mg per ng/mL: iron store that ferritin stands for [recalled]"] = 8.0
LYMPHOCYTE_DNA: Annotated[
    float,
    "share: of lymphocytes lost without DNA synthesis: LN(1.6, 1.35) in deficiency [series of the catalog, fitted]",
] = 0.5
POTASSIUM_PER_OUTPUT: Annotated[
    float, "mmol/L: potassium that a normal production above its recent mean takes up [fitted]"
] = 0.20


# Part of the true values of a day, in the order of its names in PARTS; from state, patient and inputs.
Part = Callable[[Vector, Vector, Vector], tuple[float, ...]]


def readouts(state: Sequence[float], physiology: Physiology, inputs: Sequence[float]) -> dict[str, float]:
    """Return the true values, without noise, of a state under the `inputs` of its day.

    The units of each value stand with the part that computes it.
    """
    return _computed(tuple(PARTS), state, physiology, inputs)


def readout(name: str, state: Sequence[float], physiology: Physiology, inputs: Sequence[float]) -> float:
    """Return one of the readouts, without the work for the others; raises KeyError for a name that is none."""
    return _computed((_PART_OF[name],), state, physiology, inputs)[name]


def readouts_of(
    names: Sequence[str], state: Sequence[float], physiology: Physiology, inputs: Sequence[float]
) -> dict[str, float]:
    """Return some of the readouts by name; raises KeyError for a name that is none."""
    values = _computed(_parts_of(tuple(names)), state, physiology, inputs)
    return {name: values[name] for name in names}


def _computed(
    parts: Sequence[Part], state: Sequence[float], physiology: Physiology, inputs: Sequence[float]
) -> dict[str, float]:
    seen = vector(state), patient_vector(physiology), vector(inputs)
    values: dict[str, float] = {}
    for part in parts:
        values.update(zip(PARTS[part], part(*seen), strict=True))
    return values


@cache
def _parts_of(names: tuple[str, ...]) -> tuple[Part, ...]:
    """Return the parts that compute these readouts, each once."""
    return tuple(dict.fromkeys(_PART_OF[name] for name in names))


@compiled
def red_cells(state: Vector, patient: Vector, inputs: Vector) -> tuple[float, ...]:
    """Return hemoglobin and MCHC (g/dL), hematocrit and reticulocytes (%), rbc (1e12/L), mcv (fL), mch (pg).

    Also the absolute reticulocytes (1e9/L).
    """
    volume = total_volume(state)
    hemoglobin = hemoglobin_g_dl(state, volume)
    count = red_cell_count(state)
    young = state[at.RETICULOCYTES]
    return (
        hemoglobin,
        volume / 10.0,
        count,
        volume / count,
        10.0 * hemoglobin / count,
        1000.0 * hemoglobin / volume,
        1000.0 * young,
        100.0 * young / count,
    )


@compiled
def red_cell_count(state: Vector) -> float:
    """Return red cells and reticulocytes, 1e12/L."""
    count = state[at.RETICULOCYTES]
    for i in range(at.RED_CELLS, at.RED_CELLS + at.RED_CELL_CLASSES):
        count += state[i]
    return count


@compiled
def between_generations(state: Vector, mean: float) -> float:
    """Return the sum over red cells (1e12/L) of the squared distance of their generation's volume from the mean, fL."""
    between = state[at.RETICULOCYTES] * (state[at.RETICULOCYTE_VOLUME] / (state[at.RETICULOCYTES] + 1e-12) - mean) ** 2
    for i in range(at.RED_CELL_CLASSES):
        number = state[at.RED_CELLS + i]
        between += number * (state[at.RED_CELL_VOLUME + i] / (number + 1e-12) - mean) ** 2
    return between


@compiled
def red_cell_spread(state: Vector, patient: Vector, inputs: Vector) -> tuple[float, ...]:
    """Return RDW, %: the spread of volumes between generations, and within one as it was made badly."""
    count = red_cell_count(state)
    mean = total_volume(state) / count
    poor = 0.75 * state[at.MEGALOBLASTIC_CELLS] + 0.5 * state[at.IRON_POOR_CELLS] + 0.35 * state[at.CLONE]
    poor += 0.3 * (1.0 - min(copper_efficiency(state), 1.0)) + inputs[channel.ANISOCYTOSIS]
    within = 0.01 * patient[own.RDW_SET_PERCENT] * (1.0 + poor)
    return (100.0 * math.sqrt(between_generations(state, mean) / (count * mean * mean) + within * within),)


@compiled
def white_cells(state: Vector, patient: Vector, inputs: Vector) -> tuple[float, ...]:
    """Return the white cells of blood by kind and in total, 1e9/L, blasts and hypersegmented ones in %."""
    blasts = min(state[at.BLASTS], 1.0)
    supply = min(state[at.PROGENITORS], 1.0)
    stressed = 1.0 - 0.4 * min(state[at.DEMARGINATION], 1.0)
    young = 0.2 + 0.8 * min(state[at.MITOTIC_NEUTROPHILS] * MITOTIC_RATE / patient[own.NEUTROPHIL_FLUX], 1.5)
    left = (0.45 + 0.55 * supply) * (1.0 - 0.6 * blasts) * stressed
    left *= 1.0 - LYMPHOCYTE_DNA * max(0.0, 1.0 - state[at.DNA_MEMORY])
    lymphocytes = patient[own.LYMPHOCYTE_SET_1E9_L] * inputs[channel.LYMPHOCYTE_FACTOR] * left
    monocytes = patient[own.MONOCYTE_SET_1E9_L] * inputs[channel.MONOCYTE_FACTOR] * young * (1.0 - 0.5 * blasts)
    left = supply * (1.0 - blasts)
    eosinophils = patient[own.EOSINOPHIL_SET_1E9_L] * inputs[channel.EOSINOPHIL_FACTOR] * left * stressed**3
    basophils = patient[own.BASOPHIL_SET_1E9_L] * left
    leukemic = patient[own.BLAST_RELEASE_1E9_L] * blasts * blasts
    total = state[at.NEUTROPHILS] + lymphocytes + monocytes + eosinophils + basophils + leukemic
    many_lobed = 100.0 * min(state[at.LOBES_BLOOD], 1.0)
    return (
        state[at.NEUTROPHILS],
        lymphocytes,
        monocytes,
        eosinophils,
        basophils,
        total,
        leukemic,
        100.0 * leukemic / total,
        many_lobed,
    )


@compiled
def vitamins(state: Vector, patient: Vector, inputs: Vector) -> tuple[float, ...]:
    """Return b12 (pg/mL), holotranscobalamin (pmol/L), folates (ng/mL), and what their lack leaves behind.

    That is methylmalonic_acid (nmol/L) and homocysteine (umol/L). Leukemic cells shed haptocorrin.
    """
    store = state[at.B12_STORE] / patient[own.B12_STORE_UG]
    held = (1.0 + B12_HALF_2) * store * store / (store * store + B12_HALF_2)
    usual = B12_FLOOR_PG_ML + B12_SPAN_PG_ML * (0.1 * state[at.HOLO_BODY] + 0.9 * held)
    shed = (1.0 + 0.6 * state[at.BLASTS] + 0.1 * state[at.CLONE]) * inputs[channel.HAPTOCORRIN]
    return (
        usual * patient[own.HAPTOCORRIN_FACTOR] * shed + 1000.0 * state[at.B12_HAPTOCORRIN] / PLASMA_L,
        patient[own.HOLOTRANSCOBALAMIN_SET_PMOL_L] * state[at.HOLO_BODY],
        patient[own.SERUM_FOLATE_SET_NG_ML] * (FOLATE_FLOOR + (1.0 - FOLATE_FLOOR) * state[at.SERUM_FOLATE]),
        patient[own.CELL_FOLATE_SET_NG_ML] * state[at.CELL_FOLATE],
        state[at.MMA],
        state[at.HOMOCYSTEINE],
        dna_efficiency(state, patient, inputs, synthase_activity(state, patient)),
        mutase_activity(state, patient),
    )


@compiled
def iron_and_copper(state: Vector, patient: Vector, inputs: Vector) -> tuple[float, ...]:
    """Return ferritin (ng/mL), transferrin_saturation (%), copper (ug/dL) and ceruloplasmin (mg/dL)."""
    store = max(0.0, iron_store_mg(state, patient, hemoglobin_g_dl(state, total_volume(state))))
    inflamed = inputs[channel.INFLAMMATION]
    usual = patient[own.IRON_STORE_MG]
    full = store / (store + 100.0) * (usual + 100.0) / usual
    spared = 1.0 + 0.25 * math.log1p(state[at.MARROW_DEATH] + 2.0 * max(0.0, 1.0 - state[at.PROGENITORS]))
    saturation = patient[own.TRANSFERRIN_SATURATION_SET] * (0.15 + 0.85 * full) * spared * (1.0 - 0.5 * inflamed)
    copper = min(state[at.COPPER], 1.3) * (1.0 + 0.25 * inflamed)
    return (
        (store + 50.0) / MG_PER_FERRITIN * (1.0 + 5.0 * inflamed) * inputs[channel.FERRITIN_RELEASE],
        100.0 * min(saturation, 0.95),
        patient[own.COPPER_SET_UG_DL] * copper,
        patient[own.CERULOPLASMIN_SET_MG_DL] * copper,
    )


@compiled
def platelets(state: Vector, patient: Vector, inputs: Vector) -> tuple[float, ...]:
    """Return platelets that circulate, 1e9/L."""
    return (total_platelets(state) * circulating_share(inputs),)


@compiled
def electrolytes(state: Vector, patient: Vector, inputs: Vector) -> tuple[float, ...]:
    """Return potassium, mmol/L: a burst of new cells takes it up [FDA cyanocobalamin label]."""
    dna = dna_efficiency(state, patient, inputs, synthase_activity(state, patient))
    survival = erythroblast_survival(state, dna, copper_efficiency(state))
    output = maturation_per_d(dna) * math.sqrt(survival) * state[at.ERYTHROBLAST_4] / patient[own.RED_CELL_FLUX]
    taken = POTASSIUM_PER_OUTPUT * patient[own.POTASSIUM_UPTAKE] * max(0.0, output - state[at.OUTPUT_MEAN])
    replaced = 1.0 - 0.8 * min(inputs[channel.POTASSIUM_SUPPLEMENT] / 80.0, 1.0)
    retained = 0.6 * max(0.0, 1.0 - inputs[channel.RENAL_CLEARANCE])
    return (patient[own.POTASSIUM_SET_MMOL_L] - taken * replaced + retained,)


@compiled
def marrow(state: Vector, patient: Vector, inputs: Vector) -> tuple[float, ...]:
    """Return marrow_cellularity_percent, marrow_blasts_percent and the myeloid_erythroid_ratio."""
    red, myeloid = marrow_load(state, patient)
    blasts = min(state[at.BLASTS], 1.0)
    load = 0.35 * red + 0.55 * myeloid + 0.1 * state[at.PROGENITORS] + 8.0 * blasts
    usual = patient[own.CELLULARITY_SET]
    return (
        100.0 * usual * load / (1.0 - usual + usual * load),
        100.0 * (0.015 + 0.02 * state[at.CLONE] + 0.95 * blasts),
        3.0 * (myeloid + 0.01) / (red + 0.01),
    )


@compiled
def marrow_load(state: Vector, patient: Vector) -> tuple[float, float]:
    """Return the erythroid and the myeloid mass of the marrow, x normal."""
    red = 0.0
    for i in range(at.ERYTHROBLAST_1, at.ERYTHROBLAST_4 + 1):
        red += state[i]
    myeloid = state[at.MITOTIC_NEUTROPHILS] + state[at.RESERVE]
    for i in range(at.TRANSIT_1, at.TRANSIT_4 + 1):
        myeloid += state[i]
    stages = 4.0 * patient[own.RED_CELL_FLUX] / EFFECTIVE / ERYTHROBLAST_RATE
    normal = patient[own.NEUTROPHIL_FLUX] * (1.0 / MITOTIC_RATE + 4.0 / TRANSIT_RATE + 1.0 / RELEASE_RATE)
    return red / stages, myeloid / normal


@compiled
def dangers(state: Vector, patient: Vector, inputs: Vector) -> tuple[float, ...]:
    """Return what only harm is read from.

    That is blast_share (of the marrow, 0..1), fragmentation of red cells (1/d), effective_neutrophils (1e9/L) and
    fixed_neuropathy (index 0..1).
    """
    return (
        min(state[at.BLASTS], 1.0),
        inputs[channel.RED_CELL_FRAGMENTATION],
        effective_neutrophils(state, patient, inputs),
        state[at.NERVE_FIXED],
    )


PARTS: Mapping[Part, tuple[str, ...]] = {
    red_cells: ("hemoglobin", "hematocrit", "rbc", "mcv", "mch", "mchc", "reticulocytes", "reticulocyte_percent"),
    red_cell_spread: ("rdw",),
    white_cells: ("neutrophils", "lymphocytes", "monocytes", "eosinophils", "basophils", "white_cells",
                  "blasts", "blasts_percent", "hypersegmented_percent"),
    platelets: ("platelets",),
    breakdown_products: ("ldh", "bilirubin_total", "bilirubin_indirect", "haptoglobin"),
    vitamins: ("b12", "holotranscobalamin", "serum_folate", "red_cell_folate",
               "methylmalonic_acid", "homocysteine", "dna_efficiency", "mutase_activity"),
    iron_and_copper: ("ferritin", "transferrin_saturation", "copper", "ceruloplasmin"),
    marrow: ("marrow_cellularity_percent", "marrow_blasts_percent", "myeloid_erythroid_ratio"),
    electrolytes: ("potassium",),
    dangers: ("blast_share", "fragmentation", "effective_neutrophils", "fixed_neuropathy"),
}  # fmt: skip
_PART_OF: Mapping[str, Part] = {name: part for part, names in PARTS.items() for name in names}
