"""Acceptance: which criteria were seen to be met, by whom and when."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from lintel.portfolio.proposals.models.parts import Requirement
from lintel.portfolio.proposals.models.querysets import PartQuerySet


class Acceptance(models.Model):
    """One side has seen one criterion met. Not part of what is signed; a criterion that was reworded is
    another one, so its tick no longer counts."""

    requirement = models.ForeignKey(Requirement, models.CASCADE, related_name="acceptances")
    criterion = models.TextField(max_length=4_000)
    side = models.CharField(max_length=10)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["requirement", "criterion", "side"], name="accepted_once_a_side"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion[:60]}, seen by {self.by}"

    def get_absolute_url(self) -> str:
        """The proposal's acceptance page."""
        return f"{self.requirement.proposal.get_absolute_url()}acceptance/"
