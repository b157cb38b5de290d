"""Is reliability that of the published examples, and its interval that of an independent package?"""

from itertools import product

import numpy as np
import pytest
from scipy import stats

from quizzes.statistics import (
    alpha,
    alpha_interval,
    consistency,
    dependability,
    empirical_reliability,
    kr20,
    lengthened,
    standard_error_of_measurement,
)
from quizzes.statistics.distributions import f_quantile

from .answers import TEN_STUDENTS, TWELVE_STUDENTS


def test_kr20_is_that_of_the_published_example() -> None:
    # Sum of pq 2.18, variance of the totals 5.84: 10/9 (1 - 2.18/5.84) (Wuensch, KR20.txt).
    assert kr20(TEN_STUDENTS) == pytest.approx(10 / 9 * (1 - 2.18 / 5.84))


def test_alpha_and_its_interval_are_those_of_pingouin_and_of_r() -> None:
    complete = TWELVE_STUDENTS[~np.isnan(TWELVE_STUDENTS).any(axis=1)]
    assert alpha(complete) == pytest.approx(0.8016949152542373)  # psych::alpha, use = "complete.obs"
    assert alpha_interval(0.8016949152542373, 12, 11) == pytest.approx((0.581, 0.933), abs=5e-4)
    imputed = np.where(np.isnan(TWELVE_STUDENTS), np.nanmedian(TWELVE_STUDENTS, axis=0), TWELVE_STUDENTS)
    assert alpha(imputed) == pytest.approx(0.7380191693290734)
    assert alpha_interval(alpha(imputed), 12, 11) == pytest.approx((0.447, 0.911), abs=5e-4)


def test_quantiles_of_f_are_scipys() -> None:
    for probability, d1, d2 in product([0.001, 0.025, 0.5, 0.975, 0.999], [1, 11, 40, 300], [1, 3, 110, 5000]):
        assert f_quantile(probability, d1, d2) == pytest.approx(stats.f.ppf(probability, d1, d2), rel=1e-5)
    with pytest.raises(ValueError, match="probability"):
        f_quantile(1.0, 1, 1)


def test_the_interval_holds_the_true_alpha_as_often_as_it_says() -> None:
    # Parallel items of reliability 1/3 each, eight of them: alpha is 0.8 by Spearman and Brown.
    rng, true = np.random.default_rng(1), lengthened(1 / 3, 8)
    ability, noise = rng.normal(size=(400, 30, 1)), rng.normal(0, np.sqrt(2), size=(400, 30, 8))
    intervals = [alpha_interval(alpha(scores), 30, 8) for scores in ability + noise]
    held = sum(low <= true <= high for low, high in intervals)
    assert true == pytest.approx(0.8)
    assert 400 * 0.92 < held < 400 * 0.98


def test_the_standard_error_is_that_of_the_published_example() -> None:
    # Variance of the totals 58.4 / 9, KR-20 0.6963 (Wuensch, as above): sqrt(6.489) sqrt(1 - 0.6963).
    assert standard_error_of_measurement(TEN_STUDENTS) == pytest.approx(1.4037, abs=1e-4)
    unreliable = np.array([[1, 0], [0, 1], [1, 1], [0, 0]], dtype=float)
    assert standard_error_of_measurement(unreliable) == pytest.approx(np.sqrt(2 / 3))  # all of the SD


def test_one_form_is_told_by_kr20_where_answers_are_right_or_wrong_and_by_alpha_where_credit_is_given() -> None:
    found = consistency(TEN_STUDENTS.tolist())
    assert (found.coefficient, found.value) == ("KR-20", kr20(TEN_STUDENTS))
    assert found.interval == alpha_interval(found.value, 10, 10)
    assert found.error == pytest.approx(0.14037, abs=1e-5)  # a tenth of the example above
    halved = consistency((TEN_STUDENTS / 2).tolist())
    assert (halved.coefficient, halved.value) == ("Alpha", pytest.approx(found.value))
    assert np.isnan(consistency([[1, 0], [0, 1]]).error)


def test_what_reliability_cannot_be_of_is_refused() -> None:
    with pytest.raises(ValueError, match="every answer"):
        alpha(TWELVE_STUDENTS)
    with pytest.raises(ValueError, match="right or wrong"):
        kr20(TEN_STUDENTS / 2)
    assert np.isnan(alpha(np.ones((3, 3))))


# Six targets of four judges each: Shrout & Fleiss 1979 Psychol Bull 86:420, table 2.
SIX_TARGETS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def test_the_dependability_of_forms_of_their_own_is_that_of_the_published_example() -> None:
    found = dependability(SIX_TARGETS)
    assert (found.learners, found.items) == (6, 4)
    assert found.reliability == pytest.approx(0.44, abs=5e-3)  # ICC(1, 4) in their table 4
    assert found.interval == pytest.approx((-0.884, 0.912), abs=5e-3)  # ICC1k of R's psych::ICC
    assert found.error == pytest.approx(np.sqrt(6.26 / 4), abs=1e-3)  # WMS in their table 3


def test_the_dependability_of_forms_of_unequal_length_is_one_less_the_inverse_of_scipys_f() -> None:
    rng = np.random.default_rng(2)
    rows = [list(rng.uniform(size=rng.integers(3, 9)) < ability) for ability in rng.uniform(0.2, 0.9, 40)]
    found = dependability(rows)
    assert found.reliability == pytest.approx(1 - 1 / stats.f_oneway(*rows).statistic)
    assert 3 < found.items < 9


def test_how_hard_a_form_happens_to_be_is_an_error_only_where_each_has_a_form_of_their_own() -> None:
    hardness = np.linspace(0, 4, 11)
    rng = np.random.default_rng(3)
    scores = rng.normal(size=(60, 1)) + hardness + rng.normal(size=(60, 11))
    assert dependability(scores.tolist()).reliability < alpha(scores) - 0.05
    assert np.isnan(dependability([[1, 0], [0, 1]]).reliability)
    with pytest.raises(ValueError, match="two items of each"):
        dependability([[1, 0], [1]])


def test_empirical_reliability_is_the_share_of_the_spread_that_is_not_error() -> None:
    assert empirical_reliability([-1, 0, 1], [0.5, 0.5, 0.5]) == pytest.approx(1 / 1.25)
    # Abilities are standard normal and estimates have the precision they claim: reliability is 1 - mean squared error.
    rng = np.random.default_rng(9)
    errors = rng.uniform(0.3, 0.6, 20_000)
    estimates = rng.normal(0, np.sqrt(1 - errors**2))
    assert empirical_reliability(estimates, errors) == pytest.approx(1 - np.mean(errors**2), abs=0.01)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="does not differ"):
        empirical_reliability([1.0], [0.3])
