"""One change that a plateau brings."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from lintel.estate.blueprint.models.amendment import Amendment, AmendmentState
from lintel.estate.blueprint.models.plateau import Plateau
from lintel.estate.inventory.models import Element, Flow
from lintel.people.access import may_read
from lintel.people.models import User


class ChangeKind(models.TextChoices):
    """What is changed."""

    ADD = "add", "Bring something new"
    RETIRE = "retire", "Take something out of use"
    REPLACE = "replace", "Replace one by another"
    JOIN = "join", "Join two"
    PART = "part", "Part two"
    FLOW = "flow", "Let data flow"
    END_FLOW = "end_flow", "End a data flow"
    ADJUST = "adjust", "Change dates, cost or importance"
    DROP = "drop", "Drop what is planned"


# What each kind says. Numbers of elements are those of the inventory, or the negative number of the change
# that brings what is not there yet. Money is text, so that it has one canonical form.
FACTS: dict[str, tuple[str, ...]] = {
    ChangeKind.ADD: (
        "kind", "name", "description", "criticality", "cost", "business_owner", "technical_owner",
    ),
    ChangeKind.RETIRE: ("element",),
    ChangeKind.REPLACE: ("element", "by"),
    ChangeKind.JOIN: ("source", "relation", "target", "instead"),
    ChangeKind.PART: ("source", "relation", "target"),
    ChangeKind.FLOW: ("source", "target", "name", "means", "data", "records_a_day"),
    ChangeKind.END_FLOW: ("flow",),
    ChangeKind.ADJUST: ("element", "phase_out_from", "retired_from", "criticality", "cost"),
    ChangeKind.DROP: ("change",),  # only in suggestions; of one plateau with what it drops
}  # fmt: skip


class ChangeQuerySet(models.QuerySet["Change"]):
    """Reads of changes."""

    def visible_to(self, user: Any) -> ChangeQuerySet:
        """Both sides see every change."""
        return self.all() if may_read(user) else self.none()

    def counting(self) -> ChangeQuerySet:
        """Those that are planned: in the draft, or suggested and accepted, and not dropped since."""
        rows = self.filter(Q(amendment=None) | Q(amendment__state=AmendmentState.ACCEPTED))
        return rows.filter(dropped_at=None).exclude(kind=ChangeKind.DROP)

    def in_order(self) -> ChangeQuerySet:
        """As they are carried out: plateau by plateau, each change from when it counts."""
        counts_from = Coalesce("amendment__answered_at", "made_at")
        return self.order_by("plateau__day", "plateau_id", counts_from, "pk")


class Change(models.Model):
    """A change within a plateau. What is new goes by its negative number until it is carried out, and by
    the number of the inventory's entry (`made` or, for a flow, `made_flow`) from then on. One that an
    accepted suggestion dropped stays, so that the suggestion can still be read."""

    plateau = models.ForeignKey(Plateau, models.PROTECT, related_name="changes")
    amendment = models.ForeignKey(
        Amendment, models.PROTECT, null=True, blank=True, related_name="changes",
    )  # fmt: skip
    kind = models.CharField("What changes", max_length=8, choices=ChangeKind.choices)
    facts = models.JSONField(default=dict)
    note = models.CharField("Why", max_length=500, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    carried_out_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    made = models.ForeignKey(Element, models.PROTECT, null=True, blank=True, related_name="+")
    made_flow = models.ForeignKey(Flow, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ChangeKind.values), name="change_kind_known"),
            models.CheckConstraint(
                condition=Q(dropped_at=None) | Q(carried_out_at=None), name="dropped_is_not_carried_out"
            ),
            models.CheckConstraint(
                condition=~Q(kind=ChangeKind.DROP) | Q(amendment__isnull=False), name="dropping_is_suggested"
            ),
            models.CheckConstraint(
                condition=Q(made=None) | Q(carried_out_at__isnull=False), name="made_when_carried_out"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.plateau}"

    def get_absolute_url(self) -> str:
        """Where it stands: with its plateau, or in the suggestion it is part of."""
        return (self.amendment or self.plateau).get_absolute_url()
