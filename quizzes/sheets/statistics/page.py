"""What is on the page of whoever keeps the bank?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from quizzes import papers
from quizzes.models import Dispute
from quizzes.sheets.statistics.exposures import ExposureRow, exposures_of, unasked_of
from quizzes.sheets.statistics.options import DrawRow, advice_of, draws_of
from quizzes.sheets.statistics.selection import MODES, SORTS, Chosen
from quizzes.sheets.statistics.templates import TemplateRow, rows_of, summary_of
from quizzes.sheets.statistics.trust import TrustRow, trust_of
from quizzes.statistics.reports import FEWEST

LISTED = 50  # disputes, the newest first


@dataclass(frozen=True)
class Disputed:
    """What a learner holds against a question: of which template, and the words."""

    template: str
    words: str
    raised_at: datetime


@dataclass(frozen=True)
class Statistics:
    """All templates that were answered, the one that is looked at with its options, and what quizzes are worth."""

    chosen: Chosen
    modes: dict[str, str]
    sorts: dict[str, str]
    answers: int
    learners: int
    fewest: int
    summary: str
    rows: tuple[TemplateRow, ...]
    one: TemplateRow | None
    draws: tuple[DrawRow, ...]
    advice: str
    trust: tuple[TrustRow, ...]
    exposures: tuple[ExposureRow, ...]
    unasked: str
    disputes: tuple[Disputed, ...]


def statistics_of(chosen: Chosen) -> Statistics:
    """What the answers chosen show. First answers alone count, of disputes all are read."""
    rows = rows_of(chosen)
    draws = draws_of(chosen)
    return Statistics(
        chosen=chosen,
        modes=MODES,
        sorts=SORTS,
        answers=len(chosen.answers),
        learners=len({one.learner for one in chosen.given}),
        fewest=FEWEST,
        summary=summary_of(rows),
        rows=rows,
        one=next((row for row in rows if row.template == chosen.template), None),
        draws=draws,
        advice=advice_of(chosen, draws),
        trust=trust_of(chosen),
        exposures=exposures_of(chosen),
        unasked=unasked_of(chosen),
        disputes=tuple(_disputed(one) for one in Dispute.objects.select_related("attempt")[:LISTED]),
    )


def _disputed(dispute: Dispute) -> Disputed:
    asked = papers.questions_in(dispute.attempt)[dispute.number - 1]
    return Disputed(asked.template, dispute.words, dispute.raised_at)
