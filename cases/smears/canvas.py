"""How do dyes add up to light? Patches of optical density, the glass they are laid on, and the picture of it."""

from __future__ import annotations

import numpy as np

from cases.smears.noise import PX_PER_UM, Array, field_noise
from cases.smears.outlines import Grid, grid
from cases.smears.scene import Scene
from cases.smears.stain import Stain
from cases.smears.streams import FIELD, Layer, stream

# Where cells overlap, hemoglobin above KNEE (x one cell) darkens less and less: two cells never look black. By eye.
KNEE, SPAN, SLOPE = 1.05, 0.62, 0.95
FILM_OD, FILM_SPREAD = 0.010, 0.0040
FILM_TINT = np.array([0.8, 1.0, 0.9], dtype=np.float32)
HIDDEN, OPAQUE_OD = 0.95, 0.12  # hemoglobin below a firm cell is taken away where its green density is as much
SENSOR_SD = 1.5  # of 255
CORNER_LOSS = 0.045  # share of the light lost in a corner
Box = tuple[slice, slice]  # rows, columns

UM_A_BLUR = 0.45  # out of focus by which one more pass of the binomial filter is due


class Patch:
    """Optical density (3, n, n) of one cell and its grid, to be laid on the glass at whole pixels around (x, y) um."""

    def __init__(self, x: float, y: float, reach_um: float) -> None:
        self.half = int(np.ceil(reach_um * PX_PER_UM))
        self.column, self.row = round(x * PX_PER_UM), round(y * PX_PER_UM)
        self.grid: Grid = grid(self.half)
        self.od: Array = np.zeros((3, *self.grid.shape), dtype=np.float32)
        self.body: Array | None = None  # signed distance (um) to the cell's own outline, which its nucleus keeps within
        self.nucleus: Array | None = None  # signed distance (um) to the nucleus
        self.has_nucleoli = False

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.grid.shape

    def wash(self, amount: Array, dye: Array) -> None:
        """Add `amount` (n, n) of a dye (3,)."""
        self.od += amount * dye[:, None, None]

    def cover(self, share: Array) -> None:
        """Hide what lies below by a share (n, n), 0 to 1."""
        self.od *= 1.0 - share

    def blur(self, z_um: float) -> None:
        """Put the patch out of focus."""
        for _ in range(round(abs(z_um) / UM_A_BLUR)):
            self.od = binomial(binomial(self.od, 1), 2)


def binomial(values: Array, axis: int) -> Array:
    """Return the values filtered by (1, 2, 1) / 4 along an axis; the edges stay."""
    inner = np.moveaxis(values, axis, -1)
    made = inner.copy()
    made[..., 1:-1] = 0.5 * inner[..., 1:-1] + 0.25 * (inner[..., :-2] + inner[..., 2:])
    return np.moveaxis(made, -1, axis)


class Glass:
    """A field under way: hemoglobin (x one cell) in one layer, every other dye as optical density in another."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.hemoglobin: Array = np.zeros(scene.shape, dtype=np.float32)
        self.od: Array = np.zeros((3, *scene.shape), dtype=np.float32)

    def lay(self, patch: Patch) -> None:
        """Add the dyes of a patch where it lies on the field."""
        here, there = self._overlap(patch.half, patch.column, patch.row)
        self.od[(slice(None), *here)] += patch.od[(slice(None), *there)]

    def lay_hemoglobin(self, amount: Array, column: int, row: int) -> None:
        """Add hemoglobin (n, n) around a pixel."""
        here, there = self._overlap(amount.shape[0] // 2, column, row)
        self.hemoglobin[here] += amount[there]

    def hide_below(self, patch: Patch) -> None:
        """Take away the hemoglobin below a firm cell, wherever the cell has any dye."""
        here, there = self._overlap(patch.half, patch.column, patch.row)
        self.hemoglobin[here] *= 1.0 - HIDDEN * np.minimum(patch.od[1][there] / OPAQUE_OD, 1.0)

    def _overlap(self, half: int, column: int, row: int) -> tuple[Box, Box]:
        """Return where a patch meets the field, in the field and in the patch; both empty where it does not."""
        rows, columns = self.scene.shape
        y, x = row - half, column - half
        top, bottom = (min(max(edge, 0), rows) for edge in (y, row + half + 1))
        left, right = (min(max(edge, 0), columns) for edge in (x, column + half + 1))
        here = slice(top, bottom), slice(left, right)
        return here, (slice(top - y, bottom - y), slice(left - x, right - x))

    def developed(self) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
        """Return the picture, (rows, columns, 3) of 0 to 255."""
        rng = stream(self.scene.seed, FIELD, Layer.GLASS)
        over = self.hemoglobin > KNEE
        self.hemoglobin[over] = KNEE * (1.0 + SPAN * np.tanh(SLOPE * (self.hemoglobin[over] / KNEE - 1.0)))
        film = FILM_OD + FILM_SPREAD * field_noise(rng, self.scene.shape, 0.6, 3.0)
        grain = field_noise(rng, self.scene.shape, 0.03, 0.09)
        dark = corners(self.scene.shape)
        picture = np.empty((*self.scene.shape, 3), dtype=np.uint8)
        stain: Stain = self.scene.stain
        for channel, red in enumerate(stain.dyes["red-cell"]):
            light = self.od[channel]
            light += self.hemoglobin * red
            light += film * FILM_TINT[channel]
            light += dark
            np.negative(light, out=light)
            np.exp(light, out=light)
            light = binomial(binomial(light, 0), 1)
            light *= stain.background[channel]
            light += SENSOR_SD * grain
            picture[:, :, channel] = np.clip(light, 0.0, 255.0)
        return picture


def corners(shape: tuple[int, int]) -> Array:
    """Return the optical density that the lens adds towards the corners."""
    y = np.linspace(-1.0, 1.0, shape[0], dtype=np.float32)[:, None]
    x = np.linspace(-1.0, 1.0, shape[1], dtype=np.float32)[None, :]
    return CORNER_LOSS * 0.5 * (x**2 + y**2) if max(shape) > 400 else np.zeros(shape, dtype=np.float32)


def dots(patch: Patch, x: Array, y: Array, radius: Array, softness: float = 0.16) -> Array:
    """Return how far each pixel is covered by soft discs at (x, y) of these radii (um, around the patch's center)."""
    reach = int(np.ceil((float(radius.max(initial=0.1)) + softness) * PX_PER_UM))
    steps = np.arange(-reach, reach + 1)
    column, row = np.rint(x * PX_PER_UM).astype(int), np.rint(y * PX_PER_UM).astype(int)
    dx = (column[:, None] + steps) / PX_PER_UM - x[:, None]
    dy = (row[:, None] + steps) / PX_PER_UM - y[:, None]
    far = np.sqrt(dy[:, :, None] ** 2 + dx[:, None, :] ** 2) - radius[:, None, None]
    step = np.clip(0.5 - far / (2.0 * softness), 0.0, 1.0)
    n = patch.shape[0]
    columns, rows = column[:, None] + steps + patch.half, row[:, None] + steps + patch.half
    inside = ((rows >= 0) & (rows < n))[:, :, None] & ((columns >= 0) & (columns < n))[:, None, :]
    places = rows[:, :, None] * n + columns[:, None, :]
    amount = np.bincount(places[inside], (step * step * (3.0 - 2.0 * step))[inside], n * n)
    return np.minimum(amount, 1.25).astype(np.float32).reshape(n, n)
