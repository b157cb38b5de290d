"""Are curves learned from answers, slowly from few and surely from many?"""

import numpy as np
import pytest

from quizzes.adaptive import ANSWERS_TO_MEASURE, Curve, First, assumed_curve, chance, measured
from quizzes.adaptive.curves import GRID, PRIOR

from .learners import credit

ASSUMED = {f"t{i}": assumed_curve(0.4, steps) for i, steps in enumerate([1, 3] * 10)}


def answered(true: dict[str, Curve], learners: int) -> list[First]:
    rng = np.random.default_rng(4)
    return [
        First(learner, key, credit(ability, curve, rng))
        for learner, ability in enumerate(rng.normal(size=learners))
        for key, curve in true.items()
    ]


def errors(found: dict[str, Curve], true: dict[str, Curve]) -> tuple[float, float]:
    """Root mean squares of what is missed: of the logarithm of the discrimination, and of the difficulty."""
    log_a = [np.log(found[key].a / true[key].a) for key in true]
    b = [found[key].b - true[key].b for key in true]
    return float(np.sqrt(np.mean(np.square(log_a)))), float(np.sqrt(np.mean(np.square(b))))


def test_many_answers_tell_curves() -> None:
    rng = np.random.default_rng(3)
    true = dict[str, Curve]()
    for key, curve in ASSUMED.items():
        a = float(np.exp(0.4 * rng.normal()))
        true[key] = Curve(a, assumed_curve(0.4, curve.steps, a).b + 0.5 * rng.normal(), curve.steps)
    found = measured(answered(true, 300), ASSUMED)
    before, after = errors(ASSUMED, true), errors(found, true)
    assert after[0] < 0.6 * before[0] and after[1] < 0.5 * before[1]
    shares = [PRIOR @ (chance(GRID, found[key]) - chance(GRID, true[key])) for key in true]
    assert np.sqrt(np.mean(np.square(shares))) < 0.04  # of 300 learners 0.03 is chance
    assert np.mean([curve.spread for curve in found.values()]) < 0.25 < ASSUMED["t0"].spread


def test_few_answers_do_not_swing_a_curve() -> None:
    # The author expects 18 right of 30; 25 are.
    answers = [First(learner, "t0", float(learner % 6 > 0)) for learner in range(ANSWERS_TO_MEASURE)]
    found, expected = measured(answers, ASSUMED)["t0"], ASSUMED["t0"]
    assert expected.b - 0.7 < found.b < expected.b - 0.3
    assert found.a == pytest.approx(expected.a, rel=0.25)
    assert measured(answers[1:], ASSUMED) == {}


def test_the_order_of_answers_changes_nothing() -> None:
    answers = answered(ASSUMED, 40)
    found, turned = measured(answers, ASSUMED), measured(answers[::-1], ASSUMED)
    assert found.keys() == turned.keys()
    assert [curve.b for _, curve in sorted(found.items())] == pytest.approx([c.b for _, c in sorted(turned.items())])
