"""Do the ticks enclose the values, and are they round?"""

import math

import pytest

from cases.figures.scales import linear_axis, log_axis


@pytest.mark.parametrize("values", [(7.6, 13.4), (0, 1), (80, 119), (1500, 1600), (0.02, 0.05), (3.0, 3.0), (0, 0)])
def test_linear_ticks_are_evenly_spaced_and_enclose_the_values(values: tuple[float, float]) -> None:
    axis = linear_axis(values)
    steps = {round(b - a, 9) for a, b in zip(axis.ticks, axis.ticks[1:], strict=False)}
    assert axis.ticks[0] <= min(values) and max(values) <= axis.ticks[-1]
    assert len(steps) == 1
    assert 2 <= len(axis.ticks) <= 8
    assert axis.place(axis.ticks[0]) == 0 and axis.place(axis.ticks[-1]) == 1


def test_hemoglobin_is_told_in_whole_numbers() -> None:
    assert linear_axis([7.6, 15.5]).ticks == (6, 8, 10, 12, 14, 16)


def test_a_log_axis_gives_equal_factors_equal_room() -> None:
    axis = log_axis([82, 900])
    assert axis.ticks == (50, 100, 200, 500, 1000)
    assert math.isclose(axis.place(200) - axis.place(100), axis.place(1000) - axis.place(500))


def test_a_log_axis_has_two_ticks_at_least() -> None:
    assert len(log_axis([100, 100]).ticks) >= 2
