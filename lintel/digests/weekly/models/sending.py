"""Where digests are posted, how that went, and which links have been used."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from lintel.digests.weekly.models.digest import SHARED, Digest, Scope
from lintel.digests.weekly.models.preferences import Weekday
from lintel.people.access import may_administer, may_read
from lintel.people.models import User
from lintel.ui.addresses import address

MOST_ATTEMPTS = 5


class ChannelQuerySet(models.QuerySet["Channel"]):
    """Reads of channels."""

    def visible_to(self, user: Any) -> "ChannelQuerySet":
        """Everybody with a role may know where digests go; the address itself nobody sees."""
        return self.all() if may_read(user) else self.none()

    def due(self, now: Any) -> "ChannelQuerySet":
        """Those whose moment has come."""
        return self.filter(next_at__lte=now, paused_at=None)


class Channel(models.Model):
    """A place where a side's or the company's digest is posted. Its address is a secret: stored encrypted,
    never shown again; `service` says what it is."""

    name = models.CharField("Name", max_length=80, unique=True)
    scope = models.CharField("Whose digest", max_length=10, choices=Scope.choices[1:])
    service = models.CharField("Service", max_length=40)
    secret = models.BinaryField()
    weekday = models.PositiveSmallIntegerField("On", choices=Weekday.choices, default=Weekday.MONDAY)
    hour = models.PositiveSmallIntegerField("At", default=9)
    time_zone = models.CharField("Time zone", max_length=64, default="UTC")
    next_at = models.DateTimeField(null=True, blank=True, db_index=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(scope__in=SHARED), name="channel_is_shared"),
            models.CheckConstraint(condition=Q(hour__lte=23, weekday__lte=6), name="channel_moment"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The channel's page."""
        return address("digests:channel", self.pk)


class DeliveryState(models.TextChoices):
    """What became of it."""

    QUEUED = "queued", "Waits"
    SENT = "sent", "Sent"
    FAILED = "failed", "Failed"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Reads of deliveries."""

    def visible_to(self, user: Any) -> "DeliveryQuerySet":
        """One's own; administrators see all."""
        return self.all() if may_administer(user) else self.filter(person=user)

    def due(self, now: Any) -> "DeliveryQuerySet":
        """Those to be tried now."""
        return self.filter(state=DeliveryState.QUEUED, next_try_at__lte=now)


class Delivery(models.Model):
    """One digest on its way to one person or channel, and what became of it."""

    digest = models.ForeignKey(Digest, models.CASCADE, related_name="deliveries")
    person = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="+")
    channel = models.ForeignKey(Channel, models.CASCADE, null=True, blank=True, related_name="deliveries")
    state = models.CharField(
        "State", max_length=8, choices=DeliveryState.choices, default=DeliveryState.QUEUED
    )
    why = models.CharField("Why", max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField("Tries", default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    queued_at = models.DateTimeField("Queued", default=timezone.now)
    sent_at = models.DateTimeField("Sent", null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "deliveries"
        indexes = [models.Index(fields=["state", "next_try_at"], name="delivery_due")]
        constraints = [
            models.UniqueConstraint(fields=["digest", "person"], name="one_mail_per_digest_and_person"),
            models.UniqueConstraint(fields=["digest", "channel"], name="one_post_per_digest_and_channel"),
            models.CheckConstraint(
                condition=Q(person=None, channel__isnull=False) | Q(person__isnull=False, channel=None),
                name="delivery_goes_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.digest} to {self.channel or self.person}"


class UsedLink(models.Model):
    """A link of a digest did its one thing; it does nothing any more."""

    nonce = models.CharField(max_length=32, unique=True)
    act = models.CharField(max_length=40)
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.act} by {self.person}"
