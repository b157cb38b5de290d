"""Which nucleated cells are brought to the learner one by one? Crops of one size around cells that chance picks."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from cases.smears.fields import AREA_UM2, MARGIN_UM, SPOTS, Spot, laid
from cases.smears.film import Film
from cases.smears.marrow import Marrow
from cases.smears.marrow_fields import marrow_cell
from cases.smears.sampling import Draft, drawn_kinds, platelet, red_cells, white_cell
from cases.smears.scene import CROP_UM, MARROW_CROP_UM, Scene
from cases.smears.streams import FIELD, GALLERY, Layer, derived, stream


def white_cells_of(film: Film, seed: int, first: int, count: int) -> list[Scene]:
    """Return crops with one white cell in the middle each, numbers `first` on: a random sample of the film's."""
    numbers = range(first, first + count)
    return [crop_of(film, derived(seed, "gallery", n), white_cell_number(film, seed, n)) for n in numbers]


def white_cell_number(film: Film, seed: int, number: int) -> Draft:
    """Return the white cell that lies in the middle of a crop, without what lies around it."""
    own = derived(seed, "gallery", number)
    return _picked(own, film.white_mix, lambda rng, kind: white_cell(rng, film, kind))


def marrow_cells_of(marrow: Marrow, seed: int, first: int, count: int) -> list[Scene]:
    """Return crops, somewhat larger, with one nucleated cell of the marrow in the middle each: a random sample."""

    def draw(rng: np.random.Generator, kind: str) -> Draft:
        return marrow_cell(rng, marrow, kind)

    seeds = [derived(seed, "marrow-gallery", number) for number in range(first, first + count)]
    return [crop_of(marrow.film, own, _picked(own, marrow.mix, draw), MARROW_CROP_UM) for own in seeds]


def _picked(seed: int, mix: Mapping[str, float], draw: Callable[[np.random.Generator, str], Draft]) -> Draft:
    kind = drawn_kinds(stream(seed, GALLERY, Layer.MIX), mix, 1)[0]
    return draw(stream(seed, GALLERY, Layer.SHAPE), kind)


def crop_of(film: Film, seed: int, draft: Draft, size_um: float = CROP_UM, spot: Spot = SPOTS["monolayer"]) -> Scene:
    """Return a crop of `size_um` a side around a cell drawn elsewhere, with red cells around it as in the monolayer."""
    rng = stream(seed, FIELD, Layer.MIX)
    span = (size_um, size_um)
    share = (size_um + 2 * MARGIN_UM) ** 2 / AREA_UM2
    free = 1.0 - np.pi * draft[1] ** 2 / (share * AREA_UM2)
    red = red_cells(rng, film, int(rng.poisson(free * share * film.red_cells_a_field)))
    small = [platelet(rng, film) for _ in range(int(rng.poisson(share * film.platelets_a_field)))]
    cells = laid(seed, film, spot, ([draft], red, small, []), span, centered=True)
    return Scene(seed, "monolayer", film.stain, tuple(cells), *span)
