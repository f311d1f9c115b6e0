"""Surveys: owners are asked whether what stands about their elements is still right."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone

from lintel.estate.inventory.models.element import Element
from lintel.people.access import may_read
from lintel.people.models import User
from lintel.ui.addresses import address


class Answer(models.TextChoices):
    """What an owner says about an entry."""

    RIGHT = "right", "It is right"
    CHANGED = "changed", "It was wrong, and is corrected"
    NOT_MINE = "not_mine", "It is not mine"
    GONE = "gone", "It is gone"


class SurveyQuerySet(models.QuerySet["Survey"]):
    """Reads of surveys."""

    def visible_to(self, user: Any) -> SurveyQuerySet:
        """Both sides see which surveys there are and how far they came."""
        return self.all() if may_read(user) else self.none()

    def counted(self) -> SurveyQuerySet:
        """With `asked` and `answered`."""
        return self.annotate(
            asked=Count("asks"), answered=Count("asks", filter=Q(asks__answered_at__isnull=False))
        )


class Survey(models.Model):
    """One round of asking owners to look at their entries, until a day."""

    title = models.CharField("Survey", max_length=160)
    introduction = models.TextField("What you ask them to look at", max_length=2000, blank=True)
    due_on = models.DateField("Answer by")
    created_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="survey_has_a_title")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The survey's page."""
        return address("inventory:survey", self.pk)

    def is_overdue(self, day: dt.date) -> bool:
        """Whether its day has passed while it is open."""
        return self.closed_at is None and self.due_on < day


class AskQuerySet(models.QuerySet["Ask"]):
    """Reads of what was asked."""

    def open_for(self, user: Any) -> AskQuerySet:
        """What waits for this person's answer."""
        return self.filter(person=user, answered_at=None, survey__closed_at=None)


class Ask(models.Model):
    """One owner is asked about one element. The answer stands for the version that was read."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="asks")
    element = models.ForeignKey(Element, models.CASCADE, related_name="asks")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    answer = models.CharField("Answer", max_length=8, choices=Answer.choices, blank=True)
    version = models.PositiveIntegerField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects = AskQuerySet.as_manager()

    class Meta:
        ordering = ["element__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "element", "person"], name="asked_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, version=None)
                | Q(answer__in=Answer.values, answered_at__isnull=False, version__isnull=False),
                name="answered_or_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.element}, {self.person}"
