"""What people say about the things of the house, whom they name, and what they follow."""

from typing import Any

from django.db import models
from django.utils import timezone

from lintel.audit.models import type_label
from lintel.people.models.people import User
from lintel.ui.addresses import address


class CommentQuerySet(models.QuerySet["Comment"]):
    """Reads of comments; whoever may see the thing may see what is said about it."""

    def on(self, thing: models.Model) -> "CommentQuerySet":
        """Comments on a thing, oldest first."""
        return (
            self.filter(object_type=type_label(thing), object_id=str(thing.pk))
            .select_related("author")
            .order_by("pk")
        )


class Comment(models.Model):
    """What somebody says about any thing of the house."""

    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="comments")
    text = models.TextField(max_length=10_000)
    at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="comment_lookup")]

    def __str__(self) -> str:
        return f"{self.author}: {self.text[:60]}"

    def get_absolute_url(self) -> str:
        """Leads to the comment on the page of what it is about."""
        return address("people:comment", self.pk)


class MentionQuerySet(models.QuerySet["Mention"]):
    """Reads of mentions."""

    def visible_to(self, user: Any) -> "MentionQuerySet":
        """Where one was named oneself."""
        return self.filter(person=user, comment__removed_at=None).select_related("comment__author")

    def waiting_for(self, user: Any) -> "MentionQuerySet":
        """Where this person was named and has not looked yet, newest first."""
        return self.visible_to(user).filter(seen_at=None).order_by("-pk")


class Mention(models.Model):
    """Somebody was named with @ in a comment."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="mentions")
    seen_at = models.DateTimeField(null=True)

    objects = MentionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "person"], name="one_mention_per_comment")]
        indexes = [models.Index(fields=["person", "seen_at", "-id"], name="mention_waiting")]

    def __str__(self) -> str:
        return f"@{self.person}"


class WatchQuerySet(models.QuerySet["Watch"]):
    """Reads of who follows what."""

    def on(self, thing: models.Model) -> "WatchQuerySet":
        """Those who follow a thing and may still sign in."""
        return self.filter(
            object_type=type_label(thing), object_id=str(thing.pk), person__is_active=True
        ).select_related("person")

    def visible_to(self, user: Any) -> "WatchQuerySet":
        """What one follows oneself, newest first."""
        return self.filter(person=user).order_by("-pk")


class Watch(models.Model):
    """Somebody follows a thing."""

    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="watches")

    objects = WatchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["object_type", "object_id", "person"], name="one_watch_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} follows {self.object_type} {self.object_id}"
