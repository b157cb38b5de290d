"""What is in this patient's marrow today? Aspirate fields, from the same state and the same report as the film."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cases.simulation.moments import Moment
from cases.smears.film import Film, film_of
from cases.smears.findings import is_reported

# Of 236 donors (Parmentier 2020): erythroblasts 32 %, granulopoiesis 50 %, the rest lymphoid and others. Stages within
# each line follow textbooks (recalled); in megaloblastic marrows the early ones lead.
ERYTHROID = {"proerythroblast": 0.03, "basophilic-erythroblast": 0.12, "polychromatic-erythroblast": 0.50,
             "orthochromatic-erythroblast": 0.35}  # fmt: skip
MEGALOBLASTIC = {"proerythroblast": 0.14, "basophilic-erythroblast": 0.34, "polychromatic-erythroblast": 0.34,
                 "orthochromatic-erythroblast": 0.18}  # fmt: skip
MYELOID = {"promyelocyte": 0.06, "myelocyte": 0.22, "metamyelocyte": 0.23, "band": 0.22, "neutrophil": 0.21,
           "eosinophil": 0.055, "basophil": 0.005}  # fmt: skip
ARRESTED = {"promyelocyte": 0.34, "myelocyte": 0.46, "metamyelocyte": 0.10, "band": 0.02, "neutrophil": 0.01,
            "eosinophil": 0.065, "basophil": 0.005}  # fmt: skip
OTHER = {"lymphocyte": 0.72, "plasma-cell": 0.10, "monocyte": 0.13, "macrophage": 0.05}
INFILTRATES = {"hairy-cells": "hairy-cell", "large-granular-lymphocytes": "large-granular-lymphocyte"}
OTHER_SHARE, INFILTRATED_SHARE = 0.16, 0.45
CELLS_A_FIELD = 62.0  # nucleated cells in a spread field of a marrow of usual cellularity: assumed
GIANT_STAGE = {"proerythroblast": 0.72, "basophilic-erythroblast": 0.16, "polychromatic-erythroblast": 0.07,
               "orthochromatic-erythroblast": 0.05}  # fmt: skip
ASPIRATE_TO_CORE = 2.0  # the state's myeloid to erythroid ratio is a core's, an aspirate's is lower (recalled)
EXCESS = 0.05  # blasts from which a report calls them an excess [WHO]
DRY = 0.2  # share of the cells that a dry tap still brings: assumed
MORE_MACROPHAGES = 8.0  # x usual, where they swallow cells: assumed
GIANTS_LEFT = 0.08  # of cells, where only giant red precursors are left (scattered ones: assumed)
GIANT = 0.45  # of metamyelocytes and bands, where giant ones are reported: assumed


@dataclass(frozen=True)
class Marrow:
    """The aspirate of one patient on one day: the film beside it, cells by kind, and what is peculiar about them."""

    film: Film
    mix: Mapping[str, float]
    cellularity: float  # share of the marrow that is cells
    usual_cellularity: float
    megaloblastic: float  # share of the red precursors
    dysplastic: float
    giant: float  # share of metamyelocytes and bands
    vacuolated: float
    hemophagocytosis: bool
    giant_pronormoblasts: bool
    dry_tap: bool
    hypolobated: bool

    @property
    def cells_a_field(self) -> float:
        """Mean number of nucleated cells in a field."""
        drawn = DRY if self.dry_tap else 1.0
        return drawn * CELLS_A_FIELD * min(self.cellularity / self.usual_cellularity, 1.5)

    @property
    def fat(self) -> int:
        """Droplets of fat in a field: many where cells are few, more where they are fewer than they should be."""
        lacking = max(1.0 - self.cellularity / self.usual_cellularity, 0.0)
        return round(9.0 * max(1.0 - self.cellularity / 0.5, 0.0) * (1.0 + lacking))


def marrow_of(moment: Moment) -> Marrow:
    """Return the marrow of the patient on that day; it agrees with the marrow report as the film does with its own."""
    indices = moment.indices
    megaloblastic = is_reported(moment, "marrow-megaloblastic")
    dysplasia = is_reported(moment, "marrow-dysplasia")
    film = film_of(moment)
    return Marrow(
        film=film,
        mix=marrow_mix(moment, film),
        cellularity=cellularity_of(moment),
        usual_cellularity=moment.patient.physiology.cellularity_set,
        megaloblastic=float(np.clip(0.5 + indices["megaloblastosis"], 0.5, 0.95)) if megaloblastic else 0.0,
        dysplastic=0.14 + 0.25 * indices["clone"] if dysplasia else 0.03,
        giant=GIANT if is_reported(moment, "giant-metamyelocytes") else 0.0,
        vacuolated=0.35 if is_reported(moment, "marrow-vacuoles") else 0.01,
        hemophagocytosis=is_reported(moment, "hemophagocytosis"),
        giant_pronormoblasts=is_reported(moment, "giant-pronormoblasts"),
        dry_tap=is_reported(moment, "dry-tap"),
        hypolobated=is_reported(moment, "hypolobated-megakaryocytes"),
    )


def cellularity_of(moment: Moment) -> float:
    """The share of cells as the state has it; where the report calls the marrow empty, at most half the usual."""
    share = 0.01 * moment.readouts["marrow_cellularity_percent"]
    if is_reported(moment, "marrow-hypocellular"):
        return min(share, 0.5 * moment.patient.physiology.cellularity_set)
    return share


def marrow_mix(moment: Moment, film: Film) -> dict[str, float]:
    """Return the shares of nucleated cells by kind: blasts and the myeloid to erythroid ratio as the state has them."""
    blasts = blast_share(moment)
    others = (1.0 - blasts) * (INFILTRATED_SHARE if is_reported(moment, "marrow-lymphoid-infiltrate") else OTHER_SHARE)
    ratio = moment.readouts["myeloid_erythroid_ratio"] / ASPIRATE_TO_CORE
    left = 1.0 - blasts - others
    red = max(left / (1.0 + ratio), GIANTS_LEFT if is_reported(moment, "giant-pronormoblasts") else 0.0)
    leukemic = "abnormal-promyelocyte" if is_reported(moment, "abnormal-promyelocytes") else "blast"
    return {
        **_scaled(red, _erythroid(moment)),
        **_scaled(left - red, _myeloid(moment, film)),
        **_scaled(others, _others(moment)),
        leukemic: blasts,
    }


def blast_share(moment: Moment) -> float:
    """The share of blasts as the state has it, on the side of the report: an excess is 5 % or more."""
    share = 0.01 * moment.readouts["marrow_blasts_percent"]
    return max(share, EXCESS) if is_reported(moment, "marrow-blast-excess") else min(share, 0.9 * EXCESS)


def _scaled(whole: float, mix: Mapping[str, float]) -> dict[str, float]:
    total = sum(mix.values())
    return {kind: whole * share / total for kind, share in mix.items()}


def _erythroid(moment: Moment) -> Mapping[str, float]:
    if is_reported(moment, "giant-pronormoblasts"):
        return GIANT_STAGE
    return MEGALOBLASTIC if is_reported(moment, "marrow-megaloblastic") else ERYTHROID


def _myeloid(moment: Moment, film: Film) -> dict[str, float]:
    """Return the granulocytes by stage; as many of the segmented ones are pseudo-Pelger forms as in blood."""
    stages = dict(ARRESTED if is_reported(moment, "marrow-maturation-arrest") else MYELOID)
    segmented, pelger = film.white_mix["neutrophil"], film.white_mix["pseudo-pelger"]
    stages["pseudo-pelger"] = stages["neutrophil"] * pelger / max(segmented + pelger, 1e-9)
    stages["neutrophil"] -= stages["pseudo-pelger"]
    return stages


def _others(moment: Moment) -> dict[str, float]:
    """Return lymphocytes, of the kind that infiltrates, plasma cells, monocytes and macrophages."""
    mix = dict(OTHER)
    if is_reported(moment, "hemophagocytosis"):
        mix["macrophage"] *= MORE_MACROPHAGES
    if is_reported(moment, "marrow-lymphoid-infiltrate"):
        for finding, kind in INFILTRATES.items():
            if is_reported(moment, finding):
                mix[kind] = 0.8 * mix["lymphocyte"]
                mix["lymphocyte"] -= mix[kind]
                break
    return mix
