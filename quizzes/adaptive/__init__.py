"""What should a diagnostic ask next, when does it know enough, and how does each question answer ability?"""

from quizzes.adaptive.calibration import ANSWERS_TO_MEASURE, First, measured
from quizzes.adaptive.choice import ENOUGH, FEWEST, LARGEST_EXPOSURE, MOST, is_enough, next_item
from quizzes.adaptive.curves import STEPS, Curve, assumed_curve, chance, chances, information, level_of
from quizzes.adaptive.estimates import Estimate, estimate

__all__ = [
    "ANSWERS_TO_MEASURE",
    "ENOUGH",
    "FEWEST",
    "LARGEST_EXPOSURE",
    "MOST",
    "STEPS",
    "Curve",
    "Estimate",
    "First",
    "assumed_curve",
    "chance",
    "chances",
    "estimate",
    "information",
    "is_enough",
    "level_of",
    "measured",
    "next_item",
]
