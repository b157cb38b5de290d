"""What may staff see of an encounter? All that happened, to be read only; not the answer key."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from cases.models import Action, Encounter, Reading


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
