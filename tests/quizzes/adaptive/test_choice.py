"""Does the diagnostic find a learner's ability in few questions, and are its figures those of catsim?"""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad

from quizzes.adaptive import (
    ENOUGH,
    FEWEST,
    LARGEST_EXPOSURE,
    MOST,
    Curve,
    Estimate,
    assumed_curve,
    chance,
    estimate,
    information,
    is_enough,
    next_item,
)
from quizzes.adaptive.choice import BEST
from quizzes.statistics import exposure
from tests import oracles

from .learners import bank_of, sat

CATSIM = Path(__file__).parents[1] / "oracles" / "catsim_says.py"


def test_known_abilities_are_recovered_within_twenty_questions() -> None:
    bank = bank_of(1.4, 0.25)
    abilities = np.tile(np.linspace(-2, 2, 9), 8)
    found = [sat(bank, ability, seed) for seed, ability in enumerate(abilities)]
    errors = np.array([known.error for known, _ in found])
    misses = np.array([known.ability for known, _ in found]) - abilities
    assert (errors < ENOUGH).all()
    assert max(len(asked) for _, asked in found) <= MOST
    assert np.mean([len(asked) for _, asked in found]) < 13
    # The errors that are claimed are those that are made; towards the mean, as an estimate with a prior must be.
    assert np.sqrt(np.mean(misses**2)) == pytest.approx(ENOUGH, abs=0.1)
    assert np.mean(np.abs(misses) < 2 * errors) > 0.88


def test_a_bank_that_discriminates_little_cannot_promise_so_much() -> None:
    known, asked = sat(bank_of(1.0, 0.0), 0.0, 1)
    assert len(asked) == MOST and known.error > 0.4


def test_partial_credit_finds_abilities_that_right_and_wrong_cannot_and_claims_no_more_than_it_does() -> None:
    bank = {f"t{i}": assumed_curve(difficulty, 3) for i, difficulty in enumerate(np.linspace(0.3, 0.9, 60))}
    abilities = np.tile(np.linspace(-2, 2, 9), 6)
    found = [sat(bank, ability, seed)[0] for seed, ability in enumerate(abilities)]
    errors = np.array([known.error for known in found])
    misses = np.array([known.ability for known in found]) - abilities
    assert (errors < ENOUGH).mean() > 0.8
    assert np.mean(np.abs(misses) < 1.96 * errors) > 0.88


def test_estimates_are_those_of_the_integral() -> None:
    answers = [(Curve(1.3, -0.5), True), (Curve(0.8, 0.4), False), (Curve(2.0, 1.0), True)]

    def density(theta: float) -> float:
        likelihood = [chance(theta, curve) if right else 1 - chance(theta, curve) for curve, right in answers]
        return float(np.prod(likelihood) * np.exp(-(theta**2) / 2))

    mass = quad(density, -8, 8)[0]
    mean = quad(lambda theta: theta * density(theta), -8, 8)[0] / mass
    spread = quad(lambda theta: (theta - mean) ** 2 * density(theta), -8, 8)[0] / mass
    assert estimate(answers).ability == pytest.approx(mean, abs=2e-3)
    assert estimate(answers).error == pytest.approx(spread**0.5, abs=2e-3)


def test_figures_are_those_of_catsim() -> None:
    bank = list(bank_of(1.2, 0.25).values())
    abilities = [-1.5, -0.4, 0.0, 0.7, 1.8]
    rng = np.random.default_rng(6)
    answers = [[bool(rng.uniform() < chance(theta, curve)) for curve in bank] for theta in abilities]
    pairs = [(curve.a, curve.b) for curve in bank]
    theirs = oracles.python_says(CATSIM, question={"bank": pairs, "abilities": abilities, "answers": answers})
    for i, theta in enumerate(abilities):
        assert [float(chance(theta, curve)) for curve in bank] == pytest.approx(theirs["chances"][i])
        told = [float(information(theta, curve)) for curve in bank]
        assert told == pytest.approx(theirs["information"][i])
        assert sum(told) ** -0.5 == pytest.approx(theirs["errors"][i])
        assert int(np.argmax(told)) == theirs["chosen"][i]
        # Theirs is the most likely ability, ours is drawn towards the mean by the share that the prior has in it.
        ours = estimate(list(zip(bank, answers[i], strict=True)))
        assert ours.ability / (1 - ours.error**2) == pytest.approx(theirs["estimates"][i], abs=0.03)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.booleans(), min_size=MOST, max_size=MOST), st.integers(0, 2**53), st.integers(0, 25))
def test_a_diagnostic_ends_and_repeats_nothing_whatever_is_answered(right: list[bool], seed: int, size: int) -> None:
    bank, answers, errors = bank_of(1.0, 0.3, size), list[tuple[str, bool]](), [1.0]
    while key := next_item(bank, answers, seed):
        answers.append((key, right[len(answers)]))
        errors.append(estimate([(bank[key], is_right) for key, is_right in answers]).error)
    assert len({key for key, _ in answers}) == len(answers) <= min(size, MOST)
    assert np.isfinite(errors).all() and errors[-1] <= 1
    assert is_enough(Estimate(0, errors[-1]), len(answers)) or len(answers) == size


def test_learners_meet_different_questions_and_none_too_often() -> None:
    bank, met = bank_of(1.2, 0.25), list[list[str]]()
    rng = np.random.default_rng(7)
    for seed in range(60):
        shares, answers = exposure(met, list(bank)), list[tuple[str, bool]]()
        while key := next_item(bank, answers, seed, exposure=shares):
            answers.append((key, bool(rng.uniform() < 0.5)))
        met.append([key for key, _ in answers])
    assert max(exposure(met, list(bank)).values()) <= LARGEST_EXPOSURE + 1 / 60 + 1e-9
    assert len({quiz[0] for quiz in met[:3]}) > 1


def test_the_same_learner_is_asked_the_same_and_what_is_aside_comes_last() -> None:
    bank = bank_of(1.2, 0.25, 8)
    assert next_item(bank, [], 3) == next_item(dict(reversed(bank.items())), [], 3)
    assert {next_item(bank, [], seed, aside=list(bank)[:-1]) for seed in range(20)} == {"t7"}
    assert next_item(bank, [], 3, aside=list(bank)) in bank
    assert 1 < len({next_item(bank, [], seed) for seed in range(40)}) <= BEST


def test_it_stops_when_it_knows_enough_but_not_on_a_whim() -> None:
    assert is_enough(Estimate(0, ENOUGH - 0.01), FEWEST) and is_enough(Estimate(0, 1.0), MOST)
    assert not is_enough(Estimate(0, 0.1), FEWEST - 1) and not is_enough(Estimate(0, ENOUGH), MOST - 1)
