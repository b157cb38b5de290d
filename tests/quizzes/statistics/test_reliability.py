"""Is reliability that of the published examples, and its interval that of an independent package?"""

from itertools import product

import numpy as np
import pytest
from scipy import stats

from quizzes.statistics import alpha, alpha_interval, kr20, lengthened, standard_error_of_measurement
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


def test_what_reliability_cannot_be_of_is_refused() -> None:
    with pytest.raises(ValueError, match="every answer"):
        alpha(TWELVE_STUDENTS)
    with pytest.raises(ValueError, match="right or wrong"):
        kr20(TEN_STUDENTS / 2)
    assert np.isnan(alpha(np.ones((3, 3))))
