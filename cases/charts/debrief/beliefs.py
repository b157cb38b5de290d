"""What could be known, and what was said? Both step by step, of 100 patients like this one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from cases.charts.debrief.closed import Closed
from cases.charts.debrief.columns import Column, Shares, columns_of
from cases.charts.debrief.wording import dollars, lowered
from cases.figures.bars import Part, stacked
from cases.figures.labels import Label
from cases.figures.people import Crowd, crowd, of_100
from cases.figures.river import Axis, River, axis, river

NAMED = 5
REST = "Something else"
SUPPORTED = 90  # of 100: the findings support a diagnosis
PAIRS = 4


@dataclass(frozen=True)
class Hue:
    """One color of the figures, for a diagnosis or for everything else."""

    style: str
    name: str


@dataclass(frozen=True)
class Pair:
    """A hundred patients as they could be known and as they were said, at one column."""

    name: str
    known: Crowd
    known_count: int
    said: Crowd | None
    said_count: int | None
    diagnosis: str

    @property
    def known_described(self) -> str:
        """The left crowd in words."""
        return f"Of 100 patients like this one, {self.known_count} have {self.diagnosis}"

    @property
    def said_described(self) -> str:
        """The right crowd in words."""
        return f"You said {self.said_count} of 100"


@dataclass(frozen=True)
class Row:
    """One column as numbers of 100 in the order of the hues, and as bars for narrow screens."""

    name: str
    when: str
    known: tuple[int, ...]
    said: tuple[int, ...] | None
    page: int

    @property
    def cells(self) -> list[tuple[int, int | None]]:
        """(known, said) for each hue."""
        said = self.said or (None,) * len(self.known)
        return list(zip(self.known, said, strict=True))


@dataclass(frozen=True, eq=False)
class Beliefs:
    """Everything that the section draws; `hues[0]` is the true diagnosis, the last one all else."""

    columns: tuple[Column, ...]
    hues: tuple[Hue, ...]
    rows: tuple[Row, ...]
    end: str

    @property
    def diagnosis(self) -> str:
        """The true diagnosis within a sentence."""
        return lowered(self.hues[0].name)

    @cached_property
    def known_river(self) -> River:
        """What could be known."""
        return river([row.known for row in self.rows], self._styles, self._names)

    @cached_property
    def said_river(self) -> River | None:
        """What was said, from the first forecast on; None without any."""
        first = self.first_said
        if first is None:
            return None
        empty = (0,) * len(self.hues)
        return river([row.said or empty for row in self.rows], self._styles, self._names, first)

    @cached_property
    def first_said(self) -> int | None:
        """The first row with a forecast."""
        return next((i for i, row in enumerate(self.rows) if row.said), None)

    @cached_property
    def axis(self) -> Axis:
        """What the rivers share."""
        return axis([_ticks(column, i) for i, column in enumerate(self.columns)])

    @cached_property
    def pairs(self) -> list[Pair]:
        """The first and the last column, and those between that changed most what could be known."""
        known = [row.known[0] for row in self.rows]
        inner = sorted(range(1, len(known) - 1), key=lambda i: -abs(known[i] - known[i - 1]))[: PAIRS - 2]
        return [self._pair(i) for i in sorted({0, len(known) - 1, *inner})]

    @cached_property
    def bars(self) -> list[tuple[Row, tuple[Part, ...], tuple[Part, ...]]]:
        """For narrow screens: each row with its two stacked bars."""
        return [
            (row, stacked(self._styles, row.known), stacked(self._styles, row.said) if row.said else ())
            for row in self.rows
        ]

    @property
    def steps(self) -> list[tuple[Row, tuple[Label, ...]]]:
        """Each step with its labels under the rivers."""
        return list(zip(self.rows, self.axis.steps, strict=True))

    @property
    def supported(self) -> tuple[Row, Column] | None:
        """Where the findings first supported the true diagnosis, if they ever did."""
        return next((pair for pair in zip(self.rows, self.columns, strict=True) if pair[0].known[0] >= SUPPORTED), None)

    def described(self, which: str) -> str:
        """The numbers of the true diagnosis, `known` or `said`, for those who cannot see the river."""
        numbers = [f"{row.name} {getattr(row, which)[0]}" for row in self.rows if getattr(row, which) is not None]
        return f"{self.hues[0].name}, of 100: {', '.join(numbers)}."

    @property
    def known_described(self) -> str:
        """The upper river in words."""
        return self.described("known")

    @property
    def said_described(self) -> str:
        """The lower river in words."""
        return self.described("said")

    @property
    def _styles(self) -> list[str]:
        return [hue.style for hue in self.hues]

    @property
    def _names(self) -> list[str]:
        return [hue.name for hue in self.hues]

    def _pair(self, i: int) -> Pair:
        row, styles = self.rows[i], self._styles
        names = {len(self.rows) - 1: self.end, 0: "At presentation"}
        return Pair(
            name=names.get(i, f"After {lowered(self.columns[i].heads[-1])}"),
            known=crowd(styles, row.known),
            known_count=row.known[0],
            said=crowd(styles, row.said) if row.said else None,
            said_count=row.said[0] if row.said else None,
            diagnosis=self.diagnosis,
        )


def beliefs_of(case: Closed, rival: str) -> Beliefs:
    """The beliefs of an encounter; `rival` is the diagnosis shown beside the true one."""
    columns = columns_of(case)
    shown = shown_diagnoses(case, columns, rival)
    rows = [_row(column, shown) for column in columns]
    end = "When you signed" if case.signed else "When you ended"
    return Beliefs(tuple(columns), hues_of(case, shown), tuple(rows), end)


def hues_of(case: Closed, shown: Sequence[str]) -> tuple[Hue, ...]:
    """The colors of the diagnoses shown, and of all else."""
    hues = [Hue(f"hue-{i}", case.catalog.diagnoses[key].short) for i, key in enumerate(shown, 1)]
    return (*hues, Hue("hue-rest", REST))


def _row(column: Column, shown: Sequence[str]) -> Row:
    said = counts_of(column.said, shown) if column.said else None
    return Row(column.name, column.when, counts_of(column.known, shown), said, column.page)


def shown_diagnoses(case: Closed, columns: Sequence[Column], rival: str) -> list[str]:
    """The true diagnosis, its rival, and then the likeliest at any time, known or said."""
    peaks = {
        key: max(max(c.known.get(key, 0.0), (c.said or {}).get(key, 0.0)) for c in columns)
        for key in case.catalog.diagnoses
    }
    others = sorted((key for key in peaks if round(peaks[key], 2) > 0), key=lambda key: -peaks[key])
    return list(dict.fromkeys([case.condition.diagnosis, rival, *others]))[:NAMED]


def counts_of(shares: Shares, diagnoses: Sequence[str]) -> tuple[int, ...]:
    """Whole numbers of 100 for the diagnoses shown, all else last."""
    named = [shares.get(key, 0.0) for key in diagnoses]
    return tuple(of_100([*named, max(1 - sum(named), 0.0)]))


def _ticks(column: Column, i: int) -> tuple[str, str, str]:
    upper, *others = column.heads
    lower = others[0] if len(others) == 1 else f"and {len(others)} more" if others else ""
    return upper, lower, f"{column.when} · {dollars(column.spent)}"
