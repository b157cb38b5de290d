"""What has been named and noted on a film so far? Of each cell and each item the last word holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from cases.microscope.labels import RED_NAMES
from cases.models import Action, Naming, Observation
from cases.slides import PLACES, Sight, Slide
from cases.smears.streams import derived

GALLERY = "gallery"
PLATELETS = "platelets"
MANY_LOBES = 5

CellName = tuple[str, int, int]


@dataclass(frozen=True)
class Named:
    """A cell that has a name now; `x_um` and `y_um` are where it was pointed at, if in a field."""

    area: str
    number: int
    cell: int
    label: str
    lobes: int | None
    x_um: float | None
    y_um: float | None


@dataclass(frozen=True)
class Tally:
    """Everything that holds now, on one film: names of cells in the order of their naming, and notes by item."""

    named: tuple[Named, ...] = ()
    notes: Mapping[str, Observation] = field(default_factory=dict)
    platelets: Mapping[Sight, int] = field(default_factory=dict)

    @cached_property
    def gallery(self) -> dict[int, Named]:
        """The white cells named one by one, by their number."""
        return {one.number: one for one in self.named if one.area == GALLERY}

    @cached_property
    def counts(self) -> Counter[str]:
        """How many white cells of the gallery got each name."""
        return Counter(one.label for one in self.gallery.values())

    @cached_property
    def lobes(self) -> Counter[int]:
        """How many neutrophils were counted with each number of lobes."""
        return Counter(one.lobes for one in self.gallery.values() if one.lobes)

    @property
    def cells(self) -> int:
        """How many white cells of the gallery have a name."""
        return len(self.gallery)

    def in_field(self, sight: Sight) -> tuple[Named, ...]:
        """What was named in one field."""
        return tuple(one for one in self.named if (one.area, one.number) == sight)

    @cached_property
    def fields(self) -> tuple[Sight, ...]:
        """The fields in which anything was named or counted."""
        looked = [Sight(one.area, one.number) for one in self.named if one.area in PLACES]
        return tuple(dict.fromkeys([*looked, *self.platelets]))

    @cached_property
    def marks(self) -> Counter[str]:
        """How many red cells of fields were marked with each name."""
        return Counter(one.label for one in self.named if one.area != GALLERY and one.label in RED_NAMES)

    @property
    def platelets_a_field(self) -> float | None:
        """The mean of the platelets counted in fields of the monolayer; None where none were."""
        counts = [count for sight, count in self.platelets.items() if sight.area == "monolayer"]
        return sum(counts) / len(counts) if counts else None


def tally_of(film: Action) -> Tally:
    """What holds on a film now; two queries."""
    return tally_from(film.namings.all(), film.observations.all())


def tally_from(namings: Iterable[Naming], observations: Iterable[Observation]) -> Tally:
    """What holds after these facts, which stand in the order in which they were stored."""
    named: dict[CellName, Naming] = {}
    for naming in namings:
        cell = (naming.area, naming.number, naming.cell)
        named.pop(cell, None)  # so that the last one named comes last
        if naming.label:
            named[cell] = naming
    notes, platelets = {}, {}
    for note in observations:
        if note.item == PLATELETS:
            sight = Sight(note.area, note.number)  # type: ignore[arg-type]
            platelets[sight] = int(note.value) if note.value else None
        else:
            notes[note.item] = note
    return Tally(
        tuple(Named(n.area, n.number, n.cell, n.label, n.lobes, n.x_um, n.y_um) for n in named.values()),
        {item: note for item, note in notes.items() if note.value},
        {sight: count for sight, count in platelets.items() if count is not None},
    )


def fields_scanned(slide: Slide, cells: int) -> int:
    """How many fields one had to scan to meet so many white cells of this film, empty ones included.

    White cells lie in fields by chance, so that the gaps between them are exponential; the same cell is always met in
    the same field.
    """
    if cells <= 0:
        return 0
    rng = np.random.default_rng([derived(slide.seed, "gaps"), 0])
    return int(np.cumsum(rng.exponential(1.0 / max(slide.film.white_cells_a_field, 1e-3), cells))[-1]) + 1
