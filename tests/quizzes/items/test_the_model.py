"""Do keys that come from the model agree with it?"""

import re
from itertools import pairwise
from math import log

import pytest

from cases.catalog import current
from cases.reasoning.worth.information import Worth
from quizzes.items import current as bank
from quizzes.items import generate, people
from quizzes.items.cells import Found, neutrophils_of, picture_for
from quizzes.items.effects import APART, BANDS, band_of
from quizzes.items.entities import Choose, Quantity
from quizzes.items.films import verdict_on
from quizzes.items.lots import Lot
from quizzes.items.next_tests import is_clear
from quizzes.items.people import Where, Who


def worths(*totals: float) -> list[Worth]:
    return [Worth(str(i), 0.0, total) for i, total in enumerate(totals)]


def cells(lobes: tuple[int, ...] = (), bands: int = 0, pelger: int = 0) -> list[Found]:
    """A sheet of neutrophils."""
    who = Who("general-medicine", "healthy", 0)
    segmented = [Found(who, 0, "neutrophil", False, {"lobes": float(n)}) for n in lobes]
    others = ["band"] * bands + ["pseudo-pelger"] * pelger
    return segmented + [Found(who, 0, kind, False, {}) for kind in others]


@pytest.mark.parametrize(
    ("now", "totals", "clear"),
    [
        (500, (100, 400), True),
        (500, (100, 140), False),  # the second is nearly as good
        (500, (495, 800), False),  # not worth its cost
        (120, (100, 130), True),
    ],
)
def test_a_best_test_is_asked_for_only_where_it_is_clearly_best(
    now: float, totals: tuple[float, ...], clear: bool
) -> None:
    assert is_clear(now, worths(*totals)) is clear


@pytest.mark.parametrize(
    ("ratio", "band"),
    [(0.05, "much-less"), (0.3, "less"), (1.0, "same"), (4.0, "more"), (30.0, "much-more")],
)
def test_a_change_of_odds_falls_in_its_band(ratio: float, band: str) -> None:
    assert band_of(ratio) == band


def test_the_natural_frequencies_of_an_effect_move_the_way_its_key_says() -> None:
    template = bank(current())["hypersegmentation/effect-on-b12-deficiency"]
    for seed in range(6):
        key = generate(template, seed, current()).key
        before, after = map(int, re.findall(r"(\d+) have .* and (\d+) of 1000", key.remarks[str(key.answer)])[0])
        assert (after > before) is (key.names[str(key.answer)] in ("more", "much-more"))


def test_the_bands_of_an_effect_are_wider_than_the_margin_between_them() -> None:
    limits = [low for low, _, _ in BANDS.values() if low]
    assert all(log(b / a) > 2 * log(APART) for a, b in pairwise(limits))


def test_a_patient_of_the_pool_is_the_one_who_was_asked_for() -> None:
    (Where(analyte="serum-b12", above=180, below=350),)
    template = bank(current())["mma-hcy-borderline/next-test-when-b12-is-borderline"]
    for seed in range(4):
        results = {one.analyte: one.value for one in generate(template, seed, current()).question.results}
        assert 180 <= results["serum-b12"] <= 350
    assert not people.fits(people.evidence(current(), Who("general-medicine", "healthy", 1)), (Where(),))


@pytest.mark.parametrize(
    ("sheet", "verdict"),
    [
        (cells((3,) * 11 + (6,)), "hypersegmented"),
        (cells((5, 5) + (3,) * 10), "hypersegmented"),
        (cells((5,) + (3,) * 11), None),
        (cells((2, 3, 4) * 4), "normal"),
        (cells((3,) * 7, bands=5), "left-shift"),
        (cells((3,) * 7, pelger=5), "pseudo-pelger"),
        (cells((3,) * 9, bands=3), None),
    ],
)
def test_a_sheet_that_can_be_read_in_two_ways_has_no_verdict(sheet: list[Found], verdict: str | None) -> None:
    assert verdict_on(sheet) == verdict


def test_the_key_of_a_film_is_what_is_drawn() -> None:
    item = generate(bank(current())["hypersegmentation/count-the-lobes"], 2, current())
    assert item.drawing is not None
    assert item.question.picture is not None
    [cell] = item.drawing.parts["cells"]
    picture = picture_for(item, current())
    assert picture.shape == (item.question.picture.height, item.question.picture.width, 3)
    assert isinstance(item.question.response, Choose)
    assert {2: "Two", 3: "Three", 4: "Four", 5: "Five"}.get(int(cell.parameters["lobes"]), "Six")[:3] in (
        next(one.text for one in item.question.response.options if one.key == item.key.answer).replace(
            "One or two", "Two"
        )
    )


def test_a_sheet_is_drawn_from_one_patient() -> None:
    sheet = neutrophils_of(current(), Who("general-medicine", "healthy", 0), 7)
    assert len(sheet) == 12
    assert len({cell.seed for cell in sheet}) == 12


def test_the_reticulocytes_are_predicted_to_peak_after_about_a_week() -> None:
    item = generate(bank(current())["reversible/day-of-the-reticulocyte-peak"], 1, current())
    assert isinstance(item.key.answer, Quantity)
    assert 5 <= item.key.answer.value <= 9


def test_every_draw_has_a_stream_of_its_own() -> None:
    lot = Lot(3)
    assert lot.pick("abcdef", "one") == Lot(3).pick("abcdef", "one")
    assert sorted(lot.shuffled(range(9), "order")) == list(range(9))
    assert {lot.number(1, 3, 0, i) for i in range(60)} == {1, 2, 3}
    assert all(0.5 <= lot.number(0.5, 0.8, 1, i) <= 0.8 for i in range(60))
