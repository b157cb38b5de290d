"""How strongly does each process show today, from 0 to 1?"""

from collections.abc import Mapping, Sequence

from . import channels as channel
from . import state as at
from .breakdown import peripheral_loss
from .compilation import vector
from .health import patient_vector
from .metabolites import copper_efficiency
from .parameters import Physiology
from .readouts import readouts


def indices(
    state: Sequence[float],
    physiology: Physiology,
    inputs: Sequence[float],
    values: Mapping[str, float] | None = None,
) -> dict[str, float]:
    """Return the strength, 0..1, of what symptoms, signs and films are drawn from.

    `values` are the readouts of the same day when the caller has them already.
    """
    values = values or readouts(state, physiology, inputs)
    numbers, row = vector(state), vector(inputs)
    patient = patient_vector(physiology)
    blood = peripheral_loss(numbers, patient, row)
    fragments = row[channel.RED_CELL_FRAGMENTATION]
    strengths = blood_indices(values, physiology) | {
        "neuropathy": numbers[at.NERVE_REVERSIBLE] + numbers[at.NERVE_FIXED],
        "hemolysis": blood / (blood + 1.5),
        "fragmentation": fragments / (fragments + 0.02),
        "megaloblastic_cells": numbers[at.MEGALOBLASTIC_CELLS],
        "iron_lack": 1.5 * numbers[at.IRON_POOR_CELLS],
        "copper_lack": 1.0 - copper_efficiency(numbers),
        "clone": numbers[at.CLONE],
        "blasts": numbers[at.BLASTS],
        "hypoplasia": 1.0 - numbers[at.PROGENITORS],
        "marrow_emptiness": 0.95 - 0.01 * values["marrow_cellularity_percent"] / physiology.cellularity_set,
        "jaundice": (values["bilirubin_total"] - 1.3) / 2.0,
        "spleen": row[channel.SPLEEN],
        "inflammation": row[channel.INFLAMMATION],
        "alcohol": row[channel.ALCOHOL],
    }
    return {name: float(min(max(value, 0.0), 1.0)) for name, value in strengths.items()}


def blood_indices(values: Mapping[str, float], physiology: Physiology) -> dict[str, float]:
    """Return the strengths that follow from counts alone, not yet bounded; scales `assumed`."""
    usual = physiology.hemoglobin_set_g_dl
    return {
        "anemia": (0.93 * usual - values["hemoglobin"]) / (0.93 * usual - 4.0),
        "neutropenia": (1.8 - values["neutrophils"]) / 1.8,
        "thrombocytopenia": (150.0 - values["platelets"]) / 150.0,
        "megaloblastosis": 1.0 - values["dna_efficiency"],
        "hypersegmentation": (values["hypersegmented_percent"] - 2.0) / 55.0,
        "macrocytosis": (values["mcv"] - 98.0) / 27.0,
        "microcytosis": (80.0 - values["mcv"]) / 20.0,
        "anisocytosis": (values["rdw"] - 14.0) / 10.0,
        "polychromasia": (values["reticulocytes"] - 90.0) / 260.0,
    }
