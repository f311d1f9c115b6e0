"""Rounds of the assessment, who was invited, and how often each answer was given.

There is no row for one person's answers. What somebody says raises counters, so that nobody, whatever rights
they have, can find out later who said what; an invitation knows only which criteria its person has answered.
"""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from lintel.alignment.items import criteria
from lintel.audit.sides import Office
from lintel.people.access import may_read
from lintel.people.models import User


class RoundQuerySet(models.QuerySet["Round"]):
    """Reads of rounds."""

    def visible_to(self, user: Any) -> "RoundQuerySet":
        """Everybody with a role."""
        return self.all() if may_read(user) else self.none()

    def open_on(self, day: dt.date) -> "RoundQuerySet":
        """Those that still take answers."""
        return self.filter(closed_at=None, closes_on__gte=day)

    def over_on(self, day: dt.date) -> "RoundQuerySet":
        """Those whose results may be read, the newest first."""
        return self.exclude(closed_at=None, closes_on__gte=day)

    def counted(self) -> "RoundQuerySet":
        """Newest first, with how many were invited and how many answered something."""
        return self.annotate(
            invited=models.Count("invitations"),
            answered=models.Count("invitations", filter=~Q(invitations__answered=[])),
        ).order_by("-opened_at")


class Round(models.Model):
    """One round of the assessment: open until its day, then its results stand for ever."""

    name = models.CharField("Name", max_length=80)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    closes_on = models.DateField("Last day")
    closed_at = models.DateTimeField(null=True)

    objects = RoundQuerySet.as_manager()
    commentable = True

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(fields=["name"], name="alignment_round_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("alignment:round", args=[self.pk])

    def is_open(self, day: dt.date) -> bool:
        """Still takes answers on this day (UTC)."""
        return self.closed_at is None and day <= self.closes_on


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Reads of invitations."""

    def waiting_for(self, user: Any, day: dt.date) -> "InvitationQuerySet":
        """Those of this person that are not finished and whose round is open."""
        return self.select_related("round").filter(
            person=user, finished=False, round__closed_at=None, round__closes_on__gte=day
        )


class Invitation(models.Model):
    """Somebody is asked in a round, for one side; `answered` holds the keys of criteria they are through."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="invitations")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=9, choices=Office.choices)
    answered = models.JSONField(default=list)
    finished = models.BooleanField(default=False)
    invited_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="alignment_invited_once"),
            models.CheckConstraint(condition=Q(side__in=Office.values), name="alignment_side_known"),
        ]

    def __str__(self) -> str:
        return f"Invitation {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("alignment:round", args=[self.round_id])

    @property
    def next_criterion(self) -> str:
        """The key of the first criterion that is not answered, or nothing."""
        return next((one.key for one in criteria() if one.key not in self.answered), "")


class Tally(models.Model):
    """How often one side gave one answer to one item; 0 is “I cannot say”."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="tallies")
    side = models.CharField(max_length=9, choices=Office.choices)
    criterion = models.CharField(max_length=20)
    item = models.CharField(max_length=30)
    value = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["criterion", "item", "side", "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "side", "criterion", "item", "value"], name="alignment_tally_once"
            ),
            models.CheckConstraint(condition=Q(value__lte=5), name="alignment_value_in_scale"),
        ]

    def __str__(self) -> str:
        return f"{self.item}, {self.side}: {self.count} × {self.value}"
