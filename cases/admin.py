"""What may staff see? All that happened, to be read only; not the answer key. Photographs they may lend."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model
from django.http import HttpRequest

from cases.models import Action, Answered, Drill, Encounter, Photograph, Reading
from cases.photographs import encoded, lend
from cases.reading.atlas import entries
from learners.visitors import learner_of


class ReadOnly:
    """Facts are written by acts alone."""

    def has_add_permission(self, request: HttpRequest, *_: Any) -> bool:
        """Nobody adds facts by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody changes what happened."""
        return False


class ActionInline(ReadOnly, admin.TabularInline):
    """What was done, in order."""

    model = Action
    fields = ("number", "kind", "payload", "at_minutes", "minutes", "fee_cents", "created_at")
    readonly_fields = ("created_at",)
    ordering = ("number",)
    can_delete = False


@admin.register(Encounter)
class EncounterAdmin(ReadOnly, admin.ModelAdmin):
    """Encounters with their acts; the seed, which is the answer key, only for superusers."""

    list_display = (
        "code",
        "learner",
        "setting",
        "status",
        "clock_minutes",
        "act_count",
        "started_at",
        "closed_at",
    )
    list_filter = ("status", "mode", "setting", "started_at")
    list_select_related = ("learner",)
    search_fields = ("=code", "setting", "learner__username", "learner__email")
    search_help_text = "Code, setting, or the learner's user name or e-mail address"
    date_hierarchy = "started_at"
    inlines = (ActionInline,)

    def get_exclude(self, request: HttpRequest, obj: Encounter | None = None) -> tuple[str, ...]:
        """Hide the answer key and what it is made from."""
        return () if request.user.is_superuser else ("seed", "recipe")


@admin.register(Action)
class ActionAdmin(ReadOnly, admin.ModelAdmin):
    """Single acts, over all encounters."""

    list_display = ("encounter", "number", "kind", "at_minutes", "minutes", "fee_cents", "created_at")
    list_filter = ("kind", "created_at")
    list_select_related = ("encounter",)
    search_fields = ("=encounter__code", "encounter__learner__username", "kind")


@admin.register(Reading)
class ReadingAdmin(ReadOnly, admin.ModelAdmin):
    """Single results, over all encounters."""

    list_display = ("encounter", "item", "value", "comparator", "level", "collected_minutes", "due_minutes")
    list_select_related = ("encounter",)
    search_fields = ("=encounter__code", "encounter__learner__username", "item", "level")


class PhotographForm(forms.ModelForm):
    """A photograph to lend to the atlas: of which entry, under which license, from where."""

    entry = forms.ChoiceField(choices=lambda: [(key, entry.name) for key, entry in entries().items()])
    upload = forms.FileField(label="Photograph", required=False, help_text="JPEG, PNG or WebP, 8 MB at most.")

    class Meta:
        model = Photograph
        fields = ("entry", "caption", "license", "attribution", "source")

    def clean_upload(self) -> UploadedFile | None:
        """A picture that can be read; a new photograph needs one."""
        upload: UploadedFile | None = self.cleaned_data["upload"]
        if upload is None and not self.instance.webp:
            raise forms.ValidationError("Choose a photograph.")
        if upload is not None:
            encoded(upload)
            upload.seek(0)
        return upload


@admin.register(Photograph)
class PhotographAdmin(admin.ModelAdmin):
    """Photographs lent to the atlas. Only whoever may show them should lend them."""

    form = PhotographForm
    list_display = ("caption", "entry", "license", "attribution", "lender", "lent_at")
    list_filter = ("license", "entry")
    list_select_related = ("lender",)
    search_fields = ("caption", "attribution", "source")

    def save_model(self, request: HttpRequest, obj: Photograph, form: PhotographForm, change: bool) -> None:
        """Take in what was sent, in the name of whoever sends it."""
        lender = learner_of(request)
        if lender is None:
            raise PermissionDenied
        lend(obj, lender=lender, upload=form.cleaned_data["upload"])


class AnsweredInline(ReadOnly, admin.TabularInline):
    """What was answered, in order."""

    model = Answered
    fields = ("number", "kind", "right", "given", "took_ms", "in_words", "answered_at")
    readonly_fields = ("answered_at",)
    ordering = ("number",)
    can_delete = False


@admin.register(Drill)
class DrillAdmin(ReadOnly, admin.ModelAdmin):
    """Drills with their answers; the seed only for superusers."""

    list_display = ("course", "learner", "is_blocked", "started_at")
    list_filter = ("course", "started_at")
    list_select_related = ("learner",)
    search_fields = ("course", "learner__username", "learner__email")
    inlines = (AnsweredInline,)

    def get_exclude(self, request: HttpRequest, obj: Drill | None = None) -> tuple[str, ...]:
        """Hide the answer key."""
        return () if request.user.is_superuser else ("seed",)
