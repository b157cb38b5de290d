"""Does the description tell enough to name a cell, and never its name or the number of its lobes?"""

import re

import numpy as np
import pytest

from cases.reading.classes import true_class
from cases.reading.courses import SHAPES
from cases.reading.geometry import area_of, form_of, form_of_outline, hull_of
from cases.reading.looks import Look, look_of
from cases.reading.words import description_of, passed, walk_of
from cases.smears.drawing import DRAWN
from cases.smears.exemplars import exemplar_of
from cases.smears.fields import field_of
from cases.smears.film import film_of
from cases.smears.outlines import distance_to, ellipse, grid
from cases.smears.sampling import RADII, red_cells, white_cell
from cases.smears.scene import Cell
from cases.smears.stain import stain_of
from tests.cases.reading.reader import NUMBERS, class_read, names_of_cells, shape_read
from tests.cases.smears.patients import moment_of

EACH, SEEDS, SHAPES_EACH = 6, 40, 10


@pytest.fixture(scope="module")
def cells() -> list[tuple[Cell, Look]]:
    """White cells of every kind, and neutrophils of every number of lobes."""
    film = film_of(moment_of("pernicious-anemia"))
    found = []
    for kind in RADII:
        if "giant" in kind:
            continue
        for seed in range(SEEDS if kind == "neutrophil" else EACH):
            drawn, r, parameters = white_cell(np.random.default_rng([seed, 7]), film, kind)
            if kind == "neutrophil":
                parameters["lobes"] = 2.0 + seed % 7
            parameters.pop("toxic", None)
            cell = Cell(seed, drawn, 0.0, 0.0, r, 0.0, parameters)
            found.append((cell, look_of(seed, stain_of(seed), cell)))
    return found


def told(look: Look) -> str:
    return " ".join([description_of(look), *walk_of(look)])


def test_no_description_names_a_class(cells: list[tuple[Cell, Look]]) -> None:
    names = re.compile("|".join(rf"\b{word}" for word in sorted(names_of_cells())))
    assert [(cell.kind, found) for cell, look in cells if (found := names.findall(told(look).lower()))] == []


def test_no_description_holds_the_number_of_lobes_or_any_other_count(cells: list[tuple[Cell, Look]]) -> None:
    for _, look in cells:
        words = told(look)
        assert re.findall(r"(?<![.\d])\d+(?![.\d])", words) == []
        assert set(re.findall(r"[a-z]+", words.lower().replace("on one side", ""))).isdisjoint(NUMBERS)


def test_the_paragraph_is_the_same_whatever_the_number_of_masses(cells: list[tuple[Cell, Look]]) -> None:
    plain = {re.sub(r"\d+\.\d", "#", description_of(look)) for cell, look in cells if cell.kind == "neutrophil"}
    assert len({words.replace("A long cell, # µm by # µm", "A round cell, # µm across") for words in plain}) <= 3


def test_walking_the_nucleus_meets_each_mass_once_and_ends(cells: list[tuple[Cell, Look]]) -> None:
    for cell, look in cells:
        if cell.kind in ("neutrophil", "eosinophil", "pseudo-pelger"):
            steps = walk_of(look)
            assert len(steps) == cell["lobes"]
            assert ["leads on" in step and "No thread" not in step for step in steps] == [True] * (len(steps) - 1) + [
                False
            ]


def test_a_reader_who_has_only_the_description_recovers_the_class(cells: list[tuple[Cell, Look]]) -> None:
    wrong = [(true_class(cell), class_read(look)) for cell, look in cells if class_read(look) != true_class(cell)]
    assert len(wrong) <= 0.08 * len(cells), wrong


def test_lengths_are_those_of_the_drawing() -> None:
    outline = ellipse(3.0, 0.5, 0.4)
    long, short = 2 * 3.0 / np.sqrt(0.5), 2 * 3.0 * np.sqrt(0.5)
    patch = grid(70)
    for form in (form_of_outline(outline), form_of(distance_to(outline, patch))):
        assert (form.long_um, form.short_um) == pytest.approx((long, short), rel=0.03)
        assert form.fullness == pytest.approx(1.0, abs=0.03)  # edges of pixels


def test_the_hull_of_a_dented_square_is_the_square() -> None:
    corners = np.array([(0, 0), (2, 0), (2, 2), (1, 0.5), (0, 2)], dtype=float)
    assert area_of(hull_of(corners)) == pytest.approx(4.0)
    assert area_of(corners) == pytest.approx(2.5)


@pytest.mark.parametrize("condition", ["pernicious-anemia", "ttp"])
def test_red_cells_are_told_by_form_and_stain_alone(condition: str) -> None:
    film = film_of(moment_of(condition))
    drafts = red_cells(np.random.default_rng(3), film, 300)
    told_of = {kind: description_of(look_of(3, film.stain, Cell(0, kind, 0, 0, r, 0, p))) for kind, r, p in drafts}
    assert len(told_of) > 4
    names = re.compile("|".join(rf"\b{word}" for word in sorted(names_of_cells())))
    assert [words for words in told_of.values() if names.findall(words.lower())] == []
    assert "by" in told_of["macro-ovalocyte"]
    assert "round" in told_of["red-cell"]


def test_a_reader_who_has_only_the_description_recovers_the_shape_of_a_red_cell() -> None:
    wrong = []
    for kind in SHAPES:
        for seed in range(SHAPES_EACH):
            scene = exemplar_of(kind, seed)
            read = shape_read(look_of(scene.seed, scene.stain, scene.middle))
            wrong += [(kind, read)] * (read != kind)
    assert len(wrong) <= 0.08 * SHAPES_EACH * len(SHAPES), wrong


def test_crossing_a_field_meets_its_cells_from_left_to_right() -> None:
    scene = field_of(film_of(moment_of("pernicious-anemia")), 3, 0)
    met = passed(scene)
    assert len(met) > 5
    assert [one.x_um for one in met] == sorted(one.x_um for one in met)
    assert all(abs(one.y_um - 60.0) < 12.0 for one in met)


def test_every_kind_of_cell_can_be_told() -> None:
    for kind in DRAWN:
        cell = Cell(0, kind, 0.0, 0.0, 6.0, 0.0, {"platelets": 10.0, "lobes": 3.0})
        assert description_of(look_of(1, stain_of(1), cell))
