"""What do simulated learners answer? A bank, and diagnostics of learners of known ability."""

import numpy as np

from quizzes.adaptive import Curve, Estimate, chances, estimate, next_item


def bank_of(median: float, spread: float, count: int = 160) -> dict[str, Curve]:
    """A bank as large as ours, with discriminations around a median and difficulties as wide as abilities."""
    rng = np.random.default_rng(5)
    discriminations = median * np.exp(spread * rng.normal(size=count))
    difficulties = rng.normal(0, 1.2, count)
    return {f"t{i}": Curve(*pair) for i, pair in enumerate(zip(discriminations, difficulties, strict=True))}


def credit(ability: float, curve: Curve, rng: np.random.Generator) -> float:
    """What an answer earns."""
    told = chances(ability, curve)
    return float(rng.choice(len(told), p=told / told.sum()) / curve.steps)


def sat(bank: dict[str, Curve], ability: float, seed: int) -> tuple[Estimate, list[str]]:
    """What a diagnostic finds of a simulated learner, and what it asked."""
    rng, answers = np.random.default_rng(seed), list[tuple[str, float]]()
    while key := next_item(bank, answers, seed):
        answers.append((key, credit(ability, bank[key], rng)))
    return estimate([(bank[key], worth) for key, worth in answers]), [key for key, _ in answers]
