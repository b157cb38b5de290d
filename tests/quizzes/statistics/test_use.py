"""Are time, drift and exposure counted as defined?"""

from itertools import combinations

import numpy as np
import pytest

from quizzes.statistics import drift, exposure, overlap, times


def test_quartiles_and_rapid_guesses_of_times() -> None:
    taken = times([40, 50, 60, 70, 3])
    assert (taken.count, taken.median, taken.rapid) == (5, 50, 1)
    assert (taken.lower, taken.upper) == (40, 60)
    assert times([300, 290, 11, 9]).rapid == 1  # never more than 10 s
    with pytest.raises(ValueError, match="nobody"):
        times([])


def test_a_change_between_versions_is_clear_only_beyond_chance() -> None:
    answers = [(1, i < 48) for i in range(80)] + [(3, i < 56) for i in range(70)] + [(4, True)] * 2
    first, second = drift(answers)
    assert (first.before, first.after, first.change) == (1, 3, pytest.approx(0.2))
    assert first.interval == pytest.approx((0.0524, 0.3339), abs=5e-5)  # Newcombe 1998 Stat Med 17:873, table II
    assert first.is_clear and not second.is_clear
    assert drift([(1, True)]) == ()


def test_exposure_is_the_share_of_quizzes_and_overlap_that_of_pairs() -> None:
    rng = np.random.default_rng(3)
    bank = [f"t{i}" for i in range(12)]
    quizzes = [set(rng.choice(bank, 5, replace=False, p=np.arange(1, 13) / 78)) for _ in range(20)]
    shares = exposure(quizzes, bank)
    assert sum(shares.values()) == pytest.approx(5)
    by_enumeration = np.mean([len(a & b) / 5 for a, b in combinations(quizzes, 2)])
    assert overlap(quizzes) == pytest.approx(by_enumeration)
    assert exposure([], bank) == dict.fromkeys(bank, 0) and np.isnan(overlap(quizzes[:1]))
