"""Disparities: two things that clash, and the proposal that came of them."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lintel.people.access import may_read
from lintel.people.models import User
from lintel.ui.addresses import address


class DisparityQuerySet(models.QuerySet["Disparity"]):
    """Reads of disparities."""

    def visible_to(self, user: Any) -> "DisparityQuerySet":
        """Everybody with a role."""
        return self.all() if user.is_active and may_read(user) else self.none()


class Disparity(models.Model):
    """Two expectations, answers or definitions that clash; in one step they become a proposal of both."""

    commentable = True

    title = models.CharField("What could come of it?", max_length=200)
    clash = models.TextField("Where do the two differ, and what is worth keeping of each?", max_length=10_000)
    first_type = models.CharField(max_length=60)
    first_id = models.CharField(max_length=40)
    second_type = models.CharField(max_length=60)
    second_id = models.CharField(max_length=40)
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="disparities")
    raised_at = models.DateTimeField(default=timezone.now)
    work_type = models.CharField(max_length=60, blank=True)
    work_id = models.CharField(max_length=40, blank=True)

    objects = DisparityQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "disparities"
        constraints = [
            models.CheckConstraint(
                condition=~Q(first_type=F("second_type")) | ~Q(first_id=F("second_id")),
                name="disparity_of_two_things",
            ),
            models.CheckConstraint(condition=~Q(title="") & ~Q(clash=""), name="disparity_says_something"),
            models.UniqueConstraint(
                fields=["first_type", "first_id", "second_type", "second_id"], name="one_disparity_per_pair"
            ),
        ]
        indexes = [models.Index(fields=["work_type", "work_id"], name="disparity_of_work")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The disparity's page."""
        return address("fuel:disparity", self.pk)

    @property
    def origin_keys(self) -> list[tuple[str, str]]:
        """Types and keys of the two."""
        return [(self.first_type, self.first_id), (self.second_type, self.second_id)]
