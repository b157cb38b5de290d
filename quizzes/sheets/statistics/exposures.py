"""How often is each question asked, and how much do two quizzes share?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean

from quizzes import papers
from quizzes.models import Mode
from quizzes.sheets.statistics.figures import NOTHING, of_100
from quizzes.sheets.statistics.selection import Chosen
from quizzes.sheets.words import counted
from quizzes.statistics import exposure, overlap

# Shares of fewer quizzes are chance: assumed.
FEWEST = 10


@dataclass(frozen=True)
class ExposureRow:
    """The quizzes of one mode: how many, how many questions each, what they ask most, and what two of them share."""

    mode: str
    quizzes: int
    asked: str
    most: str
    share: str
    overlap: str


def exposures_of(chosen: Chosen) -> tuple[ExposureRow, ...]:
    """A row for each mode in which a quiz was begun."""
    by_mode: dict[str, list[set[str]]] = {}
    for quiz in chosen.quizzes:
        by_mode.setdefault(quiz.mode, []).append({template for template, _, _ in quiz.questions})
    return tuple(_row(mode, by_mode[mode]) for mode in chosen.modes if mode in by_mode)


def unasked_of(chosen: Chosen) -> str:
    """How much of what can be asked was not, in a sentence."""
    shares: Mapping[str, float] = chosen.asked_in
    can_be_asked = {entry.template for entry in papers.entries()}
    never = sum(not shares[template] for template in can_be_asked)
    if not chosen.quizzes:
        return "No quiz was begun yet."
    if not never:
        return "Every question was asked at least once."
    return f"{never} of {counted(len(can_be_asked), 'question')} {'was' if never == 1 else 'were'} never asked."


def _row(mode: Mode, quizzes: list[set[str]]) -> ExposureRow:
    shares = exposure(quizzes, sorted(set().union(*quizzes)))
    most = max(shares, key=lambda template: shares[template])
    is_told = len(quizzes) >= FEWEST
    return ExposureRow(
        mode=mode.label,
        quizzes=len(quizzes),
        asked=f"{fmean(map(len, quizzes)):.0f}",
        most=most if is_told else "",
        share=of_100(shares[most]) if is_told else NOTHING,
        overlap=of_100(overlap(quizzes)) if is_told else NOTHING,
    )
