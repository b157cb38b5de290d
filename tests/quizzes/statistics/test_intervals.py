"""Are the intervals of shares those that were published?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from quizzes.statistics import difference, wilson


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilsons_interval_is_that_of_the_published_examples(right: int, of: int, low: float, high: float) -> None:
    assert wilson(right, of) == pytest.approx((low, high), abs=5e-5)  # Newcombe 1998 Stat Med 17:857, table I


@settings(deadline=None)
@given(st.integers(0, 300), st.integers(1, 300), st.sampled_from([0.8, 0.95, 0.99]))
def test_wilsons_interval_is_scipys(right: int, of: int, confidence: float) -> None:
    right = min(right, of)
    theirs = stats.binomtest(right, of).proportion_ci(confidence, method="wilson")
    assert wilson(right, of, confidence) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [((48, 80), (56, 70), 0.0524, 0.3339), ((3, 10), (9, 10), 0.1705, 0.8090), ((0, 10), (10, 10), 0.6075, 1.0)],
)
def test_the_difference_is_that_of_the_published_examples(first, second, low: float, high: float) -> None:
    assert difference(first, second) == pytest.approx((low, high), abs=5e-5)  # Newcombe 1998 Stat Med 17:873, table II


def test_of_nothing_nothing_is_known_and_nonsense_is_refused() -> None:
    assert wilson(0, 0) == (0, 1)
    with pytest.raises(ValueError, match="no share"):
        wilson(3, 2)
