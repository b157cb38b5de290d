"""Which photographs did teachers lend to the atlas? Pictures with their license and where they come from."""

import uuid

from django.conf import settings
from django.db import models


class License(models.TextChoices):
    """Under which terms a photograph may be shown here."""

    PUBLIC_DOMAIN = "public-domain", "Public domain"
    CC0 = "cc0", "CC0 1.0"
    CC_BY = "cc-by-4.0", "CC BY 4.0"
    CC_BY_SA = "cc-by-sa-4.0", "CC BY-SA 4.0"
    PERMISSION = "permission", "Shown with permission of the owner"


class Photograph(models.Model):
    """A photograph of a cell, encoded anew when it was taken in, for one entry of the atlas.

    `attribution` names whom to credit, `source` where the picture comes from: an address, a book or a slide.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.SlugField(max_length=40)
    caption = models.CharField(max_length=200)
    license = models.CharField(max_length=20, choices=License)
    attribution = models.CharField(max_length=200)
    source = models.CharField(max_length=400)
    webp = models.BinaryField(editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    lender = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    lent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["entry", "lent_at"]
        constraints = [
            models.CheckConstraint(condition=models.Q(license__in=License.values), name="photograph_license_known"),
            models.CheckConstraint(
                condition=~models.Q(attribution="") & ~models.Q(source=""), name="photograph_has_provenance"
            ),
        ]

    def __str__(self) -> str:
        return self.caption
