"""What is in this patient's marrow today? Aspirate fields, from the same state and the same report as the film."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cases.simulation.moments import Moment
from cases.smears.erythroblasts import STAGES, radius_of
from cases.smears.fields import MARGIN_UM, cells_at
from cases.smears.film import Film, film_of
from cases.smears.findings import is_reported
from cases.smears.placement import pushed_apart, scattered
from cases.smears.sampling import Draft, drawn_kinds, platelet, red_cells, white_cell
from cases.smears.scene import FIELD_UM, Cell, Scene
from cases.smears.streams import MARROW, Layer, derived, stream

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
OTHER_SHARE, INFILTRATED_SHARE = 0.16, 0.45
CELLS_A_FIELD = 62.0  # nucleated cells in a spread field of a marrow of usual cellularity: assumed
MEGAKARYOCYTES_A_FIELD = 0.25  # at 10 x 100 magnification one meets few: assumed
STRIPPED = 0.035  # nuclei without a cell, for each cell: assumed
MOST_COVERED = 0.62
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
    hypolobated: bool

    @property
    def cells_a_field(self) -> float:
        """Mean number of nucleated cells in a field."""
        return CELLS_A_FIELD * min(self.cellularity / self.usual_cellularity, 1.5)

    @property
    def fat(self) -> int:
        """Droplets of fat in a field: many where cells are few."""
        return round(9.0 * max(1.0 - self.cellularity / 0.5, 0.0))


def marrow_of(moment: Moment) -> Marrow:
    """Return the marrow of the patient on that day; it agrees with the marrow report as the film does with its own."""
    indices = moment.indices
    megaloblastic = is_reported(moment, "marrow-megaloblastic")
    dysplasia = is_reported(moment, "marrow-dysplasia")
    return Marrow(
        film=film_of(moment),
        mix=marrow_mix(moment, megaloblastic),
        cellularity=cellularity_of(moment),
        usual_cellularity=moment.patient.physiology.cellularity_set,
        megaloblastic=float(np.clip(0.5 + indices["megaloblastosis"], 0.5, 0.95)) if megaloblastic else 0.0,
        dysplastic=0.14 + 0.25 * indices["clone"] if dysplasia else 0.03,
        giant=GIANT if is_reported(moment, "giant-metamyelocytes") else 0.0,
        vacuolated=0.35 if is_reported(moment, "marrow-vacuoles") else 0.01,
        hemophagocytosis=is_reported(moment, "hemophagocytosis"),
        hypolobated=is_reported(moment, "hypolobated-megakaryocytes"),
    )


def cellularity_of(moment: Moment) -> float:
    """The share of cells as the state has it; where the report calls the marrow empty, at most half the usual."""
    share = 0.01 * moment.readouts["marrow_cellularity_percent"]
    if is_reported(moment, "marrow-hypocellular"):
        return min(share, 0.5 * moment.patient.physiology.cellularity_set)
    return share


def marrow_mix(moment: Moment, megaloblastic: bool) -> dict[str, float]:
    """Return the shares of nucleated cells by kind: blasts and the myeloid to erythroid ratio as the state has them."""
    blasts = 0.01 * moment.readouts["marrow_blasts_percent"]
    infiltrated = is_reported(moment, "marrow-lymphoid-infiltrate")
    hemophagocytic = is_reported(moment, "hemophagocytosis")
    others = (1.0 - blasts) * (INFILTRATED_SHARE if infiltrated else OTHER_SHARE)
    left = 1.0 - blasts - others
    ratio = moment.readouts["myeloid_erythroid_ratio"] / 2.0  # of a core; an aspirate holds more red cells (recalled)
    red, white = left / (1.0 + ratio), left * ratio / (1.0 + ratio)
    stages = ARRESTED if is_reported(moment, "marrow-maturation-arrest") else MYELOID
    leukemic = "abnormal-promyelocyte" if is_reported(moment, "abnormal-promyelocytes") else "blast"
    lymphoid = "lymphocyte"
    if infiltrated and is_reported(moment, "hairy-cells"):
        lymphoid = "hairy-cell"
    elif infiltrated and is_reported(moment, "large-granular-lymphocytes"):
        lymphoid = "large-granular-lymphocyte"
    others_mix = {
        kind: share * (4.0 if kind == "macrophage" and hemophagocytic else 1.0) for kind, share in OTHER.items()
    }
    whole = sum(others_mix.values())
    mix = {kind: red * share for kind, share in (MEGALOBLASTIC if megaloblastic else ERYTHROID).items()}
    mix |= {kind: white * share for kind, share in stages.items()}
    mix |= {kind: others * share / whole for kind, share in others_mix.items() if kind != "lymphocyte"}
    mix[lymphoid] = others * others_mix["lymphocyte"] / whole
    return mix | {leukemic: blasts}


def marrow_field_of(marrow: Marrow, seed: int, number: int) -> Scene:
    """Return a field of the aspirate, crowded as it is near a spicule; the same for the same seed and number."""
    own = derived(seed, "marrow", number)
    rng = stream(own, MARROW, Layer.MIX)
    fat: list[Draft] = [("fat", rng.uniform(11.0, 22.0), {}) for _ in range(int(rng.poisson(marrow.fat)))]
    large = _megakaryocytes(rng, marrow)
    count = int(rng.poisson(1.15 * marrow.cells_a_field))
    cells = [marrow_cell(rng, marrow, kind) for kind in drawn_kinds(rng, marrow.mix, count)]
    cells = _fitting([*fat, *large], cells)
    used = _covered([*fat, *large, *cells])
    red = red_cells(rng, marrow.film, round(max(1.0 - used, 0.1) * 0.95 * marrow.film.red_cells_a_field))
    stripped = int(rng.poisson(STRIPPED * count))
    naked: list[Draft] = [("naked-nucleus", rng.uniform(4.0, 6.0), {}) for _ in range(stripped)]
    loose = [platelet(rng, marrow.film) for _ in range(int(rng.poisson(0.8 * marrow.film.platelets_a_field)))]
    return Scene(own, "marrow", marrow.film.stain, tuple(_placed(own, [*fat, *large, *cells, *naked], red, loose)))


def _covered(drafts: list[Draft]) -> float:
    """Return the share of the field and its margin that cells would cover."""
    area = (FIELD_UM[0] + 2 * MARGIN_UM) * (FIELD_UM[1] + 2 * MARGIN_UM)
    return float(sum(r * r for _, r, _ in drafts) * np.pi / area)


def _fitting(large: list[Draft], cells: list[Draft]) -> list[Draft]:
    """Return as many of the cells, which chance has ordered, as lie beside the large ones without heaps."""
    while cells and _covered([*large, *cells]) > MOST_COVERED:
        cells = cells[:-1]
    return cells


def _placed(seed: int, firm: list[Draft], red: list[Draft], loose: list[Draft]) -> list[Cell]:
    rng = stream(seed, MARROW, Layer.PLACES)
    box = (-MARGIN_UM, -MARGIN_UM, FIELD_UM[0] + MARGIN_UM, FIELD_UM[1] + MARGIN_UM)
    solid = [*firm, *red]
    radii = np.array([r for _, r, _ in solid])
    is_firm = np.arange(len(solid)) < len(firm)
    places = pushed_apart(rng, scattered(rng, len(solid), box), radii, is_firm, 0.25)
    scraps = rng.uniform((box[0], box[1]), (box[2], box[3]), (len(loose), 2))
    order = [*range(len(firm), len(solid)), *range(len(firm)), *range(len(solid), len(solid) + len(loose))]
    return cells_at(seed, [*solid, *loose], np.concatenate([places, scraps]), order)


def _megakaryocytes(rng: np.random.Generator, marrow: Marrow) -> list[Draft]:
    """Return the megakaryocytes of a field: as many as cellularity leaves, small and round ones if hypolobated."""
    count = int(rng.poisson(MEGAKARYOCYTES_A_FIELD * min(marrow.cellularity / marrow.usual_cellularity, 1.5)))
    found: list[Draft] = []
    for _ in range(count):
        if marrow.hypolobated and rng.uniform() < 0.7:
            found.append(("megakaryocyte", rng.uniform(10.0, 15.0), {"lobes": 1.0}))
            continue
        hyperlobed = marrow.megaloblastic > 0 and rng.uniform() < 0.5
        found.append(("megakaryocyte", rng.uniform(16.0, 27.0),
                      {"lobes": float(rng.integers(4, 11)), "hyperlobed": float(hyperlobed)}))  # fmt: skip
    return found


def marrow_cell(rng: np.random.Generator, marrow: Marrow, kind: str) -> Draft:
    """Return a cell of the marrow: a red precursor with what is wrong in its line, or a cell as of blood."""
    if kind in STAGES:
        mega = rng.uniform() < marrow.megaloblastic
        r = radius_of(kind, bool(mega)) * float(np.clip(rng.normal(1.0, 0.07), 0.82, 1.18))
        late = kind in ("polychromatic-erythroblast", "orthochromatic-erythroblast")
        wrong = float(rng.integers(1, 3)) if rng.uniform() < marrow.dysplastic and late else 0.0
        parameters = {"megaloblastic": float(mega), "dysplasia": wrong}
        parameters["vacuoles"] = float(rng.uniform() < marrow.vacuolated)
        parameters["howell-jolly"] = float(mega and kind.startswith("ortho") and rng.uniform() < 0.15)
        return kind, r, parameters
    if kind == "macrophage":
        prey = int(rng.integers(2, 5)) if marrow.hemophagocytosis else 0
        return kind, rng.uniform(8.5, 11.0), {"prey": float(prey)}
    if kind in ("metamyelocyte", "band") and rng.uniform() < marrow.giant:
        drawn = white_cell(rng, marrow.film, f"giant-{kind}")
        return drawn[0], drawn[1], {"granules": 0.8, "giant": 1.0}
    return white_cell(rng, marrow.film, kind)
