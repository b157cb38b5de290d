"""What had answers shown of each question by the day on which a diagnostic began?

Counted once a day from the facts of the days before, so that a diagnostic asks and estimates by the same curves from
its first question to its last, in whichever process and however late it is handed in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.core.cache import cache
from django.db.models import Q

from quizzes import papers
from quizzes.adaptive import Curve, First, estimate, measured
from quizzes.models import Attempt, Mode, Response
from quizzes.modes.diagnostics import curves_of
from quizzes.statistics import exposure

KEPT_S = 24 * 3600
# Exposure is counted over the newest diagnostics, and not at all over so few that each would weigh a tenth: assumed.
NEWEST, FEWEST = 100, 10


@dataclass(frozen=True)
class Measured:
    """The curves of templates that enough learners have answered, and the share of diagnostics that asked each."""

    curves: dict[str, Curve] = field(default_factory=dict)
    exposure: dict[str, float] = field(default_factory=dict)


def measured_by(when: datetime) -> Measured:
    """What was known when that day began (UTC)."""
    midnight = when.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    key = f"measured-{papers.bank_hash()}-{midnight.date()}"
    found: Measured | None = cache.get(key)
    if found is None:
        found = _measured(midnight)
        cache.set(key, found, KEPT_S)
    return found


def found_in(attempt: Attempt, standing: Mapping[int, Response]) -> dict[str, Any]:
    """What a diagnostic found, as its grade keeps it: ability and standard error in SD of learners, and how many of the
    questions behind them were measured. Nothing of another mode or where nothing was answered."""
    if attempt.mode != Mode.DIAGNOSTIC or not standing:
        return {}
    known, questions = measured_by(attempt.started_at).curves, papers.questions_in(attempt)
    answered = [(questions[number - 1].template, response.credit) for number, response in standing.items()]
    curves = curves_of(papers.entries_of_asked(template for template, _ in answered), known)
    counted = [(template, credit) for template, credit in answered if template in curves]
    found = estimate([(curves[template], credit) for template, credit in counted])
    return {
        "ability": round(found.ability, 4),
        "error": round(found.error, 4),
        "told_by": len(counted),
        "measured": sum(template in known for template, _ in counted),
    }


def _measured(before: datetime) -> Measured:
    firsts = _firsts(before)
    assumed = curves_of(papers.entries_of_asked({first.key for first in firsts}), {})
    asked = Attempt.objects.filter(mode=Mode.DIAGNOSTIC, started_at__lt=before).order_by("-started_at", "-pk")
    quizzes = [{question[0] for question in row} for row in asked.values_list("questions", flat=True)[:NEWEST]]
    shares = exposure(quizzes, sorted(set().union(*quizzes))) if len(quizzes) >= FEWEST else {}
    return Measured(measured(firsts, assumed), shares)


def _firsts(before: datetime) -> list[First]:
    """The first answer of each learner to each template as it stands, as far as known when the day began: nothing that
    is done, taken back or asked no more since changes it."""
    settled = ~Q(attempt__mode__in=[Mode.EXAM, Mode.DIAGNOSTIC]) | Q(attempt__submitted_at__lt=before)
    stood = Q(taken_back_at=None) | Q(taken_back_at__gte=before)
    rows = Response.objects.filter(settled, stood, answered_at__lt=before).order_by("id")
    questions = dict(Attempt.objects.values_list("pk", "questions"))
    last = {
        (attempt, number): (learner, credit)
        for attempt, number, learner, credit in rows.values_list(
            "attempt_id", "number", "attempt__learner_id", "credit"
        )
    }
    firsts: dict[tuple[int, str, int], First] = {}
    for (attempt, number), (learner, credit) in last.items():
        template, version, _ = questions[attempt][number - 1]
        firsts.setdefault((learner, template, version), First(learner, template, credit))
    asked_still = {
        asked for asked in {pair[1:] for pair in firsts} if not papers.is_withdrawn(papers.Asked(*asked, seed=0))
    }
    return [first for pair, first in firsts.items() if pair[1:] in asked_still]
