"""Short lessons, attached to the words of the vocabulary."""

from typing import Any

from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from lintel.people.access import may_read
from lintel.people.models import User


class LessonQuerySet(models.QuerySet["Lesson"]):
    """Reads of lessons."""

    def visible_to(self, user: Any) -> "LessonQuerySet":
        """Everybody with a role may learn."""
        return self.select_related("changed_by") if may_read(user) else self.none()

    def in_use(self) -> "LessonQuerySet":
        """Those that are offered."""
        return self.filter(archived_at=None)


class Lesson(models.Model):
    """A lesson of a minute. `words` are those by which it is found where somebody is stuck; `metrics` the
    slugs of metrics that it explains; `example` a question to try at once."""

    title = models.CharField("Title", max_length=120)
    text = models.TextField("Lesson", max_length=4000)
    words = models.JSONField("Words", default=list)
    metrics = models.JSONField("Metrics", default=list)
    example = models.CharField("Question to try", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)
    archived_at = models.DateTimeField(null=True)

    objects = LessonQuerySet.as_manager()
    commentable = True

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                Lower("title"), condition=models.Q(archived_at=None), name="lesson_title_once"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The lesson's page."""
        return reverse("learning:lesson", args=[self.pk])
