"""A right that a party has on a system: why, since when, until when, and who agreed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lintel.estate.access.models.party import Party
from lintel.estate.inventory.models import Element
from lintel.people.access import may_read
from lintel.people.models import User
from lintel.ui.addresses import address


class Right(models.TextChoices):
    """What one may do, from the least to the most."""

    USE = "use", "Use it"
    READ = "read", "Read its data"
    WRITE = "write", "Write its data"
    INTEGRATE = "integrate", "Connect it with others"
    ADMINISTER = "administer", "Administer it"


RIGHTS: tuple[str, ...] = tuple(Right.values)
"""In order: each allows what those before it allow."""


class Source(models.TextChoices):
    """How we know of it."""

    HAND = "hand", "Entered by hand"
    FILE = "file", "From an access list"


class GrantQuerySet(models.QuerySet["Grant"]):
    """Reads of grants."""

    def visible_to(self, user: Any) -> GrantQuerySet:
        """Both sides see who gets in where; a stranger does not."""
        return self.all() if may_read(user) else self.none()

    def with_parts(self) -> GrantQuerySet:
        """Party, system and who agreed come along, without the names of single persons."""
        return self.select_related("party", "system", "approved_by").defer("party__names")

    def in_force(self, day: dt.date) -> GrantQuerySet:
        """Those that let somebody in on a day."""
        return self.filter(Q(since=None) | Q(since__lte=day)).filter(Q(until=None) | Q(until__gte=day))


class Grant(models.Model):
    """One right of one party on one system. `attested_on` is the last day on which everybody who was asked
    said that it should stay; a grant that ends keeps its row with its last day."""

    commentable = True

    party = models.ForeignKey(Party, models.PROTECT, related_name="grants", verbose_name="Who")
    system = models.ForeignKey(Element, models.PROTECT, related_name="grants", verbose_name="Where")
    right = models.CharField("May", max_length=10, choices=Right.choices)
    reason = models.TextField("What for", max_length=1000, blank=True)
    since = models.DateField("Since", null=True, blank=True)
    until = models.DateField("Until", null=True, blank=True, help_text="Its last day; empty means for good.")
    approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Agreed by"
    )
    source = models.CharField("Known from", max_length=4, choices=Source.choices, default=Source.HAND)
    attested_on = models.DateField("Last attested", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ["party__name", "system__name", "pk"]
        verbose_name = "grant"
        constraints = [
            models.CheckConstraint(condition=Q(right__in=Right.values), name="grant_right_known"),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="grant_source_known"),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="grant_days_in_order",
                violation_error_message="It ends before it begins: change one of the two days.",
            ),
            models.UniqueConstraint(
                fields=["party", "system"], condition=Q(until=None), name="grant_once_for_good",
                violation_error_message="This party is let in there for good already: change that grant.",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["system", "until"], name="grant_by_system")]

    def __str__(self) -> str:
        return f"{self.party} on {self.system}"

    def get_absolute_url(self) -> str:
        """The grant's page."""
        return address("reach:grant", self.pk)

    def state_on(self, day: dt.date) -> str:
        """`planned`, `in_force` or `ended`."""
        if self.until is not None and self.until < day:
            return "ended"
        return "planned" if self.since is not None and self.since > day else "in_force"
