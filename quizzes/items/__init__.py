"""What can be asked? Items made from templates, each with a key that is computed anew, and grades of answers."""

from quizzes.items.bank import BankError, current, load
from quizzes.items.entities import Answer, Grade, Item, Key, Lesson, NotAnAnswer, Quantity, Question
from quizzes.items.kinds import KINDS, generate, grade, kind_of
from quizzes.items.templates import Template, TemplateError

__all__ = [
    "KINDS", "Answer", "BankError", "Grade", "Item", "Key", "Lesson", "NotAnAnswer", "Quantity", "Question", "Template",
    "TemplateError", "current", "generate", "grade", "kind_of", "load",
]  # fmt: skip
