"""How often is each template met, and how much do two quizzes share?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence


def exposure(quizzes: Sequence[Collection[str]], bank: Sequence[str]) -> dict[str, float]:
    """Return for each template of the bank the share of quizzes that asked it, 0 where there was no quiz yet."""
    met = Counter(template for quiz in quizzes for template in set(quiz))
    return {template: met[template] / len(quizzes) if quizzes else 0.0 for template in bank}


def overlap(quizzes: Sequence[Collection[str]]) -> float:
    """Return the mean number of templates that two quizzes share, as a share of the mean number asked.

    Over all pairs, by counts alone (Chen, Ankenmann & Spray 2003 J Educ Meas 40:129). NaN of fewer than two quizzes.
    """
    met = Counter(template for quiz in quizzes for template in set(quiz))
    asked, count = sum(met.values()), len(quizzes)
    if count < 2 or not asked:
        return float("nan")
    shared_by_pairs = sum(times * (times - 1) for times in met.values()) / (count * (count - 1))
    return shared_by_pairs / (asked / count)
