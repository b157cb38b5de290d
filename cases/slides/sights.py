"""What can be looked at on a glass? A field or one cell, by its number; nothing of it is told to the client."""

from __future__ import annotations

import struct
from typing import Literal, NamedTuple, get_args

Area = Literal["monolayer", "feathered-edge", "thick-area", "gallery", "marrow", "marrow-gallery"]
Place = Literal["monolayer", "feathered-edge", "thick-area"]
AREAS: tuple[Area, ...] = get_args(Area)
PLACES: tuple[Place, ...] = get_args(Place)
CROPS = ("gallery", "marrow-gallery")
PACKED = struct.Struct(">BI")
SOURCE_BYTES = 26


class Sight(NamedTuple):
    """A field of an area, or a cell of a gallery, numbered from 0."""

    area: Area
    number: int

    @property
    def is_crop(self) -> bool:
        """Whether it is one cell, not a field."""
        return self.area in CROPS


def packed(source: bytes, sight: Sight) -> bytes:
    """Return what is looked at, and on which glass, in 32 bytes: however short the name of the glass.

    Raises ValueError for a `source` of more than 26 bytes.
    """
    if len(source) > SOURCE_BYTES:
        raise ValueError(f"a source has {SOURCE_BYTES} bytes at most, not {len(source)}")
    return bytes([len(source)]) + source.ljust(SOURCE_BYTES, b"\0") + PACKED.pack(AREAS.index(sight.area), sight.number)


def unpacked(message: bytes) -> tuple[bytes, Sight]:
    """Return what `packed` was given."""
    area, number = PACKED.unpack(message[1 + SOURCE_BYTES :])
    return message[1 : 1 + message[0]], Sight(AREAS[area], number)
