"""Where do the quantiles of F lie? Kept here so that no large library is loaded for two numbers."""

from __future__ import annotations

import math

SMALLEST = 1e-30
PRECISE = 1e-14
STEPS = 500


def f_quantile(probability: float, d1: float, d2: float) -> float:
    """Return the value that F with d1 and d2 degrees of freedom falls below with this probability, inside (0, 1).

    Raises ValueError for another probability.
    """
    if not 0 < probability < 1:
        raise ValueError(f"{probability} is no probability inside (0, 1)")
    low, high = 0.0, 1.0  # of the beta variable d1 F / (d1 F + d2)
    while high - low > PRECISE * high:
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if beta_cdf(middle, d1 / 2, d2 / 2) < probability:
            low = middle
        else:
            high = middle
    return d2 * high / (d1 * (1 - high))


def beta_cdf(x: float, a: float, b: float) -> float:
    """Return the regularized incomplete beta function by its continued fraction (DLMF 8.17.22, method of Lentz)."""
    if x in (0.0, 1.0):
        return x
    if x > (a + 1) / (a + b + 2):  # where the fraction of the complement converges faster
        return 1 - beta_cdf(1 - x, b, a)
    log_front = a * math.log(x) + b * math.log1p(-x) + math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    return math.exp(log_front) / (a * _fraction(x, a, b))


def _fraction(x: float, a: float, b: float) -> float:
    value = top = 1.0
    bottom = 0.0
    for n in range(1, STEPS):
        m = n // 2
        if n % 2:
            term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        bottom = 1 / ((1 + term * bottom) or SMALLEST)
        top = (1 + term / top) or SMALLEST
        value *= top * bottom
        if abs(top * bottom - 1) < PRECISE:
            return value
    raise ArithmeticError(f"no convergence for x = {x}, a = {a}, b = {b}")
