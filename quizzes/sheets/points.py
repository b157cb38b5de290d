"""How does the learner stand on each teaching point, by questions and with patients?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cases.catalog import current as current_catalog
from cases.figures import intervals
from quizzes.mastery import Mastery, mastery_of
from quizzes.recollection import Recollection
from quizzes.sheets.words import counted, until_words


@dataclass(frozen=True)
class PointRow:
    """One teaching point: the share right of the last fresh variants with its range (per 100), tries, how it came out
    with patients, and when it is due."""

    key: str
    name: str
    section: str
    now: int
    low: int
    high: int
    bar: intervals.Interval
    tries: int
    state: str
    patients: str
    due: str
    is_due: bool
    is_mastered: bool


def rows_of(recollection: Recollection, mastery: Mapping[str, Mastery], now: datetime) -> tuple[PointRow, ...]:
    """A row for each point that is remembered: weakest first, then those that only patients called for, then those that
    are mastered."""
    rows = [_row(key, recollection, mastery.get(key) or mastery_of(()), now) for key in recollection.memories]
    return tuple(sorted(rows, key=lambda row: (row.is_mastered, not row.tries, row.now, row.name)))


def _row(key: str, recollection: Recollection, mastery: Mastery, now: datetime) -> PointRow:
    point, memory = current_catalog().teaching_points[key], recollection.memories[key]
    share, low, high = mastery.share or 0.0, mastery.interval.low, mastery.interval.high
    return PointRow(
        key=key,
        name=point.name,
        section=", ".join(point.sections),
        now=round(100 * share),
        low=round(100 * low),
        high=round(100 * high),
        bar=intervals.interval(share, low, high),
        tries=mastery.tries,
        state=_state(mastery),
        patients=_with_patients([one.is_met for one in recollection.called if one.point == key]),
        due=until_words(memory.due, now),
        is_due=memory.due <= now,
        is_mastered=mastery.is_mastered,
    )


def _state(mastery: Mastery) -> str:
    if not mastery.tries:
        return "not asked yet"
    if mastery.is_mastered:
        return "mastered"
    return counted(mastery.unsafe, "unsafe choice") if mastery.unsafe else f"{mastery.right} of last {mastery.of} right"


def _with_patients(met: Sequence[bool]) -> str:
    """How often the point was met, of the patients who called for it; empty where none did."""
    return f"{sum(met)} of {len(met)} with {'a patient' if len(met) == 1 else 'patients'}" if met else ""
