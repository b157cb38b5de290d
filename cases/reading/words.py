"""How is a cell told to somebody who does not see it? Without its class, mass by mass, so that the learner counts."""

from __future__ import annotations

from collections.abc import Iterator
from math import atan2, hypot, pi
from typing import NamedTuple

from cases.reading.geometry import Form
from cases.reading.looks import Look, Nucleus, look_of
from cases.smears.drawing import RED_KINDS
from cases.smears.scene import Cell, Scene

MIDDLE = 0.22  # of the cell's radius: nearer to the center is "in the middle"
SIDES = (
    "to the right", "to the lower right", "below", "to the lower left", "to the left", "to the upper left", "above",
    "to the upper right",
)  # fmt: skip


STRIP, DENTED, FLAT = 0.9, 0.94, 0.973  # share of its convex hull that a bent, a dented and a flattened mass fills


class Passed(NamedTuple):
    """A cell that one comes by on the way across a field: where (um), and how it shows from there."""

    x_um: float
    y_um: float
    words: str


def description_of(look: Look) -> str:
    """Return one paragraph on a whole cell; of its nucleus what shows before one walks along it."""
    return " ".join(_red_told(look) if look.nucleus is None and not look.granules else _white_told(look))


def walk_of(look: Look) -> tuple[str, ...]:
    """Return one sentence for each mass of the nucleus, in their order, to be told one at a time; empty without one."""
    if look.nucleus is None:
        return ()
    masses, bridges = look.nucleus.masses, look.nucleus.bridges
    reach = 0.5 * look.body.long_um
    ends = [f"A thread {um(b.long_um)} long and {um(b.thick_um)} thick leads on." for b in bridges]
    ends.append("No thread leads on.")
    return tuple(f"A mass {_mass(mass, reach)} {end}" for mass, end in zip(masses, ends, strict=True))


def whole_of(look: Look) -> str:
    """Return a cell with its whole nucleus in one paragraph, for where nobody is to walk along it."""
    return " ".join([description_of(look), *walk_of(look)])


def passed(scene: Scene) -> tuple[Passed, ...]:
    """Return what one comes by on the way along the middle of a field, from left to right."""
    y = 0.5 * scene.height_um
    met = sorted((cell for cell in scene.inside if abs(cell.y - y) < cell.r), key=lambda cell: cell.x)
    return tuple(Passed(cell.x, cell.y, glance(scene, cell)) for cell in met if not cell["debris"])


def glance(scene: Scene, cell: Cell) -> str:
    """Return how a cell of a field shows at a glance."""
    if cell.kind in RED_KINDS:
        return description_of(look_of(scene.seed, scene.stain, cell))
    if cell.kind == "platelet":
        return f"A scrap {um(2 * cell.r)} across, lilac with dark grain."
    return f"A larger cell {um(2 * cell.r)} across with dark violet inside."


def um(length: float) -> str:
    """Return a length with one decimal, so that it never reads as a count."""
    return f"{length:.1f} µm"


def _white_told(look: Look) -> Iterator[str]:
    yield f"{_size(look.body)} Its edge is {look.edge}."
    yield f"The body is {look.color}, with {look.granules or 'no granules'}."
    yield from (f"In it lies {thing}." for thing in look.inside)
    if look.nucleus is not None:
        yield _nucleus_told(look.nucleus)


def _nucleus_told(nucleus: Nucleus) -> str:
    spots = " Pale round spots show in it." if nucleus.has_spots else ""
    return f"The nucleus takes up {_part(nucleus.share)} of the cell; its stain is {nucleus.texture}.{spots}"


def _red_told(look: Look) -> Iterator[str]:
    yield f"{_size(look.body)} Its edge is {look.edge}. It is {look.color}"
    pale = "without a pale middle." if look.pallor < 0.15 else f"with a pale middle over {_part(look.pallor)} of it."
    yield pale
    yield from (f"In it: {thing}." for thing in look.inside)


def _size(form: Form) -> str:
    if form.short_um > 0.86 * form.long_um:
        return f"A round cell, {um(form.long_um)} across."
    return f"A long cell, {um(form.long_um)} by {um(form.short_um)}."


def _mass(mass: Form, reach: float) -> str:
    place = _place(mass, reach)
    if mass.is_strip and mass.fullness < STRIP:
        return f"bent into a strip, up to {um(mass.thick_um)} thick, {um(mass.long_um)} from end to end, {place}."
    dent = ", dented on one side" if mass.fullness < DENTED else ", flatter on one side" if mass.fullness < FLAT else ""
    return f"of {um(mass.long_um)} by {um(mass.short_um)}{dent}, {place}."


def _place(mass: Form, reach: float) -> str:
    if hypot(mass.x, mass.y) < MIDDLE * reach:
        return "in the middle"
    return SIDES[round(atan2(mass.y, mass.x) / (pi / 4)) % len(SIDES)]


def _part(share: float) -> str:
    limits = ((0.22, "less than a quarter"), (0.4, "about a third"), (0.6, "about half"), (0.85, "most"))
    return next((words for limit, words in limits if share < limit), "almost all")
