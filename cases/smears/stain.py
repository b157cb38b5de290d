"""What colors does this patient's film take up? Optical densities of each dye under one stain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cases.smears.noise import Array
from cases.smears.streams import FILM, Layer, stream

# Colors as they look on REFERENCE, measured on 100 photographed cells and adjusted by eye (the science notes of the
# project); optical density is -ln(color / background) in each channel.
REFERENCE = (255, 229, 204)
COLORS = {
    "red-cell": (203, 142, 147),
    "polychromatic": (191, 147, 159),
    "neutrophil-cytoplasm": (226, 185, 184),
    "neutrophil-granule": (192, 138, 166),
    "neutrophil-nucleus": (72, 26, 126),
    "lymphocyte-cytoplasm": (186, 170, 189),
    "lymphocyte-nucleus": (92, 37, 136),
    "monocyte-cytoplasm": (187, 175, 184),
    "monocyte-nucleus": (116, 57, 143),
    "eosinophil-granule": (224, 124, 94),
    "eosinophil-cytoplasm": (223, 182, 182),
    "basophil-granule": (53, 16, 95),
    "blast-cytoplasm": (157, 142, 184),
    "blast-nucleus": (125, 63, 152),
    "azurophil-granule": (160, 42, 126),
    "auer-rod": (122, 20, 96),
    "platelet": (183, 154, 196),
    "granulomere": (111, 52, 137),
    "erythroblast-cytoplasm": (114, 108, 166),
    "pyknotic-nucleus": (45, 15, 102),
    "toxic-granule": (141, 74, 147),
    "plasma-cytoplasm": (130, 120, 174),
    "smudge": (160, 110, 168),
    "megakaryocyte-cytoplasm": (214, 170, 190),
}
WARM, NEUTRAL = (250.0, 240.0, 229.0), (243.0, 242.0, 240.0)  # white balance of two cameras


@dataclass(frozen=True)
class Stain:
    """How dark (`strength`, x usual) and how blue (`blueness`, -1 pink to 1 blue) the film is, on which background."""

    strength: float = 1.0
    blueness: float = 0.0
    background: tuple[float, float, float] = WARM

    @cached_property
    def dyes(self) -> Mapping[str, Array]:
        """Optical density (3,) of each color of the table under this stain."""
        tint = self.strength * np.array([1 + 0.07 * self.blueness, 1.0, 1 - 0.10 * self.blueness])
        reference = np.array(REFERENCE, dtype=float)
        return {key: (-np.log(np.array(rgb) / reference) * tint).astype(np.float32) for key, rgb in COLORS.items()}


def stain_of(seed: int) -> Stain:
    """Return the stain of a patient's film: laboratories differ by a tenth in darkness and in hue (assumed)."""
    rng = stream(seed, FILM, Layer.STAIN)
    share = rng.uniform()
    mixed = [float(warm + share * (neutral - warm)) for warm, neutral in zip(WARM, NEUTRAL, strict=True)]
    strength = float(np.clip(rng.normal(1.0, 0.06), 0.88, 1.12))
    blueness = float(np.clip(rng.normal(0.0, 0.5), -1.0, 1.0))
    return Stain(strength, blueness, (mixed[0], mixed[1], mixed[2]))
