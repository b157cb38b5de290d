"""How far has the count come, and how far does it carry? Each class with the limits of its share, and the lobes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from cases.charts.times import count_text
from cases.figures.intervals import Bar, Interval, histogram, interval
from cases.microscope.labels import MAIN, OTHERS, WHITE_NAMES, keys_of
from cases.microscope.tallies import MANY_LOBES, Tally
from cases.reading.binomial import Limits, limits
from cases.reading.sampling import counting_minutes, percent
from cases.smears.differential import lobes_at

SHORT = {
    "neutrophil": "Segmented",
    "band": "Band",
    "reactive-lymphocyte": "Reactive",
    "large-granular-lymphocyte": "Large granular",
    "pseudo-pelger": "Pseudo-Pelger",
    "abnormal-promyelocyte": "Abnormal promyelocyte",
    "nucleated-red-cell": "Nucleated red",
}


@dataclass(frozen=True)
class Row:
    """One class: its key, how many were named so, the share and its limits in per cent."""

    label: str
    name: str
    said: str
    key: str
    count: int
    percent: str
    limits: str
    interval: Interval | None
    is_main: bool


@dataclass(frozen=True)
class Lobes:
    """Neutrophils by their lobes, with what is usual; `words` says what stands out."""

    n: int
    words: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Counter:
    """The count of white cells: `total` of `target`, the classes in a fixed order, the lobes. `more` cells could be
    counted, which takes `more_minutes` beyond those of the target at the pace so far (0 before any was named)."""

    total: int
    target: int
    rows: tuple[Row, ...]
    lobes: Lobes
    share_done: float
    more: int | None
    more_minutes: int

    @property
    def is_full(self) -> bool:
        """Whether as many were named as were to be."""
        return self.total >= self.target

    @property
    def main(self) -> tuple[Row, ...]:
        """The classes that lie under the hand."""
        return tuple(row for row in self.rows if row.is_main)

    @property
    def others(self) -> tuple[Row, ...]:
        """The other classes."""
        return tuple(row for row in self.rows if not row.is_main)


def counter_of(tally: Tally, target: int, more: int | None, own_keys: Mapping[str, str], scanned: int) -> Counter:
    """The count so far, met in so many `scanned` fields; `more` is the next larger number that could be counted."""
    keys = keys_of(own_keys)
    return Counter(
        total=tally.cells,
        target=target,
        rows=tuple(_row(label, keys[label], tally) for label in (*MAIN, *OTHERS)),
        lobes=lobes_of(tally.lobes),
        share_done=round(100 * min(tally.cells / target, 1.0), 1),
        more=more,
        more_minutes=counting_minutes((more or target) - target, tally.cells / scanned) if scanned else 0,
    )


def short_name(label: str) -> str:
    """The name of a class where there is little room, as within a sentence: `segmented`, `pseudo-Pelger`."""
    name = SHORT.get(label, WHITE_NAMES.get(label, label))
    return name[0].lower() + name[1:]


def _row(label: str, key: str, tally: Tally) -> Row:
    count, n = tally.counts[label], tally.cells
    low, high = known_limits(count, n)
    share = count / n if n else 0.0
    return Row(
        label=label,
        name=SHORT.get(label, WHITE_NAMES[label]),
        said=short_name(label),
        key=key,
        count=count,
        percent=percent(share),
        limits=f"{percent(low)}–{percent(high)}" if n else "",
        interval=interval(share, low, high) if n else None,
        is_main=label in MAIN,
    )


def lobes_of(lobes: Mapping[int, int]) -> Lobes:
    """The histogram of lobes, and one sentence on those of five and more."""
    n = sum(lobes.values())
    many = sum(count for number, count in lobes.items() if number >= MANY_LOBES)
    have = "has" if many == 1 else "have"
    words = f"{many} of {count_text(n, 'neutrophil')} {have} five or more." if n else "None counted yet."
    return Lobes(n, words, histogram(lobes, lobes_at(0.0), MANY_LOBES))


@lru_cache(maxsize=4096)
def known_limits(count: int, n: int) -> Limits:
    """The exact limits of a share at 95 %; all rows that are empty share them."""
    return limits(count, n)
