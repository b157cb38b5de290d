"""Is overconfidence found where it is, and nowhere else?"""

import numpy as np
import pytest

from cases.reasoning.belief.tempering import Tempering, fit_tempering, tempered, untempered

GROUPS = ("quiet", "loud")


def evidences(count: int, exaggeration: float) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return what `fit_tempering` takes, where the loud group exaggerates log likelihoods by a factor."""
    rng = np.random.default_rng(4)
    truths = rng.integers(0, 3, size=count)
    priors = np.full((count, 3), 1 / 3)
    signal = rng.standard_normal((count, 3)) + 2.0 * np.eye(3)[truths]  # log likelihoods: 2 x signal of unit variance
    seen = rng.integers(0, 2, size=(count, 2)).astype(float)
    return 2.0 * signal * (1 + (exaggeration - 1) * seen[:, 1:]), seen, priors, truths


def test_the_group_that_exaggerates_is_found() -> None:
    fitted = fit_tempering(GROUPS, *evidences(6000, exaggeration=1.8))
    assert fitted.slopes[0] == pytest.approx(0, abs=0.1)
    assert fitted.slopes[1] == pytest.approx(0.8, abs=0.2)


def test_who_is_not_sure_beyond_reason_is_left_alone() -> None:
    fitted = fit_tempering(GROUPS, *evidences(6000, exaggeration=1.0))
    assert fitted.slopes == pytest.approx([0, 0], abs=0.1)


def test_no_slope_is_below_zero() -> None:
    assert fit_tempering(GROUPS, *evidences(2000, exaggeration=0.5)).slopes.min() >= 0


def test_tempering_never_lowers_the_score_it_is_fitted_to() -> None:
    likelihoods, seen, priors, truths = evidences(2000, exaggeration=1.5)
    scores = []
    for tempering in (untempered(GROUPS), fit_tempering(GROUPS, likelihoods, seen, priors, truths)):
        chances = tempered(likelihoods, priors, tempering.temperature(seen))
        scores.append(np.log(chances[np.arange(2000), truths]).mean())
    assert scores[1] > scores[0] + 0.01


def test_the_temperature_falls_with_what_is_seen() -> None:
    tempering = Tempering(GROUPS, np.array([0.0, 0.25]))
    assert tempering.temperature(np.array([1.0, 0.0])) == 1
    assert tempering.temperature(np.array([[1.0, 0.5], [0.0, 1.0]])) == pytest.approx([1 / 1.125, 0.8])


def test_tempered_chances_sum_to_one_and_keep_what_is_impossible_so() -> None:
    chances = tempered(np.array([[0.0, -3.0, 900.0]]), np.array([[0.5, 0.5, 0.0]]), np.array([0.7]))
    assert chances.sum() == pytest.approx(1)
    assert chances[0, 2] == 0
