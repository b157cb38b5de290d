"""Is there one more cell of any kind whenever somebody asks?"""

import numpy as np
import pytest

from cases.smears.drawing import DRAWN, RED_KINDS
from cases.smears.exemplars import exemplar_of, size_for
from cases.smears.rendering import MOST_CROP_BYTES, picture_of, webp_of

KINDS = sorted({*DRAWN, *RED_KINDS, "giant-platelet"} - {"fat", "precipitate", "naked-nucleus"})


@pytest.mark.parametrize("kind", KINDS)
def test_the_cell_asked_for_lies_in_the_middle_and_within_its_crop(kind: str) -> None:
    scene = exemplar_of(kind, 3, size_um=size_for(kind))
    assert scene.middle.kind == kind.removeprefix("giant-" if kind == "giant-platelet" else "")
    assert scene.middle.r < 0.52 * scene.width_um
    assert abs(scene.middle.x - scene.width_um / 2) <= 0.5


@pytest.mark.parametrize("kind", [kind for kind in KINDS if size_for(kind) == size_for("monocyte")])
def test_one_cell_weighs_little_whatever_it_is(kind: str) -> None:
    for seed in range(3):
        assert len(webp_of(picture_of(exemplar_of(kind, seed)), MOST_CROP_BYTES)) <= MOST_CROP_BYTES


def test_the_same_seed_gives_the_same_cell_and_another_seed_another() -> None:
    first, again, other = (picture_of(exemplar_of("monocyte", seed)) for seed in (5, 5, 6))
    assert (first == again).all()
    assert np.abs(first.astype(int) - other).mean() > 2


def test_what_is_wanted_of_a_cell_is_what_it_has() -> None:
    for lobes in (2, 5, 7):
        assert exemplar_of("neutrophil", 8, {"lobes": float(lobes)}).middle["lobes"] == lobes


def test_nothing_lies_over_a_red_cell_that_is_shown() -> None:
    for seed in range(30):
        scene = exemplar_of("target", seed)
        shown = scene.middle
        others = [cell for cell in scene.cells if cell is not shown and cell.kind in RED_KINDS]
        apart = min(np.hypot(c.x - shown.x, c.y - shown.y) / (c.r + shown.r) for c in others)
        assert apart > 0.9
