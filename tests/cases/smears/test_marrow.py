"""Is the marrow that of the patient, and of the marrow report on the same day?"""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from cases.catalog import current
from cases.smears.drawing import RED_KINDS
from cases.smears.findings import is_reported
from cases.smears.marrow import Marrow, marrow_of
from cases.smears.marrow_fields import marrow_cell, marrow_field_of
from tests.cases.smears.patients import moment_of

CONDITIONS = sorted(current().conditions)
STAGES = ("proerythroblast", "basophilic-erythroblast", "polychromatic-erythroblast", "orthochromatic-erythroblast")


def erythroid(marrow: Marrow) -> float:
    return sum(marrow.mix[stage] for stage in STAGES)


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_marrow_shows_what_its_report_says(condition: str) -> None:
    for seed in (1, 2):
        moment = moment_of(condition, seed)
        marrow = marrow_of(moment)
        blasts = marrow.mix.get("blast", 0.0) + marrow.mix.get("abnormal-promyelocyte", 0.0)
        assert (marrow.megaloblastic > 0) == is_reported(moment, "marrow-megaloblastic")
        assert (marrow.giant > 0) == is_reported(moment, "giant-metamyelocytes")
        assert (marrow.dysplastic >= 0.1) == is_reported(moment, "marrow-dysplasia")
        assert (blasts >= 0.05) == is_reported(moment, "marrow-blast-excess")
        assert marrow.hemophagocytosis == is_reported(moment, "hemophagocytosis")
        if is_reported(moment, "marrow-hypocellular"):
            assert marrow.cellularity <= 0.5 * marrow.usual_cellularity + 1e-9


def test_without_red_precursors_parvovirus_leaves_giant_early_ones() -> None:
    marrow = marrow_of(moment_of("parvovirus", 1))
    assert marrow.giant_pronormoblasts
    assert 0.05 < erythroid(marrow) < 0.1  # few, yet some in most fields
    assert marrow.mix["proerythroblast"] > 0.5 * erythroid(marrow)
    radii = [marrow_cell(np.random.default_rng(k), marrow, "proerythroblast")[1] for k in range(20)]
    assert sum(radii) / len(radii) > 11.0


def test_megaloblasts_are_larger_and_younger_than_normoblasts() -> None:
    usual, mega = marrow_of(moment_of("healthy")), marrow_of(moment_of("pernicious-anemia", 3))
    assert mega.megaloblastic > 0.5
    for stage in STAGES:
        sizes = [np.mean([marrow_cell(np.random.default_rng(k), one, stage)[1] for k in range(60)])
                 for one in (usual, mega)]  # fmt: skip
        assert sizes[1] > 1.1 * sizes[0]
    late = [1 - (m.mix["proerythroblast"] + m.mix["basophilic-erythroblast"]) / erythroid(m) for m in (usual, mega)]
    assert late[0] > 0.75  # three quarters of healthy erythroblasts are late forms
    assert late[1] < 0.6


def test_platelets_of_the_marrow_lie_beside_its_cells_and_fat() -> None:
    marrow = marrow_of(moment_of("aplastic-anemia", 2))
    marrow = replace(marrow, film=replace(marrow.film, platelets_1e9_l=400.0))
    platelets, over = 0, 0
    for number in range(4):
        cells = marrow_field_of(marrow, 4, number).cells
        firm = [c for c in cells if c.kind not in RED_KINDS and c.kind != "platelet"]
        small = [c for c in cells if c.kind == "platelet"]
        platelets += len(small)
        over += sum(any(np.hypot(c.x - p.x, c.y - p.y) < c.r for c in firm) for p in small)
    assert platelets > 50
    assert over <= 0.02 * platelets


def test_fat_fills_what_cells_leave() -> None:
    marrow = replace(marrow_of(moment_of("healthy")), cellularity=0.4, usual_cellularity=0.4)
    empty = replace(marrow, cellularity=0.1)
    assert 0 < marrow.fat < empty.fat
    assert empty.fat > replace(empty, usual_cellularity=0.1).fat


def test_small_round_megakaryocytes_are_those_of_deletion_5q() -> None:
    def kinds(condition: str) -> Counter[float]:
        marrow = marrow_of(moment_of(condition, 2))
        cells = [
            c for number in range(60) for c in marrow_field_of(marrow, 4, number).cells if c.kind == "megakaryocyte"
        ]
        return Counter(c["lobes"] > 1 for c in cells)

    assert kinds("mds-del5q")[False] > kinds("mds-del5q")[True]
    assert kinds("healthy")[False] == 0 < kinds("healthy")[True]
