"""Does the fit find the states that made the patients?"""

import math

import numpy as np
import pytest

from cases.reasoning.belief.mixture import FEWEST_PATIENTS, FREQUENCY_FLOOR, Mixture, States, fit, shares_by_setting

MEANS = np.array([[-2.0, 0.0], [2.0, 1.0]])
RATES = np.array([[0.9, 0.1], [0.2, 0.7]])


def patients(count: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return states, values and levels: a third of the patients in one state, the others in another."""
    rng = np.random.default_rng(seed)
    states = (rng.random(count) > 1 / 3).astype(int)
    values = MEANS[states] + rng.multivariate_normal([0, 0], [[0.5, 0.3], [0.3, 0.4]], size=count)
    return states, values, (rng.random((count, 2)) < RATES[states]).astype(float)


def alike(values: np.ndarray) -> np.ndarray:
    """Return the settings of patients who are all met in the same."""
    return np.zeros(len(values), dtype=int)


def test_two_states_are_found_with_their_shares_means_and_rates() -> None:
    _, values, levels = patients(1500)
    found, _ = fit(values, levels, alike(values), 2, np.random.default_rng(3))
    order = np.argsort(found.means[:, 0])
    assert found.weights[order] == pytest.approx([1 / 3, 2 / 3], abs=0.05)
    assert found.means[order] == pytest.approx(MEANS, abs=0.12)
    assert found.frequencies[order] == pytest.approx(RATES, abs=0.06)
    assert found.covariances[order[0], 0, 1] == pytest.approx(0.3, abs=0.08)


def test_the_fit_is_the_same_from_the_same_start_and_does_not_mind_the_order_of_patients() -> None:
    _, values, levels = patients(400)
    one, again = (fit(values, levels, alike(values), 2, np.random.default_rng(3))[0] for _ in range(2))
    assert np.array_equal(one.means, again.means)
    turned, _ = fit(values[::-1], levels[::-1], alike(values), 2, np.random.default_rng(3))
    assert np.sort(turned.means[:, 0]) == pytest.approx(np.sort(one.means[:, 0]), abs=1e-3)


def test_what_a_referral_cuts_off_is_learned_where_it_is_cut_off() -> None:
    """In one of two settings only patients whose first value is below a limit are met."""
    rng = np.random.default_rng(4)
    anybody, referred = rng.standard_normal((1000, 2)), rng.standard_normal((4000, 2))
    values = np.vstack([anybody, referred[referred[:, 0] < -1]])
    settings = np.array([0] * 1000 + [1] * (len(values) - 1000))
    found, shares = fit(values, np.zeros((len(values), 1)), settings, 1, np.random.default_rng(3))
    beyond = int(np.argmin(found.means[:, 0]))
    at_home = shares_by_setting(shares, settings)
    assert found.means[beyond, 0] == pytest.approx(values[settings == 1, 0].mean(), abs=0.15)
    assert found.deviations[beyond, 0] < 0.6
    assert at_home[1, beyond] > 0.9 > 0.5 > at_home[0, beyond]


def test_a_state_of_few_patients_is_dropped() -> None:
    _, values, levels = patients(300)
    found, _ = fit(values, levels, alike(values), 20, np.random.default_rng(3))
    assert len(found.weights) < 20
    assert found.weights.min() * 300 >= FEWEST_PATIENTS * 0.8
    assert found.weights.sum() == pytest.approx(1)


def test_of_a_handful_one_state_is_left() -> None:
    _, values, levels = patients(12)
    found, shares = fit(values, levels, alike(values), 4, np.random.default_rng(3))
    assert len(found.weights) >= 1
    assert np.isfinite(found.means).all()
    assert shares.sum(axis=1) == pytest.approx(1)


def test_no_finding_is_impossible() -> None:
    _, values, levels = patients(300)
    levels[:, 0] = 0
    found, _ = fit(values, levels, alike(values), 2, np.random.default_rng(3))
    assert found.frequencies.min() >= FREQUENCY_FLOOR
    assert found.frequencies.max() <= 1 - FREQUENCY_FLOOR


def test_an_analyte_that_never_varies_leaves_the_covariances_whole() -> None:
    _, values, levels = patients(300)
    values[:, 1] = 0
    found, _ = fit(values, levels, alike(values), 2, np.random.default_rng(3))
    assert np.linalg.eigvalsh(found.covariances).min() > 0


def test_values_never_read_change_nothing_about_those_that_were() -> None:
    """A third of the patients lack the second value, whoever they are: the states are found all the same."""
    _, values, levels = patients(3000)
    values[np.random.default_rng(2).random(3000) < 1 / 3, 1] = np.nan
    found, shares = fit(values, levels, alike(values), 2, np.random.default_rng(3))
    order = np.argsort(found.means[:, 0])
    assert found.means[order] == pytest.approx(MEANS, abs=0.12)
    assert found.covariances[order[0], 0, 1] == pytest.approx(0.3, abs=0.08)
    assert shares.sum(axis=1) == pytest.approx(1)


def test_what_is_hardly_ever_read_tells_nothing_of_the_rest() -> None:
    _, values, levels = patients(300)
    values[5:, 1] = np.nan
    found, _ = fit(values, levels, alike(values), 2, np.random.default_rng(3))
    assert abs(found.correlations[0, 1]) < 0.2
    assert np.isfinite(found.means).all()


def test_covariances_are_correlations_times_deviations() -> None:
    mixture = Mixture(
        np.ones(1), np.zeros((1, 2)), np.array([[2.0, 3.0]]), np.array([[1, 0.5], [0.5, 1]]), np.ones((1, 1))
    )
    assert mixture.covariances.tolist() == [[[4.0, 3.0], [3.0, 9.0]]]


def one_state(mean: float, deviation: float) -> States:
    """Return a single state of a single analyte."""
    return States(np.array([[mean]]), np.array([[deviation]]), np.ones((1, 1, 1)), np.zeros(1, dtype=int))


def test_densities_are_those_of_the_t_distribution_with_the_states_variance() -> None:
    # By hand, 10 degrees of freedom, variance 4, one standard deviation off: (1 + 1/8)^(-5.5) times
    # gamma(5.5) / (gamma(5) sqrt(8 pi) 2).
    [found] = one_state(1.0, 2.0).log_densities(np.array([0]), np.array([3.0]))
    peak = math.lgamma(5.5) - math.lgamma(5) - 0.5 * math.log(8 * math.pi) - math.log(2)
    assert found == pytest.approx(peak - 5.5 * math.log(9 / 8))


def test_densities_of_many_conditions_are_those_of_each_alone() -> None:
    rng = np.random.default_rng(6)
    owner = np.sort(rng.integers(0, 40, size=90))
    axes = rng.standard_normal((40, 5, 9))
    covariances = axes @ axes.transpose(0, 2, 1)
    scale = np.sqrt(np.diagonal(covariances, axis1=1, axis2=2))
    correlations = covariances / scale[:, :, None] / scale[:, None, :]
    states = States(rng.standard_normal((90, 5)), rng.uniform(0.5, 2, (90, 5)), correlations, owner)
    columns, values = np.array([0, 2, 3]), np.array([0.4, -1.0, 2.0])
    found = states.log_densities(columns, values)
    for s in range(90):
        alone = States(states.means[[s]], states.deviations[[s]], correlations[owner[[s]]], np.zeros(1, dtype=int))
        assert found[s] == pytest.approx(alone.log_densities(columns, values)[0], rel=1e-9)


def test_one_far_value_does_not_overrule_all_others() -> None:
    [near], [far] = (one_state(0.0, 1.0).log_densities(np.array([0]), np.array([x])) for x in (0.0, 12.0))
    assert -20 < far - near < -10


def test_nothing_measured_is_as_likely_in_every_state() -> None:
    states = States(np.zeros((3, 2)), np.ones((3, 2)), np.eye(2)[None], np.zeros(3, dtype=int))
    assert states.log_densities(np.zeros(0, dtype=int), np.zeros(0)).tolist() == [0, 0, 0]
