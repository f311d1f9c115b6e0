"""Answers, their alternatives, what the asker replies, and what both offices settle.

The constraints here are the product's promise: a refusal without reason, explanation and alternative cannot
be stored, whichever way it comes.
"""

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Trim
from django.db.models.lookups import Exact, GreaterThan
from django.urls import reverse

from lintel.audit.sides import Office
from lintel.intake.models.requests import Request
from lintel.people.models import User


class AnswerKind(models.TextChoices):
    """The four answers. “No” is not among them."""

    YES = "yes", "Yes"
    YES_IF = "yes_if", "Yes, if …"
    LATER = "later", "Later"
    ANOTHER_WAY = "another_way", "Another way"


class Reason(models.TextChoices):
    """Why something is not done as it was asked for."""

    BUDGET = "budget", "Budget"
    CAPACITY = "capacity", "Capacity"
    SECURITY = "security", "Security or privacy"
    ARCHITECTURE = "architecture", "Fit with the architecture"
    DUPLICATE = "duplicate", "We have something like it"
    LAW = "law", "Law"
    VALUE = "value", "Value unclear"


class AlternativeKind(models.TextChoices):
    """What kind of way an alternative is."""

    REUSE = "reuse", "Reuse what we have"
    SMALLER = "smaller_first_step", "A smaller first step"
    DO_IT_YOURSELF = "do_it_yourself", "Do it yourself, within guardrails"
    BUY = "buy", "Buy it"
    WAIT = "wait_until", "Wait until"


def _written(field: str) -> Any:
    """The text holds more than spaces."""
    return GreaterThan(Length(Trim(F(field))), 0)


class AlternativeQuerySet(models.QuerySet["Alternative"]):
    """Reads of alternatives."""

    def visible_to(self, user: Any) -> "AlternativeQuerySet":
        """Those of visible requests."""
        return self.filter(request__in=Request.objects.visible_to(user))


class Alternative(models.Model):
    """Another way to what was asked for, with its cost and its date. It is written before the answer."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="alternatives")
    round = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField("Kind", max_length=20, choices=AlternativeKind.choices)
    what = models.TextField("What would be done instead?", max_length=2_000)
    reuses = models.CharField("Which system is reused?", max_length=200, blank=True)
    cost = models.DecimalField("Cost", max_digits=14, decimal_places=2, validators=[MinValueValidator(0)])
    currency = models.CharField("Currency", max_length=3, default="EUR")
    ready_by = models.DateField("Ready by")

    objects = AlternativeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=AlternativeKind.values), name="alternative_kind_known"
            ),
            models.CheckConstraint(condition=_written("what"), name="alternative_says_what"),
            models.CheckConstraint(condition=Q(cost__gte=0), name="alternative_cost_not_negative"),
            models.CheckConstraint(condition=Exact(Length("currency"), 3), name="alternative_currency"),
        ]
        indexes = [models.Index(fields=["request", "round"], name="alternative_of_round")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.what[:80]}"

    def get_absolute_url(self) -> str:
        """Where it stands on its request's page."""
        return f"{reverse('intake:request', args=[self.request_id])}#alternative-{self.pk}"

    def content(self) -> dict[str, Any]:
        """What a settlement that rests on it covers."""
        return {
            "kind": self.kind,
            "what": self.what,
            "reuses": self.reuses,
            "cost": self.cost,
            "currency": self.currency,
            "ready_by": self.ready_by,
        }


class Answer(models.Model):
    """What the asked office says in one round; never changed afterwards. `by` is empty only when imported."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="answers")
    round = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=16, choices=AnswerKind.choices)
    reason_type = models.CharField(max_length=16, choices=Reason.choices, blank=True)
    explanation = models.TextField(max_length=10_000, blank=True)
    conditions = models.TextField(max_length=10_000, blank=True)
    revisit_on = models.DateField(null=True, blank=True)
    lead_alternative = models.OneToOneField(
        Alternative, on_delete=models.PROTECT, null=True, blank=True, related_name="leads"
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="answers")
    at = models.DateTimeField()
    due = models.DateField()
    # Figures group by these and read nothing else; see the index.
    office = models.CharField(max_length=16, choices=Office.choices)
    month = models.DateField()
    in_time = models.BooleanField()

    class Meta:
        ordering = ["round"]
        constraints = [
            models.UniqueConstraint(fields=["request", "round"], name="one_answer_per_round"),
            models.CheckConstraint(condition=Q(kind__in=AnswerKind.values), name="answer_is_never_a_bare_no"),
            models.CheckConstraint(
                condition=Q(reason_type__in=["", *Reason.values]), name="answer_reason_known"
            ),
            models.CheckConstraint(condition=Q(office__in=Office.values), name="answer_office_known"),
            models.CheckConstraint(
                condition=~Q(kind=AnswerKind.ANOTHER_WAY)
                | (
                    Q(reason_type__in=Reason.values)
                    & _written("explanation")
                    & Q(lead_alternative__isnull=False)
                ),
                name="refusal_has_reason_explanation_and_alternative",
            ),
            models.CheckConstraint(
                condition=~Q(kind=AnswerKind.YES_IF) | _written("conditions"),
                name="yes_if_says_the_condition",
            ),
            models.CheckConstraint(
                condition=~Q(kind=AnswerKind.LATER) | (Q(revisit_on__isnull=False) & _written("explanation")),
                name="later_has_a_date_and_an_explanation",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "month", "kind", "reason_type", "in_time"], name="answer_figures")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} to {self.request}"


class ReplyKind(models.TextChoices):
    """What the asker says to an answer."""

    ACCEPT = "accept", "Accepted"
    COUNTER = "counter", "Counter-offer"
    ESCALATE = "escalate", "Brought to both offices"


class Reply(models.Model):
    """The asker's word on one answer; never changed afterwards. `by` is empty only when imported."""

    answer = models.OneToOneField(Answer, on_delete=models.PROTECT, related_name="reply")
    kind = models.CharField(max_length=16, choices=ReplyKind.choices)
    text = models.TextField(max_length=10_000, blank=True)
    alternative = models.ForeignKey(
        Alternative, on_delete=models.PROTECT, null=True, blank=True, related_name="acceptances"
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="replies")
    at = models.DateTimeField()
    # Figures group by these and read nothing else; see the index.
    office = models.CharField(max_length=16, choices=Office.choices)
    month = models.DateField()
    answer_kind = models.CharField(max_length=16, choices=AnswerKind.choices)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "replies"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ReplyKind.values), name="reply_kind_known"),
            models.CheckConstraint(
                condition=Q(kind=ReplyKind.ACCEPT) | _written("text"), name="counter_and_escalation_say_why"
            ),
            models.CheckConstraint(
                condition=~Q(kind=ReplyKind.ACCEPT, answer_kind=AnswerKind.ANOTHER_WAY)
                | Q(alternative__isnull=False),
                name="another_way_is_accepted_by_alternative",
            ),
        ]
        indexes = [models.Index(fields=["office", "month", "kind", "answer_kind"], name="reply_figures")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.answer}"


class Settlement(models.Model):
    """What both offices agree on after an escalation; it counts once both keys are put to one version."""

    request = models.OneToOneField(Request, on_delete=models.PROTECT, related_name="settlement")
    text = models.TextField("What do the two offices agree on?", max_length=10_000)
    alternative = models.ForeignKey(
        Alternative, on_delete=models.PROTECT, null=True, blank=True, related_name="settlements"
    )
    makes_work = models.BooleanField("This becomes work in the backlog", default=True)
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=_written("text"), name="settlement_has_a_text")]

    def __str__(self) -> str:
        return f"Settlement of {self.request}"

    def get_absolute_url(self) -> str:
        """Where it is read and signed."""
        return reverse("intake:settlement", args=[self.request_id])

    def content(self) -> dict[str, Any]:
        """Everything that the two keys cover."""
        return {
            "request": self.request_id,
            "title": self.request.title,
            "description": self.request.description,
            "text": self.text,
            "alternative": self.alternative and self.alternative.content(),
            "makes_work": self.makes_work,
        }
