"""Data that goes from one system to another: what, by which means, and whether it does."""

from __future__ import annotations

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lintel.estate.inventory.models.element import Element
from lintel.people.access import may_read
from lintel.people.models import User
from lintel.ui.addresses import address


class FlowState(models.TextChoices):
    """Whether data goes through it."""

    PLANNED = "planned", "Planned"
    LIVE = "live", "Works"
    BROKEN = "broken", "Broken"
    RETIRED = "retired", "Switched off"


FLOW_TONES = {"planned": "waiting", "live": "good", "broken": "bad", "retired": "quiet"}


class Means(models.TextChoices):
    """How the data gets there."""

    API = "api", "Interface (API)"
    EVENT = "event", "Events"
    FILE = "file", "Files"
    DATABASE = "database", "Database"
    HAND = "hand", "By hand"


class FlowQuerySet(models.QuerySet["Flow"]):
    """Reads of flows."""

    def visible_to(self, user: Any) -> FlowQuerySet:
        """Both sides see every flow; a stranger none."""
        return self.all() if may_read(user) else self.none()

    def with_ends(self) -> FlowQuerySet:
        """Both systems and the data classes come along."""
        return self.select_related("source", "target").prefetch_related("data")

    def touching(self, element: Element) -> FlowQuerySet:
        """Those that begin or end at an element, or carry it."""
        return self.filter(Q(source=element) | Q(target=element) | Q(data=element)).distinct()


class Flow(models.Model):
    """A data flow between two systems."""

    commentable = True

    name = models.CharField("What goes through it", max_length=160)
    key = models.CharField("Id", max_length=200, blank=True)
    source = models.ForeignKey(Element, models.PROTECT, related_name="flows_out", verbose_name="From")
    target = models.ForeignKey(Element, models.PROTECT, related_name="flows_in", verbose_name="To")
    data = models.ManyToManyField(Element, blank=True, related_name="carried_by", verbose_name="Data classes")
    state = models.CharField("State", max_length=8, choices=FlowState.choices, default=FlowState.LIVE)
    means = models.CharField("How", max_length=8, choices=Means.choices, default=Means.API)
    records_a_day = models.PositiveBigIntegerField(
        "Records a day", null=True, blank=True, validators=[MinValueValidator(0)]
    )
    description = models.TextField("What one should know", max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = FlowQuerySet.as_manager()

    class Meta:
        ordering = ["source__name", "target__name", "name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="flow_has_a_name"),
            models.CheckConstraint(condition=Q(state__in=FlowState.values), name="flow_state_known"),
            models.CheckConstraint(condition=Q(means__in=Means.values), name="flow_means_known"),
            models.CheckConstraint(
                condition=~Q(source=F("target")), name="flow_between_two",
                violation_error_message="A flow goes from one system to another: choose two.",
            ),
            models.UniqueConstraint(
                fields=["source", "target", "name"], name="flow_once",
                violation_error_message="There is such a flow between the two already.",
            ),
            models.UniqueConstraint(
                fields=["key"], condition=~Q(key=""), name="flow_key_once",
                violation_error_message="Another flow has this id already.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.source} → {self.target}: {self.name}"

    def get_absolute_url(self) -> str:
        """The flow's page."""
        return address("inventory:flow", self.pk)

    @property
    def tone(self) -> str:
        """How its state is coloured."""
        return FLOW_TONES[self.state]
