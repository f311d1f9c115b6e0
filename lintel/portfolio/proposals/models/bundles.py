"""Proposals that are worth something only together."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from lintel.portfolio.proposals.models.proposal import CURRENCY, MOST_MONEY, Proposal
from lintel.portfolio.proposals.models.querysets import BundleQuerySet, PartQuerySet

BOUNDS = [MinValueValidator(-MOST_MONEY), MaxValueValidator(MOST_MONEY)]


def _extra(label: str) -> Any:
    return models.DecimalField(label, max_digits=14, decimal_places=2, validators=BOUNDS)


class Bundle(models.Model):
    """Two or more proposals and what they bring beyond their own benefits if all of them are done."""

    commentable = True

    name = models.CharField("Name", max_length=120)
    why = models.TextField("Why only together", max_length=4_000, blank=True)
    currency = models.CharField("Currency", max_length=3, default="EUR", validators=[CURRENCY])
    low = _extra("At least")
    likely = _extra("Most likely")
    high = _extra("At most")
    version = models.PositiveIntegerField(default=1)
    kept = models.JSONField(default=list, blank=True)  # the terms of each version, oldest first
    dissolved_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = BundleQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="bundle_has_name"),
            models.CheckConstraint(
                condition=Q(likely__gte=F("low"), high__gte=F("likely")),
                name="bundle_range_in_order",
                violation_error_message="At least, most likely and at most have to rise, in this order.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The bundle's page."""
        return reverse("portfolio:bundle", args=[self.pk])

    @property
    def members(self) -> list[int]:
        """The keys of the proposals that belong to it now."""
        return list(self.kept[-1]["members"]) if self.kept else []

    def terms(self, members: list[int]) -> dict[str, Any]:
        """What a signature on a member covers."""
        return {
            "bundle": self.pk,
            **{name: getattr(self, name) for name in ("name", "why", "currency", "low", "likely", "high")},
            "members": sorted(members),
        }


class Membership(models.Model):
    """A proposal in a bundle. `terms` is what a signature on the proposal covers of the bundle.

    Open members follow the bundle: an edit of it writes new terms to each and voids what was signed there.
    What is done or stopped is kept as it was signed, so its terms stay.
    """

    bundle = models.ForeignKey(Bundle, models.PROTECT, related_name="memberships")
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="memberships")
    terms = models.JSONField(default=dict)

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["bundle", "proposal"], name="once_in_a_bundle")]

    def __str__(self) -> str:
        return f"{self.proposal_id} in {self.bundle_id}"

    def get_absolute_url(self) -> str:
        """The bundle's page."""
        return self.bundle.get_absolute_url()

    def content(self) -> dict[str, Any]:
        """What a signature covers: the bundle's terms as they were written for this member."""
        return dict(self.terms)
