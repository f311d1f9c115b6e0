"""Days that a proposal reckons with: a campaign before which it must be live, a season not to be touched."""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import F, Q

from lintel.insight.context.models import MarketEvent
from lintel.portfolio.proposals.models.parts import Part
from lintel.portfolio.proposals.models.proposal import Proposal


class WindowKind(models.TextChoices):
    """What the days ask of the work."""

    BEFORE = "before", "Must be live before"
    AVOID = "avoid", "Must not touch"


class Window(Part):
    """Days with a name. The event of the market context that they were taken from is a pointer only: a
    signature covers the name and the days as they stand here."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="windows")
    kind = models.CharField("The work", max_length=8, choices=WindowKind.choices)
    name = models.CharField("Name", max_length=120)
    starts_on = models.DateField("From")
    ends_on = models.DateField("To")
    event = models.ForeignKey(
        MarketEvent,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Event of the market context",
    )

    covered = ("kind", "name", "starts_on", "ends_on")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="window_has_name"),
            models.CheckConstraint(condition=Q(kind__in=WindowKind.values), name="window_kind_known"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="window_days_in_order",
                violation_error_message="The last day lies before the first: change one of the two.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def deadline(self) -> dt.date:
        """The last day on which work has to be live that must be live before it."""
        return self.starts_on - dt.timedelta(days=1)

    @property
    def moved(self) -> dict[str, Any] | None:
        """The days of its event, if they are others than the ones that stand here."""
        if self.event is None or (self.event.first, self.event.last) == (self.starts_on, self.ends_on):
            return None
        return {"first": self.event.first, "last": self.event.last}
