"""Versions: the blueprint's plateaus and changes as both offices signed them."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from lintel.audit.models import Signature
from lintel.people.access import may_read
from lintel.people.models import User
from lintel.ui.addresses import address

SIGN = "blueprint"  # the purpose of the two offices' signatures


class Awaits(models.TextChoices):
    """Whose key is missing."""

    NOBODY = "", "Nobody"
    MARKETING = "marketing", "Marketing"
    IT = "it", "IT"
    BOTH = "both", "Both offices"


class VersionState(models.TextChoices):
    """What became of a version."""

    OFFERED = "offered", "Laid before both offices"
    SIGNED = "signed", "Signed by both"
    REPLACED = "replaced", "Replaced by a later one"
    SET_ASIDE = "set_aside", "Set aside"


class VersionQuerySet(models.QuerySet["Version"]):
    """Reads of versions."""

    def visible_to(self, user: Any) -> VersionQuerySet:
        """Both sides see every version."""
        return self.all() if may_read(user) else self.none()

    def slim(self) -> VersionQuerySet:
        """Without their contents, as lists need them."""
        return self.defer("body")

    def waiting_for(self, office: str) -> VersionQuerySet:
        """Those laid before the offices that this one has not signed."""
        return self.filter(state=VersionState.OFFERED, awaits__in=[office, Awaits.BOTH])


class Version(models.Model):
    """The content of one day, frozen; never changed but for its state.

    `version` is raised when a key is taken back, so that what was signed before does not count.
    """

    commentable = True

    number = models.PositiveIntegerField(unique=True)
    body = models.JSONField()
    body_hash = models.CharField(max_length=64)
    note = models.CharField("What is new in it", max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=VersionState.choices, default=VersionState.OFFERED)
    awaits = models.CharField(max_length=10, choices=Awaits.choices, default=Awaits.BOTH, blank=True)
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    signed_at = models.DateTimeField(null=True, blank=True)
    marketing_signature = models.OneToOneField(
        Signature, models.PROTECT, null=True, blank=True, related_name="+"
    )
    it_signature = models.OneToOneField(Signature, models.PROTECT, null=True, blank=True, related_name="+")

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        indexes = [models.Index(fields=["state", "awaits"], name="blueprint_version_awaits")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=VersionState.values), name="blueprint_version_state_known"
            ),
            models.CheckConstraint(
                condition=Q(awaits__in=Awaits.values), name="blueprint_version_awaits_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["signed", "replaced"])
                | Q(marketing_signature__isnull=False, it_signature__isnull=False),
                name="signed_version_has_both_keys",
            ),
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="signed"), name="one_signed_blueprint"
            ),
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="offered"), name="one_offered_blueprint"
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"

    def get_absolute_url(self) -> str:
        """The version's page."""
        return address("blueprint:version", self.pk)

    def content(self) -> dict[str, Any]:
        """What a signature covers: every plateau with its changes, as they were frozen."""
        return {"number": self.number, "plateaus": self.body["plateaus"]}
