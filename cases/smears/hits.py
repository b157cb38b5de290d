"""Which cell lies under a point? By the outline that is drawn, so that a tail belongs to its cell."""

from __future__ import annotations

import math

from cases.smears.drawing import RED_KINDS
from cases.smears.outlines import ANGLES
from cases.smears.red_cells import outline_of
from cases.smears.scene import PLATELET_TOLERANCE_UM, TOLERANCE_UM, Cell, Scene
from cases.smears.streams import Layer, stream

LONGEST = 1.9  # radii that the longest tail reaches


def cell_under(scene: Scene, x_um: float, y_um: float) -> Cell | None:
    """Return the topmost cell whose outline holds a point, else the closest within the tolerance, if any."""
    best: tuple[bool, float] = (True, 0.0)
    found: Cell | None = None
    for cell in reversed(scene.cells):
        reach = PLATELET_TOLERANCE_UM if cell.kind == "platelet" else TOLERANCE_UM
        if cell["debris"] or math.hypot(cell.x - x_um, cell.y - y_um) > LONGEST * cell.r + reach:
            continue
        apart = distance_um(scene.seed, cell, x_um, y_um)
        rank = (apart > 0.0, max(apart, 0.0))
        if apart <= reach and (found is None or rank < best):
            best, found = rank, cell
    return found


def distance_um(seed: int, cell: Cell, x_um: float, y_um: float) -> float:
    """Return how far a point lies outside the outline of a cell along the line to its center; negative within."""
    away, direction = math.hypot(x_um - cell.x, y_um - cell.y), math.atan2(y_um - cell.y, x_um - cell.x)
    if cell.kind not in RED_KINDS:
        return away - cell.r
    radii = outline_of(stream(seed, cell.number, Layer.SHAPE), cell)
    return away - float(radii[round((direction + math.pi) * ANGLES / (2 * math.pi)) % ANGLES])
