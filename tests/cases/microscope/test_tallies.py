"""Do the last words hold, and is the number of fields an honest one?"""

import uuid
from types import SimpleNamespace
from typing import Any

import pytest

from cases.microscope.labels import FEATURE_NAMES, MAIN, OTHERS, RED_NAMES, USUAL_KEYS, WHITE_NAMES, clashes, keys_of
from cases.microscope.tallies import fields_scanned, tally_from
from cases.models import Naming, Observation
from cases.reading.classes import CLASSES
from cases.reading.schemes import FEATURES, OF_SHAPE, SCHEMES
from cases.slides import Sight


def naming(number: int, label: str, lobes: int | None = None, area: str = "gallery", cell: int = 0) -> Naming:
    return Naming(area=area, number=number, cell=cell, label=label, lobes=lobes, key=uuid.uuid4())


def slide(white_cells_a_field: float) -> Any:
    return SimpleNamespace(seed=7, film=SimpleNamespace(white_cells_a_field=white_cells_a_field))


def test_of_each_cell_the_last_name_holds_and_stands_last() -> None:
    tally = tally_from([naming(0, "band"), naming(1, "monocyte"), naming(0, "neutrophil", 3), naming(1, "")], [])
    assert tally.counts == {"neutrophil": 1}
    assert tally.lobes == {3: 1}
    assert [one.number for one in tally.named] == [0]


def test_cells_of_fields_are_marks_and_no_part_of_the_count() -> None:
    marks = [naming(2, "teardrop", area="monolayer", cell=n) for n in (5, 6)]
    tally = tally_from([naming(0, "band"), *marks, naming(2, "lymphocyte", area="monolayer", cell=9)], [])
    assert tally.cells == 1
    assert tally.marks == {"teardrop": 2}
    assert tally.fields == (Sight("monolayer", 2),)
    assert len(tally.in_field(Sight("monolayer", 2))) == 3


def test_platelets_of_the_edge_do_not_count_in_the_mean() -> None:
    notes = [
        Observation(item="platelets", area=area, number=n, value=value)
        for area, n, value in (("monolayer", 0, "8"), ("monolayer", 1, "4"), ("thick-area", 0, "40"))
    ]
    assert tally_from([], notes).platelets_a_field == 6.0
    assert tally_from([], []).platelets_a_field is None


@pytest.mark.parametrize("rate", [0.05, 0.3, 3.0])
def test_the_fields_scanned_grow_with_the_cells_and_are_as_many_as_the_film_asks_for(rate: float) -> None:
    scanned = [fields_scanned(slide(rate), cells) for cells in range(501)]
    assert scanned[0] == 0
    assert scanned == sorted(scanned)
    assert scanned[500] == pytest.approx(500 / rate, rel=0.15)


def test_every_name_has_a_key_of_its_own_that_no_page_needs() -> None:
    assert clashes(USUAL_KEYS) == []
    assert {*MAIN, *OTHERS} == set(WHITE_NAMES) == set(USUAL_KEYS)
    assert set(CLASSES) < set(WHITE_NAMES)
    assert len(clashes(keys_of({"band": "n"}))) == 1
    assert len(clashes(keys_of({"band": "1"}))) == 1


def test_every_shape_that_is_graded_has_a_name() -> None:
    assert set(OF_SHAPE) <= set(RED_NAMES)
    assert set(FEATURE_NAMES) == set(FEATURES)
    assert all(set(scheme.edges) == set(FEATURES) for scheme in SCHEMES.values())
