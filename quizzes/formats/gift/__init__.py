"""GIFT: which questions does Moodle's text format hold?"""

from quizzes.formats.gift.reading import read
from quizzes.formats.gift.writing import write

__all__ = ["read", "write"]
