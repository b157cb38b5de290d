"""Does the learner master a point, and how sure is that?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quizzes.statistics import Interval, wilson

# Mastered: so many of the last so many fresh variants right, and no unsafe choice among them.
RIGHT, OF = 3, 4
# The range is drawn over so many fresh variants, since older ones tell of another learner: assumed.
RECENT = 10


@dataclass(frozen=True)
class Try:
    """An answer to one variant: `variant` tells two variants apart, as (template, seed) does."""

    variant: tuple[str, int]
    is_right: bool
    is_unsafe: bool = False


@dataclass(frozen=True)
class Mastery:
    """`right` of the last `of` fresh variants (at most 4) decide; `share` and `interval` are over the last 10.

    `tries` counts all fresh variants, `unsafe` the unsafe choices among the last four.
    """

    right: int
    of: int
    unsafe: int
    tries: int
    share: float | None
    interval: Interval

    @property
    def is_mastered(self) -> bool:
        """Whether 3 of the last 4 fresh variants were right and none was answered unsafely."""
        return self.right >= RIGHT and not self.unsafe


def mastery_of(tries: Sequence[Try]) -> Mastery:
    """Return the mastery that all answers on a point show, in order of time.

    Only the first answer to a variant counts: the second may be remembered.
    """
    first: dict[tuple[str, int], Try] = {}
    for answer in tries:
        first.setdefault(answer.variant, answer)
    fresh = list(first.values())
    last, recent = fresh[-OF:], fresh[-RECENT:]
    right = sum(answer.is_right for answer in recent)
    return Mastery(
        right=sum(answer.is_right for answer in last),
        of=len(last),
        unsafe=sum(answer.is_unsafe for answer in last),
        tries=len(fresh),
        share=right / len(recent) if recent else None,
        interval=wilson(right, len(recent)),
    )
