"""What does Django have to know of this package?"""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Simulated patients, from hidden disease to a learner's judgement."""

    name = "cases"
