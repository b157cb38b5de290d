"""What does Django have to know of this package?"""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Simulated patients, from hidden disease to a learner's judgement."""

    name = "cases"

    def ready(self) -> None:
        """Importing the checks registers them."""
        from cases import checks  # noqa: F401
