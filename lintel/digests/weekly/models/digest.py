"""Digests that were made, and for whom.

A digest keeps no words: what it says is read from the ledger when it is read, within the reader's rights.
"""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from lintel.people.access import may_read
from lintel.people.models import User
from lintel.ui.addresses import address
from lintel.ui.formats import date_text


class Scope(models.TextChoices):
    """For whom a digest is."""

    PERSON = "person", "One person"
    MARKETING = "marketing", "Marketing"
    IT = "it", "IT"
    COMPANY = "company", "Everybody"


SHARED = (Scope.COMPANY, Scope.MARKETING, Scope.IT)


class DigestQuerySet(models.QuerySet["Digest"]):
    """Reads of digests."""

    def visible_to(self, user: Any) -> "DigestQuerySet":
        """One's own, and with a role those of both sides and of the company."""
        mine = Q(scope=Scope.PERSON, person=user)
        return self.filter(mine | Q(scope__in=SHARED)) if may_read(user) else self.filter(mine)


class Digest(models.Model):
    """One was made: for whom, and over which days (`ends_on` is the first day that is not in it)."""

    commentable = True

    scope = models.CharField(max_length=10, choices=Scope.choices)
    person = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="digests")
    starts_on = models.DateField("From")
    ends_on = models.DateField("Until")
    time_zone = models.CharField(max_length=64, default="UTC")
    made_at = models.DateTimeField("Made", default=timezone.now)
    counts = models.JSONField(default=dict)

    objects = DigestQuerySet.as_manager()

    class Meta:
        ordering = ["-ends_on", "-pk"]
        indexes = [models.Index(fields=["scope", "-ends_on"], name="digest_of_scope")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "starts_on", "ends_on"], name="one_digest_per_person_and_days"
            ),
            models.UniqueConstraint(
                fields=["scope", "starts_on", "ends_on"],
                condition=Q(person=None),
                name="one_shared_digest_for_days",
            ),
            models.CheckConstraint(
                condition=Q(scope=Scope.PERSON, person__isnull=False)
                | (Q(person=None) & ~Q(scope=Scope.PERSON)),
                name="digest_is_for_somebody",
            ),
            models.CheckConstraint(condition=Q(ends_on__gt=models.F("starts_on")), name="digest_days"),
        ]

    def __str__(self) -> str:
        whose = "Your digest" if self.scope == Scope.PERSON else f"Digest for {self.get_scope_display()}"
        return f"{whose}, {date_text(self.starts_on)} to {date_text(self.last_day)}"

    def get_absolute_url(self) -> str:
        """The digest's page."""
        return address("digests:digest", self.pk)

    @property
    def last_day(self) -> dt.date:
        """The last day that is in it."""
        return self.ends_on - dt.timedelta(days=1)

    @property
    def is_shared(self) -> bool:
        """Of a side or of everybody."""
        return self.scope != Scope.PERSON

    @property
    def size(self) -> int:
        """How many things stood in it when it was made."""
        return sum(int(value) for value in self.counts.values())
