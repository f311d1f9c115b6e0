"""When somebody wants their digest, which digests were made, how they went out, and which links were used.

A digest keeps no words: what it says is read from the ledger when it is read, within the reader's rights.
"""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from lintel.people.access import may_administer, may_read
from lintel.people.models import User
from lintel.ui.addresses import address
from lintel.ui.formats import date_text

MOST_ATTEMPTS = 5


class Frequency(models.TextChoices):
    """How often."""

    WEEKLY = "weekly", "Once a week"
    DAILY = "daily", "Every working day"
    NEVER = "never", "Never; I read it here"


class WhenEmpty(models.TextChoices):
    """What to do with a digest in which nothing stands."""

    NOTHING = "nothing", "Send nothing"
    LINE = "line", "Say so in a line"


class Weekday(models.IntegerChoices):
    """As `date.weekday()` counts."""

    MONDAY = 0, "Monday"
    TUESDAY = 1, "Tuesday"
    WEDNESDAY = 2, "Wednesday"
    THURSDAY = 3, "Thursday"
    FRIDAY = 4, "Friday"
    SATURDAY = 5, "Saturday"
    SUNDAY = 6, "Sunday"


SECTIONS = {
    "waits": "What waits for you",
    "news": "News",
    "decided": "What was decided, and why",
    "returned": "What it returned",
    "changed": "What changed",
}
EARLIEST, LATEST = 7, 19  # hours between which nobody minds a mail, unless they say otherwise


def all_sections() -> list[str]:
    """A digest with everything in it."""
    return list(SECTIONS)


def _hour(label: str, default: int) -> Any:
    return models.PositiveSmallIntegerField(label, default=default)


class PreferenceQuerySet(models.QuerySet["Preference"]):
    """Reads of what people want."""

    def due(self, now: Any) -> "PreferenceQuerySet":
        """Those whose moment has come."""
        return self.filter(next_at__lte=now, person__is_active=True)

    def wanting(self) -> "PreferenceQuerySet":
        """Everybody who has digests sent."""
        return self.exclude(frequency=Frequency.NEVER).filter(person__is_active=True)


class Preference(models.Model):
    """When and how one person wants their digest; hours are on the clock of the person's time zone."""

    person = models.OneToOneField(User, models.CASCADE, related_name="digest_preference")
    frequency = models.CharField(
        "How often", max_length=8, choices=Frequency.choices, default=Frequency.WEEKLY
    )
    weekday = models.PositiveSmallIntegerField("On", choices=Weekday.choices, default=Weekday.MONDAY)
    hour = _hour("At", 8)
    quiet_from = _hour("Quiet from", LATEST)
    quiet_until = _hour("Quiet until", EARLIEST)
    sections = models.JSONField("What", default=all_sections)
    when_empty = models.CharField(
        "When nothing stands in it", max_length=8, choices=WhenEmpty.choices, default=WhenEmpty.NOTHING
    )
    next_at = models.DateTimeField(null=True, blank=True, db_index=True)
    version = models.PositiveIntegerField(default=1)
    unsubscribed_at = models.DateTimeField(null=True, blank=True)

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(frequency__in=Frequency.values), name="digest_frequency"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="digest_weekday"),
            models.CheckConstraint(
                condition=Q(hour__lte=23, quiet_from__lte=23, quiet_until__lte=23), name="digest_hours"
            ),
            models.CheckConstraint(
                condition=~Q(frequency=Frequency.NEVER) | Q(next_at=None), name="digest_never_has_no_next"
            ),
        ]

    def __str__(self) -> str:
        return f"Digest of {self.person}: {self.get_frequency_display().lower()}"


class Scope(models.TextChoices):
    """For whom a digest is."""

    PERSON = "person", "One person"
    MARKETING = "marketing", "Marketing"
    IT = "it", "IT"
    COMPANY = "company", "Everybody"


SHARED = (Scope.COMPANY, Scope.MARKETING, Scope.IT)


class DigestQuerySet(models.QuerySet["Digest"]):
    """Reads of digests."""

    def visible_to(self, user: Any) -> "DigestQuerySet":
        """One's own, and with a role those of both sides and of the company."""
        mine = Q(scope=Scope.PERSON, person=user)
        return self.filter(mine | Q(scope__in=SHARED)) if may_read(user) else self.filter(mine)


class Digest(models.Model):
    """One was made: for whom, and over which days (`ends_on` is the first day that is not in it)."""

    commentable = True

    scope = models.CharField(max_length=10, choices=Scope.choices)
    person = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="digests")
    starts_on = models.DateField("From")
    ends_on = models.DateField("Until")
    time_zone = models.CharField(max_length=64, default="UTC")
    made_at = models.DateTimeField("Made", default=timezone.now)
    counts = models.JSONField(default=dict)

    objects = DigestQuerySet.as_manager()

    class Meta:
        ordering = ["-ends_on", "-pk"]
        indexes = [models.Index(fields=["scope", "-ends_on"], name="digest_of_scope")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "starts_on", "ends_on"], name="one_digest_per_person_and_days"
            ),
            models.UniqueConstraint(
                fields=["scope", "starts_on", "ends_on"],
                condition=Q(person=None),
                name="one_shared_digest_for_days",
            ),
            models.CheckConstraint(
                condition=Q(scope=Scope.PERSON, person__isnull=False)
                | (Q(person=None) & ~Q(scope=Scope.PERSON)),
                name="digest_is_for_somebody",
            ),
            models.CheckConstraint(condition=Q(ends_on__gt=models.F("starts_on")), name="digest_days"),
        ]

    def __str__(self) -> str:
        whose = "Your digest" if self.scope == Scope.PERSON else f"Digest for {self.get_scope_display()}"
        return f"{whose}, {date_text(self.starts_on)} to {date_text(self.last_day)}"

    def get_absolute_url(self) -> str:
        """The digest's page."""
        return address("digests:digest", self.pk)

    @property
    def last_day(self) -> dt.date:
        """The last day that is in it."""
        return self.ends_on - dt.timedelta(days=1)

    @property
    def is_shared(self) -> bool:
        """Of a side or of everybody."""
        return self.scope != Scope.PERSON

    @property
    def size(self) -> int:
        """How many things stood in it when it was made."""
        return sum(int(value) for value in self.counts.values())


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
