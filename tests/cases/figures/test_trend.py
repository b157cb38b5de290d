"""Does the trend stand where its numbers say?"""

from itertools import pairwise

import pytest

from cases.figures.trend import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Point, Trend, trend

YEAR = 365
MCV = [
    Point(-3 * YEAR, 90, "", "90"),
    Point(-YEAR, 98, "", "98"),
    Point(0, 119, "high", "119"),
    Point(28, 104, "high", "104"),
]


def mcv(points: list[Point] = MCV, **more: object) -> Trend:
    return trend(points, (80, 100), "80–100", [(-3 * YEAR, "2022"), (0, "2025")], **more)  # type: ignore[arg-type]


def test_time_is_true() -> None:
    first, second, third, last = (dot.x for dot in mcv().dots)
    assert (first, last) == (LEFT, WIDTH - RIGHT)
    assert (second - first) / (third - second) == pytest.approx(2, rel=0.01)


def test_higher_values_stand_higher_and_all_inside() -> None:
    heights = [dot.y for dot in mcv().dots]
    assert sorted(heights, reverse=True) == [heights[0], heights[1], heights[3], heights[2]]
    assert all(TOP <= y <= HEIGHT - BOTTOM for y in heights)


def test_the_band_lies_between_the_limits() -> None:
    figure = mcv()
    assert figure.band is not None
    top, bottom = figure.band.y, figure.band.y + figure.band.height
    assert top < figure.dots[0].y < bottom
    assert figure.dots[2].y < top
    assert figure.band.edges.count("M") == 2


def test_an_open_range_has_one_edge() -> None:
    figure = trend(MCV, (None, 100), "< 100", [])
    assert figure.band is not None
    assert figure.band.edges.count("M") == 1


def test_there_is_no_band_without_limits() -> None:
    assert trend(MCV, (None, None), "", []).band is None


def test_a_treatment_after_the_last_value_widens_the_time() -> None:
    figure = mcv(events=[(60, "Hydroxocobalamin")])
    assert figure.events[0].x == WIDTH - RIGHT
    assert figure.dots[-1].x < WIDTH - RIGHT


def test_words_on_the_time_axis_do_not_meet() -> None:
    figure = trend(MCV, (80, 100), "80–100", [(day, str(day)) for day in range(-1000, 1, 10)])
    places = [label.x for label in figure.times]
    assert all(b - a > 20 for a, b in pairwise(places))


def test_the_first_the_extreme_and_the_last_value_are_written_where_there_is_room() -> None:
    written = {label.text for label in mcv().values}
    assert {"90", "104"} <= written <= {"90", "104", "119"}


def test_one_value_stands_in_the_middle() -> None:
    assert trend(MCV[:1], (80, 100), "80–100", []).dots[0].x == (LEFT + WIDTH - RIGHT) / 2


def test_a_log_scale_is_drawn_for_values_above_zero_only() -> None:
    assert trend(MCV, (80, 100), "80–100", [], log=True).heights != mcv().heights
    assert trend([Point(0, 0, "", "0")], (None, 5), "< 5", [], log=True).dots


def test_nothing_cannot_be_drawn() -> None:
    with pytest.raises(ValueError, match="needs a point"):
        trend([], (1, 2), "1–2", [])
