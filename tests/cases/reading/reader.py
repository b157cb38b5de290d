"""Who has only the description of a cell: rules of a textbook, applied to form and stain; and what it may not name."""

import re

from cases.reading.classes import CLASSES, KINDS
from cases.reading.looks import BARE, BLOCKS, BLUE_BLACK, FINE, LOOSE, MANY_RED, ORANGE, SOME_RED, Look, Nucleus
from cases.reading.words import FLAT, STRIP
from cases.smears.drawing import DRAWN, RED_KINDS

NUMBERS = "one two three four five six seven eight".split()
# Words of the names that mean form or stain in plain English, and so may stand in a description.
PLAIN = {"red", "cell", "nucleus", "round", "large", "clump"}


def names_of_cells() -> set[str]:
    """Each word of the names of classes and kinds, and their stems."""
    names = " ".join([*CLASSES, *KINDS, *DRAWN, *RED_KINDS, *(entry.name for entry in CLASSES.values())])
    words = set(re.findall(r"[a-z]+", names.lower().replace("-", " "))) - PLAIN
    return words | {"lobe", "segment", "granulocyte", "dysplas", "sickle cell", "crescent"}


def class_read(look: Look) -> str:
    """The class of a white cell."""
    nucleus = look.nucleus
    assert nucleus is not None
    marked = {ORANGE: "eosinophil", BLUE_BLACK: "basophil", SOME_RED: "large-granular-lymphocyte"}
    if look.granules in marked:
        return marked[look.granules]
    if look.granules == MANY_RED:
        return "promyelocyte" if nucleus.share > 0.41 else "abnormal-promyelocyte"
    if "pink" in look.color:
        return granulocyte_read(look.granules, nucleus)
    if nucleus.texture == LOOSE:
        return "monocyte"
    return mononuclear_read(look, nucleus)


def granulocyte_read(granules: str, nucleus: Nucleus) -> str:
    """The stage of a cell with a pink body."""
    if nucleus.texture.startswith("dense"):
        return "pseudo-pelger"
    if len(nucleus.masses) > 1:
        return "neutrophil"
    mass = nucleus.masses[0]
    if mass.is_strip and mass.fullness < STRIP:
        return "band"
    return "myelocyte" if mass.fullness > FLAT else "metamyelocyte"


def mononuclear_read(look: Look, nucleus: Nucleus) -> str:
    """The class of a cell with a blue body and an undivided nucleus."""
    if "threads" in look.edge:
        return "hairy-cell"
    if nucleus.texture == FINE:
        return "blast"
    if "deep" in look.color:
        return "plasma-cell"
    assert nucleus.texture == BLOCKS and look.granules == BARE
    return "lymphocyte" if nucleus.share > 0.5 else "reactive-lymphocyte"


def shape_read(look: Look) -> str:
    """The kind of a red cell."""
    marked = {"bluish pink": "polychromatic", "dark pink": "spherocyte" if look.edge == "even" else "schistocyte"}
    if look.color in marked:
        return marked[look.color]
    if "tail" in look.edge:
        return "teardrop"
    if any("ring" in thing for thing in look.inside):
        return "target"
    if look.pallor > 0.55:
        return "hypochromic"
    ratio = look.body.short_um / look.body.long_um
    if ratio < 0.86:
        return "macro-ovalocyte" if ratio > 0.61 else "elliptocyte"
    return "round-macrocyte" if look.body.long_um > 8.3 else "red-cell"
