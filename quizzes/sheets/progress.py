"""How does the learner stand, and what comes next? Mastery of each point, reviews ahead, days, calibration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cases.catalog import current as current_catalog
from cases.charts.missed import missed_points
from learners.models import Learner
from quizzes import papers
from quizzes.certainty import HONEST, Certainty
from quizzes.mastery import Mastery, mastery_of
from quizzes.memory import Memory, forecast
from quizzes.modes.practice import due
from quizzes.recollection import Recollection, recollection_of, tries_of
from quizzes.sheets.points import PointRow, rows_of
from quizzes.sheets.words import CERTAINTY, counted, seconds_words, until_words
from quizzes.statistics import confident_and_unsafe, levels

AHEAD, WEEKS = 14, 12  # days of reviews foretold; weeks of the heat map
SHADES = (1, 5, 10, 20)  # answers a day from which a cell is darker
VERDICTS = {
    "untold": "not used yet",
    "honest": "as right as you say",
    "overconfident": "more sure than right",
    "underconfident": "more right than sure",
}


@dataclass(frozen=True)
class Ahead:
    """A day to come and its reviews; `height` in pixels."""

    name: str
    count: int
    height: int


@dataclass(frozen=True)
class Day:
    """A day of the heat map: answers given and points that patients called for, in one of five shades (0 none)."""

    date: date
    count: int
    shade: int
    is_future: bool


@dataclass(frozen=True)
class Tap:
    """What came of the answers given with one tap: right `of` 100, the range, and the honest range for it."""

    name: str
    right: int
    of: int
    share: str
    range: str
    honest: str
    verdict: str


@dataclass(frozen=True)
class Next:
    """What to do next: a sentence, why, and the mode that does it (or `patient`); `or_patient` says that a patient
    would do it too."""

    sentence: str
    why: str
    mode: str
    action: str
    or_patient: bool = False


@dataclass(frozen=True)
class Progress:
    """Everything on the page of progress."""

    next: Next
    answered: int
    right: int
    unsafe: int
    sure_and_unsafe: int
    time: str
    due: int
    mastered: int
    of: int
    points: tuple[PointRow, ...]
    untouched: tuple[str, ...]
    ahead: tuple[Ahead, ...]
    weeks: tuple[tuple[Day, ...], ...]
    taps: tuple[Tap, ...]


def progress_of(learner: Learner | None, now: datetime) -> Progress:
    """How the learner stands now; nothing but what to begin with for somebody who never answered."""
    recollection = recollection_of(learner)
    answers, memories = recollection.answers, recollection.memories
    mastery = {point: mastery_of(tries) for point, tries in tries_of(answers).items()}
    rows = [row.response for row in answers]
    said = [(Certainty(row.certainty), row) for row in rows if row.certainty]
    points = current_catalog().teaching_points
    asked = {entry.points[0] for entry in papers.entries()}
    return Progress(
        next=_next(learner, recollection, mastery, now),
        answered=len(rows),
        right=sum(row.is_right for row in rows),
        unsafe=sum(row.is_unsafe for row in rows),
        sure_and_unsafe=confident_and_unsafe([(tap, row.is_unsafe) for tap, row in said]),
        time=seconds_words(sum(row.seconds for row in rows)),
        due=len(due(memories, now)),
        mastered=sum(one.is_mastered for one in mastery.values()),
        of=len(asked),
        points=rows_of(recollection, mastery, now),
        untouched=tuple(sorted(points[key].name for key in asked - set(mastery) - set(memories))),
        ahead=_ahead(list(memories.values()), now),
        weeks=_weeks(_days(recollection), now.date()),
        taps=tuple(_taps([(tap, row.is_right) for tap, row in said])),
    )


def _ahead(memories: Sequence[Memory], now: datetime) -> tuple[Ahead, ...]:
    counts = forecast(memories, now, AHEAD)
    most = max([*counts, 1])
    names = ["Today", "Tomorrow", *((now + timedelta(days=n)).strftime("%a %d") for n in range(2, AHEAD))]
    return tuple(Ahead(name, count, round(72 * count / most)) for name, count in zip(names, counts, strict=True))


def _days(recollection: Recollection) -> Counter[date]:
    """How often a point was needed on each day, in answers and with patients."""
    times = [
        *(answer.response.answered_at for answer in recollection.answers),
        *(one.when for one in recollection.called),
    ]
    return Counter(when.date() for when in times)


def _weeks(counts: Mapping[date, int], today: date) -> tuple[tuple[Day, ...], ...]:
    """One row for each weekday, Monday first; a column for each week, this one last."""
    first = today - timedelta(days=today.weekday(), weeks=WEEKS - 1)
    return tuple(
        tuple(_day(first + timedelta(days=weekday, weeks=week), counts, today) for week in range(WEEKS))
        for weekday in range(7)
    )


def _day(day: date, counts: Mapping[date, int], today: date) -> Day:
    count = counts.get(day, 0)
    return Day(day, count, sum(count >= least for least in SHADES), day > today)


def _taps(said: Sequence[tuple[Certainty, bool]]) -> list[Tap]:
    found = []
    for level in levels(said):
        low, high = HONEST[level.certainty]
        share = f"{100 * level.right / level.of:.0f}" if level.of else "·"
        told = f"{100 * level.interval.low:.0f}–{100 * level.interval.high:.0f}" if level.of else "·"
        honest = f"{100 * low:.0f}–{100 * high:.0f}"
        name = CERTAINTY[level.certainty].capitalize()
        found.append(Tap(name, level.right, level.of, share, told, honest, VERDICTS[level.verdict]))
    return found


def _next(learner: Learner | None, recollection: Recollection, mastery: Mapping[str, Mastery], now: datetime) -> Next:
    """One thing, the most pressing first: what was unsafe or is due, what patients showed missing, what is new."""
    names = {key: point.name for key, point in current_catalog().teaching_points.items()}
    memories, waiting = recollection.memories, due(recollection.memories, now)
    if waiting:
        unsafe = [key for key in waiting if key in mastery and mastery[key].unsafe]
        lost = [key for key in waiting if key in recollection.missed_with_patients]
        first = names.get((unsafe or lost or waiting)[0], "")
        found = "was answered unsafely" if unsafe else "was missed with a patient" if lost else ""
        why = f"“{first}” {found or 'is nearest to being forgotten'}."
        has_patient = recollection.has_patient(now)
        return Next(f"Take {counted(len(waiting), 'review')}.", why, "review", "Start reviews", has_patient)
    missed = missed_points(learner) if learner else {}
    fresh = [key for key in recollection.missed_with_patients if missed.get(key)]
    if fresh:
        worst = max(fresh, key=lambda key: missed[key])
        why = f"“{names.get(worst, '')}” was missed with a patient and not asked about since."
        return Next("Ask yourself what your patients showed missing.", why, "missed", "Start the quiz")
    if not memories:
        return Next("Begin with a ten-minute ward round.", "Nothing was asked yet.", "round", "Start a ward round")
    weak = [key for key, one in mastery.items() if not one.is_mastered]
    if weak or len(mastery) < len({entry.points[0] for entry in papers.entries()}):
        first = until_words(min(one.due for one in memories.values()), now)
        why = f"The next review is due {first}; meanwhile there is more to meet."
        return Next("Take a ward round: new points between known ones.", why, "round", "Start a ward round")
    return Next("See a patient.", "All points are mastered and none is due.", "patient", "Start with a patient")
