"""What was drilled? Series of examples, and each answer that was given: facts without science."""

import uuid

from django.conf import settings
from django.db import models


class Drill(models.Model):
    """One learner's series of examples of a `course`; what each shows follows from the seed and the answers so far.

    `seed` is the answer key. `is_blocked` is whether new kinds come in blocks before they are mixed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drills")
    course = models.CharField(max_length=40)
    seed = models.PositiveBigIntegerField()
    is_blocked = models.BooleanField(default=True)
    start_key = models.UUIDField()
    started_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "start_key"], name="drill_started_once"),
            models.CheckConstraint(condition=models.Q(seed__gte=0), name="drill_seed_not_negative"),
        ]

    def __str__(self) -> str:
        return self.course


class Answered(models.Model):
    """The answer to example `number` (from 0) of a drill: its `kind`, what was `given`, and in how many milliseconds.

    Never changed. `key` is the form's idempotency key.
    """

    drill = models.ForeignKey(Drill, models.CASCADE, related_name="answers")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=80)
    right = models.CharField(max_length=40)
    given = models.CharField(max_length=40)
    took_ms = models.PositiveIntegerField()
    in_words = models.BooleanField(default=False)
    key = models.UUIDField()
    answered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["drill", "number"]
        constraints = [
            models.UniqueConstraint(fields=["drill", "number"], name="answered_number_once"),
            models.UniqueConstraint(fields=["drill", "key"], name="answered_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.given}"

    @property
    def is_right(self) -> bool:
        """Whether the right answer was given."""
        return self.given == self.right
