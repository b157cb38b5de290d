"""What does Django have to know of this package?"""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Registers the system checks."""

    name = "config"

    def ready(self) -> None:
        """Importing the checks registers them."""
        from config import checks  # noqa: F401
