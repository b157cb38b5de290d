"""How much is much? Named schemes that turn a share of red cells into a grade."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

Edges = tuple[tuple[int, float], ...]  # grade and the share from which it is given

# What a reader grades, by the catalog's key of the finding, and the kinds of drawn cell that count for it.
FEATURES: Mapping[str, tuple[str, ...]] = {
    "macro-ovalocytes": ("macro-ovalocyte",),
    "round-macrocytes": ("round-macrocyte",),
    "hypochromic-cells": ("hypochromic",),
    "elliptocytes": ("elliptocyte",),
    "teardrop-cells": ("teardrop",),
    "target-cells": ("target",),
    "spherocytes": ("spherocyte",),
    "schistocytes": ("schistocyte",),
    "polychromasia": ("polychromatic",),
    "howell-jolly-bodies": (),
    "basophilic-stippling": (),
}
OF_SHAPE = {kind: feature for feature, kinds in FEATURES.items() for kind in kinds}


@dataclass(frozen=True)
class Scheme:
    """Grades from 0 to 4 by feature. The highest is given above its edge, the others from theirs on."""

    key: str
    name: str
    source: str
    grades: Mapping[int, str]
    edges: Mapping[str, Edges]

    def grade_of(self, feature: str, share: float) -> int:
        """Return the grade of a share, 0 to 1. Raises KeyError for a feature that the scheme does not grade."""
        edges = self.edges[feature]
        reached = [grade for grade, edge in edges[:-1] if share >= edge]
        top, edge = edges[-1]
        return top if share > edge else (reached[-1] if reached else 0)

    def accepts(self, feature: str, grade: int, count: int, n: int) -> bool:
        """Whether a grade goes with `count` of `n` cells: within one binomial standard error of its edges.

        Raises KeyError as `grade_of` does.
        """
        if n == 0:
            return False
        share = count / n
        error = math.sqrt(share * (1.0 - share) / n)
        return self.grade_of(feature, share - error) <= grade <= self.grade_of(feature, share + error)


ICSH = Scheme(
    "icsh-2015",
    "ICSH 2015",
    "Palmer 2015 Int J Lab Hematol 37:287 (table as recalled); macrocytes that are round as macrocytes",
    {0: "none or few", 1: "1+ few", 2: "2+ moderate", 3: "3+ many"},
    {
        "macro-ovalocytes": ((2, 0.02), (3, 0.05)),
        "round-macrocytes": ((2, 0.11), (3, 0.20)),
        "hypochromic-cells": ((2, 0.11), (3, 0.20)),
        "elliptocytes": ((2, 0.05), (3, 0.20)),
        "teardrop-cells": ((2, 0.05), (3, 0.20)),
        "target-cells": ((2, 0.05), (3, 0.20)),
        "spherocytes": ((2, 0.05), (3, 0.20)),
        "polychromasia": ((2, 0.05), (3, 0.20)),
        "basophilic-stippling": ((2, 0.05), (3, 0.20)),
        "howell-jolly-bodies": ((2, 0.02), (3, 0.03)),
        "schistocytes": ((1, 0.002), (2, 0.01), (3, 0.02)),  # 0.2 %: assumed, about what healthy films hold
    },
)
# Teardrops and Howell-Jolly bodies as in the table of Davis; elliptocytes after Constantino 2014; the rest is assumed.
FOUR_PLUS = Scheme(
    "four-plus",
    "0 to 4+",
    "Davis (bench table) for teardrops and Howell-Jolly bodies, Constantino 2014 for elliptocytes; others assumed",
    {0: "0", 1: "1+", 2: "2+", 3: "3+", 4: "4+"},
    {
        "macro-ovalocytes": ((1, 0.02), (2, 0.05), (3, 0.10), (4, 0.20)),
        "round-macrocytes": ((1, 0.05), (2, 0.10), (3, 0.20), (4, 0.40)),
        "hypochromic-cells": ((1, 0.05), (2, 0.10), (3, 0.20), (4, 0.40)),
        "elliptocytes": ((1, 0.02), (2, 0.06), (3, 0.16), (4, 0.30)),
        "teardrop-cells": ((1, 0.02), (2, 0.05), (3, 0.10), (4, 0.20)),
        "target-cells": ((1, 0.02), (2, 0.05), (3, 0.10), (4, 0.20)),
        "spherocytes": ((1, 0.02), (2, 0.05), (3, 0.10), (4, 0.20)),
        "polychromasia": ((1, 0.02), (2, 0.05), (3, 0.10), (4, 0.20)),
        "basophilic-stippling": ((1, 0.01), (2, 0.03), (3, 0.05), (4, 0.10)),
        "howell-jolly-bodies": ((1, 0.01), (2, 0.03), (3, 0.05), (4, 0.10)),
        "schistocytes": ((1, 0.005), (2, 0.01), (3, 0.025), (4, 0.05)),
    },
)
SCHEMES: Mapping[str, Scheme] = {scheme.key: scheme for scheme in (ICSH, FOUR_PLUS)}
