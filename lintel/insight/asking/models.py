"""Saved questions with their versions, points of an answer that people talk about, and the log of what was
asked."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from lintel.people.access import may_administer, may_read
from lintel.people.models import User
from lintel.ui.addresses import address


class Audience(models.TextChoices):
    """Who sees a saved question or a dashboard; the figures themselves stay the guards' to give."""

    PRIVATE = "private", "Only me"
    SIDE = "side", "My side"
    ALL = "all", "Everybody"


def shared_with(user: Any) -> Q:
    """What this person may see of things with an owner and an audience."""
    if not may_read(user):
        return Q(pk__in=[])
    return Q(audience=Audience.ALL) | Q(owner=user) | Q(audience=Audience.SIDE, owner__side=user.side)


class QuestionQuerySet(models.QuerySet["Question"]):
    """Reads of saved questions."""

    def visible_to(self, user: Any) -> "QuestionQuerySet":
        """One's own, those of one's side, and those for everybody."""
        return self.filter(shared_with(user))

    def in_use(self) -> "QuestionQuerySet":
        """Those that nobody put away."""
        return self.filter(archived_at=None)


class Question(models.Model):
    """A question that somebody keeps; `text` says `asked` in words."""

    title = models.CharField("Title", max_length=160)
    asked = models.JSONField()
    text = models.CharField(max_length=600)
    purpose = models.CharField(max_length=60)
    audience = models.CharField("Who sees it", max_length=8, choices=Audience.choices, default=Audience.ALL)
    version = models.PositiveIntegerField(default=1)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="questions")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    archived_at = models.DateTimeField(null=True)

    objects = QuestionQuerySet.as_manager()
    commentable = True

    class Meta:
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="question_audience_known")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The permalink of its answer."""
        return address("asking:question", self.pk)


class QuestionVersion(models.Model):
    """What a saved question was at one time."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    asked = models.JSONField()
    text = models.CharField(max_length=600)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["question", "number"], name="question_version_once")]

    def __str__(self) -> str:
        return f"{self.question}, version {self.number}"


class PointQuerySet(models.QuerySet["Point"]):
    """Reads of points."""

    def visible_to(self, user: Any) -> "PointQuerySet":
        """Who sees the question sees what is said about its points."""
        return self.filter(question__in=Question.objects.visible_to(user))


class Point(models.Model):
    """One point of a question's answer, by the values of its splits, so that people can talk about it."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="points")
    key = models.JSONField()  # the values of the splits as text
    label = models.CharField(max_length=300)
    created_at = models.DateTimeField(default=timezone.now)

    objects = PointQuerySet.as_manager()
    commentable = True

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["question", "label"], name="question_point_once")]

    def __str__(self) -> str:
        return f"{self.label} in {self.question}"

    def get_absolute_url(self) -> str:
        """The point's own page with what is said about it."""
        return reverse("asking:point", args=[self.pk])


class Outcome(models.TextChoices):
    """What became of a question."""

    ANSWERED = "answered", "Answered"
    REFUSED = "refused", "Refused"
    ABANDONED = "abandoned", "Not what was looked for"


class Surface(models.TextChoices):
    """Through which door it came."""

    PAGE = "page", "Page"
    API = "api", "API"
    COMMAND = "command", "Command line"


class QuestionAskedQuerySet(models.QuerySet["QuestionAsked"]):
    """Reads of the log."""

    def visible_to(self, user: Any) -> "QuestionAskedQuerySet":
        """One's own questions; office holders see those of their side, administrators all."""
        if not user.is_active:
            return self.none()
        if may_administer(user):
            return self.all()
        if user.is_office_holder:
            return self.filter(Q(person=user) | Q(person__side=user.side))
        return self.filter(person=user)


class QuestionAsked(models.Model):
    """A question as somebody asked it: what, when, alone or with help, what came of it, and how long it took.

    `words` is what was typed or picked; `unknown` the word that stopped it, if one did.
    """

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, db_index=True)
    words = models.CharField(max_length=600)
    asked = models.JSONField(null=True)
    metrics = models.JSONField(default=list)
    purpose = models.CharField(max_length=60)
    surface = models.CharField(max_length=8, choices=Surface.choices)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    with_help = models.BooleanField(default=False)
    unknown = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    missing = models.CharField("What you were looking for", max_length=300, blank=True)
    milliseconds = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    judged_at = models.DateTimeField(null=True)

    objects = QuestionAskedQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "question asked"
        verbose_name_plural = "questions asked"
        indexes = [models.Index(fields=["person", "-at"], name="asked_by_person")]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="asked_outcome_known"),
            models.CheckConstraint(condition=Q(surface__in=Surface.values), name="asked_surface_known"),
        ]

    def __str__(self) -> str:
        return self.words
