"""Which hand draws which kind of cell?"""

from collections.abc import Callable

from cases.smears.blasts import draw_blast, draw_leukemic_promyelocyte
from cases.smears.canvas import Patch
from cases.smears.erythroblasts import STAGES, draw_erythroblast
from cases.smears.granular_cells import draw_basophil, draw_eosinophil, draw_monocyte
from cases.smears.lymphocytes import FORMS, draw_lymphocyte
from cases.smears.marrow_cells import (
    draw_fat,
    draw_macrophage,
    draw_megakaryocyte,
    draw_naked_nucleus,
    draw_precipitate,
    draw_smudge,
)
from cases.smears.neutrophils import YOUNG, draw_neutrophil, draw_young_granulocyte
from cases.smears.platelets import draw_clump, draw_platelet
from cases.smears.scene import Cell
from cases.smears.stain import Stain

RED_KINDS = (
    "red-cell", "macro-ovalocyte", "round-macrocyte", "elliptocyte", "teardrop", "schistocyte", "spherocyte",
    "target", "hypochromic", "polychromatic",
)  # fmt: skip

Draw = Callable[[int, Stain, Cell], Patch]

DRAWN: dict[str, Draw] = {
    **dict.fromkeys(("neutrophil", "band", "pseudo-pelger", "giant-band"), draw_neutrophil),
    **dict.fromkeys(YOUNG, draw_young_granulocyte),
    **dict.fromkeys(FORMS, draw_lymphocyte),
    **dict.fromkeys(STAGES, draw_erythroblast),
    "monocyte": draw_monocyte,
    "eosinophil": draw_eosinophil,
    "basophil": draw_basophil,
    "blast": draw_blast,
    "abnormal-promyelocyte": draw_leukemic_promyelocyte,
    "megakaryocyte": draw_megakaryocyte,
    "macrophage": draw_macrophage,
    "platelet": draw_platelet,
    "platelet-clump": draw_clump,
    "smudge": draw_smudge,
    "naked-nucleus": draw_naked_nucleus,
    "fat": draw_fat,
    "precipitate": draw_precipitate,
}
# What nothing else lies on, and of this the cells that are firm: red cells yield to them.
SOLID = frozenset(DRAWN) - {"platelet", "precipitate"}
FIRM = SOLID - {"smudge", "naked-nucleus", "platelet-clump"}
