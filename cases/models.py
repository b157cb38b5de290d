"""What happened here? Encounters, what a learner did in them, and what was shown: facts without science."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cases.drilled import Answered as Answered
from cases.drilled import Drill as Drill
from cases.lent import License as License
from cases.lent import Photograph as Photograph


class Status(models.TextChoices):
    """How far an encounter is: working up, following the treatment, or closed and graded."""

    OPEN = "open", "Open"
    FOLLOWING = "following", "In follow-up"
    CLOSED = "closed", "Closed"


class Mode(models.TextChoices):
    """With how much help a patient is met: hints and the belief after each forecast, or neither."""

    PRACTICE = "practice", "Practice"
    LEARN = "learn", "Learn"


class Kind(models.TextChoices):
    """What a learner can do; one word for the URL, the view, the act and the stored fact."""

    START = "start", "Start"
    ASK = "ask", "Ask"
    EXAMINE = "examine", "Examine"
    ORDER = "order", "Order"
    WAIT = "wait", "Wait"
    FORECAST = "forecast", "Forecast"
    PIN = "pin", "Pin"
    SUMMARIZE = "summarize", "Summarize"
    SIGN = "sign", "Sign"
    VISIT = "visit", "Visit"
    TREAT = "treat", "Treat"
    CLOSE = "close", "Close"
    ANSWER = "answer", "Answer"
    READ = "read", "Read"


# What befell the patient while time passed is told by a reading whose item begins so.
HARM_PREFIX, DEATH_PREFIX = "harm:", "death:"


class Encounter(models.Model):
    """One learner with one simulated patient, who is (recipe, seed, actions so far) and is never stored.

    `code` names the same patient for other learners. `seed` is the answer key. `catalog` is the content hash
    of the catalog it is played on. `clock_minutes` counts from day 0, 09:00.

    A branch plays another encounter on from just after its act `branched_after`: whoever plays it has read the
    debrief, so it is no fresh attempt. A twin looks like the patient of `twin_of` and has another disease.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="encounters")
    code = models.CharField(max_length=10, db_index=True)
    setting = models.CharField(max_length=60)
    recipe = models.JSONField()
    seed = models.PositiveBigIntegerField()
    catalog = models.CharField(max_length=12)
    status = models.CharField(max_length=9, choices=Status, default=Status.OPEN)
    clock_minutes = models.PositiveIntegerField(default=0)
    act_count = models.PositiveIntegerField(default=1)
    start_key = models.UUIDField()
    started_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    grade = models.JSONField(null=True, blank=True)
    mode = models.CharField(max_length=8, choices=Mode, default=Mode.PRACTICE)
    branched_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="branches")
    branched_after = models.PositiveIntegerField(null=True, blank=True)
    twin_of = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="twins")

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "start_key"], name="encounter_started_once"),
            models.UniqueConstraint(
                fields=["learner", "code"],
                condition=~Q(status="closed"),
                name="encounter_one_running_per_patient",
            ),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="encounter_status_known"),
            models.CheckConstraint(
                condition=Q(status="closed", closed_at__isnull=False)
                | (~Q(status="closed") & Q(closed_at__isnull=True, grade__isnull=True)),
                name="encounter_graded_only_when_closed",
            ),
            models.CheckConstraint(condition=Q(act_count__gte=1), name="encounter_begins_with_an_act"),
            models.CheckConstraint(condition=Q(mode__in=Mode.values), name="encounter_mode_known"),
            models.CheckConstraint(
                condition=Q(branched_from__isnull=True) | Q(branched_after__isnull=False),
                name="encounter_branched_somewhere",
            ),
            models.CheckConstraint(condition=Q(seed__gte=0, clock_minutes__gte=0), name="encounter_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.get_status_display().lower()})"

    @property
    def is_fresh(self) -> bool:
        """Whether it began at the door, with a patient whose debrief was not the way in."""
        return self.branched_after is None


class Action(models.Model):
    """One act of a learner, in order: number 0 is the start. Never changed, nor deleted on its own.

    The act begins at `at_minutes` and takes `minutes`. `key` is the form's idempotency key, `fingerprint`
    tells whether a repeat of the key asks for the same thing.
    """

    encounter = models.ForeignKey(Encounter, models.CASCADE, related_name="actions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=9, choices=Kind)
    payload = models.JSONField(default=dict)
    at_minutes = models.PositiveIntegerField()
    minutes = models.PositiveIntegerField(default=0)
    fee_cents = models.PositiveIntegerField(default=0)
    key = models.UUIDField()
    fingerprint = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["encounter", "number"]
        constraints = [
            models.UniqueConstraint(fields=["encounter", "number"], name="action_number_once"),
            models.UniqueConstraint(fields=["encounter", "key"], name="action_key_once"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="action_kind_known"),
            models.CheckConstraint(
                condition=Q(kind="start", number=0) | (~Q(kind="start") & Q(number__gt=0)),
                name="action_start_is_first",
            ),
            models.CheckConstraint(
                condition=Q(at_minutes__gte=0, minutes__gte=0, fee_cents__gte=0), name="action_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class Reading(models.Model):
    """What an act showed: an analyte's value in its conventional unit, or a finding's level and its words.

    Words beside a value are what the laboratory notes on the sample.

    `item` is the catalog's key of the analyte or finding, `question:<key>` for what was said beside the
    findings of a question, `harm:<key>` for a harm that came while time passed, or `death:<key>` for a fatal
    one. Collected at one minute, to be seen from `due_minutes` on; old counts have negative minutes.
    """

    encounter = models.ForeignKey(Encounter, models.CASCADE, related_name="readings")
    action = models.ForeignKey(Action, models.CASCADE, related_name="readings")
    item = models.CharField(max_length=100)
    collected_minutes = models.IntegerField()
    due_minutes = models.IntegerField()
    value = models.FloatField(null=True, blank=True)
    comparator = models.CharField(max_length=1, blank=True, default="")
    level = models.CharField(max_length=40, blank=True, default="")
    words = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["encounter", "collected_minutes", "id"]
        constraints = [
            models.UniqueConstraint(fields=["action", "item", "collected_minutes"], name="reading_once"),
            models.CheckConstraint(condition=Q(due_minutes__gte=F("collected_minutes")), name="reading_due_after"),
            models.CheckConstraint(condition=Q(comparator__in=["", "<", ">"]), name="reading_comparator_known"),
            models.CheckConstraint(
                condition=Q(value__isnull=False, level="")
                | (Q(value__isnull=True, comparator="") & ~Q(level="", words="")),
                name="reading_value_or_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} at {self.collected_minutes} min"


class Naming(models.Model):
    """What a learner called one cell on the glass of a film; an empty label takes it back. Never changed: of the
    namings of a cell the last one holds.

    `film` is the act that took the blood. The cell is number `cell` of field `number` of an `area`, named at the point
    (`x_um`, `y_um`); in a gallery it is the only one of its picture, and has no point. `lobes` are those counted.
    `drawing` is the version of the drawing that was looked at.
    """

    film = models.ForeignKey(Action, models.CASCADE, related_name="namings")
    area = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    cell = models.PositiveIntegerField(default=0)
    label = models.CharField(max_length=40, blank=True)
    lobes = models.PositiveSmallIntegerField(null=True, blank=True)
    x_um = models.FloatField(null=True, blank=True)
    y_um = models.FloatField(null=True, blank=True)
    drawing = models.CharField(max_length=8)
    key = models.UUIDField()
    named_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["film", "id"]
        constraints = [
            models.UniqueConstraint(fields=["film", "key"], name="naming_key_once"),
            models.CheckConstraint(
                condition=Q(lobes__isnull=True) | Q(lobes__range=(1, 8)), name="naming_lobes_1_to_8"
            ),
            models.CheckConstraint(condition=Q(lobes__isnull=True) | ~Q(label=""), name="naming_lobes_of_a_cell"),
            models.CheckConstraint(
                condition=Q(x_um__isnull=True, y_um__isnull=True) | Q(x_um__isnull=False, y_um__isnull=False),
                name="naming_point_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.number}: {self.label or 'taken back'}"


class Observation(models.Model):
    """What a learner noted of a film before signing: a finding with its level or its grade by a `scheme`, or how many
    platelets a field holds. Never changed: of the observations of an item, in a field, the last one holds."""

    film = models.ForeignKey(Action, models.CASCADE, related_name="observations")
    item = models.CharField(max_length=100)
    area = models.CharField(max_length=20, blank=True)
    number = models.PositiveIntegerField(default=0)
    value = models.CharField(max_length=40, blank=True)
    scheme = models.CharField(max_length=20, blank=True)
    key = models.UUIDField()
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["film", "id"]
        constraints = [
            models.UniqueConstraint(fields=["film", "key", "item", "area", "number"], name="observation_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.value}"


class Draft(models.Model):
    """A commitment that is being written: `fields` are those of its form, as a form sends them.

    No fact of the encounter: it takes no time, is not judged, and the last one saved holds.
    """

    encounter = models.OneToOneField(Encounter, models.CASCADE, related_name="draft")
    fields = models.TextField()
    saved_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return "A draft"


class Bench(models.Model):
    """How a learner has set up the microscope: a preference, which no encounter remembers.

    `keys` are the single keys by class of cell, where they are not the usual ones; `cells` is how many are counted;
    `sounds` is whether each naming is heard, `in_words` whether what is seen is described instead of shown.
    """

    learner = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="bench")
    scheme = models.CharField(max_length=20, blank=True)
    cells = models.PositiveSmallIntegerField(default=100)
    keys = models.JSONField(default=dict, blank=True)
    sounds = models.BooleanField(default=False)
    in_words = models.BooleanField(default=False)

    def __str__(self) -> str:
        return "A bench"
