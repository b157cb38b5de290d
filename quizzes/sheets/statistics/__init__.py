"""What do all answers show of each question and of quizzes, for whoever keeps the bank?"""

from quizzes.sheets.statistics.page import Statistics, statistics_of
from quizzes.sheets.statistics.selection import MODES, SORTS, Chosen
from quizzes.sheets.statistics.tables import table_of

__all__ = ["MODES", "SORTS", "Chosen", "Statistics", "statistics_of", "table_of"]
