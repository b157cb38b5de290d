"""What was asked and answered, and what came in from elsewhere? Facts without science."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


class Mode(models.TextChoices):
    """How the questions of a quiz were chosen, and whether each is explained at once."""

    TUTOR = "tutor", "Tutor"
    EXAM = "exam", "Timed exam"
    REVIEW = "review", "Spaced review"
    ROUND = "round", "Ten-minute ward round"
    DIAGNOSTIC = "diagnostic", "Diagnostic"
    MISSED = "missed", "What debriefs missed"


class Attempt(models.Model):
    """One learner at one quiz.

    `questions` are [template, version, seed] in the order asked; the items follow from them and are never stored,
    but for those that came in from elsewhere (`ImportedItem`). A diagnostic adds one with each answer. `bank` is the
    content hash of our own bank at that time (what came in never changes), `fingerprint` tells whether a repeat of the
    key asks for the same thing. Whatever comes after the `deadline` of an exam does not count. `grade` is what the
    learner was told when it was handed in.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="attempts")
    mode = models.CharField(max_length=10, choices=Mode)
    seed = models.PositiveBigIntegerField()
    bank = models.CharField(max_length=12)
    questions = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    start_key = models.UUIDField()
    started_at = models.DateTimeField()
    deadline = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    grade = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "start_key"], name="attempt_started_once"),
            models.CheckConstraint(condition=Q(mode__in=Mode.values), name="attempt_mode_known"),
            models.CheckConstraint(condition=Q(seed__gte=0), name="attempt_seed_not_negative"),
            models.CheckConstraint(
                condition=Q(mode="exam", deadline__isnull=False) | (~Q(mode="exam") & Q(deadline__isnull=True)),
                name="attempt_exams_alone_are_timed",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, grade__isnull=True)
                | Q(submitted_at__isnull=False, grade__isnull=False),
                name="attempt_graded_when_handed_in",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_mode_display()} of {len(self.questions)}"

    @property
    def is_over(self) -> bool:
        """Whether it was handed in."""
        return self.submitted_at is not None

    @property
    def explains_at_once(self) -> bool:
        """Whether each answer is explained before the next question."""
        return self.mode not in {Mode.EXAM, Mode.DIAGNOSTIC}


class Response(models.Model):
    """An answer to question `number` (from 1) of a quiz, with what it was worth. Never changed but to be taken back.

    In an exam the last of a question holds; elsewhere there is but one. `certainty` is the tap beside it, if any;
    `seconds` is how long the page had been open; `shown` tells this very question from one that was corrected since.
    What was taken back counts nowhere.
    """

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="responses")
    number = models.PositiveIntegerField()
    answer = models.JSONField()
    certainty = models.PositiveSmallIntegerField(null=True, blank=True)
    seconds = models.FloatField()
    credit = models.FloatField()
    is_right = models.BooleanField()
    is_unsafe = models.BooleanField(default=False)
    shown = models.CharField(max_length=12)
    key = models.UUIDField()
    answered_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["attempt", "id"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "key"], name="response_key_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="response_numbered_from_1"),
            models.CheckConstraint(condition=Q(credit__gte=0, credit__lte=1), name="response_credit_0_to_1"),
            models.CheckConstraint(condition=Q(seconds__gte=0), name="response_seconds_not_negative"),
            models.CheckConstraint(
                condition=Q(certainty__isnull=True) | Q(certainty__range=(1, 3)), name="response_certainty_1_to_3"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.answer}"


class Jotting(models.Model):
    """What a learner marked on a question: a flag, where `part` is empty, or an option struck out. Gone when undone."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="jottings")
    number = models.PositiveIntegerField()
    part = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["attempt", "number", "part"]
        constraints = [models.UniqueConstraint(fields=["attempt", "number", "part"], name="jotting_once")]

    def __str__(self) -> str:
        return f"{self.number}: {self.part or 'flag'}"


class Dispute(models.Model):
    """What a learner holds against a question whose key they have seen."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="disputes")
    number = models.PositiveIntegerField()
    words = models.TextField()
    key = models.UUIDField()
    raised_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-raised_at"]
        constraints = [models.UniqueConstraint(fields=["attempt", "key"], name="dispute_key_once")]

    def __str__(self) -> str:
        return f"Question {self.number}: {self.words[:60]}"


class Import(models.Model):
    """A file of another system, taken in whole: a draft until it is asked, then never deleted but only stopped.

    `key` is that of the form it came by, `losses` are [question, what] of what was not carried at all. While it is not
    asked, questions can be left out or brought back; a teaching point stays as it was first asked.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    format = models.CharField(max_length=10)
    sha256 = models.CharField(max_length=64, unique=True)
    key = models.UUIDField(unique=True)
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="imports")
    brought_at = models.DateTimeField()
    losses = models.JSONField(default=list)
    asked_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-brought_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True) | Q(asked_at__isnull=False), name="import_stopped_after_asked"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_draft(self) -> bool:
        """Whether it was never asked."""
        return self.asked_at is None

    @property
    def is_asked(self) -> bool:
        """Whether quizzes ask it now."""
        return self.asked_at is not None and self.stopped_at is None


class ImportedItem(models.Model):
    """Question `number` (from 1) of a file: what is shown, its key and its lesson as plain data, never changed.

    `point` is the teaching point it is filed under, empty while there is none; `losses` say what was not carried.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.ForeignKey(Import, models.CASCADE, related_name="items")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    point = models.CharField(max_length=80, blank=True)
    is_left_out = models.BooleanField(default=False)
    content = models.JSONField()
    losses = models.JSONField(default=list)

    class Meta:
        ordering = ["file", "number"]
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="imported_item_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="imported_item_numbered_from_1"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.title}"
