"""What one side suggests to change in the blueprint, until the other side answers."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from lintel.audit.sides import OFFICES, Office
from lintel.people.access import may_read
from lintel.people.models import User
from lintel.ui.addresses import address


class AmendmentState(models.TextChoices):
    """What became of it."""

    OPEN = "open", "Waits for an answer"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    """Reads of suggestions."""

    def visible_to(self, user: Any) -> AmendmentQuerySet:
        """Both sides see all of them."""
        return self.all() if may_read(user) else self.none()

    def waiting_for(self, office: str) -> AmendmentQuerySet:
        """Those that the other side suggested."""
        return self.filter(state=AmendmentState.OPEN).exclude(side=office)


class Amendment(models.Model):
    """Changes that hang together, with a reason. `version` counts edits, so that an answer is given to what
    was read; refusing needs a reason and may offer something else."""

    commentable = True

    title = models.CharField("What you suggest", max_length=160)
    reason = models.TextField("Why", max_length=4000)
    side = models.CharField(max_length=12, choices=Office.choices)
    state = models.CharField(max_length=10, choices=AmendmentState.choices, default=AmendmentState.OPEN)
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField("Why not", max_length=4000, blank=True)
    alternative = models.TextField("What would do instead", max_length=4000, blank=True)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "side"], name="amendment_waits")]
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(reason=""), name="amendment_says_why"),
            models.CheckConstraint(condition=Q(side__in=[*OFFICES]), name="amendment_of_a_side"),
            models.CheckConstraint(
                condition=Q(state=AmendmentState.OPEN, answered_at=None)
                | Q(
                    state__in=["accepted", "declined", "withdrawn"],
                    answered_at__isnull=False,
                    answered_by__isnull=False,
                ),
                name="amendment_answered_or_open",
            ),
            models.CheckConstraint(
                condition=~Q(state=AmendmentState.DECLINED) | ~Q(answer=""), name="declined_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The suggestion's page."""
        return address("blueprint:amendment", self.pk)

    @property
    def other_side(self) -> Office:
        """Who answers it."""
        return next(office for office in OFFICES if office != self.side)
