"""What does the camera see of a scene? A picture, and its bytes for the client, which tell nothing else."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cases.smears.canvas import Glass
from cases.smears.drawing import DRAWN, FIRM, RED_KINDS, SOLID
from cases.smears.noise import Array
from cases.smears.placement import contacts_of, embraced, flattened
from cases.smears.red_cells import draw_red_cell, outline_of
from cases.smears.scene import Cell, Scene
from cases.smears.streams import Layer, stream

Picture = NDArray[np.uint8]

SOFT = "reactive-lymphocyte"  # flows around the red cells it touches
QUALITY, QUICK, THOROUGH, MOST_BYTES = 80, 2, 4, 100_000
# Of the picture of one cell: on a slow phone many are fetched at once.
MOST_CROP_BYTES = 4_000
# Quality of a second, more thorough encoding, and its size as a share of the first (measured on crowded marrows).
THRIFTY = {70: 0.80, 60: 0.67, 48: 0.58, 40: 0.52, 30: 0.45, 20: 0.37, 10: 0.27}


def picture_of(scene: Scene) -> Picture:
    """Return the picture of a scene, (rows, columns, 3), at 10 pixels for each um."""
    glass = Glass(scene)
    cells = [cell for cell in scene.cells if _is_seen(cell, scene)]
    pressed = {cell.number: cell for cell in flattened([cell for cell in cells if cell.kind in FIRM])}
    red = [cell for cell in cells if cell.kind in RED_KINDS]
    pressed |= {number: embraced(cell, red) for number, cell in pressed.items() if cell.kind == SOFT}
    solid = [cell for cell in cells if cell.kind in RED_KINDS or cell.kind in FIRM]
    outlines = {cell.number: _outline(scene.seed, cell) for cell in red}
    contacts = contacts_of(solid, outlines, {cell.number for cell in solid if cell.kind in FIRM})
    for cell in red:
        draw_red_cell(glass, cell, outlines[cell.number], contacts.get(cell.number, ()))
    for cell in cells:
        if cell.kind in DRAWN:
            patch = DRAWN[cell.kind](scene.seed, scene.stain, pressed.get(cell.number, cell))
            if cell.kind in SOLID:
                glass.hide_below(patch)
            glass.lay(patch)
    return glass.developed()


def webp_of(picture: Picture, most_bytes: int = MOST_BYTES) -> bytes:
    """Return a picture as WebP: pixels and their size, no other data; of lower quality where it would be too large."""
    image = Image.fromarray(picture)
    first = encoded = _encoded(image, QUALITY, QUICK)
    for quality, share in THRIFTY.items():
        if len(encoded) <= most_bytes:
            break
        if share * len(first) <= most_bytes or quality == min(THRIFTY):
            encoded = _encoded(image, quality, THOROUGH)
    return encoded


def _encoded(image: Image.Image, quality: int, method: int) -> bytes:
    written = io.BytesIO()
    image.save(written, "WEBP", quality=quality, method=method)
    return written.getvalue()


def _is_seen(cell: Cell, scene: Scene) -> bool:
    reach = 1.6 * cell.r + 1.5
    return -reach < cell.x < scene.width_um + reach and -reach < cell.y < scene.height_um + reach


def _outline(seed: int, cell: Cell) -> Array:
    return outline_of(stream(seed, cell.number, Layer.SHAPE), cell)
