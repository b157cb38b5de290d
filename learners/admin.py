"""What may staff see and change of a person?"""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from learners.models import Learner


@admin.register(Learner)
class LearnerAdmin(UserAdmin):
    """Accounts and guests, with how they like to read."""

    list_display = ("username", "is_guest", "is_staff", "is_active", "date_joined", "last_login")
    list_filter = ("is_guest", "is_staff", "is_active")
    search_fields = ("username", "first_name", "last_name", "email", "public_id")
    readonly_fields = ("public_id", "is_guest")
    fieldsets = (
        *(UserAdmin.fieldsets or ()),
        ("Clinic", {"fields": ("public_id", "is_guest", "units", "theme", "single_keys")}),
    )
