"""How do the large cells of the marrow look? Megakaryocytes, macrophages, fat, and nuclei that lost their cell."""

from __future__ import annotations

import numpy as np

from cases.smears.canvas import Patch, dots
from cases.smears.neutrophils import cytoplasm
from cases.smears.noise import PX_PER_UM, Array, noise
from cases.smears.nuclei import Chromatin, disc, stain_nucleus
from cases.smears.outlines import ANGLES, covered, distance_to, ellipse, grid, smooth, softest, wobbly
from cases.smears.scene import Cell
from cases.smears.stain import Stain
from cases.smears.streams import Layer, stream

COARSE = Chromatin(0.35, 1.6, 0.58, 0.46, 2.4, 0.2, 0.14)
LACY = Chromatin(0.28, 0.8, 0.45, 0.4, 2.0, 0.1, 0.10)


def draw_megakaryocyte(seed: int, stain: Stain, cell: Cell) -> Patch:
    """Return the patch of a megakaryocyte of `lobes` lobes: a few to a dozen fused, one if hypolobated."""
    rng = stream(seed, cell.number, Layer.NUCLEUS)
    patch, radii = cytoplasm(seed, stain, cell, 1.15, "megakaryocyte-cytoplasm", 0.08)
    body = distance_to(radii, patch.grid)
    inside = covered(body + 0.6, 1.2)
    grains = np.clip(0.5 + 0.3 * noise(rng, patch.shape, 0.12, 0.4), 0, 1.2)
    clouds = np.clip(0.7 + 0.4 * noise(rng, patch.shape, 1.0, 3.0), 0, 1.4)
    patch.wash(0.30 * grains * clouds * inside, stain.dyes["azurophil-granule"])
    texture = stream(seed, cell.number, Layer.TEXTURE)
    nucleus, creases = _lobulated(rng, patch, cell)
    mask = stain_nucleus(patch, texture, nucleus, COARSE, stain.dyes["lymphocyte-nucleus"], 0.5)
    patch.cover(0.26 * creases * mask)
    patch.blur(cell.z + 0.4)
    return patch


def _lobulated(rng: np.random.Generator, patch: Patch, cell: Cell) -> tuple[Array, Array]:
    """Return the signed distance (um) to masses fused in a cluster, apart if hyperlobed, and the creases between."""
    count, r = int(cell["lobes"]), cell.r
    distance = second = first = np.full(patch.shape, 12.0, dtype=np.float32)
    if count <= 1:
        outline = wobbly(rng, 0.42 * r, 0.05, 4)
        shift = round(rng.normal(0, 0.2 * r) * PX_PER_UM), round(rng.normal(0, 0.2 * r) * PX_PER_UM)
        return distance_to(outline, grid(patch.half, shift)), np.zeros(patch.shape, dtype=np.float32)
    turn = rng.uniform(0, 2 * np.pi)
    fusion = 0.3 if cell["hyperlobed"] else 1.4
    for k in range(count):
        angle = turn + 2 * np.pi * k / count * rng.uniform(0.8, 1.0)
        far = r * rng.uniform(0.22, 0.42)
        size = r * rng.uniform(0.9, 1.2) * (0.34 if cell["hyperlobed"] else 0.52) / np.sqrt(count / 2.0)
        mass = disc(patch, far * np.cos(angle), far * np.sin(angle), size)
        distance = softest(distance, mass, fusion)
        first, second = np.minimum(first, mass), np.minimum(second, np.maximum(first, mass))
    creases = np.exp(-(((second - first + 0.7 * noise(rng, patch.shape, 0.8, 2.4)) / 0.9) ** 2))
    return distance + 0.3 * noise(rng, patch.shape, 0.8, 2.4), creases


def draw_macrophage(seed: int, stain: Stain, cell: Cell) -> Patch:
    """Return the patch of a macrophage: foamy pale cytoplasm, a small nucleus, swallowed cells if it has `prey`."""
    rng = stream(seed, cell.number, Layer.NUCLEUS)
    patch, radii = cytoplasm(seed, stain, cell, 0.55, "monocyte-cytoplasm", 0.11)
    body = distance_to(radii, patch.grid)
    count = int(rng.integers(14, 34))
    far, angle = 0.85 * cell.r * np.sqrt(rng.uniform(0, 1, count)), rng.uniform(0, 2 * np.pi, count)
    bubbles = dots(patch, far * np.cos(angle), far * np.sin(angle), rng.uniform(0.5, 1.3, count), 0.3)
    patch.cover(0.55 * np.minimum(bubbles, 1.0))
    turn = rng.uniform(0, 2 * np.pi)
    for k in range(int(cell["prey"])):
        at, r = turn + 1.6 + 1.25 * k, 0.5 * cell.r
        eaten = disc(patch, r * np.cos(at), r * np.sin(at), rng.uniform(2.4, 3.0))
        halo = covered(eaten - 0.5, 0.5)
        patch.cover(0.8 * halo)
        patch.wash(covered(eaten, 0.4) * covered(body, 0.4), stain.dyes["red-cell"])
        if k == 0:
            pit = disc(patch, r * np.cos(at), r * np.sin(at), 1.5)
            patch.wash(covered(pit, 0.4), stain.dyes["lymphocyte-nucleus"])
    edge = float(radii[round((turn + np.pi) * ANGLES / (2 * np.pi)) % ANGLES])
    size, off = 0.30 * cell.r, min(0.48 * cell.r, edge - 0.42 * cell.r)
    shift = round(off * np.cos(turn) * PX_PER_UM), round(off * np.sin(turn) * PX_PER_UM)
    outline = (wobbly(rng, size, 0.04, 4) * ellipse(1.0, 0.75, turn + np.pi / 2)).astype(np.float32)
    texture = stream(seed, cell.number, Layer.TEXTURE)
    stain_nucleus(patch, texture, distance_to(outline, grid(patch.half, shift)), LACY, stain.dyes["monocyte-nucleus"])
    patch.blur(cell.z)
    return patch


def draw_fat(seed: int, stain: Stain, cell: Cell) -> Patch:
    """Return the patch of a fat droplet: empty, within a thin edge of stained film."""
    rng = stream(seed, cell.number, Layer.SHAPE)
    radii = wobbly(rng, cell.r, 0.045, 5) * ellipse(1.0, rng.uniform(0.86, 1.0), rng.uniform(0, np.pi))
    patch = Patch(cell.x, cell.y, float(radii.max()) + 2.0)
    distance = distance_to(radii.astype(np.float32), patch.grid)
    patchy = np.clip(0.65 + 0.3 * noise(rng, patch.shape, 1.6, 6.0), 0.15, 1.2)
    edge = np.exp(-((distance / 0.35) ** 2)) + 0.45 * np.exp(-(((distance - 0.7) / 0.9) ** 2))
    patch.wash(0.75 * edge * patchy, stain.dyes["neutrophil-cytoplasm"])
    return patch


def draw_smudge(seed: int, stain: Stain, cell: Cell) -> Patch:
    """Return the patch of a smudge: a crushed nucleus, spread out and drawn into strands, without cytoplasm."""
    rng = stream(seed, cell.number, Layer.NUCLEUS)
    radii = wobbly(rng, 0.8 * cell.r, 0.16, 6) * ellipse(1.0, rng.uniform(0.55, 0.9), cell["turn"])
    patch = Patch(cell.x, cell.y, float(radii.max()) + 3.0)
    strands = noise(rng, patch.shape, 0.5, 1.8)
    distance = distance_to(radii.astype(np.float32), patch.grid) + 0.7 * strands
    density = 0.75 + 0.22 * noise(rng, patch.shape, 0.3, 1.1)
    patch.wash(smooth(0.5 - distance / 1.8) * density, stain.dyes["smudge"])
    patch.blur(cell.z + 0.4)
    return patch


def draw_naked_nucleus(seed: int, stain: Stain, cell: Cell) -> Patch:
    """Return the patch of a nucleus stripped of its cell: swollen, with pale open chromatin and a vague edge."""
    rng = stream(seed, cell.number, Layer.NUCLEUS)
    radii = wobbly(rng, cell.r, 0.08, 5) * ellipse(1.0, rng.uniform(0.75, 1.0), rng.uniform(0, np.pi))
    patch = Patch(cell.x, cell.y, float(radii.max()) + 0.8)
    distance = distance_to(radii.astype(np.float32), patch.grid)
    texture = stream(seed, cell.number, Layer.TEXTURE)
    stain_nucleus(patch, texture, distance, LACY, 0.85 * stain.dyes["smudge"], 0.9)
    patch.blur(cell.z + 0.3)
    return patch


def draw_precipitate(seed: int, stain: Stain, cell: Cell) -> Patch:
    """Return the patch of stain precipitate: dark dots in a loose heap, above the plane of the cells."""
    rng = stream(seed, cell.number, Layer.DEBRIS)
    patch = Patch(cell.x, cell.y, 3.2 * cell.r)
    count = int(rng.integers(6, 40))
    x, y = rng.normal(0, 0.8 * cell.r, count), rng.normal(0, 0.6 * cell.r, count)
    found = dots(patch, x, y, np.minimum(rng.lognormal(-1.9, 0.45, count), 0.6), 0.14)
    patch.wash(0.85 * found, stain.dyes["pyknotic-nucleus"])
    patch.blur(cell.z + 0.5)
    return patch
