"""Rounds in which the owners of systems say of each grant whether it stays, gets narrower or ends."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone

from lintel.estate.access.models.grant import Grant, Right
from lintel.people.access import may_read
from lintel.people.models import User
from lintel.ui.addresses import address


class Answer(models.TextChoices):
    """What an owner says about a grant."""

    KEEP = "keep", "Keep it"
    NARROW = "narrow", "Narrow it"
    REMOVE = "remove", "Remove it"


class CampaignQuerySet(models.QuerySet["Campaign"]):
    """Reads of campaigns."""

    def visible_to(self, user: Any) -> CampaignQuerySet:
        """Both sides see what was asked and how far it came."""
        return self.all() if may_read(user) else self.none()

    def counted(self) -> CampaignQuerySet:
        """With `asked`, `answered`, and how many are to be kept, narrowed and removed."""
        said = {
            answer.value: Count("questions", filter=Q(questions__answer=answer.value)) for answer in Answer
        }
        return self.annotate(
            asked=Count("questions"),
            answered=Count("questions", filter=~Q(questions__answer="")),
            **said,
        )


class Campaign(models.Model):
    """One round of attestation, until a day. `scope` says in words which grants it is about; `unowned` how
    many of them have no owner who could be asked."""

    commentable = True

    title = models.CharField("Campaign", max_length=160)
    introduction = models.TextField("What you ask them to look at", max_length=2000, blank=True)
    scope = models.CharField("About", max_length=500)
    due_on = models.DateField("Answer by")
    unowned = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="campaign_has_a_title")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The campaign's page."""
        return address("reach:campaign", self.pk)

    def is_overdue(self, day: dt.date) -> bool:
        """Whether its day has passed while it is open."""
        return self.closed_at is None and self.due_on < day


class AttestationQuerySet(models.QuerySet["Attestation"]):
    """Reads of questions."""

    def visible_to(self, user: Any) -> AttestationQuerySet:
        """Both sides see who was asked what."""
        return self.all() if may_read(user) else self.none()

    def open_for(self, user: Any) -> AttestationQuerySet:
        """What waits for this person's answer."""
        return self.filter(person=user, answer="", campaign__closed_at=None)

    def with_parts(self) -> AttestationQuerySet:
        """Campaign, grant with both ends, and the people, without names of single persons let in."""
        return self.select_related(
            "campaign", "grant__party", "grant__system", "person", "first_asked"
        ).defer("grant__party__names")  # fmt: skip

    def findings(self) -> AttestationQuerySet:
        """What owners want to be narrowed or removed."""
        return self.filter(answer__in=(Answer.NARROW, Answer.REMOVE))


class Attestation(models.Model):
    """One owner is asked about one grant. `right` is what it allowed when it was asked; `person` is who is to
    answer now, `first_asked` who was asked first where it was passed on."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="questions")
    grant = models.ForeignKey(Grant, models.PROTECT, related_name="questions")
    right = models.CharField(max_length=10, choices=Right.choices)
    score = models.DecimalField("Score when asked", max_digits=9, decimal_places=1, default=0)
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    first_asked = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.CharField("Answer", max_length=6, choices=Answer.choices, blank=True)
    narrow_to = models.CharField("Narrow it to", max_length=10, choices=Right.choices, blank=True)
    remove_by = models.DateField("Remove it by", null=True, blank=True)
    evidence = models.TextField("Evidence", max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects = AttestationQuerySet.as_manager()

    class Meta:
        ordering = ["campaign", "grant__system__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "grant", "person"], name="attestation_asked_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | ~Q(answer="") & Q(answered_at__isnull=False),
                name="attestation_answered_or_open",
            ),
            models.CheckConstraint(
                condition=(
                    (Q(answer=Answer.NARROW) & ~Q(narrow_to="") | ~Q(answer=Answer.NARROW) & Q(narrow_to=""))
                    & (Q(remove_by=None) | Q(answer=Answer.REMOVE))
                ),
                name="attestation_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grant}, {self.person}"

    def get_absolute_url(self) -> str:
        """Its campaign."""
        return address("reach:campaign", self.campaign_id)
