"""What people want of their digest: how often, on which day, which parts."""

from typing import Any

from django.db import models
from django.db.models import Q

from lintel.people.models import User


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
