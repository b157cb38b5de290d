"""Does a question answer ability as its model says, and as independent packages compute it?"""

import numpy as np
import pytest
from scipy import integrate, stats

from quizzes.adaptive import STEPS, Curve, assumed_curve, chance, chances, information, level_of
from quizzes.adaptive.curves import AUTHORS_SD, GRID, PRIOR, TESTLET_VARIANCE


def by_scipy(theta: float, curve: Curve) -> list[float]:
    """The chance of each number of steps: binomial, over all that shifts the question for a learner."""
    sd = (TESTLET_VARIANCE * (curve.steps > 1) + curve.spread**2) ** 0.5

    def joint(shift: float, steps: int) -> float:
        p = 1 / (1 + np.exp(-curve.a * (theta + shift - curve.b)))
        return float(stats.binom.pmf(steps, curve.steps, p) * stats.norm.pdf(shift, 0, sd))

    return [integrate.quad(joint, -6 * sd, 6 * sd, args=(k,))[0] for k in range(curve.steps + 1)]


@pytest.mark.parametrize("curve", [Curve(1.0, -1.9, 3, 0.5), Curve(1.8, 0.4, 3), Curve(1.2, 0.7, 1, 0.5)])
def test_the_chances_of_partial_credit_are_those_of_the_integral(curve: Curve) -> None:
    for theta in (-1.5, 0.2, 2.0):
        told = chances(theta, curve)
        assert told == pytest.approx(by_scipy(theta, curve), abs=2e-4)
        assert told.sum() == pytest.approx(1)
        assert chance(theta, curve) == told[-1]


def test_information_is_the_spread_of_the_slope_of_the_likelihood() -> None:
    curve, step = Curve(1.3, -0.6, 3, 0.4), 1e-4
    for theta in (-2.0, 0.0, 1.5):
        slopes = (np.log(chances(theta + step, curve)) - np.log(chances(theta - step, curve))) / (2 * step)
        assert information(theta, curve) == pytest.approx(chances(theta, curve) @ slopes**2, rel=1e-6)


def test_what_a_question_shares_bounds_what_its_parts_can_tell() -> None:
    sharp = information(GRID, Curve(1.5, 0.0, 16))
    assert 0.7 / TESTLET_VARIANCE < max(sharp) < 1 / TESTLET_VARIANCE
    blurred, known = Curve(1.0, 0.0, STEPS, AUTHORS_SD), Curve(1.0, 0.0, STEPS)
    assert (information(GRID, blurred) < information(GRID, known)).sum() > len(GRID) / 2
    assert PRIOR @ information(GRID, blurred) < PRIOR @ information(GRID, known)


def test_partial_credit_tells_more_than_all_or_nothing_but_less_than_was_measured_elsewhere() -> None:
    for difficulty in (0.35, 0.4, 0.5):
        in_parts, whole = (PRIOR @ information(GRID, assumed_curve(difficulty, steps)) for steps in (STEPS, 1))
        assert 1.3 < in_parts / whole < 2.1  # Donoghue 1994: 2.1 to 3.1


def test_a_question_of_which_only_the_difficulty_is_known_is_missed_by_that_share() -> None:
    fine = np.linspace(-6, 6, 2001)
    weights = np.exp(-(fine**2) / 2) / np.exp(-(fine**2) / 2).sum()
    for difficulty in (0.1, 0.35, 0.8):
        for steps in (1, STEPS):
            assert 1 - weights @ chance(fine, assumed_curve(difficulty, steps)) == pytest.approx(difficulty, abs=1e-4)
    assert assumed_curve(0.5).b == pytest.approx(0, abs=1e-6)


def test_credit_counts_by_whole_steps_and_the_last_only_with_all_of_it() -> None:
    assert [level_of(credit, 3) for credit in (0, 0.3, 1 / 3, 0.5, 2 / 3, 0.99, 1.0)] == [0, 0, 1, 1, 2, 2, 3]
    assert [level_of(credit, 1) for credit in (0.0, 0.9, 1.0, True, False)] == [0, 0, 1, 1, 0]
