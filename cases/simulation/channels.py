"""Through which doors may a disease or a treatment act on a patient?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Channel:
    """One input of the model.

    A level holds all day; an impulse happens once, at the start of the day. `low` and `high` bound what
    the equations were tried with; `source` is the citation of the size of its effect, or `assumed`.
    """

    key: str
    baseline: float
    low: float
    high: float
    unit: str
    kind: Literal["level", "impulse"]
    meaning: str
    source: str


def _level(key: str, baseline: float, low: float, high: float, unit: str, meaning: str, source: str) -> Channel:
    return Channel(key, baseline, low, high, unit, "level", meaning, source)


def _impulse(key: str, high: float, unit: str, meaning: str, source: str) -> Channel:
    return Channel(key, 0.0, 0.0, high, unit, "impulse", meaning, source)


_FRACTION = "fraction of normal"

_ALL = (
    # Cobalamin
    _level("intrinsic_factor", 1, 0, 1, _FRACTION, "intrinsic factor secreted", "DRI 1998 p308"),
    _level("ileum", 1, 0, 1, _FRACTION, "ileal uptake of the intrinsic factor complex", "DRI 1998 p308"),
    _level("food_release", 1, 0, 1, _FRACTION, "cobalamin absorbed from food, not from tablets", "assumed"),
    _level("dietary_b12", 1, 0, 5, "fraction of usual diet", "cobalamin eaten with meals", "DRI 1998 p308"),
    _level("b12_supplement", 0, 0, 5000, "ug/d", "crystalline cobalamin by mouth", "Kuzminski 1998"),
    _impulse("b12_injection", 10000, "ug", "injected cobalamin that is RETAINED", "Glass 1961"),
    _level("nitrous_oxide", 0, 0, 1, "fraction of the day", "exposure to nitrous oxide", "Skacel 1983"),
    # Folate
    _level("folate_intake", 1, 0, 5, "fraction of usual diet", "folate absorbed from food", "Herbert 1962"),
    _level("folic_acid", 0, 0, 15, "mg/d", "folic acid by mouth", "Blood 1950;5:695"),
    _level("folinic_acid", 0, 0, 1, "fraction of full rescue", "folinic acid rescue", "assumed"),
    _level("antifolate", 0, 0, 1, "fraction inhibited", "dihydrofolate reductase inhibited", "assumed"),
    # Copper and iron
    _level("copper_intake", 1, 0, 3, "fraction of usual diet", "copper absorbed from food", "assumed"),
    _level("copper_supplement", 0, 0, 20, "mg/d", "copper by mouth or vein", "Fong 2007"),
    _level("iron_loss", 0, 0, 20, "mg/d", "iron bled at a normal hemoglobin", "assumed"),
    _level("iron_supplement", 0, 0, 30, "mg/d", "iron absorbed from treatment", "assumed"),
    _impulse("iron_deficit", 3000, "mg", "iron taken from the body at once", "assumed"),
    # Stem cells and clones
    _level("stem_loss", 0, 0, 1, "1/d", "immune or toxic loss of stem cells", "assumed"),
    _level("stem_recovery", 0, 0, 1, "1/d", "regrowth of stem cells under treatment", "assumed"),
    _level("clone_growth", 0, 0, 0.1, "1/d", "growth of a dysplastic clone", "assumed"),
    _level("clone_decay", 0, 0, 0.2, "1/d", "decay of a dysplastic clone under treatment", "assumed"),
    _level("blast_growth", 0, 0, 0.3, "1/d", "growth of leukemic blasts", "assumed"),
    _level("blast_decay", 0, 0, 1, "1/d", "loss of blasts, not from chemotherapy", "assumed"),
    _level("blast_resistance", 0, 0, 1, "fraction", "blasts that chemotherapy spares", "assumed"),
    _level("cytotoxic", 0, 0, 5, "standard dose", "chemotherapy in the body that day", "Friberg 2002"),
    # Neutrophils
    _level("drug_hit", 0, 0, 10, "1/d", "drug-dependent killing from myeloblast to blood", "assumed"),
    _level("neutrophil_clearance", 0, 0, 40, "1/d", "immune clearance of blood neutrophils", "assumed"),
    _level("neutrophil_survival", 1, 0, 1, _FRACTION, "neutrophil precursors that survive", "assumed"),
    _level("neutrophil_set_shift", 1, 0.1, 3, "x set point", "neutrophils that circulate", "Merz 2023"),
    _level("neutrophil_drive", 1, 0.1, 6, "x normal", "neutrophils that a clone makes unasked", "assumed"),
    _level("gcsf", 0, 0, 3, "standard dose", "filgrastim that day", "Quartino 2014"),
    _level("steroid", 0, 0, 2, "1 mg/kg prednisone", "glucocorticoid that day", "assumed"),
    # Peripheral loss
    _level("spleen", 0, 0, 1, "0 normal, 1 massive", "hypersplenism", "Aster 1966"),
    _level("red_cell_hazard", 0, 0, 0.5, "1/d", "immune or intrinsic hemolysis", "assumed"),
    _level("red_cell_fragmentation", 0, 0, 0.5, "1/d", "mechanical hemolysis, deaf to steroids", "assumed"),
    _level("intravascular_hemolysis", 0, 0, 0.5, "1/d", "red cells burst by complement, deaf to steroids", "assumed"),
    _level("platelet_set_shift", 1, 0.1, 5, "x set point", "platelets that the body asks for", "assumed"),
    _level("platelet_hazard", 0, 0, 20, "1/d", "immune clearance of platelets", "assumed"),
    _level("platelet_consumption", 0, 0, 20, "1/d", "platelets lost in clots, deaf to steroids", "assumed"),
    # Erythroid demand
    _level("erythroid_hit", 0, 0, 10, "1/d", "killing of early erythroblasts", "assumed"),
    _level("erythropoietin_response", 1, 0, 5, _FRACTION, "marrow response to erythropoietin", "assumed"),
    _level("hemoglobin_set_shift", 0, -6, 6, "g/dL", "shift of the hemoglobin the body asks for", "assumed"),
    _level("mcv_set_shift", 0, -30, 20, "fL", "shift of the volume of new red cells", "assumed"),
    _level("anisocytosis", 0, 0, 2, "x normal width", "spread of cell volumes within a generation", "assumed"),
    # The rest of the body
    _level("alcohol", 0, 0, 1, "0 none, 1 heavy", "alcohol: large cells, fewer platelets", "Savage 1986"),
    _level("renal_clearance", 1, 0.05, 1.5, _FRACTION, "renal clearance of metabolites", "NHANES 1999-2004"),
    _level("inflammation", 0, 0, 1, "0 none, 1 septic", "acute-phase response", "assumed"),
    _level("ferritin_release", 1, 0.5, 100, "x normal", "ferritin shed by macrophages or liver", "assumed"),
    _level("tissue_injury", 0, 0, 5000, "U/L", "LDH shed by injured tissue or a busy clone", "assumed"),
    _level("bilirubin_retention", 1, 1, 30, "x normal", "bilirubin that an ill liver keeps back", "assumed"),
    _level("haptocorrin", 1, 0.3, 10, "x normal", "haptocorrin, which carries most of serum B12", "Ermens 2003"),
    _level("potassium_supplement", 0, 0, 200, "mmol/d", "potassium by mouth or vein", "assumed"),
    _level("lymphocyte_factor", 1, 0, 10, "x set point", "blood lymphocytes", "assumed"),
    _level("monocyte_factor", 1, 0, 10, "x set point", "blood monocytes", "assumed"),
    _level("eosinophil_factor", 1, 0, 50, "x set point", "blood eosinophils", "assumed"),
    # Transfusion
    _impulse("red_cell_transfusion", 10, "units", "red cells transfused", "assumed"),
    _impulse("platelet_transfusion", 10, "adult doses", "platelets transfused", "assumed"),
)

CHANNELS: dict[str, Channel] = {channel.key: channel for channel in _ALL}
IMPULSES: tuple[int, ...] = tuple(i for i, channel in enumerate(_ALL) if channel.kind == "impulse")

(
    INTRINSIC_FACTOR, ILEUM, FOOD_RELEASE, DIETARY_B12, B12_SUPPLEMENT, B12_INJECTION, NITROUS_OXIDE,
    FOLATE_INTAKE, FOLIC_ACID, FOLINIC_ACID, ANTIFOLATE,
    COPPER_INTAKE, COPPER_SUPPLEMENT, IRON_LOSS, IRON_SUPPLEMENT, IRON_DEFICIT,
    STEM_LOSS, STEM_RECOVERY, CLONE_GROWTH, CLONE_DECAY, BLAST_GROWTH, BLAST_DECAY, BLAST_RESISTANCE, CYTOTOXIC,
    DRUG_HIT, NEUTROPHIL_CLEARANCE, NEUTROPHIL_SURVIVAL, NEUTROPHIL_SET_SHIFT, NEUTROPHIL_DRIVE, GCSF, STEROID,
    SPLEEN, RED_CELL_HAZARD, RED_CELL_FRAGMENTATION, INTRAVASCULAR_HEMOLYSIS,
    PLATELET_SET_SHIFT, PLATELET_HAZARD, PLATELET_CONSUMPTION,
    ERYTHROID_HIT, ERYTHROPOIETIN_RESPONSE, HEMOGLOBIN_SET_SHIFT, MCV_SET_SHIFT, ANISOCYTOSIS,
    ALCOHOL, RENAL_CLEARANCE, INFLAMMATION,
    FERRITIN_RELEASE, TISSUE_INJURY, BILIRUBIN_RETENTION, HAPTOCORRIN,
    POTASSIUM_SUPPLEMENT, LYMPHOCYTE_FACTOR, MONOCYTE_FACTOR, EOSINOPHIL_FACTOR,
    RED_CELL_TRANSFUSION, PLATELET_TRANSFUSION,
) = range(len(_ALL))  # fmt: skip


PLACES: dict[str, int] = {key: place for place, key in enumerate(CHANNELS)}
BASELINES: tuple[float, ...] = tuple(float(channel.baseline) for channel in _ALL)


def inputs_row(values: Mapping[str, float] | None = None) -> tuple[float, ...]:
    """Return the inputs of one day in the order of CHANNELS: `values` by key, baseline elsewhere.

    Raises KeyError for a key that is no channel.
    """
    if not values:
        return BASELINES
    row = list(BASELINES)
    for key, value in values.items():
        row[PLACES[key]] = value
    return tuple(row)
