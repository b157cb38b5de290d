"""What do answers show of each template, and which wants a look?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quizzes.sheets.statistics.figures import NOTHING, between, decimals, of_100
from quizzes.sheets.statistics.selection import Chosen
from quizzes.sheets.words import counted, seconds_words
from quizzes.statistics import Drift, ItemReport
from quizzes.statistics.reports import FEWEST


@dataclass(frozen=True)
class TemplateRow:
    """One template in figures ready to read: shares of 100, correlations with two decimals, the usual time."""

    template: str
    count: int
    facility: str
    range: str
    discrimination: str
    correlation: str
    time: str
    rapid: str
    unsafe: int
    asked_in: str
    drift: str
    doubts: tuple[str, ...]


def rows_of(chosen: Chosen) -> tuple[TemplateRow, ...]:
    """A row for each template that was answered, in the order chosen."""
    return tuple(_row(report, chosen.asked_in.get(report.template, 0.0)) for report in chosen.reports)


def summary_of(rows: Sequence[TemplateRow]) -> str:
    """What to do about them, in a sentence."""
    doubted, told = sum(bool(row.doubts) for row in rows), sum(row.count >= FEWEST for row in rows)
    if not rows:
        return "Nobody has answered yet."
    if not told:
        return f"No question has {FEWEST} learners yet, so nothing is said against any."
    if not doubted:
        return f"None of the {told} questions with {FEWEST} learners or more wants a look."
    wants = "question wants" if doubted == 1 else "questions want"
    return f"{doubted} {wants} a look, of {told} with {FEWEST} learners or more. The last column says why."


def _row(report: ItemReport, asked_in: float) -> TemplateRow:
    is_told = report.count >= FEWEST
    times = report.times
    return TemplateRow(
        template=report.template,
        count=report.count,
        facility=of_100(report.facility),
        range=between(of_100(report.right.low), of_100(report.right.high)),
        discrimination=decimals(report.discrimination) if is_told else NOTHING,
        correlation=decimals(report.rest_correlation) if is_told else NOTHING,
        time=seconds_words(times.median) if times else NOTHING,
        rapid=of_100(times.rapid / times.count) if times else NOTHING,
        unsafe=report.unsafe,
        asked_in=of_100(asked_in),
        drift=_drift(report.drift[-1]) if report.drift else "",
        doubts=report.doubts,
    )


def _drift(last: Drift) -> str:
    low, high = of_100(last.interval.low), of_100(last.interval.high)
    side = "easier" if last.change > 0 else "harder"
    change = f"{counted(round(abs(100 * last.change)), 'point')} {side}"
    return f"{change} since version {last.before} ({between(low, high)})"
