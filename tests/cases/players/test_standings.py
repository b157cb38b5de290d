"""Are learners who differ told apart, and those who do not left together?"""

from random import Random
from statistics import fmean

import pytest

from cases.players.standings import NOVICES, SESSION_CASES, abilities, alpha, mean_of, pairs, right_order


def test_a_mean_has_the_error_of_the_textbook() -> None:
    found = mean_of([2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0])
    assert found.value == 5
    assert found.error == pytest.approx((32 / 7 / 8) ** 0.5)
    assert mean_of([3.0]).error == 0


def test_who_is_always_better_wins_every_session_and_equals_win_none() -> None:
    scores = [float(50 + i % 7) for i in range(40)]
    assert right_order([score + 1 for score in scores], scores) == 1
    assert right_order(scores, scores) == 0


def test_no_session_is_drawn_from_fewer_patients_than_it_has() -> None:
    scores = [90.0] * (SESSION_CASES - 1)
    with pytest.raises(ValueError, match="no session of 12 cases"):
        right_order(scores, scores)
    with pytest.raises(ValueError, match="from 11 patients"):
        pairs({"ideal": scores, "shotgun": scores})


def test_who_is_better_by_as_much_as_chance_wins_as_often_as_a_normal_says() -> None:
    """Means of 12 differ by 1 with a standard error of 1: 84 of 100 sessions."""
    draws = Random(7)  # noqa: S311
    differences = [draws.gauss(0, 12**0.5) for _ in range(3000)]
    shift = 1 - fmean(differences)
    assert right_order([d + shift for d in differences], [0.0] * 3000) == pytest.approx(0.84, abs=0.04)


def test_alpha_is_that_worked_by_hand() -> None:
    """Item variances 1 and 4, totals 2, 5, 8 of variance 9: 2 x (1 - 5/9)."""
    assert alpha([[1, 1], [2, 3], [3, 5]]) == pytest.approx(2 * (1 - 5 / 9))
    assert alpha([[1, 2], [1, 2], [1, 2]]) == 0


def test_a_class_is_normal_about_the_mean() -> None:
    found = abilities(24)
    assert fmean(found) == pytest.approx(0, abs=1e-9)
    assert found == sorted(found)
    assert 0.9 < fmean(a**2 for a in found) < 1


def test_experts_are_paired_with_all_novices_who_played() -> None:
    scores = {"ideal": [90.0] * 12, "shotgun": [50.0] * 12, "thorough": [80.0] * 12}
    assert pairs(scores) == [("ideal", "shotgun", 1.0)]
    assert len(pairs(dict.fromkeys(("ideal", "expert", *NOVICES), [1.0] * 12))) == 2 * len(NOVICES)
