"""Does a count say no more than it can?"""

import numpy as np
import pytest
from scipy import stats

from cases.reading.recount import Recounts, recounts
from cases.reading.sampling import Share, counting_minutes, fields_for, incompatible, longer_counts

SHARES = {"neutrophil": 0.55, "lymphocyte": 0.32, "monocyte": 0.07, "blast": 0.03, "eosinophil": 0.03}


def test_three_in_a_hundred_could_be_less_than_one_or_more_than_eight_percent() -> None:
    assert Share(3, 100).words == "3 in 100 could be 0.6 to 8.5 %"


def test_a_count_tells_on_which_side_of_a_threshold_the_truth_lies_or_that_it_cannot() -> None:
    assert [Share(k, 100).is_above(0.20) for k in (5, 20, 40)] == [False, None, True]


def test_longer_counts_narrow_the_limits_and_cost_more_minutes() -> None:
    longer = longer_counts(Share(3, 100), white_cells_a_field=0.29)
    assert [one.n for one in longer] == [200, 500]
    widths = [Share(3, 100).limits, *(one.limits for one in longer)]
    assert sorted(widths, key=lambda span: span.low - span.high) == widths
    assert 0 < longer[0].minutes < longer[1].minutes


def test_a_hundred_cells_of_a_healthy_film_take_twelve_minutes_and_350_fields() -> None:
    assert counting_minutes(100, 0.29) == 12
    assert fields_for(100, 0.29) == 345


def test_the_fewer_white_cells_in_a_field_the_longer_a_count_takes() -> None:
    assert counting_minutes(100, 2.6) < counting_minutes(100, 0.29) < counting_minutes(100, 0.05)
    assert counting_minutes(0, 0.05) == 0


def test_a_share_that_chance_does_not_explain_is_named_and_no_other() -> None:
    counts = {"neutrophil": 52, "lymphocyte": 31, "monocyte": 1, "blast": 3, "eosinophil": 13}
    assert incompatible(counts, SHARES) == ("eosinophil",)
    assert incompatible({}, SHARES) == ()


@pytest.fixture(scope="module")
def thousand() -> Recounts:
    return recounts(7, SHARES)


def test_a_thousand_recounts_spread_as_the_binomial_distribution_does(thousand: Recounts) -> None:
    for n in (50, 100, 200, 500):
        found = thousand.of("monocyte", n)
        assert found.shape == (1000,)
        expected = stats.binom(n, 0.07)
        assert abs(found.mean() - 0.07 * n) < 4 * np.sqrt(expected.var() / 1000)
        edges = expected.ppf([0.025, 0.975])
        assert thousand.middle("monocyte", n) == pytest.approx(edges, abs=1)


def test_a_recount_of_two_hundred_is_one_of_a_hundred_carried_on(thousand: Recounts) -> None:
    more = thousand.counts[200] - thousand.counts[100]
    assert (more >= 0).all()
    assert (more.sum(axis=1) == 100).all()


def test_recounts_are_the_same_for_the_same_patient_whatever_else_is_asked(thousand: Recounts) -> None:
    again = recounts(7, SHARES, ns=(500, 100), times=20)
    assert (again.counts[100] == thousand.counts[100][:20]).all()
    assert (recounts(8, SHARES, ns=(100,), times=20).counts[100] != again.counts[100]).any()


def test_the_histogram_holds_every_recount(thousand: Recounts) -> None:
    assert sum(thousand.histogram("blast", 100)) == 1000
    assert thousand.at_least("blast", 100, 1) == 1000 - thousand.histogram("blast", 100)[0]
