"""What does somebody count who sees pixels alone? Masses of a nucleus and red cells, found without the renderer."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from skimage.filters import threshold_otsu
from skimage.measure import label, regionprops
from skimage.morphology import h_maxima, remove_small_holes
from skimage.segmentation import clear_border, watershed

PX_PER_UM = 10
# By eye on photographs: what is darker than 0.82 of Otsu's threshold is nucleus; a neck half as wide as 0.62 of the
# smaller mass is none.
SHARE_OF_OTSU, LEAST_OD, MOST_OD = 0.82, 0.36, 0.60
BLUR_UM, LEAST_UM2, HOLE_UM2, RIDGE_UM, DEPTH_UM, NECK = 0.10, 0.6, 0.2, 0.12, 0.22, 0.62

Picture = NDArray[np.uint8]
Reals = NDArray[np.floating[Any]]


class Measured(NamedTuple):
    """A red cell that lies alone: diameter of the disc of its area (um), ratio of its axes, share of light in it."""

    diameter_um: float
    ratio: float
    pallor: float


def density(picture: Picture, channel: int) -> Reals:
    """Optical density of one channel against the brightest common gray of the picture."""
    light = picture[:, :, channel].astype(float) + 1.0
    return -np.log(light / np.percentile(light, 95))


def lobes_in(picture: Picture) -> int:
    """How many masses the nucleus in the middle of a crop has, by necks."""
    od = ndimage.gaussian_filter(density(picture, 0), BLUR_UM * PX_PER_UM)
    threshold = float(np.clip(SHARE_OF_OTSU * threshold_otsu(od), LEAST_OD, MOST_OD))
    mask = remove_small_holes(od > threshold, max_size=HOLE_UM2 * PX_PER_UM**2)
    pieces = label(mask)
    mask = np.isin(pieces, [part.label for part in regionprops(pieces) if part.area > LEAST_UM2 * PX_PER_UM**2])
    depth = ndimage.gaussian_filter(ndimage.distance_transform_edt(mask), RIDGE_UM * PX_PER_UM)
    seeds = label(h_maxima(depth, DEPTH_UM * PX_PER_UM))
    masses = watershed(-depth, seeds, mask=mask)
    return _merged(masses, depth)


def _merged(masses: NDArray[Any], depth: Reals) -> int:
    """The number of masses left when those are joined whose neck is too wide to be one."""
    parent = {int(k): int(k) for k in np.unique(masses) if k}

    def root(k: int) -> int:
        while parent[k] != k:
            k = parent[k]
        return k

    peak = {k: float(depth[masses == k].max()) for k in parent}
    for (one, other), neck in _necks(masses, depth).items():
        if neck > NECK * min(peak[one], peak[other]):
            parent[root(one)] = root(other)
    return len({root(k) for k in parent})


def _necks(masses: NDArray[Any], depth: Reals) -> dict[tuple[int, int], float]:
    """The half-width (pixels) of the border between each two masses that meet."""
    found: dict[tuple[int, int], float] = {}
    for here, there in ((np.s_[:, :-1], np.s_[:, 1:]), (np.s_[:-1, :], np.s_[1:, :])):
        a, b = masses[here], masses[there]
        meets = (a != b) & (a > 0) & (b > 0)
        width = np.minimum(depth[here], depth[there])[meets]
        for one, other, wide in zip(a[meets], b[meets], width, strict=True):
            pair = (min(int(one), int(other)), max(int(one), int(other)))
            found[pair] = max(found.get(pair, 0.0), float(wide))
    return found


def lone_red_cells(picture: Picture) -> list[Measured]:
    """The red cells that touch neither another nor the border, as a measuring program finds them."""
    green, red = density(picture, 1), density(picture, 0)
    edge = 0.5 * float(np.median(green[green > 0.25]))
    mask = ndimage.binary_fill_holes(green > edge)
    assert mask is not None
    pieces = label(clear_border(mask))
    found = []
    for part in regionprops(pieces):
        rows, columns = part.slice
        inside = part.image
        if part.area < 8.0 * PX_PER_UM**2 or part.solidity < 0.955 or red[rows, columns][inside].max() > 0.55:
            continue
        dark = green[rows, columns]
        deep = ndimage.distance_transform_edt(np.pad(inside, 1))[1:-1, 1:-1]
        middle, ring = dark[deep > 0.85 * deep.max()].mean(), dark[(deep > 6) & (deep < 14)].mean()
        ratio = part.axis_minor_length / part.axis_major_length
        found.append(
            Measured(float(np.sqrt(4 * part.area / np.pi)) / PX_PER_UM, float(ratio), float(1 - middle / ring))
        )
    return found


def grain_of(picture: Picture) -> float:
    """How grainy the cytoplasm in the middle of a crop is: SD of fine detail in density where there is no nucleus."""
    od = density(picture, 1)
    red = ndimage.gaussian_filter(density(picture, 0), 1.5)
    fine = ndimage.gaussian_filter(od, 0.8) - ndimage.gaussian_filter(od, 3.0)
    y, x = np.indices(od.shape)
    near = np.hypot(y - od.shape[0] / 2, x - od.shape[1] / 2) < 5.0 * PX_PER_UM
    plain = ndimage.binary_erosion(near & (red < 0.30) & (red > 0.03), iterations=5)
    return float(fine[plain].std()) if plain.any() else 0.0
