"""How do neutrophils look? Segmented, bands and pseudo-Pelger forms, and their younger precursors."""

from __future__ import annotations

import numpy as np

from cases.smears.canvas import Patch, dots
from cases.smears.lobes import JOINED_GAP, OTHER_GAP, Lobed, lobed_nucleus
from cases.smears.noise import PX_PER_UM, Array, noise
from cases.smears.nuclei import Chromatin, capsule, nucleoli, stain_nucleus
from cases.smears.outlines import (
    axes,
    covered,
    disc_cut,
    distance_to,
    ellipse,
    grid,
    line_cut,
    rounded,
    softest,
    wobbly,
)
from cases.smears.scene import Cell
from cases.smears.stain import Stain
from cases.smears.streams import Layer, stream

MATURE = Chromatin(0.29, 1.0, 0.52, 0.62)
DENSE = Chromatin(0.35, 1.0, 0.85, 0.38, rim=0.12)
YOUNG = {
    "promyelocyte": Chromatin(0.22, 0.7, 0.58, 0.40, 2.2, 0.1),
    "myelocyte": Chromatin(0.30, 0.95, 0.55, 0.55),
    "metamyelocyte": Chromatin(0.30, 1.0, 0.55, 0.60),
    "giant-metamyelocyte": Chromatin(0.24, 0.55, 0.36, 0.55, 2.6, 0.0, 0.10),
}
LOBES_LEAST_AREA, LOBES_MOST_AREA = 0.30, 0.37  # share of the cell (measured on photographs)
AREA_PELGER = 0.24


def draw_neutrophil(seed: int, stain: Stain, cell: Cell) -> Patch:
    """Return the patch of a neutrophil, band, pseudo-Pelger form or giant band."""
    rng = stream(seed, cell.number, Layer.NUCLEUS)
    patch, radii = cytoplasm(seed, stain, cell, wash=0.9)
    granulate(seed, stain, cell, patch, distance_to(radii, patch.grid))
    if cell.kind == "band" or cell.kind == "giant-band":
        distance, style = band(rng, patch, cell), YOUNG["giant-metamyelocyte"] if cell["giant"] else MATURE
    elif cell.kind == "pseudo-pelger":
        distance, style = pelger(rng, patch, cell), DENSE
    else:
        nucleus = nucleus_of(seed, cell)
        distance, style = lobed_distance(patch, nucleus), MATURE
    stain_nucleus(patch, stream(seed, cell.number, Layer.TEXTURE), distance, style, stain.dyes["neutrophil-nucleus"])
    patch.blur(cell.z)
    return patch


def nucleus_of(seed: int, cell: Cell) -> Lobed:
    """Return the lobes and threads of a segmented neutrophil."""
    rng = stream(seed, cell.number, Layer.NUCLEUS)
    area = rng.uniform(LOBES_LEAST_AREA, LOBES_MOST_AREA)
    count = int(cell["lobes"])
    return lobed_nucleus(rng, count, cell.r, area if count > 1 else 0.8 * area, (JOINED_GAP, OTHER_GAP))


def cytoplasm(
    seed: int, stain: Stain, cell: Cell, wash: float, dye: str = "neutrophil-cytoplasm", rough: float = 0.045
) -> tuple[Patch, Array]:
    """Return a patch with the body of a cell, flattened by firm neighbors, and the outline of the body."""
    rng = stream(seed, cell.number, Layer.SHAPE)
    radii = wobbly(rng, cell.r * (cell["swelling"] or 1.0), rough, 5)
    if cell["ratio"]:
        radii = (radii * ellipse(1.0, cell["ratio"], cell["turn"])).astype(np.float32)
    for k in range(int(cell["neighbors"])):
        radii = line_cut(radii, cell[f"neighbor-{k}-direction"], cell[f"neighbor-{k}-border"], 0.7)
    for k in range(int(cell["embraces"])):
        there = cell[f"embrace-{k}-direction"], cell[f"embrace-{k}-distance"], cell[f"embrace-{k}-radius"]
        radii = disc_cut(radii, *there, 0.5)
    patch = Patch(cell.x, cell.y, float(radii.max()) + 0.6)
    distance = patch.body = distance_to(radii, patch.grid)
    cloudy = 1.0 + 0.11 * noise(rng, patch.shape, 0.22, 0.9)
    thickness = 0.78 + 0.22 * np.clip(-distance / 1.6, 0.0, 1.0)
    patch.wash(covered(distance, 0.35) * wash * cloudy * thickness, stain.dyes[dye])
    return patch, radii


def granulate(seed: int, stain: Stain, cell: Cell, patch: Patch, distance: Array) -> None:
    """Strew fine granules over the cytoplasm, as many as the cell has (`granules`, x usual), and toxic ones."""
    rng = stream(seed, cell.number, Layer.GRANULES)
    inside = covered(distance + 0.3, 0.4)
    dust = noise(rng, patch.shape, 0.09, 0.26)
    amount = np.clip(0.30 + 0.34 * dust, 0.0, 1.0) * np.float32(0.62 * cell["granules"])
    patch.wash(amount * inside, stain.dyes["neutrophil-granule"])
    if cell["toxic"]:
        strew(patch, rng, inside, int(rng.integers(110, 190)), (0.13, 0.24), 0.55 * stain.dyes["toxic-granule"])
        angle = rng.uniform(0, 2 * np.pi)
        at = (cell.r - 1.0) * np.cos(angle), (cell.r - 1.0) * np.sin(angle)
        end = at[0] - 0.8 * np.sin(angle), at[1] + 0.8 * np.cos(angle)
        doehle = covered(capsule(patch, at, end, 0.5), 0.5)
        patch.wash(0.55 * doehle, stain.dyes["lymphocyte-cytoplasm"])


def strew(
    patch: Patch, rng: np.random.Generator, inside: Array, count: int, sizes: tuple[float, float], dye: Array
) -> None:
    """Strew `count` granules of radius within `sizes` (um), of this optical density (3,), over what is `inside`."""
    reach = patch.half / PX_PER_UM
    far, angle = reach * np.sqrt(rng.uniform(0.0, 1.0, count)), rng.uniform(0.0, 2.0 * np.pi, count)
    found = dots(patch, far * np.cos(angle), far * np.sin(angle), rng.uniform(*sizes, count), 0.10)
    patch.wash(found * inside, dye)


def vacuolate(patch: Patch, rng: np.random.Generator, nearest: float, radius: float) -> None:
    """Punch a few vacuoles into the cytoplasm, between a distance from the center and the edge of the cell (um)."""
    count = int(rng.integers(4, 10))
    far, angle = rng.uniform(nearest, max(radius - 0.6, nearest + 0.1), count), rng.uniform(0, 2 * np.pi, count)
    holes = dots(patch, far * np.cos(angle), far * np.sin(angle), rng.uniform(0.35, 0.65, count), 0.14)
    patch.cover(0.85 * np.minimum(holes, 1.0))


def lobed_distance(patch: Patch, nucleus: Lobed) -> Array:
    """Return the signed distance (um) to a lobed nucleus, flared where a thread leaves a lobe."""
    distance = np.full(patch.shape, 3.0, dtype=np.float32)
    for lobe in nucleus.lobes:
        half = int(np.ceil((float(lobe.radii.max()) + 0.8) * PX_PER_UM))
        row, column = round(lobe.y * PX_PER_UM) + patch.half, round(lobe.x * PX_PER_UM) + patch.half
        low_y, low_x = max(row - half, 0), max(column - half, 0)
        box = slice(low_y, row + half + 1), slice(low_x, column + half + 1)
        here = grid(half)
        part = distance_to(lobe.radii, here)[low_y - row + half :, low_x - column + half :]
        part = part[: patch.shape[0] - low_y, : patch.shape[1] - low_x]
        distance[box] = np.minimum(distance[box], part)
    for thread in nucleus.threads:
        first = capsule(patch, thread.start, thread.middle, thread.half_um + 0.06, thread.half_um)
        last = capsule(patch, thread.middle, thread.end, thread.half_um, thread.half_um + 0.06)
        distance = softest(distance, np.minimum(first, last), 0.14)
    return distance


def band(rng: np.random.Generator, patch: Patch, cell: Cell) -> Array:
    """Return the signed distance (um) to a curved sausage of nearly equal width."""
    x, y = axes(patch.half)
    turn, span = rng.uniform(0, 2 * np.pi), rng.uniform(2.7, 4.4)
    radius = cell.r * rng.uniform(0.46, 0.54)
    ratio = rng.uniform(0.62, 1.0)
    middle = 0.7 * radius * np.sin(span / 2) / (span / 2)  # an open arc lies with its middle near that of the cell
    across = x * np.cos(turn) + y * np.sin(turn) + middle
    down = (y * np.cos(turn) - x * np.sin(turn)) / ratio
    angle = np.arctan2(down, across)
    phase, depth = rng.uniform(0, 2 * np.pi), rng.uniform(0.04, 0.14)
    width = cell.r * rng.uniform(0.20, 0.25) * (1.0 + depth * np.cos(2.0 * angle + phase))
    bound = np.clip(angle, -span / 2, span / 2)
    far = np.hypot(across - radius * np.cos(bound), down - radius * np.sin(bound))
    ragged = 0.10 * noise(rng, patch.shape, 0.7, 2.4)
    distance: Array = (far - width + ragged).astype(np.float32)
    return distance


def pelger(rng: np.random.Generator, patch: Patch, cell: Cell) -> Array:
    """Return the signed distance (um) to one round mass, or to two joined by a thin thread as a pince-nez is."""
    whole = cell.r * np.sqrt(AREA_PELGER)
    if cell["lobes"] < 2:
        off, angle = rng.uniform(0, 0.15) * cell.r, rng.uniform(0, 2 * np.pi)
        mass = distance_to(wobbly(rng, whole, 0.03, 4), patch.grid)
        return np.roll(mass, (round(10 * off * np.sin(angle)), round(10 * off * np.cos(angle))), (0, 1))
    turn, r = rng.uniform(0, 2 * np.pi), whole / np.sqrt(2.0) * 1.12
    gap = rng.uniform(0.5, 0.9)
    far = r + gap / 2
    one, other = (far * np.cos(turn), far * np.sin(turn)), (-far * np.cos(turn), -far * np.sin(turn))
    masses = np.minimum(_round_mass(rng, patch, one, r), _round_mass(rng, patch, other, r))
    ragged = 0.06 * noise(rng, patch.shape, 0.6, 1.8)
    return softest(masses + ragged, capsule(patch, one, other, 0.14), 0.2)


def _round_mass(rng: np.random.Generator, patch: Patch, at: tuple[float, float], radius: float) -> Array:
    """Return the signed distance (um) to a mass that is nearly round, as no two of them are alike."""
    outline: Array = wobbly(rng, radius * rng.uniform(0.86, 1.08), 0.04, 4)
    outline = outline * ellipse(1.0, rng.uniform(0.82, 1.0), rng.uniform(0, np.pi))
    shift = round(at[0] * PX_PER_UM), round(at[1] * PX_PER_UM)
    return distance_to(outline.astype(np.float32), grid(patch.half, shift))


def draw_young_granulocyte(seed: int, stain: Stain, cell: Cell) -> Patch:
    """Return the patch of a promyelocyte, myelocyte or metamyelocyte, or of a giant metamyelocyte."""
    rng = stream(seed, cell.number, Layer.NUCLEUS)
    blue = cell.kind == "promyelocyte"
    dye = "blast-cytoplasm" if blue else "neutrophil-cytoplasm"
    patch, radii = cytoplasm(seed, stain, cell, 0.85 if blue else 0.95, dye, 0.05)
    body = distance_to(radii, patch.grid)
    granulate(seed, stain, cell, patch, body)
    share = {"promyelocyte": 0.68, "myelocyte": 0.60, "metamyelocyte": 0.60, "giant-metamyelocyte": 0.58}[cell.kind]
    size, turn = share * cell.r * rng.uniform(0.95, 1.05), rng.uniform(0, 2 * np.pi)
    off = min(0.24 * cell.r, cell.r - size - 0.4)
    outline: Array = wobbly(rng, size, 0.05, 5) * ellipse(1.0, rng.uniform(0.78, 0.95), turn + np.pi / 2)
    if "metamyelocyte" in cell.kind:
        outline = rounded(disc_cut(outline, turn, rng.uniform(1.15, 1.38) * size, 0.85 * size, 0.25 * size), 28.0)
    shift = (round(-10 * off * np.cos(turn)), round(-10 * off * np.sin(turn)))
    nucleus = distance_to(outline, grid(patch.half, shift))
    texture = stream(seed, cell.number, Layer.TEXTURE)
    mask = stain_nucleus(patch, texture, nucleus, YOUNG[cell.kind], stain.dyes["lymphocyte-nucleus"])
    if blue:
        places = [(-off * np.cos(turn) + 0.3 * size, -off * np.sin(turn), rng.uniform(0.7, 1.0))]
        nucleoli(patch, rng, places, mask, stain.dyes["lymphocyte-nucleus"])
        inside = covered(body + 0.4, 0.5)
        strew(patch, texture, inside, int(rng.integers(200, 340)), (0.10, 0.20), 0.5 * stain.dyes["azurophil-granule"])
    if cell["vacuoles"]:
        vacuolate(patch, rng, size, cell.r)
    patch.blur(cell.z)
    return patch
