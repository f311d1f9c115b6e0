"""Dashboards, what is pinned to them, and who has them sent."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from lintel.insight.asking.models import Audience, Question, shared_with
from lintel.people.models import User
from lintel.ui.addresses import address

MOST_TILES = 24


class DashboardQuerySet(models.QuerySet["Dashboard"]):
    """Reads of dashboards."""

    def visible_to(self, user: Any) -> "DashboardQuerySet":
        """One's own, those of one's side, and those for everybody."""
        return self.filter(shared_with(user))

    def in_use(self) -> "DashboardQuerySet":
        """Those that nobody put away."""
        return self.filter(archived_at=None)

    def counted(self) -> "DashboardQuerySet":
        """With the number of what is pinned, in `pinned`."""
        return self.select_related("owner").annotate(pinned=models.Count("tiles"))


class Dashboard(models.Model):
    """Answers side by side. `period` and `where` stand for all of them unless a reader chooses others;
    without a period each tile keeps its own."""

    title = models.CharField("Title", max_length=120)
    description = models.TextField("What it is for", max_length=1000, blank=True)
    audience = models.CharField("Who sees it", max_length=8, choices=Audience.choices, default=Audience.ALL)
    period = models.CharField("Period", max_length=60, blank=True)
    where = models.JSONField(default=list)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="dashboards")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    archived_at = models.DateTimeField(null=True)

    objects = DashboardQuerySet.as_manager()
    commentable = True

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="dashboard_audience_known")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The dashboard's page."""
        return address("dashboards:dashboard", self.pk)


class Tile(models.Model):
    """A saved question on a dashboard; `position` is its place, in steps that leave room."""

    dashboard = models.ForeignKey(Dashboard, on_delete=models.CASCADE, related_name="tiles")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="tiles")
    position = models.PositiveIntegerField()
    wide = models.BooleanField("Over the whole width", default=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["dashboard", "question"], name="pinned_once")]

    def __str__(self) -> str:
        return f"{self.question} on {self.dashboard}"


class Rhythm(models.TextChoices):
    """How often a dashboard is sent."""

    DAILY = "daily", "Every morning"
    WEEKLY = "weekly", "Every Monday"
    MONTHLY = "monthly", "On the first of the month"


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    """Reads of subscriptions."""

    def visible_to(self, user: Any) -> "SubscriptionQuerySet":
        """One's own."""
        return self.filter(person=user)

    def due(self, now: Any) -> "SubscriptionQuerySet":
        """Those whose next moment has come."""
        return self.filter(next_at__lte=now, dashboard__archived_at=None, person__is_active=True)


class Subscription(models.Model):
    """Somebody has a dashboard sent by e-mail, with what they may see of it."""

    dashboard = models.ForeignKey(Dashboard, on_delete=models.CASCADE, related_name="subscriptions")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="subscriptions")
    rhythm = models.CharField("How often", max_length=8, choices=Rhythm.choices, default=Rhythm.WEEKLY)
    next_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["dashboard", "person"], name="one_subscription_each"),
            models.CheckConstraint(condition=Q(rhythm__in=Rhythm.values), name="subscription_rhythm_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.dashboard}"
