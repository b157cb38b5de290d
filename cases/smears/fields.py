"""Which field lies under the objective? Scenes of the film by number and place, and white cells one by one."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cases.smears.drawing import SOLID
from cases.smears.film import Film
from cases.smears.placement import OVERLAPPING_SHARE, Points, pushed_apart, scattered
from cases.smears.sampling import (
    Draft,
    drawn_kinds,
    focus,
    nucleated_red_cell,
    platelet,
    red_cells,
    white_cell,
)
from cases.smears.scene import FIELD_UM, Cell, Place, Scene
from cases.smears.streams import FIELD, Layer, derived, stream

MARGIN_UM = 6.0
AREA_UM2 = FIELD_UM[0] * FIELD_UM[1]


class Spot(NamedTuple):
    """How a place on the film differs: density of red and of white cells (x monolayer), share that overlaps, pallor."""

    red: float
    white: float
    overlapping: float
    pallor: float
    smudges: float


# The body of the film is thick and its cells lie on each other; at its feathered edge cells lie far apart, flattened
# without pallor, and large cells gather and break (recalled).
SPOTS: dict[Place, Spot] = {
    "monolayer": Spot(1.0, 1.0, OVERLAPPING_SHARE, 1.0, 1.0),
    "thick-area": Spot(2.1, 1.6, 0.75, 0.75, 0.5),
    "feathered-edge": Spot(0.62, 1.8, 0.03, 0.12, 6.0),
}
STACKED = 0.75  # share of agglutinated red cells that lie on a neighbor: assumed
DRYING, CRENATED = 0.03, 0.45  # share of fields that dried slowly, and of their red cells that crenated: assumed
TRIES = 12  # places that are tried for a platelet before it lies where most room is
CLUMP = (10, 50)  # platelets in a clump: assumed
ON_RED_CELLS = 0.15  # share of platelets that may lie on a red cell: assumed


def field_of(film: Film, seed: int, number: int, place: Place = "monolayer") -> Scene:
    """Return a field of the film, the same for the same seed, number (from 0) and place."""
    own = derived(seed, place, number)
    rng = stream(own, FIELD, Layer.MIX)
    spot = SPOTS[place]
    grown = (FIELD_UM[0] + 2 * MARGIN_UM) * (FIELD_UM[1] + 2 * MARGIN_UM) / AREA_UM2
    red = red_cells(rng, film, round(spot.red * film.red_cells_a_field * grown * rng.uniform(0.95, 1.05)))
    if rng.uniform() < DRYING:
        red = [_crenated(rng, draft) for draft in red]
    white = int(rng.poisson(spot.white * film.white_cells_a_field * grown))
    firm = [white_cell(rng, film, kind) for kind in drawn_kinds(rng, film.white_mix, white)]
    firm += [nucleated_red_cell(rng, film) for _ in range(int(rng.poisson(white * film.nucleated_red)))]
    firm += _smudges(rng, film, spot, grown)
    platelets = spot.red * film.platelets_a_field * grown
    firm += _clumps(rng, film.clumped_platelets * platelets)
    small = [platelet(rng, film) for _ in range(int(rng.poisson((1.0 - film.clumped_platelets) * platelets)))]
    heaps = int(rng.poisson(film.precipitates_a_field))
    debris: list[Draft] = [("precipitate", rng.uniform(0.8, 3.0), {"debris": 1.0}) for _ in range(heaps)]
    cells = laid(own, film, spot, (firm, red, small, debris), FIELD_UM)
    return Scene(own, place, film.stain, tuple(cells))


def _crenated(rng: np.random.Generator, draft: Draft) -> Draft:
    """Return a red cell as slow drying may leave it: with a scalloped edge."""
    kind, r, parameters = draft
    if kind != "red-cell" or rng.uniform() > CRENATED:
        return draft
    return kind, r, parameters | {"crenations": float(rng.integers(14, 23))}


def _smudges(rng: np.random.Generator, film: Film, spot: Spot, grown: float) -> list[Draft]:
    count = int(rng.poisson(spot.smudges * film.smudges * film.white_cells_a_field * grown))
    return [("smudge", rng.uniform(4.5, 7.0), {"turn": rng.uniform(0, 2 * np.pi)}) for _ in range(count)]


def _clumps(rng: np.random.Generator, platelets: float) -> list[Draft]:
    """Return clumps that hold so many platelets on the average."""
    sizes = rng.integers(*CLUMP, int(rng.poisson(2.0 * platelets / sum(CLUMP))))
    return [("platelet-clump", 1.25 * float(np.sqrt(size)), {"platelets": float(size)}) for size in sizes]


def laid(
    seed: int,
    film: Film,
    spot: Spot,
    drafts: tuple[list[Draft], list[Draft], list[Draft], list[Draft]],
    span: tuple[float, float],
    *,
    centered: bool = False,
) -> list[Cell]:
    """Give each cell its place, `drafts` being firm cells, red cells, platelets and debris, on a field of `span` um.

    If `centered` the first firm cell lies in the middle, and nothing clumps. Platelets keep off white cells.
    """
    firm, red, small, debris = drafts
    rng = stream(seed, FIELD, Layer.PLACES)
    box = (-MARGIN_UM, -MARGIN_UM, span[0] + MARGIN_UM, span[1] + MARGIN_UM)
    solid = firm + red
    places = scattered(rng, len(solid), box)
    if centered:
        places[0] = 0.5 * np.array(span) + rng.uniform(-0.4, 0.4, 2)
        middle = places[0].copy()
    elif film.agglutinated:
        places = _gathered(rng, places, box, film.agglutinated)
    radii = np.array([r for _, r, _ in solid])
    is_firm = np.array([kind in SOLID for kind, _, _ in solid], dtype=bool)
    overlapping = max(spot.overlapping, STACKED * film.agglutinated)
    places = pushed_apart(rng, places, radii, is_firm, overlapping)
    if centered:
        places += middle - places[0]
    rest = loose_places(rng, len(small), box, (places, radii, is_firm))
    scraps = rng.uniform(size=(len(debris), 2)) * np.array(span)
    everything = [*solid, *small, *debris]
    spots = np.concatenate([places, rest, scraps])
    order = [*range(len(firm), len(solid)), *range(len(firm)), *range(len(solid), len(everything))]
    return cells_at(seed, everything, spots, order, spot.pallor)


def cells_at(seed: int, drafts: list[Draft], places: Points, order: list[int], pallor: float = 1.0) -> list[Cell]:
    """Return the cells, the topmost last, at whole pixels and each at its own distance from the plane of focus."""
    cells = []
    for number, k in enumerate(order):
        (kind, r, parameters), (x, y) = drafts[k], places[k]
        if "depth" in parameters:
            parameters = parameters | {"depth": parameters["depth"] * pallor}
        z = focus(stream(seed, number, Layer.DEBRIS))
        cells.append(Cell(number, kind, round(float(x), 1), round(float(y), 1), round(r, 3), z, parameters))
    return cells


def _gathered(rng: np.random.Generator, places: Points, box: tuple[float, ...], share: float) -> Points:
    """Draw a share of the cells towards a few centers, where red cells clump."""
    centers = rng.uniform((box[0], box[1]), (box[2], box[3]), (7, 2))
    nearest = ((places[:, None, :] - centers[None, :, :]) ** 2).sum(axis=2).argmin(axis=1)
    drawn = (rng.uniform(size=len(places)) < share)[:, None]
    return np.where(
        drawn, centers[nearest] + 0.42 * (places - centers[nearest]) + rng.normal(0.0, 0.8, places.shape), places
    )


def loose_places(
    rng: np.random.Generator,
    count: int,
    box: tuple[float, ...],
    solid: tuple[Points, Points, NDArray[np.bool_]],
) -> Points:
    """Return places of platelets off firm cells, few of them on red cells."""
    tries = rng.uniform((box[0], box[1]), (box[2], box[3]), (TRIES, count, 2))
    places, radii, is_firm = solid
    far = np.sqrt(((tries[:, :, None, :] - places[None, None, :, :]) ** 2).sum(axis=3))
    minds = (rng.uniform(size=count) > ON_RED_CELLS)[:, None] | is_firm[None, :]
    room = np.where(minds[None], far - radii - 0.8 - 0.8 * is_firm, 1.0).min(axis=2, initial=1.0)
    return tries[np.minimum(room, 0.0).argmax(axis=0), np.arange(count)]
