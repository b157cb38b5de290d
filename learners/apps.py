"""What does Django have to know of this package?"""

from django.apps import AppConfig


class LearnersConfig(AppConfig):
    """People: guests and accounts."""

    name = "learners"
