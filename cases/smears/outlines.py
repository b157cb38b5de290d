"""What outline has a cell? Radii around a center, bent, cut and pressed against its neighbors."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from cases.smears.noise import PX_PER_UM, Array

ANGLES = 512
THETA: Array = np.linspace(-np.pi, np.pi, ANGLES, endpoint=False, dtype=np.float32)
REACH_UM = 48.0


class Grid(NamedTuple):
    """Distance (um) and index into THETA of each pixel of a square patch around its center."""

    rho: Array
    angle: np.ndarray[tuple[int, ...], np.dtype[np.int16]]

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return int(self.rho.shape[0]), int(self.rho.shape[1])


@cache
def _whole() -> Grid:
    half = round(REACH_UM * PX_PER_UM)
    axis = np.arange(-half, half + 1, dtype=np.float32) / PX_PER_UM
    theta = np.arctan2(axis[:, None], axis[None, :])
    index = ((theta + np.pi) * (ANGLES / (2 * np.pi)) + 0.5).astype(np.int16) % ANGLES
    return Grid(np.hypot(axis[:, None], axis[None, :]), index.astype(np.int16))


def grid(half_px: int, shift_px: tuple[int, int] = (0, 0)) -> Grid:
    """Return the patch of 2 * half_px + 1 pixels a side; its center lies `shift_px` (x, y) off the middle."""
    whole = _whole()
    middle = whole.rho.shape[0] // 2
    rows = slice(middle - half_px - shift_px[1], middle + half_px + 1 - shift_px[1])
    columns = slice(middle - half_px - shift_px[0], middle + half_px + 1 - shift_px[0])
    return Grid(whole.rho[rows, columns], whole.angle[rows, columns])


def axes(half_px: int) -> tuple[Array, Array]:
    """Return x (1, n) and y (n, 1) in um of a patch around its center."""
    axis = np.arange(-half_px, half_px + 1, dtype=np.float32) / PX_PER_UM
    return axis[None, :], axis[:, None]


def wobbly(rng: np.random.Generator, radius: float, amplitude: float, most: int = 6) -> Array:
    """Return the radii (um) of a nearly round outline, rough at orders 2 to `most`, finer ones less so."""
    orders = np.arange(2, most + 1)
    sizes = rng.normal(0.0, amplitude, orders.size) / (orders - 1)
    phases = rng.uniform(0.0, 2 * np.pi, orders.size)
    waves = np.cos(orders[:, None] * THETA[None, :] + phases[:, None])
    return (radius * (1.0 + sizes @ waves)).astype(np.float32)


def ellipse(radius: float, ratio: float, turn: float) -> Array:
    """Return the radii of an ellipse of the area of a disc of `radius`; ratio of its axes, turn of the long one."""
    long, short = radius / np.sqrt(ratio), radius * np.sqrt(ratio)
    across, along = np.sin(THETA - turn), np.cos(THETA - turn)
    return (long * short / np.sqrt((short * along) ** 2 + (long * across) ** 2)).astype(np.float32)


def softest(a: Array, b: Array, softness: float) -> Array:
    """Return the minimum of two arrays, rounded over `softness` where they meet (polynomial, Quilez 2013)."""
    share = np.clip(0.5 + 0.5 * (b - a) / softness, 0.0, 1.0)
    lower: Array = b + (a - b) * share - softness * share * (1.0 - share)
    return lower


def line_cut(radii: Array, direction: float, distance: float, softness: float) -> Array:
    """Return the outline cut by a straight line at `distance` (> 0, um) from the center in a direction."""
    facing = np.cos(THETA - direction)
    limit = np.where(facing > 0.05, distance / np.maximum(facing, 0.05), 1e3).astype(np.float32)
    return softest(radii, limit, softness)


def disc_cut(radii: Array, direction: float, distance: float, radius: float, softness: float) -> Array:
    """Return the outline bitten by a disc whose center lies at `distance` > `radius` in a direction (all um)."""
    facing = np.cos(THETA - direction)
    inside = radius**2 - (distance * np.sin(THETA - direction)) ** 2
    hit = (facing > 0) & (inside > 0)
    limit = np.where(hit, distance * facing - np.sqrt(np.maximum(inside, 0.0)), 1e3).astype(np.float32)
    return softest(radii, limit, softness)


def rounded(radii: Array, degrees: float) -> Array:
    """Return the outline with corners rounded over an angle: the running mean of its radii, twice."""
    half = max(round(degrees / 720.0 * ANGLES), 1)
    window = np.full(2 * half + 1, 1.0 / (2 * half + 1))
    for _ in "12":
        radii = np.convolve(np.concatenate([radii[-half:], radii, radii[:half]]), window, mode="valid")
    return radii.astype(np.float32)


def steepness(radii: Array) -> Array:
    """Return by how much the radial distance to an outline overstates the true one, at each angle."""
    slope = (np.roll(radii, -1) - np.roll(radii, 1)) / (2.0 * (2.0 * np.pi / ANGLES))
    steep: Array = np.sqrt(1.0 + (slope / radii) ** 2).astype(np.float32)
    return steep


def smooth(share: Array) -> Array:
    """Return the smooth step of shares, 0 below 0 and 1 above 1; works in place."""
    np.clip(share, 0.0, 1.0, out=share)
    step: Array = share * share * (3.0 - 2.0 * share)
    return step


def covered(distance: Array, softness: float) -> Array:
    """Return how far each pixel is covered by what lies where the signed distance (um) is negative."""
    return smooth(0.5 - distance / softness)


def distance_to(radii: Array, patch: Grid) -> Array:
    """Return the signed distance (um) of each pixel to an outline, negative inside."""
    distance: Array = (patch.rho - radii[patch.angle]) / steepness(radii)[patch.angle]
    return distance
