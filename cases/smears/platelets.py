"""How do platelets look?"""

from __future__ import annotations

import numpy as np

from cases.smears.canvas import Patch, dots
from cases.smears.noise import noise
from cases.smears.outlines import covered, distance_to, ellipse, wobbly
from cases.smears.scene import Cell
from cases.smears.stain import Stain
from cases.smears.streams import Layer, stream


def draw_platelet(seed: int, stain: Stain, cell: Cell) -> Patch:
    """Return the patch of a platelet: pale lilac, granules gathered in the middle, a ragged edge."""
    rng = stream(seed, cell.number, Layer.SHAPE)
    radii = wobbly(rng, cell.r, 0.11, 7) * ellipse(1.0, rng.uniform(0.62, 1.0), rng.uniform(0, np.pi))
    patch = Patch(cell.x, cell.y, float(radii.max()) + 0.5)
    distance = distance_to(radii.astype(np.float32), patch.grid)
    cloudy = 0.72 + 0.12 * noise(rng, patch.shape, 0.2, 0.8)
    patch.wash(covered(distance, 0.4) * cloudy, stain.dyes["platelet"])
    full = 1.0 if not cell["gray"] else 0.15
    count = int(full * (8 + 8.5 * cell.r**2))
    spread = 0.34 * cell.r
    x, y = rng.normal(0, spread, count), rng.normal(0, spread, count)
    keep = np.hypot(x, y) < 0.75 * cell.r * float((radii / cell.r).min())
    found = dots(patch, x[keep], y[keep], rng.uniform(0.08, 0.19, int(keep.sum())), 0.12)
    patch.wash(0.55 * found, stain.dyes["granulomere"])
    patch.blur(cell.z + 0.3)
    return patch


def draw_clump(seed: int, stain: Stain, cell: Cell) -> Patch:
    """Return the patch of a clump of `platelets`: bodies run together, granules of each still to be seen."""
    rng = stream(seed, cell.number, Layer.SHAPE)
    count = int(cell["platelets"])
    patch = Patch(cell.x, cell.y, 1.4 * cell.r + 2.0)
    x, y = rng.normal(0.0, 0.48 * cell.r, (2, count)).clip(-1.2 * cell.r, 1.2 * cell.r)
    sizes = rng.lognormal(np.log(1.3), 0.18, count)
    bodies = dots(patch, x, y, sizes, 0.22)
    cloudy = 0.72 + 0.14 * noise(rng, patch.shape, 0.2, 0.9)
    patch.wash(np.minimum(0.85 * bodies, 1.05) * cloudy, stain.dyes["platelet"])
    each = rng.poisson(15, count)
    around = rng.normal(0.0, 0.42, (2, int(each.sum())))
    grains = dots(patch, np.repeat(x, each) + around[0], np.repeat(y, each) + around[1],
                  rng.uniform(0.08, 0.18, int(each.sum())), 0.12)  # fmt: skip
    patch.wash(0.5 * grains, stain.dyes["granulomere"])
    patch.blur(cell.z + 0.3)
    return patch
