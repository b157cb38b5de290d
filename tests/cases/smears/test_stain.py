"""Are the colors those of photographed cells?"""

import numpy as np
import pytest
from skimage.color import rgb2lab

from cases.smears.rendering import picture_of
from cases.smears.scene import CROP_UM, Cell, Scene
from cases.smears.stain import REFERENCE, Stain, stain_of
from tests.cases.smears.crops import received

# Median color of what is darker in red than 150 (nuclei), or of the whole cell, in 100 photographed cells.
PHOTOGRAPHED = {
    "red-cell": (3.65, 255, (197, 139, 152)),
    "neutrophil": (6.9, 150, (80, 31, 129)),
    "lymphocyte": (5.2, 150, (103, 47, 139)),
    "monocyte": (8.2, 150, (125, 64, 149)),
}
PARAMETERS = {"lobes": 3.0, "granules": 1.0, "hemoglobin": 1.0, "pallor": 0.34, "depth": 0.62, "ratio": 1.0}


@pytest.mark.parametrize("kind", PHOTOGRAPHED)
def test_nuclei_and_red_cells_have_the_colors_of_photographs(kind: str) -> None:
    r, darkest, wanted = PHOTOGRAPHED[kind]
    stain = Stain(background=(float(REFERENCE[0]), float(REFERENCE[1]), float(REFERENCE[2])))
    seen = []
    for seed in range(4):
        cell = Cell(0, kind, CROP_UM / 2, CROP_UM / 2, r, 0.0, PARAMETERS)
        picture = received(picture_of(Scene(seed, "monolayer", stain, (cell,), CROP_UM, CROP_UM)))
        y, x = np.indices(picture.shape[:2])
        inside = (np.hypot(x - 100, y - 100) < 10 * r - 3) & (picture[:, :, 0] < darkest)
        seen.append(picture[inside])
    drawn = np.median(np.concatenate(seen), axis=0)
    apart = rgb2lab(drawn / 255.0) - rgb2lab(np.array(wanted) / 255.0)
    assert np.linalg.norm(apart) < 8.0  # CIELAB; 6 was wished for, and films differ by more


def test_films_differ_in_stain_within_bounds() -> None:
    stains = [stain_of(seed) for seed in range(50)]
    assert len({(stain.strength, stain.blueness) for stain in stains}) > 45
    assert all(0.88 <= stain.strength <= 1.12 and -1.0 <= stain.blueness <= 1.0 for stain in stains)
