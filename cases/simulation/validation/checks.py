"""How many panels agree with themselves, and how many combinations run away?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from cases.catalog import Catalog

from .combinations import KINDS, Combination
from .panels import ENOUGH, IDENTITIES, Fault, Panel, faults_of, holds

MOST_EXAMPLES = 5


class Check(NamedTuple):
    """How often something held, the least share that must, and examples of where it did not."""

    what: str
    held: int
    of: int
    least: float
    examples: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether it held often enough."""
        return self.held >= self.least * self.of

    def line(self) -> str:
        """One line of the table, and one for each example below it."""
        verdict = "pass" if self.passed else "FAIL"
        row = f"{verdict} {self.held:>8} of {self.of:<8} {self.held / max(self.of, 1):>9.3%}  {self.what}"
        return "\n".join([row, *(f"     {example}" for example in self.examples)])


def agreed(catalog: Catalog, panels: Iterable[tuple[str, Panel]]) -> list[Check]:
    """What holds of so many panels: each identity, all of them at once, and that every value is possible."""
    number, whole, possible, within_rounding = 0, 0, 0, Counter[str]()
    faults: list[Fault] = []
    for where, panel in panels:
        found = faults_of(catalog, where, panel)
        faults += found
        number += 1
        whole += not any(fault.identity for fault in found)
        possible += all(fault.identity for fault in found)
        within_rounding.update(one.key for one in IDENTITIES if holds(catalog, panel, one, cvs=0))
    broken = Counter(fault.what for fault in faults if fault.identity)
    each = [Check(f"{one.key} within the assays", number - broken[one.key], number, ENOUGH) for one in IDENTITIES]
    exact = [Check(f"{one.key} within rounding", within_rounding[one.key], number, 0.0) for one in IDENTITIES]
    return [
        *each,
        *exact,
        Check("panels obey every identity", whole, number, ENOUGH, _told(fault for fault in faults if fault.identity)),
        Check("panels without an impossible value", possible, number, 1.0, _told(f for f in faults if not f.identity)),
    ]


def combined(combinations: Sequence[Combination]) -> list[Check]:
    """What holds of so many combinations of disease and treatment: that none runs away."""
    return [Check(f"combinations with nothing {kind}", *_free_of(kind, combinations)) for kind in KINDS]


def _free_of(kind: str, combinations: Sequence[Combination]) -> tuple[int, int, float, tuple[str, ...]]:
    found = [(one, [trouble for trouble in one.troubles if trouble.kind == kind]) for one in combinations]
    examples = [f"number {one.number}, {one.condition}: {troubles[0].where}" for one, troubles in found if troubles]
    return len(combinations) - len(examples), len(combinations), 1.0, tuple(examples[:MOST_EXAMPLES])


def _told(faults: Iterable[Fault]) -> tuple[str, ...]:
    return tuple(f"{fault.what} = {fault.value:g}: {fault.where}" for fault in islice(faults, MOST_EXAMPLES))
