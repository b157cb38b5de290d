"""What do answers show of items, of quizzes and of how well learners know what they know?"""

from quizzes.statistics.calibration import Level, confident_and_unsafe, levels
from quizzes.statistics.distractors import Draw, distractors
from quizzes.statistics.exposure import exposure, overlap
from quizzes.statistics.intervals import Interval, difference, wilson
from quizzes.statistics.items import discrimination_index, facility, rest_correlation, thirds, totals
from quizzes.statistics.reliability import (
    Consistency,
    Dependability,
    alpha,
    alpha_interval,
    consistency,
    dependability,
    empirical_reliability,
    kr20,
    lengthened,
    standard_error_of_measurement,
)
from quizzes.statistics.reports import Given, ItemReport, Scores, reports, scores_of
from quizzes.statistics.times import Times, times
from quizzes.statistics.versions import Drift, drift

__all__ = [
    "Consistency",
    "Dependability",
    "Draw",
    "Drift",
    "Given",
    "Interval",
    "ItemReport",
    "Level",
    "Scores",
    "Times",
    "alpha",
    "alpha_interval",
    "confident_and_unsafe",
    "consistency",
    "dependability",
    "difference",
    "discrimination_index",
    "distractors",
    "drift",
    "empirical_reliability",
    "exposure",
    "facility",
    "kr20",
    "lengthened",
    "levels",
    "overlap",
    "reports",
    "rest_correlation",
    "scores_of",
    "standard_error_of_measurement",
    "thirds",
    "times",
    "totals",
    "wilson",
]
