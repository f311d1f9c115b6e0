"""What people announce, how they say a thing stands, and who owes the next word about it."""

import datetime as dt
from html import unescape
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.html import strip_tags

from lintel.audit.models import type_label
from lintel.people.access import may_read
from lintel.people.models import User
from lintel.ui import prose
from lintel.ui.addresses import address

MOST_SIGNS = 280  # of a status update: what fits in one breath


class Audience(models.TextChoices):
    """For whom an announcement is."""

    COMPANY = "company", "Everybody"
    MARKETING = "marketing", "Marketing"
    IT = "it", "IT"


class Health(models.TextChoices):
    """How a thing stands, in its owner's own word."""

    ON_TRACK = "on_track", "On track"
    AT_RISK = "at_risk", "At risk"
    OFF_TRACK = "off_track", "Off track"


HEALTH_TONES = {"on_track": "good", "at_risk": "warning", "off_track": "bad"}


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    """Reads of announcements."""

    def visible_to(self, user: Any) -> "AnnouncementQuerySet":
        """Everybody with a role: what one side tells its own people is no secret to the other."""
        return self.all() if may_read(user) else self.none()

    def standing(self) -> "AnnouncementQuerySet":
        """Not taken back."""
        return self.filter(withdrawn_at=None)

    def pinned(self, day: dt.date) -> "AnnouncementQuerySet":
        """Those that stay on top on this day."""
        return self.standing().filter(pinned_until__gte=day)

    def awaiting(self, user: Any) -> "AnnouncementQuerySet":
        """Those that ask this person to say that they have read it, and that they have not."""
        if not may_read(user):
            return self.none()
        mine = Q(audience=Audience.COMPANY) | Q(audience=user.side)
        asked = self.standing().filter(mine, asks_word=True).exclude(author=user)
        return asked.exclude(pk__in=Acknowledgement.objects.filter(person=user).values("announcement"))


class Announcement(models.Model):
    """What somebody tells one side or everybody."""

    commentable = True

    title = models.CharField("What is it about?", max_length=200)
    text = models.TextField("What do you want to tell?", max_length=10_000)
    audience = models.CharField("For whom?", max_length=10, choices=Audience.choices)
    pinned_until = models.DateField("Stays on top until", null=True, blank=True)
    asks_word = models.BooleanField("Ask everybody to say that they have read it", default=False)
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    published_at = models.DateTimeField("Published", default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        indexes = [models.Index(fields=["withdrawn_at", "-published_at"], name="announcement_newest")]
        constraints = [
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="announcement_audience"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="announcement_says_something"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The announcement's page."""
        return address("news:announcement", self.pk)

    @property
    def excerpt(self) -> str:
        """Its text without marks, for cards and mails that show its beginning."""
        return " ".join(unescape(strip_tags(prose.html(self.text))).split())

    @property
    def state(self) -> str:
        """`standing` or `withdrawn`."""
        return "withdrawn" if self.withdrawn_at else "standing"

    def is_pinned(self, day: dt.date) -> bool:
        """Whether it stays on top on this day."""
        return not self.withdrawn_at and self.pinned_until is not None and self.pinned_until >= day


class Acknowledgement(models.Model):
    """Somebody says that they have read an announcement, in the version that they read."""

    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="acknowledgements")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["announcement", "person"], name="announcement_read_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} has read {self.announcement}"


class AboutQuerySet(models.QuerySet[Any]):
    """Reads of rows about any thing."""

    def about(self, thing: models.Model) -> "AboutQuerySet":
        """Those about one thing, newest first."""
        return self.filter(object_type=type_label(thing), object_id=str(thing.pk)).order_by("-pk")


class StatusUpdateQuerySet(AboutQuerySet):
    """Reads of updates; who may see the thing may see how it stands (`places.seen` asks for that)."""

    def visible_to(self, user: Any) -> "StatusUpdateQuerySet":
        """Everybody with a role, of things that they may see."""
        from lintel.digests.news.places import of_visible

        return of_visible(self, user) if may_read(user) else self.none()


class StatusUpdate(models.Model):
    """In at most 280 characters: how a thing stands. Never changed; the next one says what is new."""

    commentable = True

    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    health = models.CharField("How does it stand?", max_length=10, choices=Health.choices)
    text = models.CharField("In a sentence or two", max_length=MOST_SIGNS)
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField("When", default=timezone.now, db_index=True)

    objects = StatusUpdateQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["object_type", "object_id", "-id"], name="status_of_thing")]
        constraints = [
            models.CheckConstraint(condition=Q(health__in=Health.values), name="status_health_known"),
            models.CheckConstraint(condition=~Q(text=""), name="status_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.get_health_display()}: {self.text}"

    def get_absolute_url(self) -> str:
        """The update's page."""
        return address("news:update", self.pk)


class RhythmQuerySet(AboutQuerySet):
    """Reads of promised updates."""

    def due(self, day: dt.date) -> "RhythmQuerySet":
        """Those whose day has come."""
        return self.filter(next_on__lte=day)


class Rhythm(models.Model):
    """Somebody sees to it that others hear, every so many days, how a thing stands."""

    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    days = models.PositiveSmallIntegerField("Every")
    next_on = models.DateField("Next", db_index=True)
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = RhythmQuerySet.as_manager()

    class Meta:
        ordering = ["next_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["object_type", "object_id"], name="one_rhythm_per_thing"),
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=120), name="rhythm_in_days"),
        ]

    def __str__(self) -> str:
        return f"{self.person} says every {self.days} days how {self.object_type} {self.object_id} stands"
