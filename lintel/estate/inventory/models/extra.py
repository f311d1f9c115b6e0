"""Further fields that a house wants to know about its elements."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from lintel.estate.inventory.models.kinds import Kind

SLUG = RegexValidator(r"^[a-z][a-z0-9_]*\Z", "Use small letters, digits and _, beginning with a letter.")


class ExtraKind(models.TextChoices):
    """What its values are."""

    TEXT = "text", "Text"
    NUMBER = "number", "Number"
    DATE = "date", "Date"
    BOOL = "bool", "Yes or no"
    CHOICE = "choice", "One of a list"


class ExtraField(models.Model):
    """A further field for all elements of a kind. Its values stand in `Element.extra` under `name`."""

    of = models.CharField("For", max_length=12, choices=Kind.choices)
    name = models.CharField("Short name", max_length=40, validators=[SLUG])
    label = models.CharField("What it is called", max_length=80)
    kind = models.CharField("Its values are", max_length=6, choices=ExtraKind.choices, default=ExtraKind.TEXT)
    choices = models.JSONField("Choices", default=list, blank=True)
    asked = models.BooleanField("Counts for completeness", default=False)
    position = models.PositiveSmallIntegerField("Place", default=0)

    class Meta:
        ordering = ["of", "position", "label"]
        constraints = [
            models.UniqueConstraint(
                fields=["of", "name"], name="extra_field_once",
                violation_error_message="This kind has a field of this name already.",
            ),
            models.CheckConstraint(condition=Q(kind__in=ExtraKind.values), name="extra_kind_known"),
            models.CheckConstraint(condition=Q(of__in=Kind.values), name="extra_field_of_a_kind"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.label
