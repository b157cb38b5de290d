"""What does chance bring to an item? Draws from streams named by what is drawn, never by the order of drawing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from cases.simulation.randomness import seed_of, uniform

T = TypeVar("T")


@dataclass(frozen=True)
class Lot:
    """The draws of one item, all from its seed."""

    seed: int

    def of(self, *names: object) -> Lot:
        """The draws of a part, with streams of its own."""
        return Lot(seed_of(self.seed, *names))

    def number(self, low: float, high: float, decimals: int, *names: object) -> float:
        """A number from `low` to `high`, both included, with so many decimals, each as likely; whole without any."""
        steps = round((high - low) * 10**decimals)
        found = round(low + int(uniform(self.seed, *names) * (steps + 1)) / 10**decimals, decimals)
        return found if decimals else round(found)

    def pick(self, things: Sequence[T], *names: object) -> T:
        """One of the things, each as likely; raises ValueError where there is none."""
        if not things:
            raise ValueError(f"nothing to pick from for {' '.join(map(str, names))}")
        return things[int(uniform(self.seed, *names) * len(things))]

    def shuffled(self, things: Iterable[T], *names: object) -> list[T]:
        """The things in an order of chance."""
        drawn = [(uniform(self.seed, *names, i), thing) for i, thing in enumerate(things)]
        return [thing for _, thing in sorted(drawn, key=lambda pair: pair[0])]
