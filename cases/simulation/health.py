"""Where does a healthy patient stand?"""

from dataclasses import fields
from functools import lru_cache
from operator import attrgetter

from . import parameters as own
from . import state as at
from .cobalamin import normal_absorption_ug_d, normal_turnover_per_d
from .compilation import Vector, vector
from .erythroblasts import EFFECTIVE
from .neutrophils import (
    LOBES_NORMAL,
    MITOTIC_RATE,
    RELEASE_RATE,
    TRANSIT_RATE,
    normal_neutrophil_flux,
)
from .parameters import Physiology
from .platelets import (
    CLASS_RATE,
    STAGE_RATE,
    normal_platelet_flux,
)
from .red_cells import (
    AGE_RATE,
    ERYTHROBLAST_RATE,
    RETICULOCYTE_SWELLING,
    RETICULOCYTE_TOTAL_D,
    iron_store_mg,
    normal_cell_volume_fl,
    normal_iron_gate,
    normal_red_cell_flux,
)

_AT_ONE = (
    at.HOLO_MARROW,
    at.HOLO_BODY,
    at.FOLATE,
    at.SERUM_FOLATE,
    at.CELL_FOLATE,
    at.COPPER,
    at.STEM,
    at.PROGENITORS,
    at.ERYTHROID_DRIVE,
    at.DNA_MEMORY,
    at.OUTPUT_MEAN,
)

_set_points = attrgetter(*(field.name for field in fields(Physiology)))


def patient_constants(physiology: Physiology) -> list[float]:
    """Return the set points and what follows from them, in the order of parameters.PATIENT."""
    return [
        *_set_points(physiology),
        normal_absorption_ug_d(physiology),
        normal_turnover_per_d(physiology),
        normal_red_cell_flux(physiology),
        normal_cell_volume_fl(physiology),
        normal_iron_gate(physiology),
        normal_neutrophil_flux(physiology),
        normal_platelet_flux(physiology),
    ]


@lru_cache(maxsize=1024)
def patient_vector(physiology: Physiology) -> Vector:
    """Return `patient_constants` as the engine indexes them; nobody writes to it."""
    return vector(patient_constants(physiology))


def steady_state(physiology: Physiology) -> list[float]:
    """Return the healthy state, where every gain balances its loss, in the order of state.py."""
    state = [0.0] * at.SIZE
    patient = patient_constants(physiology)
    for i in _AT_ONE:
        state[i] = 1.0
    state[at.B12_STORE] = physiology.b12_store_ug
    state[at.MMA] = physiology.mma_set_nmol_l
    state[at.HOMOCYSTEINE] = physiology.homocysteine_set_umol_l
    _fill_red_cells(state, physiology, patient[own.RED_CELL_FLUX], patient[own.CELL_VOLUME_FL])
    _fill_neutrophils(state, physiology, patient[own.NEUTROPHIL_FLUX])
    _fill_platelets(state, patient[own.PLATELET_FLUX])
    # Iron comes last: the store is what is left beside hemoglobin and precursors.
    owed = -iron_store_mg(vector(state), vector(patient), patient[own.HEMOGLOBIN_SET_G_DL])
    state[at.BODY_IRON] = physiology.iron_store_mg + owed
    return state


def _fill_red_cells(state: list[float], physiology: Physiology, flux: float, volume_fl: float) -> None:
    for i in range(at.ERYTHROBLAST_1, at.ERYTHROBLAST_4):
        state[i] = flux / EFFECTIVE / ERYTHROBLAST_RATE
    state[at.ERYTHROBLAST_4] = flux / EFFECTIVE**0.5 / ERYTHROBLAST_RATE
    state[at.MARROW_DEATH] = (1.0 - EFFECTIVE) / EFFECTIVE
    state[at.MARROW_RETICULOCYTES] = flux * (RETICULOCYTE_TOTAL_D - physiology.reticulocyte_time_d)
    state[at.RETICULOCYTES] = flux * physiology.reticulocyte_time_d
    state[at.RETICULOCYTE_VOLUME] = state[at.RETICULOCYTES] * RETICULOCYTE_SWELLING * volume_fl
    for i in range(at.RED_CELL_CLASSES):
        state[at.RED_CELLS + i] = flux / AGE_RATE
        state[at.RED_CELL_VOLUME + i] = flux / AGE_RATE * volume_fl


def _fill_neutrophils(state: list[float], physiology: Physiology, flux: float) -> None:
    state[at.MITOTIC_NEUTROPHILS] = flux / MITOTIC_RATE
    for i in range(at.TRANSIT_1, at.TRANSIT_4 + 1):
        state[i] = flux / TRANSIT_RATE
    state[at.RESERVE] = flux / RELEASE_RATE
    state[at.NEUTROPHILS] = physiology.neutrophil_set_1e9_l
    for i in range(at.LOBES_1, at.LOBES_BLOOD + 1):
        state[i] = LOBES_NORMAL


def _fill_platelets(state: list[float], flux: float) -> None:
    for i in range(at.MEGAKARYOCYTE_CLASSES):
        state[at.MEGAKARYOCYTES + i] = flux / STAGE_RATE
    for i in range(at.PLATELET_CLASSES):
        state[at.PLATELETS + i] = flux / CLASS_RATE
