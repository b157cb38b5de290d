"""What is kept of a person?"""

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models


class Units(models.TextChoices):
    """In which units results are shown."""

    CONVENTIONAL = "conventional", "Conventional"
    SI = "si", "SI"


class Theme(models.TextChoices):
    """In which light pages are shown; `auto` follows the device."""

    AUTO = "auto", "As the device"
    LIGHT = "light", "Light"
    DARK = "dark", "Dark"


class Learner(AbstractUser):
    """Somebody with work of their own: a guest known by a session only, or an account with a password.

    `public_id` stands for the person outside of the database; the row's number would tell how many there are.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    is_guest = models.BooleanField(default=False)
    units = models.CharField(max_length=12, choices=Units, default=Units.CONVENTIONAL)
    theme = models.CharField(max_length=5, choices=Theme, default=Theme.AUTO)
    single_keys = models.BooleanField("single-key shortcuts", default=True)

    class Meta(AbstractUser.Meta):
        constraints = [
            models.CheckConstraint(condition=models.Q(units__in=Units.values), name="learner_units_known"),
            models.CheckConstraint(condition=models.Q(theme__in=Theme.values), name="learner_theme_known"),
        ]

    def __str__(self) -> str:
        return "Guest" if self.is_guest else self.username
