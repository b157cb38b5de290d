"""Are the limits exact?"""

import pytest
from scipy import stats

from cases.reading.binomial import at_most, counts_compatible, is_compatible, limits

# Counts of 100, 200 and 500 as in the table of Rümke 1960, beyond them none and all.
COUNTS = [(0, 100), (3, 100), (10, 100), (50, 100), (100, 100), (1, 200), (30, 200), (1, 500), (250, 500), (2, 7)]


@pytest.mark.parametrize(("count", "n"), COUNTS)
@pytest.mark.parametrize("confidence", [0.95, 0.99])
def test_limits_are_those_of_clopper_and_pearson(count: int, n: int, confidence: float) -> None:
    exact = stats.binomtest(count, n).proportion_ci(confidence, method="exact")
    assert limits(count, n, confidence) == pytest.approx((exact.low, exact.high), abs=1e-9)


@pytest.mark.parametrize(("count", "n"), COUNTS)
def test_chances_are_those_of_the_binomial_distribution(count: int, n: int) -> None:
    for share in (0.0, 0.01, 0.3, 0.97, 1.0):
        assert at_most(count, n, share) == pytest.approx(stats.binom.cdf(count, n, share), abs=1e-12)


def test_nothing_counted_tells_nothing() -> None:
    assert limits(0, 0) == (0.0, 1.0)


def test_more_cells_than_were_counted_are_refused() -> None:
    with pytest.raises(ValueError, match="5 of 4 cells"):
        limits(5, 4)


def test_a_count_is_compatible_just_where_the_truth_lies_within_its_limits() -> None:
    for share in (0.0, 0.02, 0.15, 0.6):
        least, most = counts_compatible(100, share)
        assert [k for k in range(101) if is_compatible(k, 100, share)] == list(range(least, most + 1))


def test_an_honest_counter_of_one_class_fails_in_at_most_one_film_of_a_hundred() -> None:
    for share in (0.02, 0.1, 0.5):
        least, most = counts_compatible(100, share)
        outside = stats.binom.cdf(least - 1, 100, share) + stats.binom.sf(most, 100, share)
        assert outside <= 0.01
