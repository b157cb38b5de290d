"""Does the table tell an honest observer from a boaster?"""

import numpy as np
import pytest

from cases.reasoning.belief.reliability import Decile, Reliability, reliability


def beliefs(sureness: float, count: int = 20000) -> tuple[np.ndarray, np.ndarray]:
    """Return beliefs over three conditions and truths drawn from them; sureness 1 is honest."""
    rng = np.random.default_rng(8)
    scores = 1.5 * rng.standard_normal((count, 3))
    honest, said = (np.exp(scores * power) for power in (1.0, sureness))
    honest /= honest.sum(axis=1, keepdims=True)
    truths = (honest.cumsum(axis=1) < rng.random(count)[:, None]).sum(axis=1)
    return said / said.sum(axis=1, keepdims=True), truths


def judged(sureness: float) -> Reliability:
    """Return how they fared."""
    return reliability("-", *beliefs(sureness))


def test_of_the_honest_all_deciles_hold() -> None:
    found = judged(1.0)
    assert found.holds
    assert found.largest_gap < 2
    assert len(found.deciles) == 10


@pytest.mark.parametrize("sureness", [1.6, 0.6])
def test_who_is_too_sure_or_not_sure_enough_is_found_out(sureness: float) -> None:
    found = judged(sureness)
    assert not found.holds
    assert found.root_mean_square > 2
    assert found.log_score > judged(1.0).log_score + 0.01


def test_a_small_example_by_hand() -> None:
    chances = np.array([[0.7, 0.2, 0.1, 0.0], [0.25, 0.3, 0.05, 0.4], [0.1, 0.2, 0.3, 0.4]])
    found = reliability("-", chances, np.array([0, 1, 0]))
    assert found.log_score == pytest.approx(-np.log([0.7, 0.3, 0.1]).mean())
    assert (found.first, found.among_three) == (pytest.approx(1 / 3), pytest.approx(2 / 3))
    assert found.deciles == ()


def test_a_decile_by_hand() -> None:
    decile = Decile(predicted=0.25, observed=0.30, count=400)
    assert decile.gap == pytest.approx(5)
    assert decile.standard_error == pytest.approx(100 * (0.25 * 0.75 / 400) ** 0.5)
    assert not Decile(0.25, 0.32, 400).holds
    assert Decile(0.25, 0.29, 400).holds


def test_chance_alone_is_taken_off_the_mean_gap() -> None:
    lucky = Reliability("-", 1, 0.0, 1.0, 1.0, (Decile(0.25, 0.25 + 0.0217, 400),))
    assert lucky.root_mean_square == pytest.approx(0.2, abs=0.1)
