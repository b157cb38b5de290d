"""How do nucleated red cells look? Four stages, normoblastic, megaloblastic or dysplastic."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from cases.smears.canvas import Patch, dots
from cases.smears.neutrophils import cytoplasm, vacuolate
from cases.smears.noise import PX_PER_UM, Array
from cases.smears.nuclei import Chromatin, capsule, disc, nucleoli, stain_nucleus
from cases.smears.outlines import covered, distance_to, ellipse, grid, softest, wobbly
from cases.smears.scene import Cell
from cases.smears.stain import Stain
from cases.smears.streams import Layer, stream


class Stage(NamedTuple):
    """One stage: radius (um), nucleus (share of it), how blue and how red the cytoplasm is, chromatin of both kinds."""

    radius: float
    nucleus: float
    blue: float
    red: float
    normal: Chromatin
    megaloblastic: Chromatin


SIEVE = 2.9, -0.10  # sharpness and bias by which the holes of the chromatin win
STAGES = {
    "proerythroblast": Stage(
        8.4, 0.82, 1.0, 0.0, Chromatin(0.18, 0.50, 0.62, 0.34), Chromatin(0.20, 0.80, 0.46, 0.40, *SIEVE)
    ),
    "basophilic-erythroblast": Stage(
        6.8, 0.74, 1.05, 0.0, Chromatin(0.30, 0.85, 0.55, 0.62, 2.4), Chromatin(0.24, 0.95, 0.42, 0.52, *SIEVE)
    ),
    "polychromatic-erythroblast": Stage(
        5.6, 0.60, 0.34, 0.50, Chromatin(0.42, 1.2, 0.55, 0.80, 3.0), Chromatin(0.28, 1.0, 0.42, 0.66, *SIEVE)
    ),
    "orthochromatic-erythroblast": Stage(
        4.7, 0.44, 0.08, 0.92, Chromatin(0.4, 1.0, 1.05, 0.35, 2.0), Chromatin(0.30, 0.95, 0.52, 0.66, *SIEVE)
    ),
}
MEGALOBLAST_GROWTH, MEGALOBLAST_NUCLEUS = 1.30, 0.06


def radius_of(kind: str, megaloblastic: bool) -> float:
    """Return the usual radius (um) of a stage; megaloblasts are 1.25 to 1.35 times as wide."""
    return STAGES[kind].radius * (MEGALOBLAST_GROWTH if megaloblastic else 1.0)


def draw_erythroblast(seed: int, stain: Stain, cell: Cell) -> Patch:
    """Return the patch of a nucleated red cell; the red of its cytoplasm is laid as a dye of its own."""
    stage = STAGES[cell.kind]
    rng = stream(seed, cell.number, Layer.NUCLEUS)
    patch, radii = cytoplasm(seed, stain, cell, stage.blue, "erythroblast-cytoplasm", 0.05)
    body = distance_to(radii, patch.grid)
    patch.wash(stage.red * covered(body, 0.3), stain.dyes["red-cell"])
    patch.wash(0.25 * stage.blue * np.exp(-(((body + 0.45) / 0.6) ** 2)) * covered(body, 0.3),
               stain.dyes["erythroblast-cytoplasm"])  # fmt: skip
    mega = cell["megaloblastic"] > 0
    size = (stage.nucleus + MEGALOBLAST_NUCLEUS * mega) * cell.r * rng.uniform(0.95, 1.04)
    turn, room = rng.uniform(0, 2 * np.pi), max(cell.r - size - 0.35, 0.0)
    off = room * rng.uniform(0.1, 0.7)
    _draw_halo(patch, size, off, turn, stage)
    distance = np.maximum(_nucleus(rng, patch, cell, size, (off, turn)), body + 0.3)
    style = stage.megaloblastic if mega else stage.normal
    texture = stream(seed, cell.number, Layer.TEXTURE)
    mask = stain_nucleus(patch, texture, distance, style, stain.dyes["lymphocyte-nucleus"])
    if cell.kind == "proerythroblast":
        x, y = off * np.cos(turn), off * np.sin(turn)
        places = [(x + rng.normal(0, 0.3) * size, y + rng.normal(0, 0.3) * size, rng.uniform(0.6, 1.0)) for _ in "12"]
        nucleoli(patch, rng, places, mask, stain.dyes["lymphocyte-nucleus"])
    if cell["inclusion"]:
        middle = disc(patch, off * np.cos(turn), off * np.sin(turn), rng.uniform(0.32, 0.42) * size)
        patch.od *= 1.0 - 0.38 * covered(middle, 1.2)
    if cell["vacuoles"]:
        vacuolate(patch, rng, size + 0.3, cell.r)
    elif cell["howell-jolly"]:
        _draw_bodies(rng, stain, cell, patch, size)
    patch.blur(cell.z)
    return patch


def _draw_halo(patch: Patch, size: float, off: float, turn: float, stage: Stage) -> None:
    """Lighten the cytoplasm around the nucleus of a blue cell."""
    if stage.blue > 0.5:
        shift = round(off * np.cos(turn) * PX_PER_UM), round(off * np.sin(turn) * PX_PER_UM)
        far = grid(patch.half, shift).rho - np.float32(size)
        patch.od *= 1.0 - 0.28 * np.exp(-((far / 0.6) ** 2))


def _nucleus(rng: np.random.Generator, patch: Patch, cell: Cell, size: float, at: tuple[float, float]) -> Array:
    """Return the signed distance to the nucleus: round; with buds, a bridge or two masses where dysplastic."""
    x, y = at[0] * np.cos(at[1]), at[0] * np.sin(at[1])
    shift = round(x * PX_PER_UM), round(y * PX_PER_UM)
    form = int(cell["dysplasia"])
    if form == 1:  # two nuclei, unequal
        angle, r = rng.uniform(0, np.pi), 0.66 * size
        dx, dy = 0.72 * size * np.cos(angle), 0.72 * size * np.sin(angle)
        one, other = disc(patch, dx, dy, r), disc(patch, -dx, -dy, 0.9 * r)
        if rng.uniform() < 0.5:
            one = softest(one, capsule(patch, (dx, dy), (-dx, -dy), 0.15), 0.2)
        return np.minimum(one, other)
    outline = wobbly(rng, size, 0.03 + 0.05 * (form > 0), 4) * ellipse(1.0, rng.uniform(0.88, 1.0), rng.uniform(0, 3))
    distance = distance_to(outline.astype(np.float32), grid(patch.half, shift))
    if form == 2:  # buds
        for angle in rng.uniform(0, 2 * np.pi, int(rng.integers(1, 4))):
            far = 1.02 * size
            bud = disc(patch, x + far * np.cos(angle), y + far * np.sin(angle), rng.uniform(0.25, 0.4) * size)
            distance = softest(distance, bud, 0.35)
    return distance


def _draw_bodies(rng: np.random.Generator, stain: Stain, cell: Cell, patch: Patch, size: float) -> None:
    """Draw Howell-Jolly bodies in the cytoplasm."""
    count = int(rng.integers(1, 3))
    far, angle = rng.uniform(size + 0.3, max(cell.r - 0.5, size + 0.4), count), rng.uniform(0, 2 * np.pi, count)
    found = dots(patch, far * np.cos(angle), far * np.sin(angle), rng.uniform(0.35, 0.6, count), 0.14)
    patch.wash(found, stain.dyes["pyknotic-nucleus"])
