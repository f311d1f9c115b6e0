"""Access policies with their versions, and what people asked to be allowed."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from lintel.people.access import may_read
from lintel.people.models import User
from lintel.ui.components import Turn


class Effect(models.TextChoices):
    """Whether a policy gives or takes."""

    GRANT = "grant", "Grant"
    RESTRICTION = "restriction", "Restriction"


class Awaits(models.TextChoices):
    """Whose key the present wording still needs."""

    NOBODY = "", "Signed"
    MARKETING = "marketing", "Marketing office"
    IT = "it", "IT office"
    BOTH = "both", "Both offices"


class PolicyQuerySet(models.QuerySet["Policy"]):
    """Reads of policies."""

    def visible_to(self, user: Any) -> "PolicyQuerySet":
        """What is allowed to whom is no secret inside the house; a stranger sees none."""
        return self.select_related("in_force", "changed_by") if may_read(user) else self.none()

    def counting(self) -> "PolicyQuerySet":
        """Those with a version that both offices signed and that was not ended."""
        return self.filter(in_force__isnull=False).select_related("in_force").order_by("pk")


class Policy(models.Model):
    """An access policy. What counts is `in_force`, the last version that both offices signed; `wording` is
    the present version, which counts once it is signed too."""

    name = models.CharField(max_length=120)
    effect = models.CharField(max_length=12, choices=Effect.choices)
    wording = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    awaits = models.CharField(max_length=12, choices=Awaits.choices, default=Awaits.BOTH, blank=True)
    in_force = models.ForeignKey(
        "PolicyVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = PolicyQuerySet.as_manager()
    commentable = True

    class Meta:
        ordering = ["name"]
        verbose_name = "access policy"
        verbose_name_plural = "access policies"
        constraints = [
            models.UniqueConstraint(Lower("name"), name="policy_name_once"),
            models.CheckConstraint(condition=Q(effect__in=Effect.values), name="policy_effect_known"),
            models.CheckConstraint(condition=Q(awaits__in=Awaits.values), name="policy_awaits_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The policy's page."""
        return reverse("guards:policy", args=[self.pk])

    def content(self) -> dict[str, Any]:
        """Everything that a signature covers."""
        wording: dict[str, Any] = self.wording
        return wording

    @property
    def ended(self) -> bool:
        """Both offices signed that it no longer counts."""
        return bool(self.wording.get("ended")) and self.in_force_id is None and not self.awaits

    @property
    def state(self) -> str:
        """`draft`, `in_force`, `changing` (an older version counts meanwhile) or `ended`."""
        if self.ended:
            return "ended"
        if self.in_force_id is None:
            return "draft"
        return "changing" if self.awaits else "in_force"

    @property
    def turn(self) -> Turn:
        """Whose key is missing."""
        return Turn.awaiting(self.awaits, "" if self.awaits else "Signed by both")

    @property
    def state_label(self) -> str:
        """The state in words."""
        return STATES[self.state][0]

    @property
    def state_tone(self) -> str:
        """The colour of its pill."""
        return STATES[self.state][1]


STATES = {
    "draft": ("Draft, not in force", "waiting"),
    "in_force": ("In force", "good"),
    "changing": ("In force, change waits", "warning"),
    "ended": ("Ended", "quiet"),
}


class PolicyVersion(models.Model):
    """What a policy said at one time. Never changed; `signed_at` is when the second key was put to it."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    wording = models.JSONField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    signed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["policy", "number"], name="policy_version_once")]

    def __str__(self) -> str:
        return f"{self.policy}, version {self.number}"


class AccessWishQuerySet(models.QuerySet["AccessWish"]):
    """Reads of wishes."""

    def visible_to(self, user: Any) -> "AccessWishQuerySet":
        """One's own; the two offices and administrators see all, for they decide."""
        rows = self.select_related("by")
        if user.is_active and (user.is_office_holder or user.is_administrator):
            return rows
        return rows.filter(by=user) if may_read(user) else rows.none()


class AccessWish(models.Model):
    """Somebody asked to be allowed something; the request with its answer-by date is linked to it."""

    dataset = models.CharField(max_length=120)
    field = models.CharField(max_length=120, blank=True)
    purpose = models.CharField(max_length=60, blank=True)
    reason = models.TextField(max_length=2000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = AccessWishQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "wish for access"
        verbose_name_plural = "wishes for access"

    def __str__(self) -> str:
        return f"{self.dataset}.{self.field}" if self.field else self.dataset

    def get_absolute_url(self) -> str:
        """Where one's access and one's wishes stand."""
        return reverse("guards:mine")
