"""Where does chance come from? From streams named by what is drawn and when, never from the order of asking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from statistics import NormalDist

STANDARD_NORMAL = NormalDist()
STEPS = 1 << 53


def uniform(seed: int, *names: object) -> float:
    """The number in (0, 1) of the stream that `names` name; the same on every machine."""
    label = "|".join(map(str, (seed, *names))).encode()
    drawn = int.from_bytes(blake2b(label, digest_size=8).digest(), "big") >> 11
    return (drawn + 0.5) / STEPS


def normal(seed: int, *names: object) -> float:
    """The standard normal deviate of a named stream."""
    return STANDARD_NORMAL.inv_cdf(uniform(seed, *names))


def seed_of(seed: int, *names: object) -> int:
    """The seed, a whole number below 2 ** 53, that a named stream gives to somebody or something else."""
    return int(uniform(seed, *names) * STEPS)


def choice(seed: int, options: Sequence[str], *names: object) -> str:
    """One of `options`, each as likely."""
    return options[int(uniform(seed, *names) * len(options))]


def weighted(u: float, weights: Mapping[str, float]) -> str:
    """The key into whose share of the total weight `u` (0 to 1) falls, in the mapping's order.

    Raises ValueError when no weight is positive.
    """
    total = sum(weights.values())
    if total <= 0:
        raise ValueError("no weight is positive")
    reached = 0.0
    for key, weight in weights.items():
        reached += weight / total
        if weight > 0 and u < reached:
            return key
    return [key for key, weight in weights.items() if weight > 0][-1]
