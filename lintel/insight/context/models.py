"""Series of the market outside, and events that explain a bend in one's own."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from lintel.audit.models import Run
from lintel.people.access import may_read
from lintel.people.models import User


class Grain(models.TextChoices):
    """How far apart the values of a series are."""

    DAY = "day", "Daily"
    WEEK = "week", "Weekly"
    MONTH = "month", "Monthly"
    QUARTER = "quarter", "Quarterly"
    YEAR = "year", "Yearly"


class Measures(models.TextChoices):
    """What becomes of several values in a longer period."""

    FLOW = "flow", "An amount per period: values add up (market size, orders)"
    LEVEL = "level", "A level: values are averaged (price index, interest)"


class SeriesQuerySet(models.QuerySet["Series"]):
    """Reads of series."""

    def visible_to(self, user: Any) -> "SeriesQuerySet":
        """What is bought or published outside is for everybody with a role."""
        return self.all() if may_read(user) else self.none()

    def with_extent(self) -> "SeriesQuerySet":
        """With the first and last day and the number of values."""
        return self.annotate(
            values_count=models.Count("observations"),
            first_day=models.Min("observations__day"),
            last_day=models.Max("observations__day"),
        )


class Series(models.Model):
    """An outside series. With an `address` it is pulled over https every `pull_hours`."""

    name = models.CharField("Name", max_length=120)
    origin = models.CharField("Where it is from", max_length=300, blank=True)
    unit = models.CharField("Unit", max_length=40, blank=True)
    grain = models.CharField("Values are", max_length=8, choices=Grain.choices, default=Grain.MONTH)
    measures = models.CharField(
        "What a value is", max_length=8, choices=Measures.choices, default=Measures.FLOW
    )
    metric = models.SlugField("Compare with our", max_length=60, blank=True)
    address = models.CharField("Pull from", max_length=500, blank=True)
    pull_hours = models.PositiveSmallIntegerField("Every, hours", null=True, blank=True)
    pulled_at = models.DateTimeField(null=True)
    pull_tried_at = models.DateTimeField(null=True)
    pull_problem = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = SeriesQuerySet.as_manager()
    commentable = True

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "series"
        constraints = [
            models.UniqueConstraint(Lower("name"), name="series_name_once"),
            models.CheckConstraint(condition=Q(grain__in=Grain.values), name="series_grain_known"),
            models.CheckConstraint(condition=Q(measures__in=Measures.values), name="series_measures_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The series' page."""
        return reverse("context:series-page", args=[self.pk])


class Observation(models.Model):
    """One value of a series; `day` is the first of its period."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="observations")
    day = models.DateField()
    value = models.DecimalField(max_digits=24, decimal_places=6)

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["series", "day"], name="one_value_per_period")]

    def __str__(self) -> str:
        return f"{self.series}, {self.day}"

    def get_absolute_url(self) -> str:
        """The series' page."""
        return self.series.get_absolute_url()


class Pull(models.Model):
    """One fetch of a series from its address."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="pulls")
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    bytes = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    said = models.CharField(max_length=300, blank=True)  # what the import came to, or what went wrong
    fine = models.BooleanField(default=False)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.series}, {self.at:%c}"


class EventKind(models.TextChoices):
    """What happened."""

    CAMPAIGN = "campaign", "Campaign"
    RELEASE = "release", "Release"
    OUTAGE = "outage", "Outage"
    HOLIDAY = "holiday", "Holiday"
    MARKET = "market", "Market"
    OTHER = "other", "Other"


class MarketEventQuerySet(models.QuerySet["MarketEvent"]):
    """Reads of events."""

    def visible_to(self, user: Any) -> "MarketEventQuerySet":
        """Everybody with a role."""
        return self.select_related("by") if may_read(user) else self.none()

    def between(self, first: Any, last: Any) -> "MarketEventQuerySet":
        """Those that touch these days, both included, in order of time."""
        return self.filter(first__lte=last, last__gte=first).order_by("first", "pk")

    def campaigns_from(self, day: Any) -> "MarketEventQuerySet":
        """Campaigns that are not over on a day."""
        return self.filter(kind=EventKind.CAMPAIGN, last__gte=day).defer("note")


class MarketEvent(models.Model):
    """Something that may explain figures: from a day to a day, both included."""

    name = models.CharField("What happened", max_length=120)
    kind = models.CharField("Kind", max_length=12, choices=EventKind.choices)
    first = models.DateField("From")
    last = models.DateField("To")
    region = models.CharField("Where", max_length=120, blank=True)
    note = models.TextField("Note", max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = MarketEventQuerySet.as_manager()
    commentable = True

    class Meta:
        ordering = ["-first", "-pk"]
        verbose_name = "event"
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=models.F("first")), name="event_days_in_order"),
            models.CheckConstraint(condition=Q(kind__in=EventKind.values), name="event_kind_known"),
            models.UniqueConstraint(fields=["name", "first"], name="event_once"),
        ]
        indexes = [models.Index(fields=["first", "last"], name="event_by_days")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The event's page."""
        return reverse("context:event", args=[self.pk])
