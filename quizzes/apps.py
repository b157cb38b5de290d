"""What does Django have to know of this package?"""

from django.apps import AppConfig


class QuizzesConfig(AppConfig):
    """Many short questions, spaced and counted."""

    name = "quizzes"

    def ready(self) -> None:
        """Importing the checks registers them."""
        from quizzes import checks  # noqa: F401
