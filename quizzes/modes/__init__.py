"""How is a quiz put together? From bank, history, what is due and a seed, always the same questions in order."""

from quizzes.modes.diagnostics import next_question
from quizzes.modes.entries import entries_of
from quizzes.modes.exams import exam
from quizzes.modes.practice import missed, review, tutor, ward_round
from quizzes.modes.variants import Entry, Variant, fresh

__all__ = [
    "Entry",
    "Variant",
    "entries_of",
    "exam",
    "fresh",
    "missed",
    "next_question",
    "review",
    "tutor",
    "ward_round",
]
