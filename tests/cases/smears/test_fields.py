"""Do fields hold what the film is made of, the same for the same seed, and each cell whatever lies beside it?"""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import chi2

from cases.catalog import current
from cases.smears.fields import field_of
from cases.smears.film import film_of
from cases.smears.gallery import marrow_cells_of, white_cells_of
from cases.smears.marrow import marrow_of
from cases.smears.marrow_fields import marrow_field_of
from cases.smears.rendering import picture_of
from cases.smears.sampling import drawn_kinds, red_cells, white_cell
from cases.smears.scene import Cell, Place, Scene, cell_at
from tests.cases.smears.patients import moment_of

CONDITIONS = sorted(current().conditions)
ONE_IN_MANY = 1e-5  # hundreds of comparisons are made: the bound of each


def fits(counted: Counter[str], mix: dict[str, float], count: int) -> bool:
    """Whether a census could be that of the mix, rare kinds taken together."""
    usual = {kind: share * count for kind, share in mix.items() if share * count >= 5.0}
    rare = count - sum(usual.values())
    square = sum((counted[kind] - n) ** 2 / n for kind, n in usual.items())
    if rare > 0.5:
        square += (count - sum(counted[kind] for kind in usual) - rare) ** 2 / rare
    return bool(chi2.sf(square, max(len(usual) - (rare <= 0.5), 1)) > ONE_IN_MANY)


@pytest.mark.parametrize("condition", CONDITIONS)
def test_ten_thousand_cells_of_each_condition_are_mixed_as_the_state_says(condition: str) -> None:
    moment = moment_of(condition)
    film, marrow = film_of(moment), marrow_of(moment)
    for which, mix in enumerate((film.red_mix, film.white_mix, marrow.mix)):
        drawn = Counter(drawn_kinds(np.random.default_rng([7, which]), mix, 10_000))
        assert fits(drawn, dict(mix), 10_000), (which, drawn, mix)


def test_cells_drawn_keep_their_kinds_and_their_lobes() -> None:
    film = film_of(moment_of("pernicious-anemia", 3))
    rng = np.random.default_rng(3)
    assert fits(Counter(kind for kind, _, _ in red_cells(rng, film, 10_000)), dict(film.red_mix), 10_000)
    lobes = Counter(str(int(white_cell(rng, film, "neutrophil")[2]["lobes"])) for _ in range(4000))
    assert fits(lobes, {str(i + 1): share for i, share in enumerate(film.lobes)}, 4000)


def test_a_field_holds_as_many_white_cells_and_platelets_as_blood_has_for_its_red_cells() -> None:
    film = replace(film_of(moment_of("healthy")), white_1e9_l=40.0)
    whole = Counter[str]()
    for number in range(40):
        scene = field_of(film, 5, number)
        inside = scene.inside
        whole.update(
            "white" if c.kind in film.white_mix else "red" if c.kind in film.red_mix else c.kind for c in inside
        )
    assert whole["red"] / 40 == pytest.approx(film.red_cells_a_field, rel=0.05)
    assert whole["white"] / 40 == pytest.approx(
        film.white_cells_a_field, abs=4 * (film.white_cells_a_field / 40) ** 0.5
    )
    assert whole["platelet"] / 40 == pytest.approx(film.platelets_a_field, rel=0.15)


def test_the_same_seed_gives_the_same_field_and_another_number_another() -> None:
    film = film_of(moment_of("ttp"))
    assert field_of(film, 9, 2).cells == field_of(film, 9, 2).cells
    assert field_of(film, 9, 2).cells != field_of(film, 9, 3).cells
    crop = white_cells_of(film, 9, 4, 1)[0]
    assert np.array_equal(picture_of(crop), picture_of(crop))


def test_a_white_cell_of_the_gallery_is_the_same_on_whatever_page_it_stands() -> None:
    film = film_of(moment_of("aml"))
    assert white_cells_of(film, 9, 0, 6)[4] == white_cells_of(film, 9, 4, 1)[0]


def test_a_crop_has_the_cell_it_was_made_for_in_its_middle_and_nothing_on_it() -> None:
    film, marrow = film_of(moment_of("mds-excess-blasts", 2)), marrow_of(moment_of("mds-excess-blasts", 2))
    for crops, mix in (
        (white_cells_of(film, 3, 0, 40), film.white_mix),
        (marrow_cells_of(marrow, 3, 0, 40), marrow.mix),
    ):
        for crop in crops:
            middle = crop.middle
            assert middle.kind in mix
            assert cell_at(crop, middle.x, middle.y) == middle
            near = [c for c in crop.cells if np.hypot(c.x - middle.x, c.y - middle.y) < 0.8 * middle.r]
            assert near == [middle]


def test_a_cell_looks_the_same_whatever_lies_far_from_it() -> None:
    stain = film_of(moment_of("healthy")).stain
    cell = Cell(0, "neutrophil", 10.0, 10.0, 6.9, 0.0, {"lobes": 4.0, "granules": 1.0})
    other = Cell(1, "blast", 40.0, 10.0, 8.0)
    one, both = (picture_of(Scene(3, "monolayer", stain, cells, 60.0, 20.0)) for cells in ((cell,), (cell, other)))
    assert np.array_equal(one[:, :200], both[:, :200])
    assert not np.array_equal(one[:, 300:], both[:, 300:])


@pytest.mark.parametrize("place", ["feathered-edge", "thick-area"])
def test_places_on_the_film_differ_in_how_thickly_cells_lie(place: Place) -> None:
    film = film_of(moment_of("healthy"))
    usual, here = field_of(film, 1, 0).census(), field_of(film, 1, 0, place).census()
    assert here["red-cell"] > 1.5 * usual["red-cell"] if place == "thick-area" else here["red-cell"] < usual["red-cell"]


def test_a_point_on_a_cell_finds_it_and_a_point_beside_all_finds_none() -> None:
    stain = film_of(moment_of("healthy")).stain
    below, above = Cell(0, "red-cell", 10.0, 10.0, 3.6), Cell(1, "platelet", 12.0, 10.0, 1.3)
    heap = Cell(2, "precipitate", 30.0, 10.0, 2.0, 0.0, {"debris": 1.0})
    scene = Scene(3, "monolayer", stain, (below, above, heap))
    assert cell_at(scene, 12.0, 10.0) == above
    assert cell_at(scene, 8.0, 10.0) == below
    assert cell_at(scene, 5.6, 10.0) == below
    assert cell_at(scene, 30.0, 10.0) is None
    assert cell_at(scene, 60.0, 60.0) is None


def test_an_empty_marrow_has_few_cells_and_much_fat() -> None:
    empty, full = marrow_of(moment_of("aplastic-anemia", 4)), marrow_of(moment_of("aml", 3))
    assert empty.cells_a_field < 0.5 * full.cells_a_field
    assert empty.fat > full.fat
    assert sum(marrow_field_of(empty, 1, number).census()["fat"] for number in range(4)) > 8
