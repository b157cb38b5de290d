"""What is on the film of this patient today? One pure function from the state of a day to what the film is made of.

The state and the film report come first: whether a shape or a defect is there at all is what the report of that day
says, how much of it and every count is what the state says. Nothing about the film is decided twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cases.simulation.moments import Moment
from cases.smears.differential import lobe_shares, white_mix
from cases.smears.findings import clamped, is_reported, share_of
from cases.smears.stain import Stain, stain_of
from cases.smears.streams import derived

# A field of 160 x 120 um holds so many red cells at 5e12/L, and fewer as the film thins out in anemia (calibrated to
# coverage of 42 %, "just touching, few overlaps").
RED_CELLS_A_FIELD, FULL_RBC, THINNING = 205.0, 5.0, 0.45
USUAL_MCHC_G_DL = 33.3
SMUDGES, PRECIPITATES_A_FIELD = 0.015, 0.12  # for each white cell; a field: assumed
BLUE_RETICULOCYTES = 0.5  # share of reticulocytes that are young enough to look blue: assumed
ELLIPTOCYTES = 0.003  # usual share; ovalocytes and iron deficiency bring more: assumed
SMALL_SHARE_OF_SPREAD = 0.75  # of the variance of sizes that two populations explain in a dimorphic film: assumed


@dataclass(frozen=True)
class Sizes:
    """Volumes of red cells: mean (fL) and spread (%), and which share belongs to a smaller, paler population."""

    mcv_fl: float
    rdw_percent: float
    small_share: float = 0.0


@dataclass(frozen=True)
class Film:
    """The film of one patient on one day. Mixes are shares that add up to 1; other shares stand for themselves.

    `nucleated_red` is for each white cell, `hemoglobin` x usual in one cell, `pallor` and `depth` are the size and the
    faintness of the pale center (share of the radius, of the hemoglobin).
    """

    stain: Stain
    rbc_1e12_l: float
    white_1e9_l: float
    platelets_1e9_l: float
    sizes: Sizes
    red_mix: Mapping[str, float]
    howell_jolly: float
    stippling: float
    hemoglobin: float
    pallor: float
    depth: float
    white_mix: Mapping[str, float]
    lobes: tuple[float, ...]
    hypogranular: float
    toxic: float
    auer: float
    nucleated_red: float
    megaloblastic: bool
    giant_platelets: float
    gray_platelets: float
    clumped_platelets: float
    agglutinated: float
    smudges: float
    precipitates_a_field: float

    @property
    def red_cells_a_field(self) -> float:
        """Mean number of red cells in a field of the monolayer."""
        return float(RED_CELLS_A_FIELD * min(1.0, (self.rbc_1e12_l / FULL_RBC) ** THINNING))

    @property
    def white_cells_a_field(self) -> float:
        """Mean number of white cells in a field of the monolayer: as many for each red cell as in blood."""
        return self.red_cells_a_field * self.white_1e9_l / (1000.0 * self.rbc_1e12_l)

    @property
    def platelets_a_field(self) -> float:
        """Mean number of platelets in a field of the monolayer."""
        return self.red_cells_a_field * self.platelets_1e9_l / (1000.0 * self.rbc_1e12_l)

    @property
    def mean_lobes(self) -> float:
        """Mean number of lobes of segmented neutrophils."""
        return sum((i + 1) * share for i, share in enumerate(self.lobes))


def film_of(moment: Moment) -> Film:
    """Return the film made of the patient's blood on that day, in whatever condition and under whatever treatment."""
    values, indices = moment.readouts, moment.indices
    pale = indices["iron_lack"] if is_reported(moment, "hypochromic-cells") else 0.0
    megaloblastic = indices["megaloblastosis"] > 0.15
    return Film(
        stain=stain_of(derived(moment.patient.seed, moment.patient.condition.key, "stain")),
        rbc_1e12_l=values["rbc"],
        white_1e9_l=values["white_cells"],
        platelets_1e9_l=values["platelets"],
        sizes=Sizes(values["mcv"], values["rdw"], share_of(moment, "dimorphic-red-cells")),
        red_mix=red_mix(moment),
        howell_jolly=share_of(moment, "howell-jolly-bodies"),
        stippling=share_of(moment, "basophilic-stippling"),
        hemoglobin=values["mchc"] / USUAL_MCHC_G_DL,
        pallor=0.34 + 0.22 * pale,
        depth=0.62 + 0.14 * pale,
        white_mix=white_mix(moment),
        lobes=lobe_shares(moment),
        hypogranular=share_of(moment, "hypogranular-neutrophils"),
        toxic=share_of(moment, "toxic-granulation"),
        auer=share_of(moment, "auer-rods"),
        nucleated_red=share_of(moment, "nucleated-red-cells"),
        megaloblastic=megaloblastic,
        giant_platelets=share_of(moment, "giant-platelets"),
        gray_platelets=0.4 * indices["clone"],
        clumped_platelets=share_of(moment, "platelet-clumps"),
        agglutinated=share_of(moment, "red-cell-agglutination"),
        smudges=SMUDGES + 0.05 * indices["blasts"],
        precipitates_a_field=PRECIPITATES_A_FIELD,
    )


def red_mix(moment: Moment) -> dict[str, float]:
    """Return the shares of red cells by shape; reticulocytes that are young enough look blue."""
    young = BLUE_RETICULOCYTES * 0.01 * moment.readouts["reticulocyte_percent"]
    oval, pale = share_of(moment, "macro-ovalocytes"), share_of(moment, "hypochromic-cells")
    shares = {
        "macro-ovalocyte": oval,
        "elliptocyte": ELLIPTOCYTES + 0.08 * oval + 0.05 * pale,
        "round-macrocyte": share_of(moment, "round-macrocytes"),
        "teardrop": share_of(moment, "teardrop-cells"),
        "schistocyte": share_of(moment, "schistocytes"),
        "spherocyte": share_of(moment, "spherocytes"),
        "target": share_of(moment, "target-cells"),
        "hypochromic": pale,
        "polychromatic": clamped(moment, "polychromasia", young),
    }
    crowd = max(sum(shares.values()) / 0.9, 1.0)
    shares = {kind: share / crowd for kind, share in shares.items()}
    return {"red-cell": 1.0 - sum(shares.values())} | shares
