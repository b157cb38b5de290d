"""What would a perfect laboratory read in this patient today?"""

import math
from collections.abc import Callable, Sequence
from functools import cache
from typing import Annotated

from . import channels as channel
from . import parameters as own
from . import state as at
from .breakdown import breakdown_products
from .channels import BASELINES
from .cobalamin import mutase_activity, synthase_activity
from .compilation import Vector, compiled, vector
from .erythroblasts import EFFECTIVE, erythroblast_survival
from .health import patient_vector, steady_state
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

B12_FLOOR_PG_ML: Annotated[float, "pg/mL: serum B12 that no lack takes away [fitted]"] = 40.0
B12_SPAN_PG_ML: Annotated[float, "pg/mL: serum B12 of a full store, above the floor [fitted]"] = 410.0
PLASMA_L: Annotated[float, "L: plasma volume [recalled]"] = 3.0
FOLATE_FLOOR: Annotated[float, "x normal: serum folate that no lack takes away: 0.5-2 ng/mL [fitted]"] = 0.07
MG_PER_FERRITIN: Annotated[float, "mg per ng/mL: iron store that ferritin stands for [recalled]"] = 8.0
POTASSIUM_PER_OUTPUT: Annotated[
    float, "mmol/L: potassium that a normal production above its recent mean takes up [fitted]"
] = 0.20


Part = Callable[[Vector, Physiology, Vector, Vector], dict[str, float]]


def readouts(state: Sequence[float], physiology: Physiology, inputs: Sequence[float]) -> dict[str, float]:
    """Return the true values, without noise, of a state under the `inputs` of its day.

    The units of each value stand with the part that computes it.
    """
    seen = vector(state), physiology, patient_vector(physiology), vector(inputs)
    return {name: float(value) for part in PARTS for name, value in part(*seen).items()}


def readout(name: str, state: Sequence[float], physiology: Physiology, inputs: Sequence[float]) -> float:
    """Return one of the readouts, without the work for the others; raises KeyError for a name that is none."""
    part = _part_of()[name]
    return float(part(vector(state), physiology, patient_vector(physiology), vector(inputs))[name])


def readouts_of(
    names: Sequence[str], state: Sequence[float], physiology: Physiology, inputs: Sequence[float]
) -> dict[str, float]:
    """Return some of the readouts by name; raises KeyError for a name that is none."""
    seen = vector(state), physiology, patient_vector(physiology), vector(inputs)
    values: dict[str, float] = {}
    for part in _parts_of(tuple(names)):
        values.update(part(*seen))
    return {name: float(values[name]) for name in names}


@cache
def _parts_of(names: tuple[str, ...]) -> tuple[Part, ...]:
    """Return the parts that compute these readouts, each once."""
    return tuple(dict.fromkeys(_part_of()[name] for name in names))


@cache
def _part_of() -> dict[str, Part]:
    """Return which part computes which readout."""
    healthy = Physiology()
    seen = vector(steady_state(healthy)), healthy, patient_vector(healthy), vector(BASELINES)
    return {name: part for part in PARTS for name in part(*seen)}


def red_cells(state: Vector, physiology: Physiology, patient: Vector, inputs: Vector) -> dict[str, float]:
    """Return hemoglobin and MCHC (g/dL), hematocrit and reticulocytes (%), rbc (1e12/L), mcv (fL), mch (pg).

    Also the absolute reticulocytes (1e9/L).
    """
    volume = total_volume(state)
    hemoglobin = hemoglobin_g_dl(state, volume)
    count = red_cell_count(state)
    return {
        "hemoglobin": hemoglobin,
        "hematocrit": volume / 10.0,
        "rbc": count,
        "mcv": volume / count,
        "mch": 10.0 * hemoglobin / count,
        "mchc": 1000.0 * hemoglobin / volume,
        "reticulocytes": 1000.0 * state[at.RETICULOCYTES],
        "reticulocyte_percent": 100.0 * state[at.RETICULOCYTES] / count,
    }


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


def red_cell_spread(state: Vector, physiology: Physiology, patient: Vector, inputs: Vector) -> dict[str, float]:
    """Return RDW, %: the spread of volumes between generations, and within one as it was made badly."""
    count = red_cell_count(state)
    mean = total_volume(state) / count
    poor = 0.75 * state[at.MEGALOBLASTIC_CELLS] + 0.5 * state[at.IRON_POOR_CELLS] + 0.35 * state[at.CLONE]
    poor += 0.3 * (1.0 - min(copper_efficiency(state), 1.0)) + inputs[channel.ANISOCYTOSIS]
    within = 0.01 * physiology.rdw_set_percent * (1.0 + poor)
    return {"rdw": 100.0 * math.sqrt(between_generations(state, mean) / (count * mean * mean) + within * within)}


def white_cells(state: Vector, physiology: Physiology, patient: Vector, inputs: Vector) -> dict[str, float]:
    """Return the white cells of blood by kind and in total, 1e9/L, blasts and hypersegmented ones in %."""
    blasts = min(state[at.BLASTS], 1.0)
    supply = min(state[at.PROGENITORS], 1.0)
    stressed = 1.0 - 0.4 * min(inputs[channel.STEROID], 1.0)
    young = state[at.MITOTIC_NEUTROPHILS] * MITOTIC_RATE / patient[own.NEUTROPHIL_FLUX]
    counts = {
        "neutrophils": state[at.NEUTROPHILS],
        "lymphocytes": physiology.lymphocyte_set_1e9_l
        * inputs[channel.LYMPHOCYTE_FACTOR] * (0.45 + 0.55 * supply) * (1.0 - 0.6 * blasts) * stressed,
        "monocytes": physiology.monocyte_set_1e9_l
        * inputs[channel.MONOCYTE_FACTOR] * (0.2 + 0.8 * min(young, 1.5)) * (1.0 - 0.5 * blasts),
        "eosinophils": physiology.eosinophil_set_1e9_l
        * inputs[channel.EOSINOPHIL_FACTOR] * supply * (1.0 - blasts) * stressed**3,
        "basophils": physiology.basophil_set_1e9_l * supply * (1.0 - blasts),
    }  # fmt: skip
    leukemic = physiology.blast_release_1e9_l * blasts**2
    total = sum(counts.values()) + leukemic
    return counts | {
        "white_cells": total,
        "blasts": leukemic,
        "blasts_percent": 100.0 * leukemic / total,
        "hypersegmented_percent": 100.0 * min(state[at.LOBES_BLOOD], 1.0),
    }


def vitamins(state: Vector, physiology: Physiology, patient: Vector, inputs: Vector) -> dict[str, float]:
    """Return b12 (pg/mL), holotranscobalamin (pmol/L), folates (ng/mL), and what their lack leaves behind.

    That is methylmalonic_acid (nmol/L) and homocysteine (umol/L). Leukemic cells shed haptocorrin.
    """
    store = state[at.B12_STORE] / physiology.b12_store_ug
    usual = B12_FLOOR_PG_ML + B12_SPAN_PG_ML * (0.2 * state[at.HOLO_BODY] + 0.8 * store**0.8)
    shed = (1.0 + 0.6 * state[at.BLASTS] + 0.1 * state[at.CLONE]) * inputs[channel.HAPTOCORRIN]
    synthase = synthase_activity(state, patient)
    return {
        "b12": usual * physiology.haptocorrin_factor * shed + 1000.0 * state[at.B12_HAPTOCORRIN] / PLASMA_L,
        "holotranscobalamin": physiology.holotranscobalamin_set_pmol_l * state[at.HOLO_BODY],
        "serum_folate": physiology.serum_folate_set_ng_ml
        * (FOLATE_FLOOR + (1.0 - FOLATE_FLOOR) * state[at.SERUM_FOLATE]),
        "red_cell_folate": physiology.cell_folate_set_ng_ml * state[at.CELL_FOLATE],
        "methylmalonic_acid": state[at.MMA],
        "homocysteine": state[at.HOMOCYSTEINE],
        "dna_efficiency": dna_efficiency(state, patient, inputs, synthase),
        "mutase_activity": mutase_activity(state, patient),
    }


def iron_and_copper(state: Vector, physiology: Physiology, patient: Vector, inputs: Vector) -> dict[str, float]:
    """Return ferritin (ng/mL), transferrin_saturation (%), copper (ug/dL) and ceruloplasmin (mg/dL)."""
    store = max(0.0, iron_store_mg(state, patient, hemoglobin_g_dl(state, total_volume(state))))
    inflamed = inputs[channel.INFLAMMATION]
    usual = physiology.iron_store_mg
    full = store / (store + 100.0) * (usual + 100.0) / usual
    spared = 1.0 + 0.25 * math.log1p(state[at.MARROW_DEATH] + 2.0 * max(0.0, 1.0 - state[at.PROGENITORS]))
    saturation = physiology.transferrin_saturation_set * (0.15 + 0.85 * full) * spared * (1.0 - 0.5 * inflamed)
    copper = min(state[at.COPPER], 1.3) * (1.0 + 0.25 * inflamed)
    return {
        "ferritin": (store + 50.0) / MG_PER_FERRITIN * (1.0 + 5.0 * inflamed) * inputs[channel.FERRITIN_RELEASE],
        "transferrin_saturation": 100.0 * min(saturation, 0.95),
        "copper": physiology.copper_set_ug_dl * copper,
        "ceruloplasmin": physiology.ceruloplasmin_set_mg_dl * copper,
    }


def platelets(state: Vector, physiology: Physiology, patient: Vector, inputs: Vector) -> dict[str, float]:
    """Return platelets that circulate, 1e9/L."""
    return {"platelets": total_platelets(state) * circulating_share(inputs)}


def electrolytes(state: Vector, physiology: Physiology, patient: Vector, inputs: Vector) -> dict[str, float]:
    """Return potassium, mmol/L: a burst of new cells takes it up [FDA cyanocobalamin label]."""
    dna = dna_efficiency(state, patient, inputs, synthase_activity(state, patient))
    survival = erythroblast_survival(state, dna, copper_efficiency(state))
    output = maturation_per_d(dna) * survival**0.5 * state[at.ERYTHROBLAST_4] / patient[own.RED_CELL_FLUX]
    taken = POTASSIUM_PER_OUTPUT * physiology.potassium_uptake * max(0.0, output - state[at.OUTPUT_MEAN])
    replaced = 1.0 - 0.8 * min(inputs[channel.POTASSIUM_SUPPLEMENT] / 80.0, 1.0)
    retained = 0.6 * max(0.0, 1.0 - inputs[channel.RENAL_CLEARANCE])
    return {"potassium": physiology.potassium_set_mmol_l - taken * replaced + retained}


def marrow(state: Vector, physiology: Physiology, patient: Vector, inputs: Vector) -> dict[str, float]:
    """Return marrow_cellularity_percent, marrow_blasts_percent and the myeloid_erythroid_ratio."""
    red, myeloid = marrow_load(state, patient)
    blasts = min(state[at.BLASTS], 1.0)
    load = 0.35 * red + 0.55 * myeloid + 0.1 * state[at.PROGENITORS] + 8.0 * blasts
    usual = physiology.cellularity_set
    return {
        "marrow_cellularity_percent": 100.0 * usual * load / (1.0 - usual + usual * load),
        "marrow_blasts_percent": 100.0 * (0.015 + 0.02 * state[at.CLONE] + 0.95 * blasts),
        "myeloid_erythroid_ratio": 3.0 * (myeloid + 0.01) / (red + 0.01),
    }


def dangers(state: Vector, physiology: Physiology, patient: Vector, inputs: Vector) -> dict[str, float]:
    """Return what only harm is read from.

    That is effective_neutrophils (1e9/L), fixed_neuropathy (index 0..1), blast_share (of the marrow, 0..1) and
    fragmentation of red cells (1/d).
    """
    return {
        "blast_share": min(state[at.BLASTS], 1.0),
        "fragmentation": inputs[channel.RED_CELL_FRAGMENTATION],
        "effective_neutrophils": effective_neutrophils(state, patient, inputs),
        "fixed_neuropathy": state[at.NERVE_FIXED],
    }


def marrow_load(state: Vector, patient: Vector) -> tuple[float, float]:
    """Return the erythroid and the myeloid mass of the marrow, x normal."""
    stages = 4.0 * patient[own.RED_CELL_FLUX] / EFFECTIVE / ERYTHROBLAST_RATE
    red = sum(state[at.ERYTHROBLAST_1 : at.ERYTHROBLAST_4 + 1]) / stages
    normal = patient[own.NEUTROPHIL_FLUX] * (1.0 / MITOTIC_RATE + 4.0 / TRANSIT_RATE + 1.0 / RELEASE_RATE)
    myeloid = state[at.MITOTIC_NEUTROPHILS] + sum(state[at.TRANSIT_1 : at.TRANSIT_4 + 1]) + state[at.RESERVE]
    return red, myeloid / normal


PARTS: tuple[Part, ...] = (
    red_cells,
    red_cell_spread,
    white_cells,
    platelets,
    breakdown_products,
    vitamins,
    iron_and_copper,
    marrow,
    electrolytes,
    dangers,
)
