"""How does a red cell look? Its shape, its pallor, what it holds, and how it yields to its neighbors."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from cases.smears.canvas import Glass, Patch, dots
from cases.smears.noise import PX_PER_UM, Array, noise
from cases.smears.outlines import (
    THETA,
    Grid,
    disc_cut,
    ellipse,
    grid,
    line_cut,
    smooth,
    softest,
    steepness,
    wobbly,
)
from cases.smears.scene import Cell
from cases.smears.streams import Layer, stream

PROFILE_STEPS, PROFILE_REACH = 256, 1.3
DENSE = {"spherocyte": 1.25, "schistocyte": 1.08, "polychromatic": 0.95}
Neighbors = Sequence[tuple[float, float, float, bool]]


def draw_red_cell(glass: Glass, cell: Cell, alone: Array, neighbors: Neighbors) -> None:
    """Lay a red cell on the glass; `alone` is its outline without neighbors.

    These are (direction, distance to the common border or to the center, radius, firm): a firm one is a round cell
    whose disc of that radius presses into this one; others share a straight border.
    """
    rng = stream(glass.scene.seed, cell.number, Layer.TEXTURE)
    radii = pressed(alone, neighbors)
    half = int(np.ceil((float(radii.max()) + 0.4) * PX_PER_UM))
    patch = grid(half)
    soft = 0.20 + 0.16 * min(abs(cell.z), 1.5)
    distance = (patch.rho - radii[patch.angle]) / steepness(radii)[patch.angle]
    amount = smooth(0.5 - distance / soft)
    amount *= body(rng, cell, patch, radii, half)
    amount *= 1.0 + 0.022 * noise(rng, patch.shape, 0.15, 1.2)
    column, row = round(cell.x * PX_PER_UM), round(cell.y * PX_PER_UM)
    glass.lay_hemoglobin(amount, column, row)
    if cell.kind == "polychromatic" or cell["howell-jolly"] or cell["stippling"]:
        _draw_inside(glass, cell, amount)


def pressed(radii: Array, neighbors: Neighbors) -> Array:
    """Return the outline as neighbors leave it; what is pressed in on one side bulges a little on the others."""
    made = radii
    for direction, distance, radius, is_firm in neighbors:
        if is_firm:
            made = disc_cut(made, direction, distance, radius, 0.35)
        else:
            made = line_cut(made, direction, distance, 0.8)
    if made is radii:
        return radii
    grown = np.sqrt(float((radii**2).sum() / (made**2).sum()))
    bulged: Array = softest(radii * np.float32(min(grown, 1.06)), made * np.float32(1.015), 0.2)
    return bulged


def outline_of(rng: np.random.Generator, cell: Cell) -> Array:
    """Return the radii of a red cell that lies alone."""
    if cell.kind == "teardrop":
        return _teardrop(rng, cell)
    if cell.kind == "schistocyte":
        return _fragment(rng, cell)
    round_ish = wobbly(rng, 1.0, 0.012 + 0.008 * (cell.kind in ("polychromatic", "hypochromic")))
    radii = ellipse(cell.r, cell["ratio"] or 1.0, cell["turn"]) * round_ish
    if cell["crenations"]:
        radii = radii * _crenations(rng, cell["crenations"])
    return radii.astype(np.float32)


def _crenations(rng: np.random.Generator, count: float) -> Array:
    """Return the scallops of a crenated cell (x radius): of unequal height and distance, or it looks like a gear."""
    warped = THETA + 0.5 * (wobbly(rng, 1.0, 0.2, 5) - 1.0)
    scallops: Array = 0.05 * wobbly(rng, 1.0, 0.3, 6) * np.cos(count * warped + rng.uniform(0, 6)) ** 3
    return 1.0 + scallops


def _teardrop(rng: np.random.Generator, cell: Cell) -> Array:
    """Return a round body drawn out into one tail, blunt at its end."""
    angle = (THETA - cell["turn"] + np.pi) % (2 * np.pi) - np.pi
    tail, width = rng.uniform(0.85, 1.5), rng.uniform(0.19, 0.30)
    radii = 0.93 * cell.r * (1.0 + tail * np.exp(-((np.abs(angle) / width) ** 1.25)))
    limit = np.float32(0.93 * cell.r * (1.0 + 0.86 * tail))
    return softest(radii.astype(np.float32), np.full_like(THETA, limit), 0.35) * wobbly(rng, 1.0, 0.01)


def _fragment(rng: np.random.Generator, cell: Cell) -> Array:
    """Return one of FRAGMENTS: a disc cut by lines or bitten by discs, sharp-cornered."""
    cut = FRAGMENTS[int(cell["form"]) % len(FRAGMENTS)]
    return cut(rng, wobbly(rng, cell.r, 0.03), cell["turn"], cell.r)


def _side(rng: np.random.Generator, radii: Array, direction: float, distance: float, r: float) -> Array:
    """Return the outline cut at a distance, seldom quite straight: a torn membrane bows inwards."""
    bow = rng.uniform(2.5, 12.0) * r
    return disc_cut(radii, direction, distance + bow, bow, 0.22)


def _helmet(rng: np.random.Generator, radii: Array, turn: float, r: float) -> Array:
    return _side(rng, radii, turn, rng.uniform(0.12, 0.35) * r, r)


def _triangle(rng: np.random.Generator, radii: Array, turn: float, r: float) -> Array:
    for k in range(3):
        direction = turn + 2 * np.pi * k / 3 + rng.normal(0, 0.18)
        radii = _side(rng, radii, direction, rng.uniform(0.40, 0.72) * r, r)
    return radii


def _crescent(rng: np.random.Generator, radii: Array, turn: float, r: float) -> Array:
    return disc_cut(radii, turn, rng.uniform(1.0, 1.12) * r, 0.86 * r, 0.25)


def _horned(rng: np.random.Generator, radii: Array, turn: float, r: float) -> Array:
    return disc_cut(radii, turn, 0.98 * r, rng.uniform(0.42, 0.54) * r, 0.22)


def _scrap(rng: np.random.Generator, radii: Array, turn: float, r: float) -> Array:
    """Two unequal cuts that meet in a corner."""
    radii = _side(rng, radii, turn, rng.uniform(0.15, 0.4) * r, r)
    return _side(rng, radii, turn + rng.uniform(1.2, 2.1), rng.uniform(0.2, 0.5) * r, r)


def _bayed_helmet(rng: np.random.Generator, radii: Array, turn: float, r: float) -> Array:
    radii = line_cut(radii, turn, rng.uniform(0.45, 0.6) * r, 0.2)
    return disc_cut(radii, turn, 0.86 * r, rng.uniform(0.38, 0.5) * r, 0.18)


def _waisted(rng: np.random.Generator, radii: Array, turn: float, r: float) -> Array:
    for side in (0.0, rng.uniform(2.6, 3.6)):
        radii = disc_cut(radii, turn + side, rng.uniform(1.0, 1.15) * r, rng.uniform(0.5, 0.65) * r, 0.25)
    return radii


FRAGMENTS = (_helmet, _triangle, _crescent, _horned, _scrap, _bayed_helmet, _waisted)


def body(rng: np.random.Generator, cell: Cell, patch: Grid, radii: Array, half: int) -> Array:
    """Return the hemoglobin (x one cell) within the outline: less in the center, a little more in a ring."""
    if cell.kind in DENSE:
        inside = patch.rho / np.float32(cell.r)
        fall = 0.10 if cell.kind == "spherocyte" else 0.04
        dense: Array = np.float32(cell["hemoglobin"] * DENSE[cell.kind]) * (1.0 - fall * inside**2)
        return dense
    shift = rng.normal(0.0, 0.055 * cell.r * PX_PER_UM, 2)
    limit = 0.2 * cell.r * PX_PER_UM
    dx, dy = (round(float(np.clip(value, -limit, limit))) for value in shift)
    centered = grid(half, (dx, dy))
    pallor = _profile(cell.kind, round(cell["pallor"], 2), round(cell["depth"], 2))
    step = (PROFILE_STEPS - 1) / PROFILE_REACH
    relative = np.float32(step) / radii
    places = np.minimum(centered.rho * relative[centered.angle], PROFILE_STEPS - 1).astype(np.int16)
    return np.float32(cell["hemoglobin"]) * pallor[places]


@cache
def _profile(kind: str, pallor: float, depth: float) -> Array:
    """Return hemoglobin by distance from the center, in shares of the radius up to PROFILE_REACH."""
    rho = np.linspace(0.0, PROFILE_REACH, PROFILE_STEPS, dtype=np.float32)
    if kind == "target":
        return (0.40 + 0.66 * _step(rho, 0.55, 0.76) + 0.56 * (1.0 - _step(rho, 0.16, 0.42))).astype(np.float32)
    edge = 0.55 * pallor
    made = 1.0 - depth * (1.0 - _step(rho, edge, edge + 0.42 - 0.10 * (kind == "hypochromic")))
    return (made + 0.10 * np.exp(-(((rho - 0.86) / 0.10) ** 2)) + 0.05 * (rho > 0.94)).astype(np.float32)


def _step(values: Array, low: float, high: float) -> Array:
    return smooth((values - low) / (high - low))


def _draw_inside(glass: Glass, cell: Cell, amount: Array) -> None:
    """Draw what a red cell holds beside hemoglobin: remnants of its nucleus or of its ribosomes."""
    rng = stream(glass.scene.seed, cell.number, Layer.GRANULES)
    dyes = glass.scene.stain.dyes
    patch = Patch(cell.x, cell.y, (amount.shape[0] // 2) / PX_PER_UM)
    if cell.kind == "polychromatic":
        blue = dyes["polychromatic"] - dyes["red-cell"]
        cloudy = 0.95 + 0.07 * noise(rng, patch.shape, 0.4, 1.6)
        patch.wash(np.minimum(amount, 1.0) * cell["blue"] * cloudy, blue)
    if cell["howell-jolly"]:
        angle, far = rng.uniform(0, 2 * np.pi), rng.uniform(0.3, 0.6) * cell.r
        at = np.array([[far * np.cos(angle)], [far * np.sin(angle)]], dtype=np.float32)
        size = np.array([rng.uniform(0.36, 0.52)], dtype=np.float32)
        patch.wash(0.95 * dots(patch, at[0], at[1], size, 0.14), dyes["pyknotic-nucleus"])
    if cell["stippling"]:
        count = int(rng.integers(26, 46))
        away, around = 0.86 * cell.r * np.sqrt(rng.uniform(0, 1, count)), rng.uniform(0, 2 * np.pi, count)
        sizes = rng.uniform(0.08, 0.16, count)
        found = dots(patch, away * np.cos(around), away * np.sin(around), sizes, 0.10)
        patch.wash(0.7 * found, dyes["granulomere"])
    patch.blur(cell.z)
    glass.lay(patch)
