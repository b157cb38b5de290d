"""Crops with one cell, as a learner receives them: through the encoder and back."""

import io
from collections.abc import Mapping

import numpy as np
from PIL import Image

from cases.smears.rendering import Picture, picture_of, webp_of
from cases.smears.scene import CROP_UM, Cell, Scene
from cases.smears.stain import stain_of


def received(picture: Picture) -> Picture:
    """A picture after its way through WebP."""
    return np.asarray(Image.open(io.BytesIO(webp_of(picture))))


def alone(kind: str, seed: int, r: float, parameters: Mapping[str, float]) -> Picture:
    """The picture, as received, of one cell that lies alone, a little out of focus, in a stain of its own."""
    z = float(np.random.default_rng([seed, 99]).normal(0.0, 0.35))
    cell = Cell(0, kind, CROP_UM / 2, CROP_UM / 2, r, z, parameters)
    return received(picture_of(Scene(seed, "monolayer", stain_of(seed), (cell,), CROP_UM, CROP_UM)))


def neutrophil(seed: int, lobes: int, granules: float = 1.0) -> Picture:
    """A segmented neutrophil of some lobes, larger where they are many."""
    return alone("neutrophil", seed, 7.7 if lobes >= 6 else 6.9, {"lobes": float(lobes), "granules": granules})
