"""How do monocytes, eosinophils and basophils look?"""

from __future__ import annotations

import numpy as np

from cases.smears.canvas import Patch, dots
from cases.smears.lobes import Lobed, lobed_nucleus
from cases.smears.neutrophils import cytoplasm, lobed_distance, strew
from cases.smears.noise import Array, noise
from cases.smears.nuclei import Chromatin, disc, folds, stain_nucleus
from cases.smears.outlines import covered, distance_to, softest
from cases.smears.scene import Cell
from cases.smears.stain import Stain
from cases.smears.streams import Layer, stream

LACY = Chromatin(0.22, 0.62, 0.58, 0.42, 1.8, 0.2, 0.12)
SEGMENTED = Chromatin(0.29, 1.0, 0.52, 0.5)


def draw_monocyte(seed: int, stain: Stain, cell: Cell) -> Patch:
    """Return the patch of a monocyte: gray-blue ground glass, a folded nucleus of lacy chromatin, some vacuoles."""
    rng = stream(seed, cell.number, Layer.NUCLEUS)
    patch, radii = cytoplasm(seed, stain, cell, 1.0, "monocyte-cytoplasm", 0.075)
    body = distance_to(radii, patch.grid)
    ground = np.clip(0.35 + 0.2 * noise(rng, patch.shape, 0.10, 0.4), 0, 1)
    patch.wash(0.10 * ground * covered(body + 0.3, 0.4), stain.dyes["azurophil-granule"])
    if rng.uniform() < 0.75:
        count = int(rng.integers(2, 12))
        far, angle = cell.r * rng.uniform(0.5, 0.92, count), rng.uniform(0, 2 * np.pi, count)
        holes = dots(patch, far * np.cos(angle), far * np.sin(angle), rng.uniform(0.25, 0.55, count))
        patch.cover(0.8 * np.minimum(holes, 1.0))
    texture = stream(seed, cell.number, Layer.TEXTURE)
    mask = stain_nucleus(patch, texture, _folded(rng, patch, cell.r), LACY, stain.dyes["monocyte-nucleus"], 0.32)
    folds(patch, rng, 0.55 * cell.r, mask, stain.dyes["monocyte-nucleus"], int(rng.integers(1, 3)))
    patch.blur(cell.z)
    return patch


def _folded(rng: np.random.Generator, patch: Patch, radius: float) -> Array:
    """Return the signed distance to a kidney, horseshoe or S of smooth masses."""
    # No wider an arc: its ends would meet and leave a hole.
    turn, span, out = rng.uniform(0, 2 * np.pi), rng.uniform(0.5, 1.85), rng.uniform(0.30, 0.44)
    distance = np.full(patch.shape, 4.0, dtype=np.float32)
    for share in np.linspace(-1.0, 1.0, 7):
        angle = turn + share * span
        far = radius * out * rng.uniform(0.82, 1.15)
        mass = disc(patch, far * np.cos(angle), far * np.sin(angle), radius * rng.uniform(0.24, 0.35))
        distance = softest(distance, mass, 1.1)
    return distance + 0.12 * noise(rng, patch.shape, 0.7, 2.2)


def draw_eosinophil(seed: int, stain: Stain, cell: Cell) -> Patch:
    """Return the patch of an eosinophil: two lobes, large orange granules side by side."""
    patch, radii = cytoplasm(seed, stain, cell, 0.8, "eosinophil-cytoplasm")
    grains = stream(seed, cell.number, Layer.GRANULES)
    inside = covered(distance_to(radii, patch.grid) + 0.15, 0.4)
    x, y = _packed(grains, cell.r + 0.5, 0.60)
    bright = dots(patch, x, y, grains.uniform(0.24, 0.34, x.size), 0.10)
    core = dots(patch, x - 0.06, y - 0.06, np.full(x.size, 0.08), 0.10)
    patch.wash((0.72 * bright - 0.22 * core) * inside, stain.dyes["eosinophil-granule"])
    texture = stream(seed, cell.number, Layer.TEXTURE)
    distance = lobed_distance(patch, eosinophil_nucleus(seed, cell))
    stain_nucleus(patch, texture, distance, SEGMENTED, 0.92 * stain.dyes["lymphocyte-nucleus"])
    patch.blur(cell.z)
    return patch


def eosinophil_nucleus(seed: int, cell: Cell) -> Lobed:
    """Return the lobes and the thread of an eosinophil."""
    rng = stream(seed, cell.number, Layer.NUCLEUS)
    return lobed_nucleus(rng, int(cell["lobes"]), 0.86 * cell.r, rng.uniform(0.34, 0.42))


def _packed(rng: np.random.Generator, reach: float, pitch: float) -> tuple[Array, Array]:
    """Return x and y (um) of granules side by side over a disc: a shaken triangular grid, some places empty."""
    steps = np.arange(-reach, reach, pitch)
    x, y = np.meshgrid(steps, steps * 0.866)
    x = x + 0.5 * pitch * (np.arange(len(steps)) % 2)[:, None]
    keep = rng.uniform(size=x.shape) < 0.93
    shake = rng.normal(0.0, 0.16 * pitch, (2, int(keep.sum())))
    return x[keep] + shake[0], y[keep] + shake[1]


def draw_basophil(seed: int, stain: Stain, cell: Cell) -> Patch:
    """Return the patch of a basophil: coarse dark granules, some washed out, over a vague nucleus."""
    rng = stream(seed, cell.number, Layer.NUCLEUS)
    patch, radii = cytoplasm(seed, stain, cell, 0.9, "neutrophil-cytoplasm")
    inside = covered(distance_to(radii, patch.grid) + 0.4, 0.5)
    texture = stream(seed, cell.number, Layer.TEXTURE)
    distance = _folded(rng, patch, 0.9 * cell.r)
    stain_nucleus(patch, texture, distance, SEGMENTED, 0.85 * stain.dyes["monocyte-nucleus"], 0.5)
    grains = stream(seed, cell.number, Layer.GRANULES)
    strew(patch, grains, inside, int(grains.integers(110, 200)), (0.16, 0.42), 0.62 * stain.dyes["basophil-granule"])
    patch.blur(cell.z)
    return patch
