"""How is a nucleus stained? Clumped or fine chromatin, its rim, folds and nucleoli."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from cases.smears.canvas import Patch
from cases.smears.noise import Array, noise
from cases.smears.outlines import axes, covered, softest

GATHERED = 1.15  # scale on which clumps gather, x that of the clumps: by eye
WITHIN_UM = 0.2  # a nucleus keeps so far from the edge of its cell


class Chromatin(NamedTuple):
    """Texture of a nucleus: detail (um), least density, what clumps add, how sharply and how widely they do."""

    fine_um: float
    coarse_um: float
    base: float
    clump: float
    sharpness: float = 2.2
    bias: float = 0.35
    rim: float = 0.18


def chromatin(rng: np.random.Generator, shape: tuple[int, int], style: Chromatin) -> Array:
    """Return the density (x dye) of chromatin over a patch."""
    rough = noise(rng, shape, style.fine_um, style.coarse_um)
    # Clumps gather in places and leave others open: without this the texture is as even as a sieve.
    gathered = noise(rng, shape, GATHERED * style.coarse_um, GATHERED * 2.0 * style.coarse_um)
    rough = (rough * (1.0 + 0.30 * gathered) + 0.42 * gathered) / 1.12
    fine = noise(rng, shape, 0.08, 0.35)
    share = 1.0 / (1.0 + np.exp(-style.sharpness * (rough + 0.35 * fine + style.bias)))
    density: Array = (style.base + style.clump * share + 0.08 * fine).astype(np.float32)
    return density


def stain_nucleus(
    patch: Patch, rng: np.random.Generator, distance: Array, style: Chromatin, dye: Array, soft: float = 0.24
) -> Array:
    """Lay a nucleus, where the signed distance (um) is negative, over what is there; return how far it covers."""
    if patch.body is not None:
        distance = np.maximum(distance, patch.body + WITHIN_UM)
    patch.nucleus = distance
    mask = covered(distance, soft)
    patch.cover(0.85 * mask)
    density = chromatin(rng, patch.shape, style)
    density += style.rim * np.exp(-(((distance + 0.2) / 0.22) ** 2))
    patch.wash(mask * density, dye)
    return mask


def capsule(
    patch: Patch, start: tuple[float, float], end: tuple[float, float], half_um: float, end_half_um: float | None = None
) -> Array:
    """Return the signed distance (um) to a rod between two points, of these half-widths at its ends."""
    x, y = axes(patch.half)
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = max(dx * dx + dy * dy, 1e-6)
    share = np.clip(((x - start[0]) * dx + (y - start[1]) * dy) / length, 0.0, 1.0)
    half = half_um + share * ((half_um if end_half_um is None else end_half_um) - half_um)
    far: Array = np.hypot(x - start[0] - share * dx, y - start[1] - share * dy) - half
    return far.astype(np.float32)


def disc(patch: Patch, x: float, y: float, radius: float) -> Array:
    """Return the signed distance (um) to a disc."""
    across, down = axes(patch.half)
    far: Array = np.hypot(across - np.float32(x), down - np.float32(y)) - np.float32(radius)
    return far


def nucleoli(
    patch: Patch, rng: np.random.Generator, places: list[tuple[float, float, float]], mask: Array, dye: Array
) -> None:
    """Lighten the nucleus in discs (x, y, radius in um), each with a darker rim of chromatin."""
    patch.has_nucleoli |= bool(places)
    for x, y, radius in places:
        far = disc(patch, x, y, radius)
        inside = covered(far, 0.35) * mask
        patch.od *= 1.0 - rng.uniform(0.24, 0.42) * inside
        patch.wash(mask * 0.20 * np.exp(-((far / 0.20) ** 2)), dye)


def folds(patch: Patch, rng: np.random.Generator, radius: float, mask: Array, dye: Array, count: int) -> None:
    """Draw folds of the nucleus: faint dark lines beside light ones."""
    for _ in range(count):
        angle, off = rng.uniform(0, 2 * np.pi), rng.uniform(-0.4, 0.4) * radius
        along, side = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
        ends = [along * rng.uniform(0.3, 0.95) * radius * sign + side * off for sign in (-1, 1)]
        middle = side * (off + rng.normal(0, 0.25) * radius)
        first = capsule(patch, (ends[0][0], ends[0][1]), (middle[0], middle[1]), 0.05)
        last = capsule(patch, (middle[0], middle[1]), (ends[1][0], ends[1][1]), 0.05)
        far = softest(first, last, 0.5)
        patch.wash(0.17 * mask * np.exp(-((far / 0.32) ** 2)), dye)
        patch.od *= 1.0 - 0.07 * mask * np.exp(-(((far - 0.55) / 0.4) ** 2))
