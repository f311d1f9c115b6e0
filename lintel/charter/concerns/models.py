"""Concerns and the rounds in which the other side plays them back."""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lintel.audit.sides import Office
from lintel.people.access import may_read, may_work
from lintel.people.models import User
from lintel.ui.addresses import address
from lintel.ui.saying import days_since


class Kind(models.TextChoices):
    """What a concern is about; marketing and IT are chartered with different ones."""

    COST = "cost", "Cost"
    ACCESS_RISK = "access_risk", "Access risk"
    RESILIENCE = "resilience", "Resilience"
    LAW = "law", "Law and privacy"
    SPEED = "speed", "Speed"
    GROWTH = "growth", "Growth"
    CUSTOMER_EXPERIENCE = "customer_experience", "Customer experience"
    SKILLS = "skills", "Skills and capacity"
    OTHER = "other", "Something else"


class State(models.TextChoices):
    """Where a concern stands."""

    STATED = "stated", "Stated"
    PLAYED_BACK = "played_back", "Played back"
    UNDERSTOOD = "understood", "Understood"
    LAID_TO_REST = "laid_to_rest", "Laid to rest"


class Verdict(models.TextChoices):
    """What its owner says to a play-back."""

    UNDERSTOOD = "understood", "Understood"
    CORRECTED = "corrected", "Corrected"


class ConcernQuerySet(models.QuerySet["Concern"]):
    """Reads of concerns."""

    def visible_to(self, user: Any) -> "ConcernQuerySet":
        """Everybody with a role: a concern that the other side does not see is what this is against."""
        return self.all() if user.is_active and may_read(user) else self.none()

    def waiting_for(self, user: User) -> "ConcernQuerySet":
        """Those to play back for the person's side, and play-backs of their own concerns to judge."""
        if not may_work(user):
            return self.none()
        mine = Q(owner=user) | Q(office=user.side) if user.is_office_holder else Q(owner=user)
        to_judge = Q(state=State.PLAYED_BACK, office=user.side) & mine
        return self.filter(to_judge | (Q(state=State.STATED) & ~Q(office=user.side)))


class Concern(models.Model):
    """What worries one side, in its own words. An edit asks for a new play-back."""

    commentable = True

    office = models.CharField("Whose concern", max_length=16, choices=Office.choices)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="concerns")
    kind = models.CharField("About", max_length=24, choices=Kind.choices)
    title = models.CharField("What worries you?", max_length=200)
    text = models.TextField("What could happen, and whom would it hit?", max_length=10_000)
    state = models.CharField(max_length=16, choices=State.choices, default=State.STATED)
    version = models.PositiveIntegerField(default=1)
    round = models.PositiveSmallIntegerField(default=1)
    step = models.PositiveIntegerField(default=0)
    waiting_since = models.DateTimeField(default=timezone.now)
    understood_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    understood_version = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(office__in=Office.values), name="concern_office_known"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="concern_kind_known"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="concern_state_known"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="concern_says_something"),
            models.CheckConstraint(
                condition=~Q(state=State.UNDERSTOOD)
                | Q(understood_by__isnull=False, understood_version=F("version")),
                name="understood_as_worded_now",
            ),
        ]
        indexes = [models.Index(fields=["state", "office"], name="concern_of_state")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The concern's page."""
        return address("concerns:concern", self.pk)

    def content(self) -> dict[str, Any]:
        """What a play-back speaks of."""
        return {"office": self.office, "kind": self.kind, "title": self.title, "text": self.text}

    @property
    def awaits(self) -> str:
        """The office whose word is missing, or nothing."""
        if self.state == State.STATED:
            return Office(self.office).other.value
        return self.office if self.state == State.PLAYED_BACK else ""

    def silent_days(self, today: dt.date) -> int:
        """For how long that word has been awaited."""
        return days_since(self.waiting_since, today) if self.awaits else 0


class PlayBack(models.Model):
    """The other side's words for the concern in one round, and what its owner said to them."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="play_backs")
    round = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField()
    content_hash = models.CharField(max_length=64)
    concern_office = models.CharField(max_length=16, choices=Office.choices)
    office = models.CharField(max_length=16, choices=Office.choices)
    text = models.TextField(max_length=10_000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    verdict = models.CharField(max_length=16, choices=Verdict.choices, blank=True)
    correction = models.TextField(max_length=10_000, blank=True)
    judged_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    judged_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["round"]
        constraints = [
            models.UniqueConstraint(fields=["concern", "round"], name="one_play_back_per_round"),
            models.CheckConstraint(
                condition=~Q(office=F("concern_office")), name="played_back_by_the_other_side"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="play_back_says_something"),
            models.CheckConstraint(
                condition=Q(judged_by=None) | ~Q(judged_by=F("by")), name="nobody_judges_their_own_play_back"
            ),
            models.CheckConstraint(
                condition=Q(verdict="", judged_by=None)
                | Q(verdict=Verdict.UNDERSTOOD, judged_by__isnull=False)
                | (Q(verdict=Verdict.CORRECTED, judged_by__isnull=False) & ~Q(correction="")),
                name="verdict_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"Round {self.round} of {self.concern_id}"
