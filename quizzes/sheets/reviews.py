"""How did a quiz go? Its questions by outcome, and what it was worth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cases.catalog import current as current_catalog
from quizzes import papers
from quizzes.adaptive import ENOUGH
from quizzes.measured import found_in
from quizzes.models import Attempt, Response
from quizzes.sheets.filters import ALL, Filter, filters_of, flagged_in
from quizzes.sheets.words import OUTCOMES, certainty_words, counted, outcome_of, seconds_words

LETTERS = 110


@dataclass(frozen=True)
class Row:
    """One question of a quiz; `outcome` is empty while nothing may be said of it."""

    number: int
    ask: str
    about: str
    point: str
    outcome: str
    words: str
    is_answered: bool
    is_unsafe: bool
    is_flagged: bool
    certainty: str
    seconds: str


@dataclass(frozen=True)
class Review:
    """A quiz, running or handed in; `rows` are those that the filter `shown` lets through."""

    attempt: UUID
    mode: str
    mode_name: str
    started_at: datetime
    is_over: bool
    is_late: bool
    of: int
    answered: int
    due: int
    verdict: str
    about: str
    ability: str
    time: str
    rows: tuple[Row, ...]
    shown: Filter
    filters: tuple[Filter, ...]

    @property
    def first(self) -> int:
        """The number of the first question shown."""
        return self.rows[0].number if self.rows else 1


def review_of(attempt: Attempt, now: datetime, show: str = ALL) -> Review:
    """A quiz as it stands. Before it is handed in a row says no more than its own page does."""
    standing, flagged = papers.standing_in(attempt), flagged_in(attempt)
    questions, filters = papers.questions_in(attempt), filters_of(attempt)
    shown = filters.get(show, filters[ALL])
    unanswered = [
        number for number, asked in enumerate(questions, 1) if number not in standing and not papers.is_withdrawn(asked)
    ]
    return Review(
        attempt=attempt.pk,
        mode=attempt.mode,
        mode_name=attempt.get_mode_display(),
        started_at=attempt.started_at,
        is_over=attempt.is_over,
        is_late=bool(attempt.deadline) and not attempt.is_over and now > attempt.deadline,  # type: ignore[operator]
        of=len(questions),
        answered=len(standing),
        due=unanswered[0] if unanswered else len(questions),
        verdict=_verdict(attempt),
        about=_about(attempt),
        ability=_ability(attempt, standing) if attempt.is_over else "",
        time=seconds_words(sum(response.seconds for response in standing.values())),
        rows=tuple(_row(attempt, n, questions[n - 1], standing.get(n), n in flagged) for n in shown.numbers),
        shown=shown,
        filters=tuple(one for one in filters.values() if one.numbers or one in (filters[ALL], shown)),
    )


def _row(attempt: Attempt, number: int, asked: papers.Asked, given: Response | None, is_flagged: bool) -> Row:
    is_told = attempt.is_over or (attempt.explains_at_once and given is not None)
    outcome, (ask, about) = outcome_of(given), _words(asked)
    return Row(
        number=number,
        ask=ask,
        about=about,
        point=_point_name(asked.point) if is_told else "",
        outcome=outcome if is_told else "",
        words=OUTCOMES[outcome] if is_told else "Answered" if given else "Open",
        is_answered=given is not None,
        is_unsafe=bool(is_told and given and given.is_unsafe and not given.taken_back_at),
        is_flagged=is_flagged,
        certainty=certainty_words(given.certainty) if given else "",
        seconds=seconds_words(given.seconds) if given else "",
    )


def _words(asked: papers.Asked) -> tuple[str, str]:
    """What is asked, and of whom: many questions are asked in the same words."""
    try:
        question = papers.item_of(asked).question
    except papers.Withdrawn:
        return "Withdrawn: this question was corrected since.", ""
    return _begun(question.ask), _begun(question.vignette)


def _begun(text: str) -> str:
    return text if len(text) <= LETTERS else f"{text[:LETTERS].rsplit(' ', 1)[0]}…"


def _point_name(key: str) -> str:
    point = current_catalog().teaching_points.get(key)
    return point.name if point else ""


def _verdict(attempt: Attempt) -> str:
    """What the quiz was worth, as the learner was told when it was handed in."""
    grade = attempt.grade
    if not grade:
        return ""
    if not grade["of"]:
        return "No question was answered."
    share = f", {100 * grade['share']:.0f} of 100 with partial credit" if grade["credit"] != grade["right"] else ""
    return f"{grade['right']} of {grade['of']} right{share}."


def _about(attempt: Attempt) -> str:
    """The worst first: unsafe choices, and what was left open."""
    grade = attempt.grade
    if not grade:
        return ""
    lines = []
    if grade["unsafe"]:
        lines.append(f"{counted(grade['unsafe'], 'unsafe choice')}: read these first.")
    left = grade["of"] - grade["answered"]
    if left:
        lines.append(f"{counted(left, 'question')} left open, which count as not right.")
    return " ".join(lines)


def _ability(attempt: Attempt, standing: dict[int, Response]) -> str:
    """What a diagnostic found, as the learner was told when it was handed in."""
    grade = attempt.grade or {}
    found = grade if "ability" in grade else found_in(attempt, standing)
    if not found:
        return ""
    size, side = f"{abs(found['ability']):.1f}", "above" if found["ability"] > 0 else "below"
    place = "at" if size == "0.0" else f"{size} SD {side}"
    wide = "" if found["error"] < ENOUGH else f", wider than the {ENOUGH:.2f} aimed at"
    return (
        f"Estimate: {place} the middle of learners, "
        f"standard error {found['error']:.2f}{wide}. {_sources(found['told_by'], found['measured'])}"
    )


def _sources(told_by: int, measured: int) -> str:
    """How much of an estimate rests on answers of learners, and how much on what was assumed."""
    both = "How hard a question is and how well it tells learners apart"
    if not measured:
        return f"{both} was assumed for all {told_by}: too few have answered them yet."
    rest = f", and assumed for the other {told_by - measured}" if told_by > measured else ""
    return f"{both} was measured by answers for {measured} of {told_by}{rest}."
