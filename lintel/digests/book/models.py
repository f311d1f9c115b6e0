"""Editions of the strategy book: what it said on a day, for both offices to sign."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from lintel.audit.models import Signature
from lintel.people.access import may_read
from lintel.people.models import User
from lintel.ui.addresses import address
from lintel.ui.components import Turn

PURPOSE = "strategy-book"


class Awaited(models.TextChoices):
    """Whose key is missing."""

    NOBODY = "", "Nobody"
    MARKETING = "marketing", "Marketing office"
    IT = "it", "IT office"
    BOTH = "both", "Both offices"


class EditionQuerySet(models.QuerySet["Edition"]):
    """Reads of editions."""

    def visible_to(self, user: Any) -> EditionQuerySet:
        """Everybody with a role."""
        return self.all() if may_read(user) else self.none()

    def waiting_for(self, office: str) -> EditionQuerySet:
        """Those that this office can sign."""
        return self.filter(awaits__in=(office, Awaited.BOTH))


class Edition(models.Model):
    """What the book said when somebody kept it. Its body never changes; `version` is raised when a key is
    taken back, so that what was signed before does not count."""

    commentable = True

    number = models.PositiveIntegerField(unique=True)
    note = models.CharField("What is it for?", max_length=300, blank=True)
    day = models.DateField()
    body = models.JSONField()
    awaits = models.CharField(max_length=10, choices=Awaited.choices, default=Awaited.BOTH, blank=True)
    version = models.PositiveIntegerField(default=1)
    taken_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(default=timezone.now)
    signed_at = models.DateTimeField(null=True, blank=True)
    marketing_signature = models.ForeignKey(
        Signature, models.PROTECT, null=True, blank=True, related_name="+"
    )
    it_signature = models.ForeignKey(Signature, models.PROTECT, null=True, blank=True, related_name="+")

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = "edition of the strategy book"
        constraints = [
            models.CheckConstraint(condition=Q(awaits__in=Awaited.values), name="edition_awaits_known"),
            models.CheckConstraint(
                condition=Q(signed_at=None)
                | Q(awaits="", marketing_signature__isnull=False, it_signature__isnull=False),
                name="edition_signed_with_two_keys",
            ),
        ]
        indexes = [models.Index(fields=["awaits"], name="edition_awaited")]

    def __str__(self) -> str:
        return f"Strategy book, edition {self.number}"

    def get_absolute_url(self) -> str:
        """The edition's page."""
        return address("book:edition", self.pk)

    def content(self) -> dict[str, Any]:
        """What a signature covers: every word of it."""
        return {"number": self.number, "day": self.day, "body": self.body}

    @property
    def turn(self) -> Turn:
        """Whose key is missing."""
        return Turn.awaiting(self.awaits, "" if self.awaits else "Signed by both")
