"""Is a cell's name held against the cell?"""

import pytest

from cases.reading.classes import CLASSES, COUNTED, CRITICAL, NEIGHBORS, class_of, credit_of, true_class
from cases.reading.recognition import LobeCounting, recognition_of
from cases.reading.truth import truth_of
from cases.smears.film import film_of
from cases.smears.sampling import RADII
from cases.smears.scene import Cell
from tests.cases.smears.patients import moment_of


def test_every_white_cell_that_is_drawn_has_a_class() -> None:
    assert {class_of(kind) for kind in RADII} <= set(COUNTED)


def test_no_two_classes_share_a_key() -> None:
    letters = [entry.letter for entry in CLASSES.values()]
    assert len(set(letters)) == len(letters)


def test_neighbors_are_two_known_classes_each() -> None:
    assert all(len(pair) == 2 and pair <= set(CLASSES) for pair in NEIGHBORS)


def test_a_neighbor_earns_half_and_a_stranger_nothing() -> None:
    assert [credit_of("band", name) for name in ("band", "neutrophil", "eosinophil")] == [1.0, 0.5, 0.0]
    assert credit_of("neutrophil", "band") == credit_of("band", "neutrophil")


def test_a_neutrophil_that_has_not_segmented_is_a_band() -> None:
    assert true_class(Cell(0, "neutrophil", 0, 0, 7, 0, {"lobes": 1.0})) == "band"
    assert true_class(Cell(0, "neutrophil", 0, 0, 7, 0, {"lobes": 2.0})) == "neutrophil"
    assert true_class(Cell(0, "orthochromatic-erythroblast", 0, 0, 5)) == "nucleated-red-cell"


def test_credit_is_by_cell_and_a_missed_blast_weighs_three_times() -> None:
    harmless = recognition_of([("lymphocyte", "lymphocyte")] * 9 + [("eosinophil", "monocyte")])
    dangerous = recognition_of([("lymphocyte", "lymphocyte")] * 9 + [("blast", "lymphocyte")])
    assert harmless.credit == pytest.approx(0.9)
    assert dangerous.credit == pytest.approx(0.75)
    assert dangerous.missed() == {"blast": 1}
    assert harmless.missed() == {}
    assert "blast" in CRITICAL


def test_sensitivity_is_that_of_one_class() -> None:
    seen = recognition_of([("band", "band")] * 3 + [("band", "neutrophil")] + [("neutrophil", "neutrophil")] * 6)
    assert (seen.sensitivity("band").count, seen.sensitivity("band").n) == (3, 4)
    assert seen.confusions() == (("band", "neutrophil", 1),)
    assert seen.called() == {"band": 3, "neutrophil": 7}
    assert seen.classes == ("neutrophil", "band")


def test_lobes_one_off_earn_half_where_there_are_many() -> None:
    assert LobeCounting(((5, 5), (5, 6), (3, 4), (3, 3))).credit == pytest.approx(2.5 / 4)
    assert LobeCounting(((3, 4), (4, 5))).bias == 1.0


def test_the_truth_of_a_film_adds_up_and_counts_unsegmented_neutrophils_as_bands() -> None:
    film = film_of(moment_of("pernicious-anemia"))
    truth = truth_of(film)
    assert sum(truth.white.values()) == pytest.approx(1.0)
    assert truth.white["band"] > film.white_mix["band"]
    assert truth.red["macro-ovalocytes"] == film.red_mix["macro-ovalocyte"]
