"""How much it matters who sees a class of data."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from lintel.estate.inventory.models import Element
from lintel.people.access import may_read
from lintel.people.models import User

USUAL_WEIGHT = 3  # of a class that nobody weighed
WEIGHTS = [
    (1, "1: anybody may know"), (2, "2: for colleagues"), (3, "3: personal or confidential"),
    (4, "4: harm if it gets out"), (5, "5: great harm if it gets out"),
]  # fmt: skip


class DataWeightQuerySet(models.QuerySet["DataWeight"]):
    """Reads of weights."""

    def visible_to(self, user: Any) -> DataWeightQuerySet:
        """Both sides see how much a class of data weighs."""
        return self.all() if may_read(user) else self.none()


class DataWeight(models.Model):
    """The weight of one class of data, from 1 to 5, and why."""

    data = models.OneToOneField(Element, models.CASCADE, related_name="weight", verbose_name="Data class")
    weight = models.PositiveSmallIntegerField(
        "Weight", choices=WEIGHTS, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    why = models.CharField("Why", max_length=300)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = DataWeightQuerySet.as_manager()

    class Meta:
        ordering = ["-weight", "data__name"]
        constraints = [
            models.CheckConstraint(condition=Q(weight__gte=1, weight__lte=5), name="data_weight_in_bounds"),
            models.CheckConstraint(condition=~Q(why=""), name="data_weight_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.data}: {self.weight}"
