"""The one vision, and every wording it ever had."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from lintel.people.access import may_read
from lintel.people.models import User
from lintel.ui.addresses import address

ONLY = 1  # there is one vision, so its key is known


class VisionQuerySet(models.QuerySet[Any]):
    """Reads of the vision and its versions."""

    def visible_to(self, user: Any) -> "VisionQuerySet":
        """Everybody with a role."""
        return self.all() if user.is_active and may_read(user) else self.none()


class Vision(models.Model):
    """What the marketing-technology platform is for. It holds once both offices have signed this version."""

    commentable = True

    text = models.TextField("What is the platform for?", max_length=10_000)
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = VisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=ONLY), name="one_vision"),
            models.CheckConstraint(condition=~Q(text=""), name="vision_says_something"),
        ]

    def __str__(self) -> str:
        return "The vision"

    def get_absolute_url(self) -> str:
        """Where it is read and signed."""
        return reverse("vision:vision")

    def content(self) -> dict[str, Any]:
        """What a signature covers."""
        return {"text": self.text}


class VisionVersion(models.Model):
    """One wording of the vision, kept as it was written."""

    vision = models.ForeignKey(Vision, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    text = models.TextField(max_length=10_000)
    why = models.TextField(max_length=2_000, blank=True)
    content_hash = models.CharField(max_length=64)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = VisionQuerySet.as_manager()

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["vision", "version"], name="one_vision_text_per_version")
        ]

    def __str__(self) -> str:
        return f"Version {self.version}"

    def get_absolute_url(self) -> str:
        """Its own page, with what it changed."""
        return address("vision:version", self.version)
