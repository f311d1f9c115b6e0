"""The words of the conversation: where it stands, what is said in it, and the columns of a wording."""

from typing import Any

from django.db import models

from lintel.charter.expectations.wording import FIELDS, Comparison


class State(models.TextChoices):
    """Where the conversation stands."""

    DRAFT = "draft", "Draft"
    OFFERED = "offered", "Offered"
    COUNTERED = "countered", "Counter-offer"
    DECLINED = "declined", "Declined"
    ACCEPTED = "accepted", "Accepted"
    DECLARED = "declared", "Declared complete"
    SATISFIED = "satisfied", "Satisfied"
    REVOKED = "revoked", "Revoked"


ON_THE_TABLE = (State.OFFERED, State.COUNTERED)
COUNTED = (State.ACCEPTED, State.DECLARED, State.SATISFIED)
APART = (State.OFFERED, State.COUNTERED, State.DECLINED)  # said, and not agreed


class StepKind(models.TextChoices):
    """What somebody says in the conversation."""

    OFFER = "offer", "Offered"
    REWORD = "reword", "Reworded"
    COUNTER = "counter", "Counter-offer"
    ACCEPT = "accept", "Accepted"
    DECLINE = "decline", "Declined"
    PROMISE = "promise", "Promised an answer"
    DECLARE = "declare", "Declared complete"
    SATISFY = "satisfy", "Declared satisfied"
    MISSING = "missing", "Said what is missing"
    RENEGOTIATE = "renegotiate", "Renegotiates"
    REVOKE = "revoke", "Revoked"
    NOTICE = "notice", "Notice taken"


class Worded(models.Model):
    """The columns of a wording."""

    title = models.CharField("What is expected?", max_length=200)
    details = models.TextField("What is it about?", max_length=10_000, blank=True)
    condition = models.TextField("Condition of satisfaction", max_length=5_000, blank=True)
    metric = models.CharField("Metric", max_length=80, blank=True)
    comparison = models.CharField("Compared", max_length=16, choices=Comparison.choices, blank=True)
    target = models.DecimalField("Target", max_digits=20, decimal_places=6, null=True, blank=True)
    due_on = models.DateField("By when", null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    def words(self) -> dict[str, Any]:
        """The wording by column."""
        return {name: getattr(self, name) for name in FIELDS}

    @property
    def measure_text(self) -> str:
        """`delivery_days at most 3`, or nothing without a metric."""
        if not self.metric or self.target is None:
            return ""
        return f"{self.metric} {Comparison(self.comparison).label} {self.target.normalize():f}"
