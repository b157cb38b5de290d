"""How large and of what form is what was drawn? Lengths, widths and dents, measured as with a ruler on the picture."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cases.smears.lobes import Lobed
from cases.smears.noise import PX_PER_UM, Array
from cases.smears.outlines import ANGLES, THETA

Points = NDArray[np.float64]

PX_AREA_UM2 = 1.0 / PX_PER_UM**2


class Form(NamedTuple):
    """A mass: longest and shortest way across (um), thickness of its thickest part (um), share of its convex hull.

    `x` and `y` (um) are its middle, from that of the cell.
    """

    long_um: float
    short_um: float
    thick_um: float
    fullness: float
    x: float = 0.0
    y: float = 0.0

    @property
    def is_strip(self) -> bool:
        """Whether it is much longer along its bend than it is thick."""
        return self.fullness * self.long_um * self.short_um > 2.3 * self.thick_um**2


class Bridge(NamedTuple):
    """What joins two masses: its length and its thickness, um."""

    long_um: float
    thick_um: float


def form_of(distance: Array) -> Form:
    """Return the form of what lies where the signed distance (um, square patch) is negative."""
    inside = distance < 0.0
    middle = inside.shape[0] // 2
    rows, columns = np.nonzero(inside)
    points = np.stack([columns - middle, rows - middle], axis=1) / PX_PER_UM
    across = np.linalg.eigvalsh(np.cov(points.T))
    short, long = 4.0 * np.sqrt(np.maximum(across, 1e-6))
    hull = area_of(hull_of(_rims(inside)) / PX_PER_UM)
    fullness = min(float(inside.sum()) * PX_AREA_UM2 / max(hull, 1e-6), 1.0)
    x, y = points.mean(axis=0)
    return Form(float(long), float(short), 2.0 * float(-distance.min()), fullness, float(x), float(y))


def form_of_outline(radii: Array, x: float = 0.0, y: float = 0.0) -> Form:
    """Return the form of an outline, one radius (um) for each angle; its ways across go through the center."""
    across = radii[: ANGLES // 2] + radii[ANGLES // 2 :]
    points = np.stack([radii * np.cos(THETA), radii * np.sin(THETA)], axis=1).astype(float)
    fullness = min(area_of(points) / area_of(hull_of(points)), 1.0)
    return Form(float(across.max()), float(across.min()), 2.0 * float(radii.min()), fullness, x, y)


def chain_of(nucleus: Lobed) -> tuple[tuple[Form, ...], tuple[Bridge, ...]]:
    """Return the masses of a segmented nucleus in their order, and the threads between them."""
    masses = tuple(form_of_outline(lobe.radii, lobe.x, lobe.y) for lobe in nucleus.lobes)
    bridges = []
    for thread in nucleus.threads:
        way = np.array([thread.start, thread.middle, thread.end])
        whole = float(np.hypot(*np.diff(way, axis=0).T).sum())
        bridges.append(Bridge(max(whole - 0.5, 0.2), 2.0 * thread.half_um))  # a quarter of a um lies in either mass
    return masses, tuple(bridges)


def halves_of(distance: Array) -> tuple[tuple[Form, ...], tuple[Bridge, ...]]:
    """Return the two masses of a nucleus drawn in at its middle, and the bridge between them."""
    inside = distance < 0.0
    axis = np.arange(inside.shape[0]) - inside.shape[0] // 2
    x, y = np.meshgrid(axis / PX_PER_UM, axis / PX_PER_UM)
    points = np.stack([x[inside], y[inside]])
    direction = np.linalg.eigh(np.cov(points))[1][:, 1]
    middle = points.mean(axis=1)
    along = (x - middle[0]) * direction[0] + (y - middle[1]) * direction[1]
    sides = [np.where(keep, distance, 1.0) for keep in (along < 0, along >= 0)]
    columns = np.bincount(np.rint((along[inside] + 20.0) * 5).astype(int), minlength=200)  # 0.2 um along the axis
    widths = columns * PX_AREA_UM2 * 5
    waist = slice(100 - 8, 100 + 9)
    return (
        tuple(form_of(side.astype(np.float32)) for side in sides),
        (Bridge(0.2 * float((widths[waist] < 1.0).sum()), max(float(widths[waist].min()), 0.2)),),
    )


def _rims(inside: NDArray[np.bool_]) -> Points:
    """Return the first and the last pixel of each row that has any, (n, 2)."""
    rows = np.nonzero(inside.any(axis=1))[0]
    first = inside[rows].argmax(axis=1)
    last = inside.shape[1] - 1 - inside[rows][:, ::-1].argmax(axis=1)
    corners = [(x + dx, y + dy) for x, y in ((first, rows), (last, rows)) for dx in (-0.5, 0.5) for dy in (-0.5, 0.5)]
    return np.concatenate([np.stack(corner, axis=1) for corner in corners]).astype(float)


def hull_of(points: Points) -> Points:
    """Return the corners of the convex hull of points (n, 2), in order (Andrew 1979, monotone chain)."""
    ordered = points[np.lexsort((points[:, 1], points[:, 0]))].tolist()
    hull: list[list[float]] = []
    for way in (ordered, ordered[::-1]):
        start = len(hull)
        for point in way:
            while len(hull) - start > 1 and _turn(hull[-2], hull[-1], point) <= 0:
                hull.pop()
            hull.append(point)
        hull.pop()
    return np.array(hull)


def _turn(a: list[float], b: list[float], c: list[float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def area_of(corners: Points) -> float:
    """Return the area of a polygon (n, 2)."""
    x, y = corners.T
    return 0.5 * abs(float((x * np.roll(y, -1) - y * np.roll(x, -1)).sum()))
