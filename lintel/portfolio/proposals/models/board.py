"""Where approved work stands, and how the one order was rearranged."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from lintel.portfolio.proposals.models.querysets import BoardColumnQuerySet, ReorderingQuerySet


class BoardColumn(models.Model):
    """A column of the board. More than `wip_limit` proposals in it is a sign to finish before beginning."""

    name = models.CharField("Name", max_length=60)
    position = models.PositiveSmallIntegerField(default=0)
    wip_limit = models.PositiveSmallIntegerField(
        "Limit of work in progress",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(999)],
        help_text="How many proposals may stand here at once; empty for no limit.",
    )
    finishes = models.BooleanField("What arrives here is done", default=False)

    objects = BoardColumnQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="column_name_once",
                violation_error_message="There is a column of that name already.",
            ),
            models.CheckConstraint(
                condition=Q(wip_limit=None) | Q(wip_limit__gte=1), name="column_limit_positive"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The board."""
        return reverse("portfolio:board")


class Reordering(models.Model):
    """The backlog was put in the order of a score or a session; the order before is kept, to be restored."""

    basis = models.CharField(
        max_length=10, choices=[("wsjf", "WSJF"), ("rice", "RICE"), ("session", "a backlog session")]
    )
    before = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)

    objects = ReorderingQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"by {self.get_basis_display()}"
