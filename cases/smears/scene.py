"""What lies where in one field? The truth about every cell, which never leaves the server."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from cases.smears.noise import PX_PER_UM
from cases.smears.stain import Stain

# Of the renderer and of this record: a picture belongs to both.
RENDERER, SCHEMA = "4", 1
FIELD_UM = (160.0, 120.0)
CROP_UM, MARROW_CROP_UM = 20.0, 30.0
TOLERANCE_UM, PLATELET_TOLERANCE_UM = 1.0, 1.5

Place = Literal["feathered-edge", "monolayer", "thick-area", "marrow"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One thing on the glass: its kind, its center (x, y) and radius r in um, how far out of focus (z, um) it lies.

    `parameters` are what it was drawn from: numbers by name, such as lobes, granules, ratio, turn, hemoglobin.
    """

    number: int
    kind: str
    x: float
    y: float
    r: float
    z: float = 0.0
    parameters: Mapping[str, float] = field(default_factory=dict)

    def __getitem__(self, name: str) -> float:
        """Return a parameter; 0 where the cell has none of that name."""
        return self.parameters.get(name, 0.0)


@dataclass(frozen=True)
class Scene:
    """A field and its cells, of `width_um` by `height_um`; the origin is the upper left corner of the picture."""

    seed: int
    place: Place
    stain: Stain
    cells: tuple[Cell, ...]
    width_um: float = FIELD_UM[0]
    height_um: float = FIELD_UM[1]
    schema: int = SCHEMA

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of its picture."""
        return round(self.height_um * PX_PER_UM), round(self.width_um * PX_PER_UM)

    @property
    def inside(self) -> tuple[Cell, ...]:
        """The cells that count as in the field: those whose center is."""
        return tuple(c for c in self.cells if 0 <= c.x < self.width_um and 0 <= c.y < self.height_um)

    @property
    def middle(self) -> Cell:
        """The cell closest to the center, which in a crop is the one it was made for."""
        x, y = self.width_um / 2, self.height_um / 2
        return min(self.cells, key=lambda cell: (cell.x - x) ** 2 + (cell.y - y) ** 2)

    def census(self) -> Counter[str]:
        """How many cells there are of each kind, debris included."""
        return Counter(cell.kind for cell in self.inside)


def cell_at(scene: Scene, x_um: float, y_um: float) -> Cell | None:
    """Return the cell under a point: the topmost whose disc holds it, else the closest within the tolerance, if any."""
    best: tuple[bool, float] = (True, 0.0)
    found: Cell | None = None
    for cell in reversed(scene.cells):
        if cell["debris"]:
            continue
        apart = ((cell.x - x_um) ** 2 + (cell.y - y_um) ** 2) ** 0.5 - cell.r
        if apart > (PLATELET_TOLERANCE_UM if cell.kind == "platelet" else TOLERANCE_UM):
            continue
        rank = (apart > 0.0, max(apart, 0.0))
        if found is None or rank < best:
            best, found = rank, cell
    return found
