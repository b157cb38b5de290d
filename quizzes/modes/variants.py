"""Which question on a point has this learner met least, and in which variant not yet?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cases.simulation.randomness import seed_of, uniform


@dataclass(frozen=True)
class Entry:
    """What must be known of a template to choose it: `points` the main one first, `difficulty` the share (0 to 1) of
    learners expected to miss it, `seconds` how long it usually takes."""

    template: str
    points: tuple[str, ...]
    kind: str
    difficulty: float
    seconds: float = 60.0


class Variant(NamedTuple):
    """One question: the template and the seed that its item is made from."""

    template: str
    seed: int


def fresh(template: str, history: Sequence[Variant], seed: int) -> Variant:
    """Return a variant of a template that is not in the history."""
    met = set(history)
    number = sum(variant.template == template for variant in history)
    while (variant := Variant(template, seed_of(seed, "variant", template, number))) in met:
        number += 1
    return variant


def fresh_each(entries: Iterable[Entry], history: Sequence[Variant], seed: int) -> tuple[Variant, ...]:
    """Return a fresh variant of each entry in turn; none repeats another."""
    met, found = list(history), list[Variant]()
    for entry in entries:
        found.append(fresh(entry.template, met, seed))
        met.append(found[-1])
    return tuple(found)


def shuffled(names: Iterable[str], seed: int, what: str) -> list[str]:
    """Return the names in an order that the seed draws, whatever order they came in."""
    return sorted(set(names), key=lambda name: (uniform(seed, what, name), name))


def by_point(bank: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Return the entries under their main points."""
    found: dict[str, list[Entry]] = {}
    for entry in bank:
        found.setdefault(entry.points[0], []).append(entry)
    return found


class Shelf:
    """The bank as one quiz takes from it: what was met least and longest ago first, nothing twice.

    A quiz has one shelf of its own; it is the only thing here that changes, and is never handed on.
    """

    def __init__(self, bank: Iterable[Entry], history: Sequence[Variant], seed: int) -> None:
        counts = Counter(variant.template for variant in history)
        last = {variant.template: place for place, variant in enumerate(history)}
        self._left = {
            point: sorted(
                entries,
                key=lambda entry: (
                    counts[entry.template],
                    last.get(entry.template, -1),
                    uniform(seed, "template", entry.template),
                ),
            )
            for point, entries in by_point(bank).items()
        }

    def take(self, point: str) -> Entry | None:
        """Return the next entry on a point, or None when all were taken."""
        left = self._left.get(point)
        return left.pop(0) if left else None

    def rounds(self, points: Sequence[str]) -> Iterator[Entry]:
        """Yield an entry on each point in turn, round after round, until all were taken."""
        while found := [entry for point in points if (entry := self.take(point))]:
            yield from found


def interleaved(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries in the order given, but after each the first left that differs in point, and in kind."""
    left, found = list(entries), list[Entry]()
    while left:
        before = found[-1] if found else None
        unlike = min(left, key=lambda entry: _likeness(before, entry))
        left.remove(unlike)
        found.append(unlike)
    return found


def _likeness(before: Entry | None, entry: Entry) -> tuple[bool, bool]:
    return (False, False) if before is None else (before.points[0] == entry.points[0], before.kind == entry.kind)
