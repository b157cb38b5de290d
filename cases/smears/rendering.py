"""What does the camera see of a scene? A picture, and its bytes for the client, which tell nothing else."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cases.smears.canvas import Glass
from cases.smears.drawing import DRAWN, FIRM, RED_KINDS
from cases.smears.noise import PX_PER_UM, Array
from cases.smears.outlines import covered, grid
from cases.smears.placement import contacts_of
from cases.smears.red_cells import draw_red_cell, outline_of
from cases.smears.scene import Cell, Scene
from cases.smears.streams import Layer, stream

Picture = NDArray[np.uint8]

WEBP_QUALITIES, WEBP_METHOD, MOST_BYTES = (80, 60, 40, 25), 2, 100_000
CLEARED = 0.93  # of the hemoglobin below a firm cell


def picture_of(scene: Scene) -> Picture:
    """Return the picture of a scene, (rows, columns, 3), at 10 pixels for each um."""
    glass = Glass(scene)
    cells = [cell for cell in scene.cells if _is_seen(cell, scene)]
    red = [cell for cell in cells if cell.kind in RED_KINDS]
    solid = [cell for cell in cells if cell.kind in RED_KINDS or cell.kind in FIRM]
    outlines = {cell.number: _outline(scene.seed, cell) for cell in red}
    contacts = contacts_of(solid, outlines, {cell.number for cell in solid if cell.kind in FIRM})
    for cell in red:
        draw_red_cell(glass, cell, outlines[cell.number], contacts.get(cell.number, ()))
    for cell in cells:
        if cell.kind in DRAWN:
            if cell.kind in FIRM:
                _clear_below(glass, cell)
            glass.lay(DRAWN[cell.kind](scene.seed, scene.stain, cell))
    return glass.developed()


def webp_of(picture: Picture, most_bytes: int = MOST_BYTES) -> bytes:
    """Return a picture as WebP: pixels and their size, no other data; of lower quality where it would be too large."""
    image = Image.fromarray(picture)
    for quality in WEBP_QUALITIES:
        encoded = io.BytesIO()
        image.save(encoded, "WEBP", quality=quality, method=WEBP_METHOD)
        if encoded.tell() <= most_bytes:
            break
    return encoded.getvalue()


def _is_seen(cell: Cell, scene: Scene) -> bool:
    reach = 1.6 * cell.r + 1.5
    return -reach < cell.x < scene.width_um + reach and -reach < cell.y < scene.height_um + reach


def _outline(seed: int, cell: Cell) -> Array:
    return outline_of(stream(seed, cell.number, Layer.SHAPE), cell)


def _clear_below(glass: Glass, cell: Cell) -> None:
    """Leave little of the red cells below a firm cell."""
    half = round((cell.r + 0.5) * PX_PER_UM)
    share = CLEARED * covered(grid(half).rho - np.float32(cell.r), 0.5)
    glass.clear(share, round(cell.x * PX_PER_UM), round(cell.y * PX_PER_UM))
