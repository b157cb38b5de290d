"""Do lines under several treatments share their axes, and stop where they must?"""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.figures.arms import Arm, multiple, nice_ticks
from cases.figures.labels import apart

RECOMMENDED = Arm("", "Recommended", ((0, 8.0), (100, 13.0)))
UNTREATED = Arm("none", "No treatment", ((0, 8.0), (50, 3.0)), "until month 2")


@given(st.floats(0, 500), st.floats(0.01, 500))
def test_round_ticks_span_the_values(low: float, span: float) -> None:
    ticks = nice_ticks(low, low + span)
    assert ticks[0] <= low + 1e-6
    assert ticks[-1] >= low + span - 1e-6
    assert 2 <= len(ticks) <= 12


def test_arms_that_begin_alike_begin_at_one_point() -> None:
    made = multiple([RECOMMENDED, UNTREATED], last_day=100, decimals=1)
    assert len({line.points.split()[0] for line in made.lines}) == 1


def test_only_a_line_that_stops_is_crossed_and_says_where() -> None:
    made = multiple([RECOMMENDED, UNTREATED], last_day=100, decimals=1)
    assert [bool(line.cross) for line in made.lines] == [False, True]
    texts = [label.text for label in made.labels]
    assert "13.0" in texts
    assert "until month 2" in texts
    assert "3.0" not in texts


def test_the_reference_range_lies_within_the_plot() -> None:
    made = multiple([RECOMMENDED], last_day=100, decimals=1, band=(12.0, 15.5))
    assert made.band is not None
    top, height = made.band
    assert 0 < top < top + height < made.height
    assert multiple([RECOMMENDED], last_day=100, decimals=1, band=(None, None)).band is None


def test_a_range_without_lower_limit_reaches_the_floor() -> None:
    low, none = (multiple([RECOMMENDED], last_day=100, decimals=1, band=(x, 15.5)).band for x in (12.0, None))
    assert low is not None and none is not None
    assert none[1] > low[1]


@pytest.mark.parametrize("wanted", [[50, 50, 50], [190, 195, 199], [20, 21, 100], [100, 21, 20]])
def test_labels_move_apart_and_keep_their_order(wanted: list[float]) -> None:
    placed = apart(wanted, 30, 20, 200)
    order = sorted(range(3), key=lambda i: wanted[i])
    between = [placed[b] - placed[a] for a, b in pairwise(order)]
    assert all(gap >= 30 for gap in between)
    assert min(placed) >= 20
    assert max(placed) <= 200
