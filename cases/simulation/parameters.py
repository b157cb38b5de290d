"""What makes one healthy person different from another?"""

import math
from collections.abc import Callable
from dataclasses import dataclass, fields
from statistics import NormalDist
from typing import NamedTuple

Uniform = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Physiology:
    """The set points and sensitivities of one patient; the defaults are a reference adult.

    Every field is a float, in the order of the index constants below. Units are in the names; a field
    without a unit is a pure ratio. A `half` is the level at which an enzyme works at half its maximum, as
    a fraction of the normal level.
    """

    hemoglobin_set_g_dl: float = 14.5
    mcv_set_fl: float = 90.0
    rdw_set_percent: float = 12.8
    reticulocyte_time_d: float = 1.25
    neutrophil_set_1e9_l: float = 4.0
    lymphocyte_set_1e9_l: float = 1.9
    monocyte_set_1e9_l: float = 0.48
    eosinophil_set_1e9_l: float = 0.16
    basophil_set_1e9_l: float = 0.035
    platelet_set_1e9_l: float = 250.0
    cellularity_set: float = 0.5
    b12_store_ug: float = 3000.0
    b12_meal_ug: float = 1.5
    recycled_share: float = 0.75
    haptocorrin_factor: float = 1.0
    holotranscobalamin_set_pmol_l: float = 70.0
    synthase_half: float = 0.40
    mutase_half: float = 0.50
    thymidylate_half: float = 0.20
    mma_set_nmol_l: float = 150.0
    homocysteine_set_umol_l: float = 9.0
    folate_turnover_per_d: float = 0.012
    serum_folate_set_ng_ml: float = 10.0
    cell_folate_set_ng_ml: float = 450.0
    copper_set_ug_dl: float = 110.0
    ceruloplasmin_set_mg_dl: float = 30.0
    iron_store_mg: float = 800.0
    transferrin_saturation_set: float = 0.30
    ldh_set_u_l: float = 180.0
    bilirubin_set_mg_dl: float = 0.6
    haptoglobin_set_mg_dl: float = 115.0
    potassium_set_mmol_l: float = 4.2
    macrocytosis_gain: float = 0.27
    neutrophil_sensitivity: float = 1.1
    platelet_sensitivity: float = 0.93
    nerve_susceptibility: float = 1.0
    nerve_threshold: float = 0.2
    ldh_sensitivity: float = 1.0
    blast_release_1e9_l: float = 6.0
    potassium_uptake: float = 1.0


_FIELDS = tuple(field.name for field in fields(Physiology))
_DERIVED = ("absorption_ug_d", "turnover_per_d", "red_cell_flux", "cell_volume_fl", "iron_gate",
            "neutrophil_flux", "platelet_flux")  # fmt: skip
PATIENT: tuple[str, ...] = _FIELDS + _DERIVED

(
    HEMOGLOBIN_SET_G_DL, MCV_SET_FL, RDW_SET_PERCENT, RETICULOCYTE_TIME_D,
    NEUTROPHIL_SET_1E9_L, LYMPHOCYTE_SET_1E9_L, MONOCYTE_SET_1E9_L, EOSINOPHIL_SET_1E9_L, BASOPHIL_SET_1E9_L,
    PLATELET_SET_1E9_L, CELLULARITY_SET,
    B12_STORE_UG, B12_MEAL_UG, RECYCLED_SHARE, HAPTOCORRIN_FACTOR, HOLOTRANSCOBALAMIN_SET_PMOL_L,
    SYNTHASE_HALF, MUTASE_HALF, THYMIDYLATE_HALF, MMA_SET_NMOL_L, HOMOCYSTEINE_SET_UMOL_L,
    FOLATE_TURNOVER_PER_D, SERUM_FOLATE_SET_NG_ML, CELL_FOLATE_SET_NG_ML,
    COPPER_SET_UG_DL, CERULOPLASMIN_SET_MG_DL, IRON_STORE_MG, TRANSFERRIN_SATURATION_SET,
    LDH_SET_U_L, BILIRUBIN_SET_MG_DL, HAPTOGLOBIN_SET_MG_DL, POTASSIUM_SET_MMOL_L,
    MACROCYTOSIS_GAIN, NEUTROPHIL_SENSITIVITY, PLATELET_SENSITIVITY, NERVE_SUSCEPTIBILITY, NERVE_THRESHOLD,
    LDH_SENSITIVITY, BLAST_RELEASE_1E9_L, POTASSIUM_UPTAKE,
    ABSORPTION_UG_D, TURNOVER_PER_D, RED_CELL_FLUX, CELL_VOLUME_FL, IRON_GATE,
    NEUTROPHIL_FLUX, PLATELET_FLUX,
) = range(len(PATIENT))  # fmt: skip


class Spread(NamedTuple):
    """A truncated normal (`log` false: mean, SD) or log-normal (median, geometric SD) between two bounds.

    `source` is a citation, or says how else the numbers were come by.
    """

    middle: float
    spread: float
    low: float
    high: float
    log: bool = True
    source: str = "assumed"

    def at(self, probability: float) -> float:
        """Return the value at this probability in (0, 1), clipped to the bounds."""
        z = NormalDist().inv_cdf(probability)
        value = self.middle * self.spread**z if self.log else self.middle + self.spread * z
        return min(max(value, self.low), self.high)


# Healthy adults: reference intervals and between-subject variation. Sensitivities and kinetics: the spreads that
# gave realistic series of pernicious anemia.
REFERENCE = "reference interval, between-subject variation"
_BY_SEX = {
    "male": {
        "hemoglobin_set_g_dl": Spread(15.2, 1.0, 13.2, 17.5, log=False, source=REFERENCE),
        "iron_store_mg": Spread(900, 1.6, 250, 2500, source="ferritin LN(120, 2), 8 mg per ng/mL"),
    },
    "female": {
        "hemoglobin_set_g_dl": Spread(13.6, 0.9, 11.8, 15.6, log=False, source=REFERENCE),
        "iron_store_mg": Spread(380, 1.7, 100, 1500, source="ferritin LN(45, 2)"),
    },
}
_SPREADS = {
    "mcv_set_fl": Spread(90, 4.5, 81, 98, log=False, source=REFERENCE),
    "rdw_set_percent": Spread(12.9, 0.6, 11.5, 14.4, log=False, source=REFERENCE),
    "reticulocyte_time_d": Spread(1.3, 1.18, 0.9, 1.9, source="reticulocytes LN(58, 1.35); reference interval"),
    "neutrophil_set_1e9_l": Spread(3.9, 1.37, 2.1, 7.4, source="LN(3.9, 1.42), reference interval; tails cut"),
    "lymphocyte_set_1e9_l": Spread(1.9, 1.3, 1.0, 3.9, source=REFERENCE),
    "monocyte_set_1e9_l": Spread(0.48, 1.35, 0.2, 0.9, source=REFERENCE),
    "eosinophil_set_1e9_l": Spread(0.16, 1.7, 0.03, 0.5),
    "basophil_set_1e9_l": Spread(0.035, 1.5, 0.01, 0.1),
    "platelet_set_1e9_l": Spread(245, 50, 152, 398, log=False, source=REFERENCE),
    "b12_store_ug": Spread(2800, 1.4, 1000, 6500, source="2-5 mg, DRI 1998; Hunt 2014"),
    "b12_meal_ug": Spread(1.5, 1.2, 0.9, 2.6, source="western diet 4.5 ug/d, spread assumed"),
    "recycled_share": Spread(0.75, 0.04, 0.65, 0.85, log=False, source="65-75 % reabsorbed, DRI 1998"),
    "haptocorrin_factor": Spread(1.0, 1.37, 0.5, 2.0, source="serum B12 LN(450, 1.45); reference interval"),
    "holotranscobalamin_set_pmol_l": Spread(75, 1.35, 40, 150, source=REFERENCE),
    "synthase_half": Spread(0.40, 1.12, 0.28, 0.56),
    "mutase_half": Spread(0.50, 1.15, 0.33, 0.75),
    "thymidylate_half": Spread(0.20, 1.12, 0.14, 0.28),
    "homocysteine_set_umol_l": Spread(9, 1.25, 5.2, 14.5, source=REFERENCE),
    "folate_turnover_per_d": Spread(0.009, 1.3, 0.004, 0.014, source="Herbert 1962; Golding 2014"),
    "serum_folate_set_ng_ml": Spread(10, 1.5, 4.5, 24, source=REFERENCE),
    "cell_folate_set_ng_ml": Spread(450, 1.35, 200, 950, source=REFERENCE),
    "copper_set_ug_dl": Spread(110, 15, 75, 152, log=False, source=REFERENCE),
    "ceruloplasmin_set_mg_dl": Spread(30, 5, 21, 45, log=False, source=REFERENCE),
    "transferrin_saturation_set": Spread(0.30, 0.06, 0.20, 0.45, log=False, source=REFERENCE),
    "ldh_set_u_l": Spread(175, 1.15, 128, 245, source=REFERENCE),
    "bilirubin_set_mg_dl": Spread(0.6, 1.35, 0.25, 1.15, source=REFERENCE),
    "haptoglobin_set_mg_dl": Spread(115, 1.4, 45, 195, source=REFERENCE),
    "potassium_set_mmol_l": Spread(4.2, 0.2, 3.7, 4.8, log=False, source=REFERENCE),
    "macrocytosis_gain": Spread(
        0.27, 1.18, 0.17, 0.36, source="MCV 100-150, Williams Manual; 106 +/- 11, Blood 2016;128(22):4812"
    ),
    "neutrophil_sensitivity": Spread(1.1, 1.45, 0.45, 2.6, source="CV 30-40 %, fitted"),
    "platelet_sensitivity": Spread(0.93, 1.35, 0.44, 1.8, source="CV 30-40 %, fitted"),
    "nerve_susceptibility": Spread(0.25, 6.5, 0.01, 40, source="nerves and blood part ways, Lindenbaum 1988"),
    # Mutase activity, x normal, below which nerves suffer.
    "nerve_threshold": Spread(0.8, 1.5, 0.2, 0.95, source="28 % without anemia, Lindenbaum 1988; fitted"),
    "ldh_sensitivity": Spread(
        1.0, 1.5, 0.4, 2.6, source="LDH LN(850, 2.0) to LN(3200, 2.1), series of pernicious anemia"
    ),
    # So that a few in a hundred fall below 3.0 mmol/L when a hemoglobin below 6 g/dL is treated.
    "potassium_uptake": Spread(1.0, 1.35, 0.4, 2.2, source="assumed"),
    "blast_release_1e9_l": Spread(6.0, 3.5, 0.3, 150, source="white cells LN(7, 4) in AML, assumed"),
}


def draw_physiology(uniform: Uniform, sex: str, age: float) -> Physiology:
    """Return the healthy set points of one adult.

    `uniform(name)` gives the patient's own number in (0, 1) for that name, so the order of asking does not
    matter; `sex` is "male" or "female" (KeyError otherwise); `age` in years.
    """
    return Physiology(**{name: spread.at(uniform(name)) for name, spread in spreads_of(sex, age).items()})


def spreads_of(sex: str, age: float) -> dict[str, Spread]:
    """Return how each set point spreads among healthy adults of this sex and age (years)."""
    return _SPREADS | _BY_SEX[sex] | _by_age(age)


def _by_age(age: float) -> dict[str, Spread]:
    """Return the spreads that move with age in years."""
    cellularity = min(max(1.0 - age / 100.0, 0.2), 0.8)
    mma = 125.0 * math.exp(0.008 * (age - 45.0))
    return {
        "cellularity_set": Spread(cellularity, 0.06, 0.15, 0.85, log=False, source="100 minus age"),
        "mma_set_nmol_l": Spread(mma, 1.28, 70, 370, source="125 nmol/L at 45 years, 0.8 % a year, NHANES 1999-2004"),
    }
