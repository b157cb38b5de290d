"""What did each option draw, and from whom?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from quizzes.statistics.items import Numbers, correlation, thirds

# A distractor that fewer choose is not functioning (Tarrant 2009 BMC Med Educ 9:40).
FEWEST = 0.05


@dataclass(frozen=True)
class Draw:
    """What one option drew: how many, which share of all, of the lower and of the upper third of learners.

    `correlation` is that of choosing it with the learner's total, NaN where nothing varies.
    """

    option: str
    is_key: bool
    count: int
    share: float
    lower: float
    upper: float
    correlation: float

    @property
    def works(self) -> bool:
        """Whether the key draws more of the strong, or a distractor enough learners and more of the weak."""
        if self.is_key:
            return self.upper > self.lower
        return self.share >= FEWEST and self.lower >= self.upper


def distractors(
    chosen: Sequence[str | None], totals: Numbers, options: Sequence[str], keys: Collection[str]
) -> tuple[Draw, ...]:
    """Return a row for each option, in the order given, and one for None where somebody left the item open.

    `chosen` holds each learner's option by its name, the same in all variants; `totals` their share of credit on the
    whole quiz, shape (learners,).
    """
    lower, upper = thirds(totals)
    rows: list[str | None] = [*options, *([None] if None in chosen else [])]
    drawn = {option: np.array([choice == option for choice in chosen], dtype=float) for option in rows}
    return tuple(
        Draw(
            option or "",
            option in keys,
            int(took.sum()),
            _mean(took, np.ones(len(took))),
            _mean(took, lower),
            _mean(took, upper),
            correlation(took, totals),
        )
        for option, took in drawn.items()
    )


def _mean(values: Numbers, weights: Numbers) -> float:
    whole = weights.sum()
    return float(values @ weights / whole) if whole else float("nan")
