"""What can a learner call a cell, and by which key?"""

from __future__ import annotations

from collections.abc import Mapping

from cases.reading.classes import CLASSES
from cases.reading.schemes import FEATURES

UNSURE = "unsure"
# White cells and what is met among them, by the keys of the science; then those that lie in fields.
WHITE_NAMES: Mapping[str, str] = {key: entry.name for key, entry in CLASSES.items()} | {UNSURE: "Unsure"}
RED_NAMES: Mapping[str, str] = {
    "macro-ovalocyte": "Oval macrocyte",
    "round-macrocyte": "Round macrocyte",
    "hypochromic": "Hypochromic cell",
    "elliptocyte": "Elliptocyte",
    "teardrop": "Teardrop cell",
    "target": "Target cell",
    "spherocyte": "Spherocyte",
    "schistocyte": "Schistocyte",
    "polychromatic": "Polychromatic cell",
    "howell-jolly-bodies": "Howell-Jolly body",
    "basophilic-stippling": "Basophilic stippling",
}
FEATURE_NAMES: Mapping[str, str] = {
    feature: next(RED_NAMES[key] for key in (*kinds, feature) if key in RED_NAMES)
    for feature, kinds in FEATURES.items()
}
NAMES = {**WHITE_NAMES, **RED_NAMES}
# The keys that lie under the hand first, as on a bench counter; the others follow.
MAIN = ("neutrophil", "band", "lymphocyte", "monocyte", "eosinophil", "basophil", "blast", UNSURE)
OTHERS = tuple(key for key in WHITE_NAMES if key not in MAIN)
# Keys that pages of an encounter need for themselves: to wait, to go on, to undo, to count lobes, to move.
RESERVED = frozenset("wgz/?.[]+-12345678")
FREED = {"blast": "k", "large-granular-lymphocyte": "j", "nucleated-red-cell": "v", UNSURE: "u"}
USUAL_KEYS: Mapping[str, str] = {key: entry.letter for key, entry in CLASSES.items()} | FREED


def keys_of(own: Mapping[str, str]) -> dict[str, str]:
    """The key of each class, the usual one where the learner has set no other; no key names two classes."""
    return {key: own.get(key, usual) for key, usual in USUAL_KEYS.items()}


def clashes(keys: Mapping[str, str]) -> list[str]:
    """What is wrong with the keys of the classes, in sentences; empty where nothing is."""
    wrong = []
    for label, key in keys.items():
        if len(key) != 1 or not key.isalpha() or key.lower() in RESERVED:
            wrong.append(f"{WHITE_NAMES[label]}: choose one letter other than G, W and Z.")
    taken: dict[str, str] = {}
    for label, key in keys.items():
        other = taken.setdefault(key.lower(), label)
        if other != label:
            wrong.append(f"{key.upper()} stands for {WHITE_NAMES[other]} and {WHITE_NAMES[label]}. Change one of them.")
    return wrong
