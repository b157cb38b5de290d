"""Which questions does a mode ask this learner now? From what they were asked, what they answered, and a seed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from cases.charts.missed import missed_points
from learners.models import Learner
from quizzes import papers
from quizzes.measured import measured_by
from quizzes.models import Mode
from quizzes.modes import Variant, exam, missed, next_question, review, tutor, ward_round
from quizzes.recollection import recollection_of


def chosen(
    learner: Learner, mode: Mode, seed: int, now: datetime, count: int, points: Sequence[str] = ()
) -> Sequence[Variant]:
    """The questions in order: `count` of them where the mode asks how many, on `points` where it asks on which (all if
    empty). A diagnostic begins with one. Empty where there is nothing to ask."""
    bank, history = papers.entries(), papers.history_of(learner)
    match mode:
        case Mode.TUTOR:
            return tutor(bank, history, seed, count=count, points=points or None)
        case Mode.EXAM:
            return exam(bank, seed, count=count, history=history)
        case Mode.REVIEW:
            memories = recollection_of(learner).memories
            return review(bank, memories, history, seed, when=now, limit=count)
        case Mode.ROUND:
            memories = recollection_of(learner).memories
            return ward_round(bank, memories, history, seed, when=now)
        case Mode.DIAGNOSTIC:
            known = measured_by(now)
            first = next_question(bank, [], history, seed, curves=known.curves, exposure=known.exposure)
            return [first] if first else []
        case Mode.MISSED:
            return missed(bank, missed_points(learner), history, seed, count=count)
