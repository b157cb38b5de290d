"""At which moments had something been learned, and from what?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cases.catalog import Catalog
from cases.charts.debrief.closed import Closed
from cases.charts.debrief.wording import brief, capital, listed, lowered
from cases.charts.times import count_text, moment_text
from cases.models import Kind
from cases.reasoning.score.record import Act, Shown
from cases.reasoning.score.steps import Step

MOST_COLUMNS = 8
# More tests than this are counted, not named.
NAMED_TESTS = 3
PRESENTATION, HISTORY, EXAMINATION = "Presentation", "History", "Examination"
BEDSIDE = (PRESENTATION, HISTORY, EXAMINATION)
Shares = dict[str, float]


@dataclass(frozen=True)
class Column:
    """A moment at which something had been learned: from what, when (minutes), for how much, and the beliefs then.

    `page` is the number of the last act before it: its page shows the chart as it was.
    """

    sources: tuple[str, ...]
    minutes: int
    spent: float
    known: Shares
    said: Shares | None
    page: int

    @property
    def heads(self) -> tuple[str, ...]:
        """From what it was learned, many tests counted instead of named."""
        tests = [source for source in self.sources if source not in BEDSIDE]
        if len(tests) <= NAMED_TESTS:
            return self.sources
        return (*(source for source in self.sources if source in BEDSIDE), count_text(len(tests), "test"))

    @property
    def name(self) -> str:
        """What was learned, in a few words."""
        return listed([self.heads[0], *map(lowered, self.heads[1:])])

    @property
    def when(self) -> str:
        """The clock, such as `Day 0, 11:40`."""
        return capital(moment_text(self.minutes))


def columns_of(case: Closed) -> list[Column]:
    """The moments of an encounter, the least telling ones joined so that they fit; two at least."""
    columns: list[Column] = []
    seen: set[Shown] = set()
    spent = 0.0
    for step in case.grade.steps:
        fresh = _visible(case, step) - seen
        seen |= fresh
        column = _column(case, step, fresh, spent)
        if not columns:
            columns.append(column)
        elif not fresh:
            columns[-1] = replace(columns[-1], said=step.said, page=max(step.act - 1, 0))
        elif column.sources == columns[-1].sources:
            columns[-1] = column
        else:
            columns.append(column)
        spent = step.spent
    return _joined(columns) if len(columns) > 1 else [*columns, replace(columns[0], sources=("Nothing more",))]


def _visible(case: Closed, step: Step) -> set[Shown]:
    """What had been seen when a step was taken, old counts apart."""
    return {
        r
        for r in case.record.readings
        if r.act < step.act and r.due_minutes <= step.at_minutes and r.collected_minutes >= 0
    }


def _column(case: Closed, step: Step, fresh: set[Shown], spent: float) -> Column:
    due = max((reading.due_minutes for reading in fresh), default=step.at_minutes)
    sources = _sources(case, fresh) or (PRESENTATION,)
    return Column(sources, due, spent, step.belief, step.said, max(step.act - 1, 0))


def _sources(case: Closed, fresh: set[Shown]) -> tuple[str, ...]:
    """Where readings came from: history, examination, or the heads of the names of tests."""
    names: dict[str, None] = {}
    for reading in sorted(fresh, key=lambda r: (r.act, r.due_minutes)):
        act = case.acts[reading.act]
        if act.kind == Kind.ASK:
            names[HISTORY] = None
        elif act.kind == Kind.EXAMINE:
            names[EXAMINATION] = None
        else:
            names |= dict.fromkeys(_tests(case.catalog, act, reading.item))
    return tuple(names)


def _tests(catalog: Catalog, act: Act, item: str) -> list[str]:
    tests = [catalog.investigations[key] for key in act.keys if key in catalog.investigations]
    return [brief(t.name) for t in tests if item in t.analytes or item in {finding.key for finding in t.findings}]


def _joined(columns: Sequence[Column]) -> list[Column]:
    """Columns at most as many as fit: the inner one that changed least flows into the one after it."""
    columns = list(columns)
    while len(columns) > MOST_COLUMNS:
        changes = [_change(columns[i - 1].known, columns[i].known) for i in range(1, len(columns) - 1)]
        least = changes.index(min(changes)) + 1
        sources = dict.fromkeys([*columns[least].sources, *columns[least + 1].sources])
        columns[least : least + 2] = [replace(columns[least + 1], sources=tuple(sources))]
    return columns


def _change(before: Shares, after: Shares) -> float:
    return sum(abs(after.get(key, 0.0) - chance) for key, chance in before.items())
