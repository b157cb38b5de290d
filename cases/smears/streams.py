"""Where does chance come from? Every draw has a stream named by film, cell and layer: nothing moves anything else."""

from enum import IntEnum
from hashlib import blake2b

import numpy as np


class Layer(IntEnum):
    """What a stream is for; a new layer goes at the end, so that no drawn film changes."""

    MIX = 0
    PLACES = 1
    SHAPE = 2
    NUCLEUS = 3
    TEXTURE = 4
    GRANULES = 5
    DEBRIS = 6
    GLASS = 7
    STAIN = 8


# Cells are numbered from 0; what belongs to a whole field or a whole film has no number.
FIELD, GALLERY, MARROW, FILM = 1 << 20, 1 << 21, 1 << 22, 1 << 23


def stream(seed: int, cell: int, layer: Layer) -> np.random.Generator:
    """Return the stream of one layer of one cell; `seed` is a whole number >= 0 of any size."""
    return np.random.default_rng([seed, cell, int(layer)])


def derived(seed: int, *names: object) -> int:
    """Return the seed of a part of a film, such as ("field", 3) or ("gallery", 17): the same on every machine."""
    label = "|".join(map(str, (seed, *names))).encode()
    return int.from_bytes(blake2b(label, digest_size=8).digest(), "big")
