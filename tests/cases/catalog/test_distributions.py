"""Does a quantity vary as its entry says?"""

import math
from statistics import NormalDist, fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.catalog.distributions import Distribution

shares = st.floats(1e-6, 1 - 1e-6)
DECILES = [i / 10 for i in range(1, 10)]


def test_a_fixed_quantity_is_the_same_in_everybody() -> None:
    assert {Distribution(fixed=3).quantile(u) for u in DECILES} == {3}


def test_a_uniform_quantity_runs_evenly_from_low_to_high() -> None:
    assert Distribution(uniform=(10, 20)).quantile(0.25) == pytest.approx(12.5)


def test_a_normal_quantity_has_the_quantiles_of_the_textbook() -> None:
    # 97.5 % lie below the mean and 1.959964 standard deviations.
    assert Distribution(normal=(100, 15)).quantile(0.975) == pytest.approx(100 + 15 * 1.959964, abs=1e-4)


@given(shares, st.floats(-50, 50), st.floats(0.01, 20))
def test_a_normal_quantity_agrees_with_the_standard_library(u: float, mean: float, sd: float) -> None:
    expected = NormalDist(mean, sd).inv_cdf(u)
    assert Distribution(normal=(mean, sd)).quantile(u) == pytest.approx(expected, abs=1e-9)


def test_one_geometric_standard_deviation_multiplies_the_median() -> None:
    amount = Distribution(lognormal=(200, 1.5))
    assert amount.median == pytest.approx(200)
    assert amount.quantile(NormalDist().cdf(1)) == pytest.approx(300)
    assert amount.quantile(NormalDist().cdf(-2)) == pytest.approx(200 / 1.5**2)


def test_a_geometric_standard_deviation_of_one_is_a_point() -> None:
    amount = Distribution(lognormal=(200, 1))
    assert [amount.quantile(u) for u in DECILES] == pytest.approx([200] * 9)


def test_truncation_leaves_nobody_outside_and_shares_the_rest_in_proportion() -> None:
    # Half of a standard normal lies above 0; cut there, its median is the upper quartile, 0.67449.
    assert Distribution(normal=(0, 1), within=(0, 99)).median == pytest.approx(0.67449, abs=1e-5)
    halved = Distribution(lognormal=(1, math.e), within=(1, 1e9))
    assert halved.median == pytest.approx(math.exp(0.67449), abs=1e-4)


@given(shares, st.floats(-3, 3), st.floats(0.01, 3))
def test_a_truncated_quantity_stays_within_its_limits(u: float, low: float, width: float) -> None:
    limits = (low, low + width)
    value = Distribution(normal=(0, 1), within=limits).quantile(u)
    assert limits[0] - 1e-6 <= value <= limits[1] + 1e-6


@given(st.lists(shares, min_size=2, max_size=5))
def test_a_larger_share_has_no_smaller_a_value(us: list[float]) -> None:
    for amount in (
        Distribution(normal=(5, 2), within=(1, 8)),
        Distribution(lognormal=(20, 2), within=(5, 60)),
        Distribution(uniform=(-1, 1)),
    ):
        values = [amount.quantile(u) for u in sorted(us)]
        assert values == sorted(values)


def test_the_mean_over_all_shares_is_the_mean_of_the_truncated_normal() -> None:
    # A standard normal cut at 0 has the mean of a half-normal, sqrt(2 / pi).
    half = Distribution(normal=(0, 1), within=(0, 50))
    assert fmean(half.quantile((i + 0.5) / 2000) for i in range(2000)) == pytest.approx(
        math.sqrt(2 / math.pi), abs=2e-3
    )


@pytest.mark.parametrize("forms", [{}, {"fixed": 1, "uniform": (0, 1)}, {"normal": (0, 1), "lognormal": (1, 2)}])
def test_a_distribution_has_exactly_one_form(forms: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="exactly one of fixed, normal, lognormal, uniform"):
        Distribution(**forms)  # type: ignore[arg-type]


@pytest.mark.parametrize("forms", [{"uniform": (2, 1)}, {"normal": (0, 1), "within": (2, 1)}])
def test_limits_run_from_low_to_high(forms: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="from high to low"):
        Distribution(**forms)  # type: ignore[arg-type]
