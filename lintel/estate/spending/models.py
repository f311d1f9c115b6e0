"""Savings: found, decided by both offices, and measured from what was paid afterwards."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from lintel.audit.sides import Office
from lintel.estate.inventory.models import Contract, Element
from lintel.estate.inventory.models.kinds import CURRENCY
from lintel.people.access import may_read
from lintel.people.models import User
from lintel.ui.addresses import address
from lintel.ui.components import Turn, Word

HERE = RegexValidator(r"^/(?!/)[\w/?=&.%#+-]*\Z", "Write an address of this house, beginning with one slash.")
DECIDE = "decide"  # the purpose of the two keys


class Origin(models.TextChoices):
    """Where a saving was found."""

    OVERLAP = "overlap", "Overlap"
    SEATS = "seats", "Unused seats"
    RENEWAL = "renewal", "Renewal"
    TOOL = "tool", "Found tool"
    OTHER = "other", "Elsewhere"


class SavingState(models.TextChoices):
    """Where a saving is; whether it was taken is measured, never said."""

    FOUND = "found", "Found"
    DECIDED = "decided", "Decided"
    DROPPED = "dropped", "Dropped"


SAVING_TONES = {"found": "waiting", "decided": "good", "dropped": "quiet"}


class SavingQuerySet(models.QuerySet["Saving"]):
    """Reads of savings."""

    def visible_to(self, user: Any) -> SavingQuerySet:
        """Both sides see what is saved; a stranger does not."""
        return self.all() if may_read(user) else self.none()

    def with_parts(self) -> SavingQuerySet:
        """Who carries it, its contract and its systems come along."""
        return self.select_related("carried_by", "contract__vendor", "found_by").prefetch_related("systems")

    def awaiting(self, office: str) -> SavingQuerySet:
        """Those that lack the key of this office."""
        return self.filter(state=SavingState.FOUND, awaits__in=[office, "both"])


class Saving(models.Model):
    """What could be paid less: an estimate for a year, from a month on, measured by its systems’ costs."""

    commentable = True

    title = models.CharField("Saving", max_length=160)
    origin = models.CharField("Found in", max_length=8, choices=Origin.choices, default=Origin.OTHER)
    reason = models.TextField("How it comes", max_length=2000, blank=True)
    systems = models.ManyToManyField(
        Element, related_name="+", verbose_name="Whose costs fall",
        help_text="What is paid for these, before and after, says what was taken.",
    )  # fmt: skip
    contract = models.ForeignKey(
        Contract, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="Contract"
    )
    seen_at = models.CharField(
        "Page where it was seen",
        max_length=200,
        blank=True,
        help_text="An address of this house.",
        validators=[HERE],
    )
    a_year = models.DecimalField(
        "Estimated a year", max_digits=14, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    currency = models.CharField("Currency", max_length=3, default="EUR", validators=[CURRENCY])
    starts_on = models.DateField("Shows from", help_text="The month from which less is paid.")
    decide_by = models.DateField("Decide by")
    carried_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="Who carries it")
    state = models.CharField("State", max_length=7, choices=SavingState.choices, default=SavingState.FOUND)
    awaits = models.CharField(max_length=9, default="both", blank=True)
    version = models.PositiveIntegerField(default=1)
    found_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    found_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    dropped_why = models.TextField(blank=True)

    objects = SavingQuerySet.as_manager()

    class Meta:
        ordering = ["decide_by", "title", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="saving_has_a_title"),
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="saving_origin_known"),
            models.CheckConstraint(condition=Q(state__in=SavingState.values), name="saving_state_known"),
            models.CheckConstraint(
                condition=Q(awaits__in=["", "both", *Office.values]), name="saving_awaits_known"
            ),
            models.CheckConstraint(condition=Q(a_year__gt=0), name="saving_saves_something"),
            models.CheckConstraint(
                condition=Q(seen_at="") | (Q(seen_at__startswith="/") & ~Q(seen_at__startswith="//")),
                name="saving_seen_in_this_house",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The saving's page."""
        return address("spending:saving", self.pk)

    def content(self) -> dict[str, Any]:
        """What a key is put to."""
        return {
            "title": self.title, "origin": self.origin, "reason": self.reason, "a_year": str(self.a_year),
            "currency": self.currency, "starts_on": self.starts_on.isoformat(), "contract": self.contract_id,
            "carried_by": self.carried_by_id, "systems": sorted(one.pk for one in self.systems.all()),
        }  # fmt: skip

    @property
    def tone(self) -> str:
        """How its state is coloured."""
        return SAVING_TONES[self.state]

    @property
    def first_month(self) -> dt.date:
        """The first month in which less is paid."""
        return self.starts_on.replace(day=1)

    @property
    def turn(self) -> Turn:
        """Whose key is missing."""
        if self.state != SavingState.FOUND:
            done = Word.GIVEN if self.state == SavingState.DECIDED else Word.NOT_NEEDED
            return Turn(done, done, "" if self.state == SavingState.DECIDED else "Dropped")
        return Turn.awaiting(self.awaits)
