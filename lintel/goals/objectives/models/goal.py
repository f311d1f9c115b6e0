"""Goals that two owners carry, and their places in the cascade.

The constraints here are the product's promise: an owned goal has two owners, one of each side and never the
same person.
"""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lintel.audit.sides import OFFICES, Office
from lintel.goals.objectives.models.words import Awaits, Health, Outcome, State
from lintel.goals.objectives.querysets import GoalQuerySet
from lintel.goals.objectives.wording import Kind
from lintel.people.models import User
from lintel.ui.addresses import address

if TYPE_CHECKING:
    from lintel.goals.objectives.models.results import KeyResult


class Goal(models.Model):
    """What both sides want to reach in a period. Without an owner on one side it is one-sided, and says so.

    `version` is the wording that the owners' words are put to, key results included; every edit raises it and
    the words fall away by themselves. `step` counts every change and is compared before each. Score, health,
    confidence and the counts repeat what was found last, so that lists can ask for them.
    """

    commentable = True

    title = models.CharField("What is to be reached?", max_length=200)
    why = models.TextField("Why?", max_length=10_000, blank=True)
    kind = models.CharField("Kind", max_length=10, choices=Kind.choices, default=Kind.SHARED)
    starts_on = models.DateField("From")
    ends_on = models.DateField("Until")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    owner_marketing = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Owner in marketing"
    )
    owner_it = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Owner in IT"
    )
    version = models.PositiveIntegerField(default=1)
    step = models.PositiveIntegerField(default=0)
    awaits = models.CharField("Waits for", max_length=10, choices=Awaits.choices, blank=True)
    waiting_since = models.DateTimeField(null=True)
    owned_at = models.DateTimeField(null=True)
    outcome = models.CharField("Outcome", max_length=10, choices=Outcome.choices, blank=True)
    outcome_note = models.TextField("What was learned", max_length=5_000, blank=True)
    outcome_office = models.CharField(max_length=10, choices=Office.choices, blank=True)
    closed_at = models.DateTimeField(null=True)
    health = models.CharField(max_length=10, choices=Health.choices, default=Health.UNKNOWN)
    score = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    measured_at = models.DateTimeField(null=True)
    results_total = models.PositiveSmallIntegerField(default=0)
    results_missing = models.PositiveSmallIntegerField(default=0)
    confidence_marketing = models.PositiveSmallIntegerField(null=True)
    confidence_it = models.PositiveSmallIntegerField(null=True)
    created_office = models.CharField(max_length=10, choices=Office.choices)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    imported_from = models.CharField(max_length=40, blank=True)
    imported_key = models.CharField(max_length=120, blank=True)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="goal_state_known"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="goal_kind_known"),
            models.CheckConstraint(condition=Q(health__in=Health.values), name="goal_health_known"),
            models.CheckConstraint(condition=Q(awaits__in=Awaits.values), name="goal_awaits_known"),
            models.CheckConstraint(condition=Q(created_office__in=Office.values), name="goal_office_known"),
            models.CheckConstraint(condition=~Q(title=""), name="goal_has_a_title"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="goal_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(owner_marketing=None) | Q(owner_it=None) | ~Q(owner_marketing=F("owner_it")),
                name="goal_owners_are_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.OWNED)
                | Q(owner_marketing__isnull=False, owner_it__isnull=False, owned_at__isnull=False),
                name="owned_goal_has_two_owners",
            ),
            models.CheckConstraint(
                condition=Q(state=State.OFFERED) & ~Q(awaits="")
                | Q(state=State.OWNED, awaits="", outcome="")
                | Q(state=State.OWNED, awaits__in=Office.values) & ~Q(outcome="")
                | Q(state__in=[State.DRAFT, State.CLOSED], awaits=""),
                name="goal_waits_for_the_right_side",
            ),
            models.CheckConstraint(
                condition=Q(awaits="") | Q(waiting_since__isnull=False), name="goal_silence_has_a_beginning"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CLOSED) | ~Q(outcome="") & Q(closed_at__isnull=False),
                name="closed_goal_has_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__gte=0, score__lte=1), name="goal_score_from_0_to_1"
            ),
            models.UniqueConstraint(
                fields=["imported_from", "imported_key"],
                condition=~Q(imported_key=""),
                name="goal_imported_once",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "kind"], name="goal_of_state"),
            models.Index(fields=["awaits", "waiting_since"], name="goal_waiting"),
            models.Index(fields=["health"], name="goal_of_health"),
            models.Index(fields=["ends_on"], name="goal_by_end"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The goal's page."""
        return address("objectives:goal", self.pk)

    def content(self) -> dict[str, Any]:
        """Everything that an owner's word covers: wording and key results. Not the owners, whose word counts
        while they are owners; nor its place in the cascade."""
        return {
            "title": self.title,
            "why": self.why,
            "kind": self.kind,
            "starts_on": self.starts_on,
            "ends_on": self.ends_on,
            "key_results": [one.content() for one in self.living_results],
        }

    def owner_of(self, office: str) -> User | None:
        """Who carries it on one side."""
        return self.owner_marketing if office == Office.MARKETING else self.owner_it

    def owner_id_of(self, office: str) -> int | None:
        """The key of who carries it on one side, without asking for the person."""
        return self.owner_marketing_id if office == Office.MARKETING else self.owner_it_id

    @property
    def living_results(self) -> list["KeyResult"]:
        """The key results of the present wording, with what was measured last where it was asked for."""
        return [one for one in self.results.all() if one.removed_at is None]

    @property
    def awaited(self) -> list[Office]:
        """The offices whose word is missing now."""
        return [one for one in OFFICES if self.awaits in {one, Awaits.BOTH}]

    @property
    def sides_without_owner(self) -> list[Office]:
        """Where nobody carries it."""
        return [one for one in OFFICES if self.owner_id_of(one) is None]

    @property
    def is_one_sided(self) -> bool:
        """One side has no owner."""
        return bool(self.sides_without_owner)

    @property
    def is_over(self) -> bool:
        """Closed for good."""
        return self.state == State.CLOSED


class Parenthood(models.Model):
    """One goal serves another. A goal may serve several; no goal serves itself, over however many steps."""

    child = models.ForeignKey(Goal, models.PROTECT, related_name="parenthoods")
    parent = models.ForeignKey(Goal, models.PROTECT, related_name="childhoods")
    how = models.CharField("How it serves", max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["child", "parent"], name="goal_serves_another_once"),
            models.CheckConstraint(condition=~Q(child=F("parent")), name="goal_serves_not_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} serves {self.parent_id}"
