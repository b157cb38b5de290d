"""Which cells of a film are shown, and what does the camera see of them? From the blood of patients of the pool."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from cases.catalog import Catalog
from cases.reading.looks import look_of
from cases.reading.words import whole_of
from cases.smears.gallery import crop_of
from cases.smears.marrow import Marrow, marrow_of
from cases.smears.marrow_fields import marrow_cell
from cases.smears.noise import PX_PER_UM
from cases.smears.rendering import Picture as Pixels
from cases.smears.rendering import picture_of
from cases.smears.sampling import Draft, drawn_kinds, white_cell
from cases.smears.scene import CROP_UM, MARROW_CROP_UM, Scene
from cases.smears.streams import GALLERY, Layer, derived, stream
from quizzes.items import people
from quizzes.items.entities import Item, Picture

ROWS, COLUMNS = 3, 4
SIDE = round(CROP_UM * PX_PER_UM)
CROP = Picture("One nucleated cell among red cells, stained, high magnification", SIDE, SIDE)
MARROW_SIDE = round(MARROW_CROP_UM * PX_PER_UM)
MARROW_CROP = Picture("One nucleated cell of a marrow aspirate, stained, high magnification", MARROW_SIDE, MARROW_SIDE)
SHEET = Picture("Twelve neutrophils side by side, stained, high magnification", COLUMNS * SIDE, ROWS * SIDE)
NEUTROPHILS = ("neutrophil", "band", "pseudo-pelger")
# So many cells are looked through for one that is wanted.
LOOKED_AT = 400


@dataclass(frozen=True)
class Found:
    """A cell: whose, drawn from which seed, of which kind and with which parameters."""

    who: people.Who
    seed: int
    kind: str
    marrow: bool
    parameters: Mapping[str, float]


@lru_cache(maxsize=256)
def marrow(catalog: Catalog, who: people.Who) -> Marrow:
    """The marrow of a patient, and with it the film of the blood."""
    return marrow_of(people.moment(catalog, who))


def found_cell(
    catalog: Catalog,
    who: people.Who,
    kind: str,
    in_marrow: bool,
    is_wanted: Callable[[dict[str, float]], bool],
    base: int,
) -> Found | None:
    """The first cell of a kind that is as wanted, looking from a seed on; None where there is none."""
    source = marrow(catalog, who)
    if (source.mix if in_marrow else source.film.white_mix).get(kind, 0.0) <= 0:
        return None
    for number in range(LOOKED_AT):
        seed = derived(base, "cell", number)
        drawn, _, parameters = _drafted(source, seed, kind, in_marrow)
        if drawn == kind and is_wanted(parameters):
            return Found(who, seed, kind, in_marrow, parameters)
    return None


def neutrophils_of(catalog: Catalog, who: people.Who, base: int) -> list[Found]:
    """A sheet of neutrophils, bands and pseudo-Pelger forms as often as the film has them."""
    film = marrow(catalog, who).film
    mix = {kind: film.white_mix[kind] for kind in NEUTROPHILS}
    cells = []
    for number in range(ROWS * COLUMNS):
        seed = derived(base, "sheet", number)
        kind = drawn_kinds(stream(seed, GALLERY, Layer.MIX), mix, 1)[0]
        _, _, parameters = _drafted(marrow(catalog, who), seed, kind, False)
        cells.append(Found(who, seed, kind, False, parameters))
    return cells


def _drafted(source: Marrow, seed: int, kind: str, in_marrow: bool) -> Draft:
    rng = stream(seed, GALLERY, Layer.SHAPE)
    return marrow_cell(rng, source, kind) if in_marrow else white_cell(rng, source.film, kind)


def picture_for(item: Item, catalog: Catalog) -> Pixels:
    """The picture of an item (rows, columns, 3); raises ValueError where it has none."""
    if item.drawing is None:
        raise ValueError("this item has no picture")
    crops = [picture_of(scene_of(catalog, found)) for found in item.drawing.parts["cells"]]
    if len(crops) == 1:
        return crops[0]
    rows = [np.concatenate(crops[i : i + COLUMNS], axis=1) for i in range(0, len(crops), COLUMNS)]
    return np.concatenate(rows, axis=0)


def words_for(item: Item, catalog: Catalog) -> tuple[str, ...]:
    """Each cell of the picture of an item in words that name neither its class nor a count; empty without a picture."""
    cells = item.drawing.parts["cells"] if item.drawing else ()
    scenes = [scene_of(catalog, found) for found in cells]
    return tuple(whole_of(look_of(scene.seed, scene.stain, scene.middle)) for scene in scenes)


def scene_of(catalog: Catalog, found: Found) -> Scene:
    """What lies around a cell, ready to be drawn."""
    source = marrow(catalog, found.who)
    draft = _drafted(source, found.seed, found.kind, found.marrow)
    return crop_of(source.film, found.seed, draft, MARROW_CROP_UM if found.marrow else CROP_UM)
