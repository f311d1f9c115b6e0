"""Plateaus: the estate as it stands, the steps, and as it shall be."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone

from lintel.people.access import may_read
from lintel.people.models import User
from lintel.ui.addresses import address


class PlateauQuerySet(models.QuerySet["Plateau"]):
    """Reads of plateaus."""

    def visible_to(self, user: Any) -> PlateauQuerySet:
        """Both sides see what is planned; a stranger does not."""
        return self.all() if may_read(user) else self.none()

    def counted(self) -> PlateauQuerySet:
        """With `planned` and `carried_out`, how many changes count and how many of them are done."""
        counts = Q(changes__amendment=None) | Q(changes__amendment__state="accepted")
        counts &= Q(changes__dropped_at=None) & ~Q(changes__kind="drop")
        return self.annotate(
            planned=Count("changes", filter=counts),
            carried_out=Count("changes", filter=counts & Q(changes__carried_out_at__isnull=False)),
        )


class Plateau(models.Model):
    """A state of the estate in which one can stay for a while. Its day orders it among the others: what is
    planned for a plateau holds for all that come later."""

    commentable = True

    name = models.CharField("Plateau", max_length=120)
    day = models.DateField("Reached on", unique=True, error_messages={
        "unique": "There is a plateau on that day already: give this one another day.",
    })  # fmt: skip
    note = models.TextField("What is reached then", max_length=4000, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = PlateauQuerySet.as_manager()

    class Meta:
        ordering = ["day", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="plateau_has_a_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The plateau's page."""
        return address("blueprint:plateau", self.pk)
