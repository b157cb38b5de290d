"""How do lymphocytes look? Small, large granular, reactive and hairy ones, and plasma cells."""

from __future__ import annotations

import numpy as np

from cases.smears.canvas import Patch
from cases.smears.neutrophils import cytoplasm, strew
from cases.smears.noise import PX_PER_UM, Array, noise
from cases.smears.nuclei import Chromatin, nucleoli, stain_nucleus
from cases.smears.outlines import ANGLES, THETA, covered, disc_cut, distance_to, ellipse, grid, rounded, wobbly
from cases.smears.scene import Cell
from cases.smears.stain import Stain
from cases.smears.streams import Layer, stream

# Share of the radius that is nucleus, chromatin, darkness of the cytoplasm.
FORMS = {
    "lymphocyte": (0.80, Chromatin(0.45, 1.3, 0.66, 0.46, 2.6, 0.25), 1.0),
    "large-granular-lymphocyte": (0.66, Chromatin(0.40, 1.2, 0.60, 0.45, 2.4, 0.25), 0.62),
    "reactive-lymphocyte": (0.60, Chromatin(0.32, 1.0, 0.56, 0.42, 2.0, 0.2), 0.95),
    "hairy-cell": (0.62, Chromatin(0.26, 0.8, 0.58, 0.36, 1.8, 0.1), 0.62),
    "plasma-cell": (0.52, Chromatin(0.5, 1.5, 0.58, 0.58, 3.4, 0.1), 1.1),
}


def draw_lymphocyte(seed: int, stain: Stain, cell: Cell) -> Patch:
    """Return the patch of a lymphocyte of any form, or of a plasma cell."""
    share, style, wash = FORMS[cell.kind]
    rng = stream(seed, cell.number, Layer.NUCLEUS)
    rough = 0.10 if cell.kind == "reactive-lymphocyte" else 0.05
    dye = "plasma-cytoplasm" if cell.kind == "plasma-cell" else "lymphocyte-cytoplasm"
    patch, radii = cytoplasm(seed, stain, cell, wash * rng.uniform(0.85, 1.1), dye, rough)
    body = distance_to(radii, patch.grid)
    rim: Array | float = {"lymphocyte": 0.35, "reactive-lymphocyte": 0.65}.get(cell.kind, 0.12)
    if cell.kind == "reactive-lymphocyte":  # bluer in places, not all around
        rim = rim * np.clip(0.6 + 0.55 * noise(rng, patch.shape, 1.5, 4.5), 0.0, 1.3)
    patch.wash(rim * np.exp(-(((body + 0.5) / 0.7) ** 2)) * covered(body, 0.4), stain.dyes["blast-cytoplasm"])
    if cell.kind == "hairy-cell":
        patch = _with_hairs(rng, stain, cell, patch, radii)
    size, turn = share * cell.r * rng.uniform(0.95, 1.05), rng.uniform(0, 2 * np.pi)
    off = max(min(cell.r - size - 0.25, 0.9 * (cell.r - size)), 0.0) * rng.uniform(0.5, 1.0)
    if cell.kind == "plasma-cell":
        off = 0.36 * cell.r
        _draw_hof(patch, size, off, turn)
    shift = round(off * np.cos(turn) * PX_PER_UM), round(off * np.sin(turn) * PX_PER_UM)
    nucleus = distance_to(_nucleus_outline(rng, cell, size), grid(patch.half, shift))
    mask = stain_nucleus(
        patch, stream(seed, cell.number, Layer.TEXTURE), nucleus, style, stain.dyes["lymphocyte-nucleus"]
    )
    _draw_details(rng, stain, cell, patch, mask, (off * np.cos(turn), off * np.sin(turn), size))
    patch.blur(cell.z)
    return patch


def _nucleus_outline(rng: np.random.Generator, cell: Cell, size: float) -> Array:
    amplitude = 0.05 if cell.kind == "reactive-lymphocyte" else 0.03
    outline = wobbly(rng, size, amplitude, 5)
    ratio = rng.uniform(0.68, 0.85) if cell.kind == "hairy-cell" else rng.uniform(0.86, 1.0)
    outline = (outline * ellipse(1.0, ratio, rng.uniform(0, np.pi))).astype(np.float32)
    if cell.kind != "plasma-cell" and rng.uniform() < 0.45:
        reach = rng.uniform(0.28, 0.5) * size
        outline = rounded(disc_cut(outline, rng.uniform(0, 2 * np.pi), size + 0.5 * reach, reach, 0.4), 16.0)
    return outline


def _draw_details(
    rng: np.random.Generator, stain: Stain, cell: Cell, patch: Patch, mask: Array, nucleus: tuple[float, float, float]
) -> None:
    x, y, size = nucleus
    if cell.kind == "large-granular-lymphocyte":
        inside = (1.0 - mask) * covered(patch.grid.rho - np.float32(cell.r - 0.6), 0.6)
        strew(patch, rng, inside, int(rng.integers(24, 50)), (0.14, 0.26), 0.7 * stain.dyes["azurophil-granule"])
    if cell.kind == "reactive-lymphocyte" and rng.uniform() < 0.4:
        nucleoli(patch, rng, [(x + 0.25 * size, y, 0.75)], mask, stain.dyes["lymphocyte-nucleus"])


def _draw_hof(patch: Patch, size: float, off: float, turn: float) -> None:
    """Lighten the cytoplasm beside the nucleus, where the Golgi field lies."""
    at = off - 1.15 * size
    shift = round(at * np.cos(turn) * PX_PER_UM), round(at * np.sin(turn) * PX_PER_UM)
    patch.od *= 1.0 - 0.62 * np.exp(-((grid(patch.half, shift).rho / (0.5 * size)) ** 2))


def _with_hairs(rng: np.random.Generator, stain: Stain, cell: Cell, bare: Patch, radii: Array) -> Patch:
    """Return the patch with fine projections all around, each fading outwards, and a frayed edge."""
    count = int(rng.integers(40, 64))
    lengths = np.clip(rng.lognormal(-0.35, 0.55, count), 0.2, 2.2)
    tufts = np.zeros_like(THETA)
    for length, angle in zip(lengths, rng.uniform(-np.pi, np.pi, count), strict=True):
        away = np.abs((THETA - angle + np.pi) % (2 * np.pi) - np.pi)
        share = np.clip(1.0 - away / rng.uniform(0.035, 0.11), 0.0, 1.0)
        tufts = np.maximum(tufts, length * np.sqrt(share) * (0.35 + 0.65 * share))  # blunt, not pointed
    patch = Patch(cell.x, cell.y, float(radii.max() + tufts.max()) + 0.7)
    grown = patch.half - bare.half
    patch.body = distance_to(radii, patch.grid)
    patch.od[:, grown : grown + bare.shape[0], grown : grown + bare.shape[0]] += bare.od
    beyond = patch.grid.rho - radii[patch.grid.angle]
    # Each hair bends its own way, the more the further out.
    curl = 14.0 * (wobbly(rng, 1.0, 0.5, 9) - 1.0)[patch.grid.angle]
    bent = (patch.grid.angle + np.rint(curl * np.clip(beyond, 0.0, 2.0)).astype(np.int16)) % ANGLES
    outer = beyond - tufts.astype(np.float32)[bent]
    fading = np.clip(1.0 - 0.4 * beyond, 0.3, 1.0)
    patch.wash(
        0.66 * covered(outer, 0.25) * np.clip((beyond + 0.35) / 0.35, 0.0, 1.0) * fading,
        stain.dyes["lymphocyte-cytoplasm"],
    )
    return patch
