"""What does a cell look like, in geometry and stain only? A description that carries no name and no count."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cases.reading.geometry import Bridge, Form, chain_of, form_of, form_of_outline, halves_of
from cases.smears.canvas import Patch
from cases.smears.drawing import DRAWN, RED_KINDS
from cases.smears.granular_cells import eosinophil_nucleus
from cases.smears.neutrophils import nucleus_of
from cases.smears.noise import Array
from cases.smears.red_cells import outline_of
from cases.smears.scene import Cell
from cases.smears.stain import Stain
from cases.smears.streams import Layer, stream

# One vocabulary for all cells: how chromatin looks, by how it is drawn.
CLUMPED, BLOCKS, FINE, LOOSE, SIEVE, DENSE = (
    "in coarse clumps with light between them",
    "in smooth dark blocks",
    "fine and even",
    "loose and lacy",
    "open, with many fine holes",
    "dense, almost without structure",
)
TEXTURES = {
    **dict.fromkeys(("neutrophil", "band", "eosinophil", "basophil", "myelocyte", "metamyelocyte"), CLUMPED),
    **dict.fromkeys(("lymphocyte", "large-granular-lymphocyte", "plasma-cell", "reactive-lymphocyte"), BLOCKS),
    **dict.fromkeys(("blast", "abnormal-promyelocyte", "promyelocyte", "proerythroblast", "hairy-cell"), FINE),
    **dict.fromkeys(("monocyte", "giant-metamyelocyte", "giant-band", "macrophage", "naked-nucleus"), LOOSE),
    **dict.fromkeys(("basophilic-erythroblast", "polychromatic-erythroblast", "megakaryocyte"), CLUMPED),
    **dict.fromkeys(("pseudo-pelger", "orthochromatic-erythroblast"), DENSE),
}
DUST, SOME_RED, MANY_RED, ORANGE, BLUE_BLACK, VIOLET, BARE = (
    "fine pink dust",
    "some coarse red-violet granules",
    "crowded red-violet granules that lie over the nucleus too",
    "large orange granules side by side",
    "coarse blue-black granules that lie over the nucleus too",
    "coarse violet granules, and a pale blue smear at the edge",
    "almost no granules",
)
GRANULES = {
    "eosinophil": ORANGE,
    "basophil": BLUE_BLACK,
    "large-granular-lymphocyte": SOME_RED,
    "promyelocyte": MANY_RED,
    "abnormal-promyelocyte": MANY_RED,
    "monocyte": "very fine dust, and here and there a clear bubble",
    "macrophage": "many clear bubbles",
    "megakaryocyte": "clouds of fine red-violet grain",
}
DUSTY = ("neutrophil", "band", "pseudo-pelger", "metamyelocyte", "myelocyte", "giant-band", "giant-metamyelocyte")
EDGES = {"hairy-cell": "frayed into fine threads all around", "reactive-lymphocyte": "wavy, and darker along the edge"}
BARE_BELOW = 0.3  # granules, x usual


@dataclass(frozen=True)
class Nucleus:
    """Masses in their order, the bridge after each but the last, the share of the cell, texture, pale round spots."""

    masses: tuple[Form, ...]
    bridges: tuple[Bridge, ...]
    share: float
    texture: str
    has_spots: bool


@dataclass(frozen=True)
class Look:
    """A cell as it shows: ways across (um), edge, color and granules of its body, nucleus, what lies inside.

    `pallor` is the share of the width that is a pale middle, of red cells.
    """

    body: Form
    edge: str
    color: str
    granules: str = ""
    nucleus: Nucleus | None = None
    inside: tuple[str, ...] = ()
    pallor: float = 0.0


def look_of(seed: int, stain: Stain, cell: Cell) -> Look:
    """Return how a cell of a scene of this seed looks; it is measured on the cell as it is drawn."""
    if cell.kind in RED_KINDS:
        return red_look(seed, cell)
    if cell.kind not in TEXTURES:
        return Look(Form(2 * cell.r, 2 * cell.r, 2 * cell.r, 1.0), "ragged", "lilac", "dark grain in the middle")
    patch = DRAWN[cell.kind](seed, stain, cell)
    if patch.body is None or patch.nucleus is None:
        return Look(form_of(_or_disc(patch, cell)), "vague, without a body around it", "lilac")
    edge = EDGES.get(cell.kind, "even")
    return Look(
        form_of(patch.body),
        edge,
        color_of(patch, stain),
        granules_of(cell),
        nucleus_look(seed, cell, patch),
        rods(cell),
    )


def _or_disc(patch: Patch, cell: Cell) -> Array:
    distance: Array = patch.grid.rho - np.float32(cell.r)
    return distance


def nucleus_look(seed: int, cell: Cell, patch: Patch) -> Nucleus:
    """Return how the nucleus of a drawn cell looks."""
    assert patch.body is not None and patch.nucleus is not None  # noqa: S101 (the caller looked)
    if cell.kind == "neutrophil":
        masses, bridges = chain_of(nucleus_of(seed, cell))
    elif cell.kind == "eosinophil":
        masses, bridges = chain_of(eosinophil_nucleus(seed, cell))
    elif cell.kind == "pseudo-pelger" and cell["lobes"] > 1:
        masses, bridges = halves_of(patch.nucleus)
    else:
        masses, bridges = (form_of(patch.nucleus),), ()
    share = float((patch.nucleus < 0).sum()) / max(float((patch.body < 0).sum()), 1.0)
    texture = SIEVE if cell["megaloblastic"] else TEXTURES[cell.kind]
    return Nucleus(masses, bridges, share, texture, patch.has_nucleoli)


def granules_of(cell: Cell) -> str:
    """Return the granules of a white cell in words."""
    if cell.kind not in DUSTY:
        return GRANULES.get(cell.kind, BARE)
    if cell["toxic"]:
        return VIOLET
    return DUST if cell["granules"] > BARE_BELOW or "granules" not in cell.parameters else BARE


def rods(cell: Cell) -> tuple[str, ...]:
    """Return what else lies in the body of a white cell."""
    if not cell["auer"]:
        return ()
    return ("a bundle of thin red rods" if cell.kind == "abnormal-promyelocyte" else "a thin red rod",)


def color_of(patch: Patch, stain: Stain) -> str:
    """Return the color of the body beside the nucleus, from its optical density as if the stain were of usual strength.

    Hue by the density of red against green light, limits by eye on the cells drawn.
    """
    assert patch.body is not None and patch.nucleus is not None  # noqa: S101
    beside = (patch.body < -0.5) & (patch.nucleus > 0.4)
    if not beside.any():
        beside = patch.body < 0.0
    red, green, blue = (float(np.median(layer[beside])) / stain.strength for layer in patch.od)
    depth = "pale " if green < 0.24 else "deep " if green > 0.42 else ""
    if red < 0.75 * green:
        hue = "orange pink" if blue > 0.85 * green else "salmon pink" if blue > 0.6 * green else "pink"
    elif red < 0.95 * green:
        hue = "violet"
    else:
        hue = "gray-blue" if blue > 0.3 * green else "blue"
    return depth + hue


FRAGMENT_EDGES = (
    "straight on one side, with a corner at either end",
    "flat-sided, with pointed corners",
    "hollowed out on one side, like a sickle moon",
    "notched on one side, with a horn either way",
    "cut off on adjoining sides, with a corner between",
    "straight on one side, with a bay in it and a short horn either way",
    "bitten on opposite sides, with a waist between",
)


def red_look(seed: int, cell: Cell) -> Look:
    """Return how a red cell looks that lies alone."""
    form = form_of_outline(outline_of(stream(seed, cell.number, Layer.SHAPE), cell))
    inside = ["a dark round dot"] * bool(cell["howell-jolly"]) + ["many fine blue dots"] * bool(cell["stippling"])
    color, pallor = "pink", cell["pallor"] * cell["depth"] / 0.62
    if cell.kind == "polychromatic":
        color = "bluish pink"
    elif cell.kind in ("spherocyte", "schistocyte"):
        color, pallor = "dark pink", 0.0
    elif cell.kind == "target":
        inside, pallor = [*inside, "a dark middle within a pale ring"], 0.0
    return Look(form, red_edge(cell), color, "", None, tuple(inside), min(pallor, 1.0))


def red_edge(cell: Cell) -> str:
    """Return the outline of a red cell in words."""
    if cell.kind == "teardrop":
        return "drawn out on one side into a tail"
    if cell.kind == "schistocyte":
        return FRAGMENT_EDGES[int(cell["form"]) % len(FRAGMENT_EDGES)]
    return "scalloped" if cell["crenations"] else "even"
