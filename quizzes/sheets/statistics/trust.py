"""How far can the scores of quizzes be trusted, and from how many learners is that known?

Nothing is said of fewer than FEWEST learners. Of each learner the first quiz counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from quizzes import papers
from quizzes.adaptive import ENOUGH
from quizzes.models import Attempt, Mode
from quizzes.sheets.statistics.figures import NOTHING, between, decimals, of_100
from quizzes.sheets.statistics.selection import Chosen
from quizzes.sheets.words import counted
from quizzes.statistics import consistency, dependability, empirical_reliability
from quizzes.statistics.reports import FEWEST

FORMS_SHOWN = 10
Credits = Mapping[str, float]


@dataclass(frozen=True)
class TrustRow:
    """The reliability of the scores of some quizzes: by which coefficient, with its interval, and the standard error.
    All but `what` and `of` are empty where too few were handed in."""

    what: str
    of: str
    coefficient: str = ""
    value: str = ""
    range: str = ""
    error: str = ""


def trust_of(chosen: Chosen) -> tuple[TrustRow, ...]:
    """Exams on forms of their own, each form that many sat, and the estimates of diagnostics."""
    over = [quiz for quiz in chosen.quizzes if quiz.is_over]
    standing: dict[object, dict[int, float]] = {}
    for answer in chosen.answers:
        standing.setdefault(answer.attempt.pk, {})[answer.response.number] = answer.response.credit
    told = [(quiz, _credits(quiz, standing.get(quiz.pk, {}))) for quiz in over if quiz.mode != Mode.DIAGNOSTIC]
    exams = [_exams(told)] if Mode.EXAM in chosen.modes else []
    diagnostics = [_diagnostics(over)] if Mode.DIAGNOSTIC in chosen.modes else []
    return (*exams, *_forms(told), *diagnostics)


def _credits(quiz: Attempt, standing: Mapping[int, float]) -> Credits:
    """The credit of each template: in an exam what was left open earned nothing, unless it was withdrawn."""
    is_exam, credits_ = quiz.mode == Mode.EXAM, dict[str, float]()
    for number, asked in enumerate(papers.questions_in(quiz), 1):
        if number in standing or (is_exam and not papers.is_withdrawn(asked)):
            credits_.setdefault(asked.template, standing.get(number, 0.0))
    return credits_


def _exams(quizzes: Iterable[tuple[Attempt, Credits]]) -> TrustRow:
    """What the first exam of each learner says, as far as it has two questions that still stand."""
    what, firsts = "Exams, each on a form of its own", dict[int, Credits]()
    for quiz, told in quizzes:
        if quiz.mode == Mode.EXAM and len(told) > 1:
            firsts.setdefault(quiz.learner_id, told)
    if len(firsts) < FEWEST:
        return TrustRow(what, counted(len(firsts), "learner"))
    found = dependability([list(told.values()) for told in firsts.values()])
    return TrustRow(
        what,
        f"{found.learners} learners, {found.items:.0f} questions each",
        "Dependability",
        decimals(found.reliability),
        between(decimals(found.interval.low), decimals(found.interval.high)),
        f"{of_100(found.error)} of 100",
    )


def _forms(quizzes: Iterable[tuple[Attempt, Credits]]) -> list[TrustRow]:
    """A row for each set of questions that many answered in full, the most learners first."""
    sat: dict[tuple[str, ...], dict[int, Credits]] = {}
    for quiz, told in quizzes:
        if len(told) > 1 and len(told) == len({question[0] for question in quiz.questions}):
            sat.setdefault(tuple(sorted(told)), {}).setdefault(quiz.learner_id, told)
    many = sorted((form for form, by in sat.items() if len(by) >= FEWEST), key=lambda form: -len(sat[form]))
    return [_form(form, list(sat[form].values())) for form in many[:FORMS_SHOWN]]


def _form(form: Sequence[str], told: Sequence[Credits]) -> TrustRow:
    found = consistency([[credits_[template] for template in form] for credits_ in told])
    return TrustRow(
        f"The same {counted(len(form), 'question')}, from {form[0]}",
        f"{len(told)} learners, {len(form)} questions each",
        found.coefficient,
        decimals(found.value),
        between(decimals(found.interval.low), decimals(found.interval.high)),
        f"{of_100(found.error)} of 100",
    )


def _diagnostics(quizzes: Iterable[Attempt]) -> TrustRow:
    """What the first diagnostic of each learner says."""
    what, firsts = "Diagnostics, ability in SD of learners", dict[int, dict[str, float]]()
    for quiz in quizzes:
        if quiz.mode == Mode.DIAGNOSTIC and quiz.grade and "ability" in quiz.grade:
            firsts.setdefault(quiz.learner_id, quiz.grade)
    grades = list(firsts.values())
    if len(grades) < FEWEST:
        return TrustRow(what, counted(len(grades), "learner"))
    errors = [grade["error"] for grade in grades]
    reached = sum(error < ENOUGH for error in errors)
    return TrustRow(
        what,
        f"{len(grades)} learners, {fmean(grade['told_by'] for grade in grades):.0f} questions each",
        "Empirical reliability",
        decimals(empirical_reliability([grade["ability"] for grade in grades], errors)),
        NOTHING,
        f"{fmean(errors):.2f} SD; below {ENOUGH} in {reached} of {len(grades)}",
    )
