"""Which field of the marrow lies under the objective? Scenes of the aspirate by number."""

from __future__ import annotations

import numpy as np

from cases.smears.erythroblasts import STAGES, radius_of
from cases.smears.fields import MARGIN_UM, cells_at, loose_places
from cases.smears.marrow import Marrow
from cases.smears.placement import pushed_apart, scattered
from cases.smears.sampling import Draft, drawn_kinds, platelet, red_cells, white_cell
from cases.smears.scene import FIELD_UM, Cell, Scene
from cases.smears.streams import MARROW, Layer, derived, stream

MEGAKARYOCYTES_A_FIELD = 0.25  # at 10 x 100 magnification one meets few: assumed
MORE_IF_HYPOLOBATED = 4.0  # del(5q) marrows hold many, small ones (recalled)
HYPOLOBATED = 0.8  # share of such cells where the report has them: assumed
STRIPPED = 0.035  # nuclei without a cell, for each cell: assumed
MOST_COVERED = 0.62
GIANT_GROWTH = 1.4  # giant pronormoblasts of parvovirus are 25 to 32 um wide (recalled)


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
    scraps = loose_places(rng, len(loose), box, (places, radii, is_firm))
    order = [*range(len(firm), len(solid)), *range(len(firm)), *range(len(solid), len(solid) + len(loose))]
    return cells_at(seed, [*solid, *loose], np.concatenate([places, scraps]), order)


def _megakaryocytes(rng: np.random.Generator, marrow: Marrow) -> list[Draft]:
    """Return the megakaryocytes of a field: as many as cellularity leaves, small and round ones if hypolobated."""
    usual = MEGAKARYOCYTES_A_FIELD * (MORE_IF_HYPOLOBATED if marrow.hypolobated else 1.0)
    count = int(rng.poisson(usual * min(marrow.cellularity / marrow.usual_cellularity, 1.5)))
    found: list[Draft] = []
    for _ in range(count):
        if marrow.hypolobated and rng.uniform() < HYPOLOBATED:
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
        if kind == "proerythroblast" and marrow.giant_pronormoblasts:
            r *= GIANT_GROWTH
            parameters["inclusion"] = 1.0
        parameters["howell-jolly"] = float(mega and kind.startswith("ortho") and rng.uniform() < 0.15)
        return kind, r, parameters
    if kind == "macrophage":
        prey = int(rng.integers(2, 5)) if marrow.hemophagocytosis else 0
        return kind, rng.uniform(8.5, 11.0), {"prey": float(prey)}
    if kind in ("metamyelocyte", "band") and rng.uniform() < marrow.giant:
        drawn = white_cell(rng, marrow.film, f"giant-{kind}")
        return drawn[0], drawn[1], {"granules": 0.8, "giant": 1.0}
    made, r, given = white_cell(rng, marrow.film, kind)
    if kind in ("promyelocyte", "myelocyte") and rng.uniform() < marrow.vacuolated:
        given["vacuoles"] = 1.0
    return made, r, given
