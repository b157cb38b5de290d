"""Does the curve show whether a learner is right as often as they say?"""

import numpy as np
import pytest

from quizzes.certainty import Certainty
from quizzes.statistics import confident_and_unsafe, curve, levels, overconfidence

GUESS, FAIRLY_SURE, CERTAIN = Certainty


def test_each_tap_is_judged_by_its_interval() -> None:
    answers = [(CERTAIN, True)] * 6 + [(CERTAIN, False)] * 6 + [(GUESS, True)] * 20
    guess, fairly_sure, certain = levels(answers)
    assert (certain.right, certain.of, certain.verdict) == (6, 12, "overconfident")
    assert guess.verdict == "underconfident"
    assert fairly_sure.verdict == "untold"
    assert levels([(FAIRLY_SURE, True), (FAIRLY_SURE, False)])[1].verdict == "honest"  # too few to say


def test_an_honest_forecaster_lies_within_the_intervals() -> None:
    rng = np.random.default_rng(2)
    said = rng.uniform(size=4000)
    forecasts = [(float(chance), bool(rng.uniform() < chance)) for chance in said]
    bins = curve(forecasts)
    assert len(bins) == 10 and sum(b.of for b in bins) == 4000
    assert sum(b.interval.low <= b.said <= b.interval.high for b in bins) >= 9
    assert overconfidence(forecasts) == pytest.approx(0, abs=0.02)


def test_bins_of_few_are_joined_and_nobody_is_lost() -> None:
    forecasts = [(0.05, False)] * 3 + [(0.15, True)] * 3 + [(0.55, True)] * 5 + [(1.0, True)] * 2
    bins = curve(forecasts)
    assert [(b.of, b.right) for b in bins] == [(6, 3), (7, 7)]
    assert bins[0].said == pytest.approx(0.1)
    assert curve([(0.3, True)])[0].of == 1 and curve([]) == ()


def test_who_says_more_than_comes_true_is_overconfident() -> None:
    assert overconfidence([(0.9, True), (0.9, False)]) == pytest.approx(0.4)
    assert np.isnan(overconfidence([]))


def test_confident_and_unsafe_are_counted() -> None:
    assert confident_and_unsafe([(CERTAIN, True), (CERTAIN, False), (GUESS, True), (CERTAIN, True)]) == 2
