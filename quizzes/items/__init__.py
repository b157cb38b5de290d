"""What can be asked? Items made from templates, each with a key that is computed anew, and grades of answers."""

from quizzes.items.entities import Answer, Grade, Item, Key, Lesson, NotAnAnswer, Quantity, Question

__all__ = ["Answer", "Grade", "Item", "Key", "Lesson", "NotAnAnswer", "Quantity", "Question"]
