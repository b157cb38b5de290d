"""Which answers are looked at, in which order?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from quizzes import papers
from quizzes.models import Attempt, Mode
from quizzes.statistics import Given, ItemReport, exposure, reports

MODES = {"all": "All quizzes", "exam": "Exams", "diagnostic": "Diagnostics", "practice": "Practice"}
MODES_IN: dict[str, tuple[Mode, ...]] = {
    "exam": (Mode.EXAM,),
    "diagnostic": (Mode.DIAGNOSTIC,),
    "practice": (Mode.TUTOR, Mode.REVIEW, Mode.ROUND, Mode.MISSED),
}
SORTS = {
    "doubts": "What wants a look",
    "facility": "Hardest first",
    "correlation": "Lowest correlation",
    "time": "Longest time",
    "exposure": "Asked most",
    "answers": "Most answers",
    "name": "Name",
}


def given_of(answer: papers.Answered, choice: str | None = None) -> Given:
    """An answer as the statistics take it."""
    row = answer.response
    return Given(
        learner=answer.attempt.learner_id,
        template=answer.asked.template,
        version=answer.asked.version,
        credit=row.credit,
        choice=choice,
        seconds=row.seconds,
        is_unsafe=row.is_unsafe,
    )


@dataclass(frozen=True)
class Chosen:
    """The answers and quizzes of some modes, and the order of templates. Reads nothing twice."""

    mode: str = "all"
    sort: str = "doubts"
    template: str = ""

    @property
    def modes(self) -> tuple[Mode, ...]:
        """The modes that are looked at."""
        return MODES_IN.get(self.mode, tuple(Mode))

    @cached_property
    def answers(self) -> list[papers.Answered]:
        """The answers that hold."""
        return papers.answered_in(self.quizzes)

    @cached_property
    def given(self) -> list[Given]:
        """The same, as the statistics take them."""
        return [given_of(answer) for answer in self.answers]

    @cached_property
    def quizzes(self) -> QuerySet[Attempt]:
        """The quizzes that were begun, in order of time."""
        return Attempt.objects.filter(mode__in=self.modes).order_by("started_at", "pk")

    @cached_property
    def asked_in(self) -> dict[str, float]:
        """The share of these quizzes that asked each template."""
        quizzes = [{template for template, _, _ in quiz.questions} for quiz in self.quizzes]
        return exposure(quizzes, sorted({entry.template for entry in papers.entries()}.union(*quizzes)))

    @cached_property
    def reports(self) -> Sequence[ItemReport]:
        """A report on each template answered, in the order asked for; what cannot be said comes last."""
        return sorted(reports(self.given), key=self._rank)

    def _rank(self, report: ItemReport) -> tuple[float, str]:
        rank = {
            "doubts": -len(report.doubts) - report.count * 1e-9,
            "facility": report.facility,
            "correlation": report.rest_correlation,
            "time": -report.times.median if report.times else float("nan"),
            "exposure": -self.asked_in.get(report.template, 0.0),
            "answers": -report.count,
        }.get(self.sort, 0.0)
        return rank if rank == rank else float("inf"), report.template
