"""Does a point belong to the cell whose outline holds it?"""

import math

import pytest

from cases.smears.fields import field_of
from cases.smears.film import film_of
from cases.smears.hits import cell_under, distance_um
from cases.smears.scene import Cell, Scene
from cases.smears.stain import stain_of
from tests.cases.smears.patients import moment_of

OVAL = Cell(0, "macro-ovalocyte", 20.0, 20.0, 5.0, parameters={"ratio": 0.6, "turn": 0.0})


def scene_of(*cells: Cell) -> Scene:
    return Scene(1, "monolayer", stain_of(1), cells)


def test_an_oval_is_held_by_its_outline_and_not_by_a_disc() -> None:
    scene = scene_of(OVAL)
    along, across = (max(apart(turn), apart(turn + math.pi)) for turn in (0.0, math.pi / 2))
    assert along > 5.0 > across
    assert cell_under(scene, 20.0 + along - 0.3, 20.0) == OVAL
    assert cell_under(scene, 20.0, 20.0 + across + 1.6) is None


def apart(direction: float) -> float:
    """How far the outline of the oval reaches in a direction."""
    far = 30.0
    return far - distance_um(1, OVAL, 20.0 + far * math.cos(direction), 20.0 + far * math.sin(direction))


def test_the_topmost_of_two_cells_is_meant_and_a_near_miss_still_hits() -> None:
    below, above = Cell(0, "red-cell", 10.0, 10.0, 3.7), Cell(1, "lymphocyte", 13.0, 10.0, 5.0)
    scene = scene_of(below, above)
    assert cell_under(scene, 12.0, 10.0) == above
    assert cell_under(scene, 7.0, 10.0) == below
    assert cell_under(scene, 18.6, 10.0) == above
    assert cell_under(scene, 30.0, 10.0) is None


def test_debris_is_no_cell() -> None:
    assert cell_under(scene_of(Cell(0, "precipitate", 10.0, 10.0, 2.0, parameters={"debris": 1.0})), 10.0, 10.0) is None


@pytest.mark.parametrize("condition", ["pernicious-anemia", "ttp"])
def test_every_cell_that_nothing_covers_is_found_at_its_center(condition: str) -> None:
    scene = field_of(film_of(moment_of(condition)), 5, 0)
    free = [
        cell
        for cell in scene.inside
        if not cell["debris"]
        and all(math.hypot(o.x - cell.x, o.y - cell.y) > 1.6 * o.r + 1.5 for o in scene.cells if o is not cell)
    ]
    assert len(free) > 10
    assert all(cell_under(scene, cell.x, cell.y) == cell for cell in free)
