"""QTI 3: which items does a package of the 1EdTech standard hold?"""

from quizzes.formats.qti.packages import read, write
from quizzes.formats.qti.writing import item_document

__all__ = ["item_document", "read", "write"]
