"""What does one more cell of a kind look like? As many examples as anybody wants, each from a seed of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from cases.smears.differential import lobes_at
from cases.smears.drawing import RED_KINDS
from cases.smears.erythroblasts import MEGALOBLAST_GROWTH, STAGES, radius_of
from cases.smears.fields import SPOTS
from cases.smears.film import PRECIPITATES_A_FIELD, SMUDGES, Film, Sizes
from cases.smears.gallery import crop_of
from cases.smears.sampling import Draft, platelet, red_cells, white_cell
from cases.smears.scene import CROP_UM, MARROW_CROP_UM, Scene
from cases.smears.stain import stain_of
from cases.smears.streams import GALLERY, Layer, derived, stream

# Volume (fL) and spread (%) of the red cells among which a shape is at home; others are of usual size.
AT_HOME = {
    "macro-ovalocyte": Sizes(112.0, 17.0),
    "round-macrocyte": Sizes(106.0, 13.5),
    "hypochromic": Sizes(72.0, 17.0),
    "target": Sizes(86.0, 14.0),
    "polychromatic": Sizes(98.0, 15.0),
}
USUAL = Sizes(90.0, 13.0)
LARGE = ("giant-metamyelocyte", "giant-band", "macrophage", "platelet-clump", *STAGES)
MEGAKARYOCYTE_CROP_UM = 52.0
# Radius (um) and parameters of what is drawn nowhere else one by one.
OTHERS: Mapping[str, tuple[float, Mapping[str, float]]] = {
    "smudge": (5.7, {}),
    "platelet-clump": (6.5, {"platelets": 26.0}),
    "megakaryocyte": (20.0, {"lobes": 6.0}),
    "macrophage": (9.5, {}),
}
APART = SPOTS["monolayer"]._replace(overlapping=0.0)  # so that nothing lies over the cell that is shown


def plain_film(seed: int) -> Film:
    """Return a healthy film in a stain of its own, as the ground on which a single cell is shown."""
    return Film(
        stain=stain_of(derived(seed, "stain")),
        rbc_1e12_l=4.6,
        white_1e9_l=6.5,
        platelets_1e9_l=240.0,
        sizes=USUAL,
        red_mix={"red-cell": 1.0},
        howell_jolly=0.0,
        stippling=0.0,
        hemoglobin=1.0,
        pallor=0.34,
        depth=0.62,
        white_mix={"neutrophil": 1.0},
        lobes=lobes_at(0.0),
        hypogranular=0.0,
        toxic=0.0,
        auer=0.0,
        nucleated_red=0.0,
        megaloblastic=False,
        giant_platelets=0.0,
        gray_platelets=0.0,
        clumped_platelets=0.0,
        agglutinated=0.0,
        smudges=SMUDGES,
        precipitates_a_field=PRECIPITATES_A_FIELD,
    )


def exemplar_of(kind: str, seed: int, wanted: Mapping[str, float] | None = None, size_um: float = CROP_UM) -> Scene:
    """Return a crop of `size_um` a side with a cell of a kind in its middle, among red cells.

    `wanted` are parameters that it must have, such as `{"lobes": 5}`; every other draw is chance of this seed.
    """
    film = plain_film(seed)
    name, r, parameters = _drawn(film, kind, seed)
    given = {**parameters, **(wanted or {})}
    if kind == "neutrophil" and given["lobes"] >= 6 > parameters["lobes"]:
        r += 0.8  # cells of so many lobes are larger
    if given.get("megaloblastic"):
        r *= MEGALOBLAST_GROWTH
    return crop_of(film, seed, (name, r, given), size_um, APART)


def size_for(kind: str) -> float:
    """Return the side (um) of a crop that holds any cell of a kind."""
    if kind == "megakaryocyte":
        return MEGAKARYOCYTE_CROP_UM
    return MARROW_CROP_UM if kind in LARGE else CROP_UM


def _drawn(film: Film, kind: str, seed: int) -> Draft:
    rng = stream(seed, GALLERY, Layer.SHAPE)
    if kind in RED_KINDS:
        return red_cells(rng, replace(film, red_mix={kind: 1.0}, sizes=AT_HOME.get(kind, USUAL)), 1)[0]
    if kind in STAGES:
        return kind, radius_of(kind, False) * rng.uniform(0.94, 1.06), {}
    if kind in OTHERS:
        r, parameters = OTHERS[kind]
        return kind, r * rng.uniform(0.9, 1.1), {"turn": rng.uniform(0.0, 6.3), **parameters}
    if "platelet" in kind:
        return platelet(rng, replace(film, giant_platelets=float(kind == "giant-platelet")))
    return white_cell(rng, film, kind)
