"""What is the grain of stain, chromatin and glass? Periodic band-pass noise, made once and sampled anywhere."""

import math
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

PX_PER_UM = 10
TILE_PX = 512
MARGIN_PX = 256  # what is kept of the next repeat, so that most patches need no copy
FINEST_UM, BAND_STEP = 0.03, 1.25  # details are rounded to this scale, so that few tiles serve all cells
FIELD_TILE_PX = 1024

Array = NDArray[np.floating[Any]]


def _band(fine_um: float, coarse_um: float, size: int) -> Array:
    """Return (size, size) noise of unit variance with no detail finer than `fine_um` or coarser than `coarse_um`."""
    rng = np.random.default_rng([size, round(fine_um * 1000), round(coarse_um * 1000)])
    white = np.fft.rfft2(rng.standard_normal((size, size), dtype=np.float32))
    down, across = np.fft.fftfreq(size)[:, None], np.fft.rfftfreq(size)[None, :]
    squared = -2.0 * (np.pi * PX_PER_UM) ** 2 * (down**2 + across**2)
    made = np.fft.irfft2(white * (np.exp(squared * fine_um**2) - np.exp(squared * coarse_um**2)), (size, size))
    return (made / made.std()).astype(np.float32)


@cache
def _patchwork(fine: int, coarse: int) -> Array:
    return np.pad(_band(_detail_um(fine), _detail_um(coarse), TILE_PX), ((0, MARGIN_PX),) * 2, mode="wrap")


@cache
def _wide(fine: int, coarse: int) -> Array:
    return _band(_detail_um(fine), _detail_um(coarse), FIELD_TILE_PX)


def _rank(detail_um: float) -> int:
    return round(math.log(detail_um / FINEST_UM, BAND_STEP))


def _detail_um(rank: int) -> float:
    return FINEST_UM * BAND_STEP**rank


def noise(rng: np.random.Generator, shape: tuple[int, int], fine_um: float, coarse_um: float) -> Array:
    """Return noise of unit variance and `shape` (pixels) from a place of the tile by chance."""
    y, x = rng.integers(0, TILE_PX, 2)
    tile = _patchwork(_rank(fine_um), _rank(coarse_um))
    if max(shape) <= MARGIN_PX:
        return tile[y : y + shape[0], x : x + shape[1]]
    return _wrapped(tile[:TILE_PX, :TILE_PX], int(y), int(x), shape)


def _wrapped(tile: Array, y: int, x: int, shape: tuple[int, int]) -> Array:
    rows, columns = np.arange(y, y + shape[0]) % tile.shape[0], np.arange(x, x + shape[1]) % tile.shape[1]
    return tile[rows[:, None], columns]


def field_noise(rng: np.random.Generator, shape: tuple[int, int], fine_um: float, coarse_um: float) -> Array:
    """Return noise for a whole field, which repeats itself after 102 um."""
    y, x = rng.integers(0, FIELD_TILE_PX, 2)
    return _wrapped(_wide(_rank(fine_um), _rank(coarse_um)), int(y), int(x), shape)
