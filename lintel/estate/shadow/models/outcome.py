"""What becomes of a tool: adopted, replaced, or kept in bounds; decided by the keys of both offices."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from lintel.audit.sides import Office
from lintel.estate.inventory.models import Element
from lintel.estate.shadow.models.tool import Tool
from lintel.people.models import User

DECIDE = "decide"  # the purpose of the two keys


class Way(models.TextChoices):
    """What may become of it."""

    ADOPT = "adopt", "Adopt"
    REPLACE = "replace", "Replace"
    SANDBOX = "sandbox", "Sandbox"


class OutcomeQuerySet(models.QuerySet["Outcome"]):
    """Reads of outcomes."""

    def standing(self) -> OutcomeQuerySet:
        """Those that were not reopened."""
        return self.filter(ended_at=None)

    def with_parts(self) -> OutcomeQuerySet:
        """With everybody and everything they name."""
        return self.select_related(
            "tool", "business_owner", "technical_owner", "serves", "replaced_by", "follow_up_by",
            "proposed_by", "element",
        )  # fmt: skip

    def to_follow_up(self, user: Any, day: dt.date) -> OutcomeQuerySet:
        """Decided ones whose day this person must look at by then."""
        return self.standing().filter(
            follow_up_by=user, look_on__lte=day, followed_at=None, decided_at__isnull=False
        )


class Outcome(models.Model):
    """One proposed or decided answer; a tool has one that stands."""

    tool = models.ForeignKey(Tool, models.CASCADE, related_name="outcomes")
    way = models.CharField("What becomes of it", max_length=7, choices=Way.choices)
    reason = models.TextField("Why", max_length=2000)
    business_owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Business owner"
    )
    technical_owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Technical owner"
    )
    serves = models.ForeignKey(
        Element, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="What it serves"
    )
    replaced_by = models.ForeignKey(
        Element, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Replaced by"
    )
    replaced_on = models.DateField("Replaced on", null=True, blank=True)
    limits = models.TextField("Within which bounds", max_length=2000, blank=True)
    until = models.DateField("Until", null=True, blank=True)
    follow_up_on = models.DateField("Looked at again on")
    follow_up_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="By whom")
    look_on = models.DateField(
        null=True, blank=True
    )  # moves when somebody looks; the keys were put to the first day
    followed_at = models.DateTimeField(null=True, blank=True)
    follow_up_said = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    awaits = models.CharField(max_length=9, default="both", blank=True)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    element = models.ForeignKey(Element, models.SET_NULL, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.TextField(blank=True)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["tool"], condition=Q(ended_at=None), name="one_outcome_stands_a_tool"
            ),
            models.CheckConstraint(condition=Q(way__in=Way.values), name="outcome_way_known"),
            models.CheckConstraint(
                condition=Q(awaits__in=["", "both", *Office.values]), name="outcome_awaits"
            ),
            models.CheckConstraint(
                condition=~Q(way=Way.ADOPT) | Q(business_owner__isnull=False, technical_owner__isnull=False),
                name="adopted_tool_has_owners",
                violation_error_message="An adopted tool has two owners: choose both.",
            ),
            models.CheckConstraint(
                condition=~Q(way=Way.REPLACE) | Q(replaced_by__isnull=False, replaced_on__isnull=False),
                name="replaced_tool_has_a_successor",
                violation_error_message="Say by which system it is replaced, and by when.",
            ),
            models.CheckConstraint(
                condition=~Q(way=Way.SANDBOX) | (~Q(limits="") & Q(until__isnull=False)),
                name="sandbox_has_bounds",
                violation_error_message="A sandbox has bounds and an end: write both.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_way_display()}: {self.tool}"

    def get_absolute_url(self) -> str:
        """It stands on the tool's page."""
        return f"{self.tool.get_absolute_url()}#outcome"

    def content(self) -> dict[str, Any]:
        """What a key is put to."""
        days = {
            name: day.isoformat() if (day := getattr(self, name)) else None
            for name in ("replaced_on", "until", "follow_up_on")
        }
        return {
            "tool": self.tool_id, "way": self.way, "reason": self.reason, "limits": self.limits,
            "business_owner": self.business_owner_id, "technical_owner": self.technical_owner_id,
            "serves": self.serves_id, "replaced_by": self.replaced_by_id,
            "follow_up_by": self.follow_up_by_id,
            **days,
        }  # fmt: skip
