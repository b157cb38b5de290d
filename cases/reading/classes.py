"""What can a cell be called? Classes that a reader names, the keys that name them, and which are easily confused."""

from __future__ import annotations

from typing import NamedTuple

from cases.smears.erythroblasts import STAGES
from cases.smears.scene import Cell


class CellClass(NamedTuple):
    """A class: its name, the single key that names it, whether it counts among the white cells of a differential."""

    name: str
    letter: str
    is_counted: bool = True


# The letters of bench counters, as far as there is a custom; a learner may move them.
CLASSES = {
    "neutrophil": CellClass("Segmented neutrophil", "n"),
    "band": CellClass("Band neutrophil", "b"),
    "lymphocyte": CellClass("Lymphocyte", "l"),
    "monocyte": CellClass("Monocyte", "m"),
    "eosinophil": CellClass("Eosinophil", "e"),
    "basophil": CellClass("Basophil", "o"),
    "reactive-lymphocyte": CellClass("Reactive lymphocyte", "r"),
    "large-granular-lymphocyte": CellClass("Large granular lymphocyte", "g"),
    "hairy-cell": CellClass("Hairy cell", "h"),
    "pseudo-pelger": CellClass("Pseudo-Pelger neutrophil", "d"),
    "metamyelocyte": CellClass("Metamyelocyte", "t"),
    "myelocyte": CellClass("Myelocyte", "y"),
    "promyelocyte": CellClass("Promyelocyte", "p"),
    "blast": CellClass("Blast", "x"),
    "abnormal-promyelocyte": CellClass("Abnormal promyelocyte", "q"),
    "plasma-cell": CellClass("Plasma cell", "c"),
    "nucleated-red-cell": CellClass("Nucleated red cell", "w", False),
    "smudge": CellClass("Smudge", "s", False),
}
COUNTED = tuple(key for key, entry in CLASSES.items() if entry.is_counted)
IMMATURE = ("metamyelocyte", "myelocyte", "promyelocyte")
NEUTROPHILIC = ("neutrophil", "band", "pseudo-pelger", *IMMATURE)

# Half the credit for what referees often call either way. Bands and monocytes: correlation of readers 0.69 and 0.67
# (Kratz 2005); the neighboring stages: readers agree on lineage, less on stage (Parmentier 2020); the rest is assumed.
NEIGHBORS = frozenset(
    frozenset(pair)
    for pair in (
        ("neutrophil", "band"),
        ("band", "metamyelocyte"),
        ("metamyelocyte", "myelocyte"),
        ("myelocyte", "promyelocyte"),
        ("promyelocyte", "blast"),
        ("abnormal-promyelocyte", "promyelocyte"),
        ("abnormal-promyelocyte", "blast"),
        ("reactive-lymphocyte", "monocyte"),
        ("reactive-lymphocyte", "lymphocyte"),
        ("reactive-lymphocyte", "large-granular-lymphocyte"),
        ("lymphocyte", "large-granular-lymphocyte"),
        ("lymphocyte", "hairy-cell"),
        ("band", "pseudo-pelger"),
        ("neutrophil", "pseudo-pelger"),
        ("plasma-cell", "reactive-lymphocyte"),
    )
)
NEIGHBOR_CREDIT = 0.5
# To miss one of these weighs three times: a referee's list of critical cells; weight assumed.
CRITICAL, CRITICAL_WEIGHT = frozenset({"blast", "abnormal-promyelocyte", "schistocyte"}), 3.0

KINDS = {
    **dict.fromkeys(STAGES, "nucleated-red-cell"),
    "naked-nucleus": "smudge",
    "giant-metamyelocyte": "metamyelocyte",
    "giant-band": "band",
}


def class_of(kind: str) -> str:
    """Return the class that a kind of drawn cell belongs to; red cells, platelets and the rest are their own."""
    return KINDS.get(kind, kind)


def true_class(cell: Cell) -> str:
    """Return what a referee calls a cell: a neutrophil of one lobe has not segmented, and is a band."""
    if cell.kind == "neutrophil" and cell["lobes"] == 1:
        return "band"
    return class_of(cell.kind)


def credit_of(true: str, named: str) -> float:
    """Return 1 for the right class, 0.5 for an accepted neighbor, else 0."""
    if true == named:
        return 1.0
    return NEIGHBOR_CREDIT if frozenset((true, named)) in NEIGHBORS else 0.0


def weight_of(true: str) -> float:
    """Return how much a cell weighs: 3 if missing its class is dangerous, else 1."""
    return CRITICAL_WEIGHT if true in CRITICAL else 1.0
