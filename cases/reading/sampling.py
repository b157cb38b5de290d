"""What does a count of so many cells allow to say, and what would more cells say?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cases.reading.binomial import GRADED, Limits, is_compatible, limits

USUAL_COUNTS = (50, 100, 200, 500)
# Time at the microscope: to find the next field and to name a cell that is in view. Both assumed.
FIELD_MINUTES, CELL_MINUTES = 1.5 / 60.0, 2.0 / 60.0


@dataclass(frozen=True)
class Share:
    """A count of one class in `n` cells, with the limits to be drawn beside it."""

    count: int
    n: int

    @property
    def share(self) -> float:
        """The share counted; 0 where nothing was."""
        return self.count / self.n if self.n else 0.0

    @property
    def limits(self) -> Limits:
        """Where the true share lies, at 95 %."""
        return limits(self.count, self.n)

    @property
    def words(self) -> str:
        """Such as `3 in 100 could be 0.6 to 8.5 %`."""
        low, high = (percent(limit) for limit in self.limits)
        return f"{self.count} in {self.n} could be {low} to {high} %"

    def is_above(self, share: float) -> bool | None:
        """Whether the true share lies above a threshold; None where this count cannot tell."""
        if self.limits.low > share:
            return True
        return False if self.limits.high < share else None


@dataclass(frozen=True)
class Longer:
    """What a longer count of the same share would bring: its limits, and the minutes that it takes beyond this one."""

    n: int
    limits: Limits
    minutes: int


def percent(share: float) -> str:
    """Return a share as a number of per cent: one decimal below 10, none above."""
    per_cent = 100.0 * share
    return f"{per_cent:.1f}".removesuffix(".0") if per_cent < 9.95 else f"{per_cent:.0f}"


def longer_counts(counted: Share, white_cells_a_field: float, ns: Sequence[int] = USUAL_COUNTS) -> tuple[Longer, ...]:
    """Return what each longer count would narrow the limits to if the share stayed, and its price in minutes."""
    return tuple(
        Longer(n, limits(round(counted.share * n), n), counting_minutes(n - counted.n, white_cells_a_field))
        for n in ns
        if n > counted.n
    )


def counting_minutes(cells: int, white_cells_a_field: float) -> int:
    """Return the whole minutes that it takes to find and name so many white cells.

    minutes = cells x (2 s + 1.5 s x fields for a cell), at least 1: where white cells are few, most of the time goes
    into empty fields. A healthy film (0.29 in a field) takes 12 min for 100 cells.
    """
    if cells <= 0:
        return 0
    return max(round(cells * (CELL_MINUTES + FIELD_MINUTES / max(white_cells_a_field, 1e-3))), 1)


def fields_for(cells: int, white_cells_a_field: float) -> int:
    """Return how many fields one has to scan on the average to meet so many white cells."""
    return round(cells / max(white_cells_a_field, 1e-3))


def incompatible(counts: Mapping[str, int], shares: Mapping[str, float], confidence: float = GRADED) -> tuple[str, ...]:
    """Return the classes whose count chance alone does not explain, in the order of `shares`.

    `counts` add up to the cells counted; a class that is missing was counted 0 times. `shares` are the true ones.
    """
    n = sum(counts.values())
    if not n:
        return ()
    keys = dict.fromkeys([*shares, *counts])
    return tuple(key for key in keys if not is_compatible(counts.get(key, 0), n, shares.get(key, 0.0), confidence))
