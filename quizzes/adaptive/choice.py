"""What should a diagnostic ask next, and when does it know enough?

No choice of questions gets more out of a bank than is in it. A standard error of 0.35 wants 1 / 0.35^2 = 8.2, 1 of it
from the prior; a question that is right or wrong tells a^2 / 4 at most, so twenty of them are too few unless
discriminations scatter around 1.4. `benchmarks/diagnostics.py` prints how often the bank as it is gets there.

How sure a learner says they are is left out of the estimate: it would tell more, but of boldness as well.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

import numpy as np

from cases.simulation.randomness import uniform
from quizzes.adaptive.curves import GRID, Curve, Numbers, information
from quizzes.adaptive.estimates import Estimate, estimate

# Stop once the standard error is below ENOUGH, at the latest after MOST questions, never before FEWEST: assumed.
ENOUGH, FEWEST, MOST = 0.35, 5, 20
# Draw among the best few, so that not all learners meet the same (Kingsbury & Zara 1989 Appl Meas Educ 2:359).
BEST = 5
# Leave aside what more than this share of diagnostics asked, as long as anything else is left: assumed.
LARGEST_EXPOSURE = 0.3


def next_item(
    bank: Mapping[str, Curve],
    answers: Sequence[tuple[str, float]],
    seed: int,
    *,
    exposure: Mapping[str, float] | None = None,
    aside: Collection[str] = (),
) -> str | None:
    """Return the key of the item to ask next, or None when the diagnostic has ended.

    `answers` are (key, credit) in order; `exposure` the share of diagnostics that asked an item; items `aside` come
    only when no others are left. Among the most informative few at today's estimate the seed draws one.
    """
    known = estimate([(bank[key], credit) for key, credit in answers])
    asked = {key for key, _ in answers}
    left = [key for key in sorted(bank) if key not in asked]
    if not left or is_enough(known, len(answers)):
        return None
    shares = exposure or {}
    preferred = [key for key in left if shares.get(key, 0.0) <= LARGEST_EXPOSURE and key not in aside]
    candidates = preferred or left
    best = sorted(candidates, key=lambda key: -np.interp(known.ability, GRID, _told_by(bank[key])))[:BEST]
    return best[int(uniform(seed, "diagnostic", len(answers)) * len(best))]


def is_enough(known: Estimate, asked: int) -> bool:
    """Whether a diagnostic that asked so many questions stops here."""
    return asked >= MOST or (asked >= FEWEST and known.error < ENOUGH)


@lru_cache(maxsize=2048)
def _told_by(curve: Curve) -> Numbers:
    return information(GRID, curve)
