"""Do facility and discrimination come out as by hand, and as an independent package has them?"""

import numpy as np
import pytest
from scipy import stats

from quizzes.statistics import discrimination_index, facility, rest_correlation, thirds, totals

from .answers import TEN_STUDENTS, TWELVE_STUDENTS


def test_facility_is_that_of_the_published_example() -> None:
    assert facility(TEN_STUDENTS) == pytest.approx([0.7, 0.7, 0.6, 0.7, 0.6, 0.8, 0.7, 0.7, 0.5, 0.6])


def test_the_discrimination_index_is_that_of_the_published_example() -> None:
    # Of 30 learners, 9 of the best ten and 3 of the weakest ten had it right: 0.9 - 0.3 (Moodle, item analysis).
    item = np.repeat([1, 0, 1, 0, 1, 0], [9, 1, 5, 5, 3, 7])
    others = np.repeat([[1, 1, 1, 1], [1, 1, 0, 0], [0, 0, 0, 0]], 10, axis=0)
    assert discrimination_index(np.column_stack([item, others]).astype(float))[0] == pytest.approx(0.6)


def test_the_corrected_point_biserial_is_scipys_against_the_rest() -> None:
    for i, ours in enumerate(rest_correlation(TEN_STUDENTS)):
        rest = np.delete(TEN_STUDENTS, i, axis=1).sum(axis=1)
        assert ours == pytest.approx(stats.pointbiserialr(TEN_STUDENTS[:, i], rest).statistic)


def test_the_order_of_learners_decides_nothing_though_totals_tie() -> None:
    shuffled = TEN_STUDENTS[[3, 1, 4, 9, 5, 2, 6, 8, 7, 0]]
    assert discrimination_index(shuffled) == pytest.approx(discrimination_index(TEN_STUDENTS))


def test_a_third_is_a_third_and_those_who_tie_share_its_places() -> None:
    lower, upper = thirds(np.array([1.0, 2.0, 2.0, 2.0, 5.0, 6.0, np.nan]))
    assert lower == pytest.approx([1, 1 / 3, 1 / 3, 1 / 3, 0, 0, 0])
    assert upper == pytest.approx([0, 0, 0, 0, 1, 1, 0])


def test_items_that_were_not_asked_are_left_out() -> None:
    assert facility(TWELVE_STUDENTS)[0] == pytest.approx(9 / 11)
    assert totals(TWELVE_STUDENTS)[2] == pytest.approx(6 / 9)
    assert np.isfinite(rest_correlation(TWELVE_STUDENTS)[1:9]).all()


def test_an_item_that_nobody_met_or_that_all_had_right_says_so() -> None:
    scores = np.array([[1, np.nan, 1], [1, np.nan, 0], [1, np.nan, 1]], dtype=float)
    assert np.isnan(facility(scores)[1]) and np.isnan(discrimination_index(scores)[1])
    assert np.isnan(rest_correlation(scores)).all()
