"""Moodle XML: which questions does it hold?"""

from quizzes.formats.moodle.reading import read
from quizzes.formats.moodle.writing import write

__all__ = ["read", "write"]
