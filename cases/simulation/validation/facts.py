"""What was published, how far may the model be from it, and how far is it?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Fact:
    """A published fact and the function that finds the model's own figure for it.

    The figure passes from `low` to `high`, in `unit`. `used_in_tuning` says that the equations or the catalog were
    changed with this fact in view, so that its passing proves less. `needs` are catalog conditions without which
    there is nothing to compute. `why` explains a figure that is known not to pass.
    """

    id: str
    statement: str
    low: float
    high: float
    unit: str
    source: str
    used_in_tuning: bool
    compute: Callable[[], float]
    needs: tuple[str, ...] = ()
    why: str = ""

    def check(self) -> Outcome:
        """Compute the model's figure and compare it; a figure that never comes about is infinite and fails."""
        return Outcome(self, float(self.compute()))


@dataclass(frozen=True)
class Outcome:
    """The model's figure for a fact."""

    fact: Fact
    figure: float

    @property
    def passed(self) -> bool:
        """Whether the figure lies within the tolerance."""
        return self.fact.low <= self.figure <= self.fact.high
