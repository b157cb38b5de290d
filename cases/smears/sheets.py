"""How does a whole film look at a glance? A field, a field of marrow and white cells of one patient on one sheet."""

from __future__ import annotations

import numpy as np

from cases.smears.fields import field_of
from cases.smears.film import Film
from cases.smears.gallery import white_cells_of
from cases.smears.marrow import Marrow
from cases.smears.marrow_fields import marrow_field_of
from cases.smears.rendering import Picture, picture_of
from cases.smears.scene import Scene

FIELD_SHRUNK, CROP_SHRUNK = 3, 2
COLUMNS, ROWS = 10, 2
GAP_PX = 6


def sheet_of(film: Film, marrow: Marrow, seed: int) -> Picture:
    """Return the first field of the film beside the first of the marrow, above a gallery of twenty white cells."""
    crops = [_small(crop, CROP_SHRUNK) for crop in white_cells_of(film, seed, 0, COLUMNS * ROWS)]
    fields = [_small(field_of(film, seed, 0), FIELD_SHRUNK), _small(marrow_field_of(marrow, seed, 0), FIELD_SHRUNK)]
    width = 2 * fields[0].shape[1] + GAP_PX
    strips = [_row(fields, width)]
    strips += [_row(crops[k * COLUMNS : (k + 1) * COLUMNS], width) for k in range(ROWS)]
    return _stacked(strips, width)


def gallery_of(film: Film, seed: int, columns: int, rows: int) -> Picture:
    """Return white cells of a film at full size, side by side."""
    crops = [picture_of(crop) for crop in white_cells_of(film, seed, 0, columns * rows)]
    return np.concatenate([np.concatenate(crops[k * columns : (k + 1) * columns], axis=1) for k in range(rows)])


def _small(scene: Scene, times: int) -> Picture:
    """Return the picture of a scene at a fraction of its size: the mean of squares of pixels."""
    picture = picture_of(scene)
    rows, columns = picture.shape[0] // times, picture.shape[1] // times
    squares = picture[: rows * times, : columns * times].reshape(rows, times, columns, times, 3)
    return squares.mean(axis=(1, 3)).astype(np.uint8)


def _row(pictures: list[Picture], width: int) -> Picture:
    """Return pictures spread over a white strip."""
    strip = np.full((pictures[0].shape[0], width, 3), 255, dtype=np.uint8)
    taken = sum(picture.shape[1] for picture in pictures)
    space = (width - taken) / max(len(pictures) - 1, 1)
    left = 0.0
    for picture in pictures:
        strip[:, round(left) : round(left) + picture.shape[1]] = picture
        left += picture.shape[1] + space
    return strip


def _stacked(strips: list[Picture], width: int) -> Picture:
    gap = np.full((GAP_PX, width, 3), 255, dtype=np.uint8)
    parts = [part for strip in strips for part in (strip, gap)]
    return np.concatenate(parts[:-1])
