"""How do the figures of all templates go out as a table?"""

from __future__ import annotations

import csv
from io import StringIO

from quizzes.formats.tables import guarded
from quizzes.sheets.statistics.selection import Chosen
from quizzes.statistics import ItemReport

COLUMNS = (
    "template learners facility right_low right_high discrimination_index corrected_point_biserial "
    "median_s rapid unsafe asked_in versions drift drift_low drift_high to_look_at"
).split()


def table_of(chosen: Chosen) -> bytes:
    """All templates that were answered, as CSV (RFC 4180, UTF-8 with its mark): shares from 0 to 1, times in s, empty
    where nothing can be said; no cell that a spreadsheet takes for a formula."""
    buffer = StringIO()
    table = csv.writer(buffer, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for report in chosen.reports:
        table.writerow([guarded(cell) for cell in _cells(report, chosen.asked_in.get(report.template, 0.0))])
    return buffer.getvalue().encode("utf-8-sig")


def _cells(report: ItemReport, asked_in: float) -> list[str]:
    last = report.drift[-1] if report.drift else None
    times = report.times
    return [
        report.template,
        str(report.count),
        _number(report.facility),
        _number(report.right.low),
        _number(report.right.high),
        _number(report.discrimination),
        _number(report.rest_correlation),
        _number(times.median if times else None),
        str(times.rapid if times else 0),
        str(report.unsafe),
        _number(asked_in),
        f"{last.before} to {last.after}" if last else "",
        *(_number(value) for value in ((last.change, *last.interval) if last else (None,) * 3)),
        "; ".join(report.doubts),
    ]


def _number(value: float | None) -> str:
    return "" if value is None or value != value else f"{value:.4f}".rstrip("0").rstrip(".")
