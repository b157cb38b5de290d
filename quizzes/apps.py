"""What does Django have to know of this package?"""

from django.apps import AppConfig


class QuizzesConfig(AppConfig):
    """Many short questions, spaced and counted."""

    name = "quizzes"
