"""How do blasts look? Myeloblasts with or without Auer rods, and the promyelocytes of promyelocytic leukemia."""

from __future__ import annotations

import numpy as np

from cases.smears.canvas import Patch
from cases.smears.neutrophils import cytoplasm, strew
from cases.smears.noise import PX_PER_UM, Array
from cases.smears.nuclei import Chromatin, capsule, folds, nucleoli, stain_nucleus
from cases.smears.outlines import covered, disc_cut, distance_to, ellipse, grid, rounded, wobbly
from cases.smears.scene import Cell
from cases.smears.stain import Stain
from cases.smears.streams import Layer, stream


def draw_blast(seed: int, stain: Stain, cell: Cell) -> Patch:
    """Return the patch of a blast: much nucleus of fine chromatin, nucleoli, scanty blue cytoplasm."""
    rng = stream(seed, cell.number, Layer.NUCLEUS)
    patch, radii = cytoplasm(seed, stain, cell, rng.uniform(0.75, 1.1), "blast-cytoplasm", 0.06)
    body = distance_to(radii, patch.grid)
    patch.wash(rng.uniform(0.2, 0.45) * np.exp(-(((body + 0.5) / 0.7) ** 2)) * covered(body, 0.4),
               stain.dyes["blast-cytoplasm"])  # fmt: skip
    size, turn = rng.uniform(0.70, 0.84) * cell.r, rng.uniform(0, 2 * np.pi)
    off = max(min(cell.r - size - 0.3, 0.8), 0.0)
    shift = round(off * np.cos(turn) * PX_PER_UM), round(off * np.sin(turn) * PX_PER_UM)
    distance = np.maximum(distance_to(_outline(rng, size), grid(patch.half, shift)), body + 0.35)
    style = Chromatin(rng.uniform(0.14, 0.2), rng.uniform(0.34, 0.55), 0.72, rng.uniform(0.18, 0.34), 2.0, 0.1, 0.14)
    texture = stream(seed, cell.number, Layer.TEXTURE)
    dye = stain.dyes["blast-nucleus"] * np.float32(rng.uniform(0.9, 1.12))
    mask = stain_nucleus(patch, texture, distance, style, dye)
    folds(patch, rng, size, mask, dye, int(rng.choice([0, 1, 2], p=[0.55, 0.33, 0.12])))
    nucleoli(patch, rng, _nucleolus_places(rng, size, shift), mask, dye)
    if rng.uniform() < 0.45:
        count = int(rng.integers(3, 16))
        strew(patch, texture, covered(body + 0.3, 0.4), count, (0.1, 0.18), 0.5 * stain.dyes["azurophil-granule"])
    if cell["auer"]:
        _draw_rod(patch, rng, stain, 0.48 * (size + cell.r) - 0.5 * off, turn + np.pi + rng.normal(0, 0.6))
    patch.blur(cell.z)
    return patch


def _outline(rng: np.random.Generator, size: float) -> Array:
    """Return a nucleus that is round, oval, dented or cleft."""
    outline = wobbly(rng, size, 0.045, 5) * ellipse(1.0, rng.uniform(0.8, 1.0), rng.uniform(0, np.pi))
    form = rng.uniform()
    if form < 0.25:  # dented
        return rounded(disc_cut(outline.astype(np.float32), rng.uniform(0, 6.3), 1.5 * size, 0.75 * size, 0.4), 30.0)
    if form < 0.42:  # cleft
        return rounded(disc_cut(outline.astype(np.float32), rng.uniform(0, 6.3), 1.02 * size, 0.24 * size, 0.4), 9.0)
    return outline.astype(np.float32)


def _nucleolus_places(
    rng: np.random.Generator, size: float, shift: tuple[int, int]
) -> list[tuple[float, float, float]]:
    x, y = shift[0] / PX_PER_UM, shift[1] / PX_PER_UM
    found = []
    for _ in range(int(rng.choice([0, 1, 2, 3, 4], p=[0.08, 0.3, 0.32, 0.2, 0.1]))):
        far, angle = rng.uniform(0.1, 0.62) * size, rng.uniform(0, 2 * np.pi)
        found.append((x + far * np.cos(angle), y + far * np.sin(angle), rng.uniform(0.45, 1.2)))
    return found


def _draw_rod(patch: Patch, rng: np.random.Generator, stain: Stain, far: float, angle: float) -> None:
    """Draw one Auer rod in the cytoplasm, more along the nucleus than across."""
    heading, length = angle + np.pi / 2 + rng.normal(0, 0.5), rng.uniform(1.6, 3.0)
    x, y = far * np.cos(angle), far * np.sin(angle)
    dx, dy = 0.5 * length * np.cos(heading), 0.5 * length * np.sin(heading)
    rod = capsule(patch, (x - dx, y - dy), (x + dx, y + dy), rng.uniform(0.12, 0.2))
    patch.wash(0.95 * covered(rod, 0.2), stain.dyes["auer-rod"])


def draw_leukemic_promyelocyte(seed: int, stain: Stain, cell: Cell) -> Patch:
    """Return the patch of an abnormal promyelocyte: two-lobed nucleus under heavy granules, bundles of rods in some."""
    rng = stream(seed, cell.number, Layer.NUCLEUS)
    patch, radii = cytoplasm(seed, stain, cell, 0.8, "blast-cytoplasm", 0.08)
    body = distance_to(radii, patch.grid)
    patch.wash(0.35 * covered(body, 0.4), stain.dyes["neutrophil-granule"])
    size, turn = 0.66 * cell.r, rng.uniform(0, 2 * np.pi)
    outline: Array = wobbly(rng, size, 0.05, 5) * ellipse(1.0, rng.uniform(0.68, 0.8), turn)
    for side in (np.pi / 2, -np.pi / 2):
        depth = rng.uniform(0.9, 1.15)
        outline = disc_cut(outline, turn + side + rng.normal(0, 0.25), depth * size, 0.5 * size, 0.9)
    style = Chromatin(0.16, 0.5, 0.70, 0.28, 2.0, 0.1, 0.12)
    texture = stream(seed, cell.number, Layer.TEXTURE)
    outline = rounded(outline, 20.0)
    mask = stain_nucleus(patch, texture, distance_to(outline, patch.grid), style, stain.dyes["blast-nucleus"])
    folds(patch, rng, size, mask, stain.dyes["blast-nucleus"], 1)
    count = int(rng.integers(330, 620))
    strew(patch, texture, covered(body + 0.3, 0.4), count, (0.12, 0.22), 0.55 * stain.dyes["azurophil-granule"])
    if cell["auer"]:
        _draw_bundle(patch, rng, stain, cell.r, turn)
    patch.blur(cell.z)
    return patch


def _draw_bundle(patch: Patch, rng: np.random.Generator, stain: Stain, radius: float, turn: float) -> None:
    """Draw a bundle of rods that share a direction."""
    side = turn + np.pi / 2
    x, y = 0.68 * radius * np.cos(side), 0.68 * radius * np.sin(side)
    heading = rng.uniform(0, np.pi)
    for _ in range(int(rng.integers(6, 12))):
        angle, length = heading + rng.normal(0, 0.22), rng.uniform(1.6, 3.2)
        at = x + rng.normal(0, 0.7), y + rng.normal(0, 0.7)
        dx, dy = 0.5 * length * np.cos(angle), 0.5 * length * np.sin(angle)
        rod = capsule(patch, (at[0] - dx, at[1] - dy), (at[0] + dx, at[1] + dy), 0.1)
        patch.wash(0.6 * covered(rod, 0.18), stain.dyes["auer-rod"])
