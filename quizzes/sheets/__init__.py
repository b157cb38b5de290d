"""What may be seen of a quiz? The desk, the explanations, the review, what is offered, and how the learner stands."""

from quizzes.sheets.desk import Frame, Sheet, frame_of, sheet_of
from quizzes.sheets.feedback import Feedback, feedback_of
from quizzes.sheets.imports import FilePage, import_of, imports_of
from quizzes.sheets.intervals import returns_of
from quizzes.sheets.laboratory import laboratory_of
from quizzes.sheets.offers import offers_of
from quizzes.sheets.progress import Progress, progress_of
from quizzes.sheets.reviews import Review, review_of
from quizzes.sheets.statistics import Statistics, statistics_of

__all__ = [
    "Feedback", "FilePage", "Frame", "Progress", "Review", "Sheet", "Statistics", "feedback_of", "frame_of",
    "import_of", "imports_of", "laboratory_of", "offers_of", "progress_of", "returns_of", "review_of", "sheet_of",
    "statistics_of",
]  # fmt: skip
