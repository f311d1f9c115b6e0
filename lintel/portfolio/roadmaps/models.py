"""A roadmap's inputs, the searches over them, and the plans they found."""

import datetime as dt
import json
from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from lintel.audit.models import Run, Signature
from lintel.people.models import Specialty, User
from lintel.portfolio.proposals.models import Awaits, Proposal
from lintel.portfolio.proposals.models.proposal import CURRENCY
from lintel.portfolio.roadmaps import calendar
from lintel.portfolio.roadmaps.querysets import PlanQuerySet, RoadmapQuerySet, SearchQuerySet
from lintel.ui.addresses import address

MOST_PERIODS = 24
MOST_WORTH = 100
PUBLISH = "publish"  # the purpose of the two offices' signatures on a plan


class Unit(models.TextChoices):
    """How long a period is."""

    MONTH = "month", "Month"
    QUARTER = "quarter", "Quarter"


def _share(label: str, default: int, help_text: str) -> Any:
    return models.DecimalField(
        label, max_digits=4, decimal_places=1, default=Decimal(default), help_text=help_text,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(90))],
    )  # fmt: skip


def _weight(label: str) -> Any:
    return models.DecimalField(
        label, max_digits=4, decimal_places=2, default=Decimal(1),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(10))],
    )  # fmt: skip


class Roadmap(models.Model):
    """One stretch of time to be planned, with what limits it. `step` counts every change of its inputs."""

    commentable = True

    title = models.CharField("Title", max_length=200)
    starts_on = models.DateField("First day", help_text="The first of a month.")
    unit = models.CharField("A period is a", max_length=8, choices=Unit.choices, default=Unit.QUARTER)
    length = models.PositiveSmallIntegerField(
        "Periods", default=4, validators=[MinValueValidator(1), MaxValueValidator(MOST_PERIODS)]
    )
    currency = models.CharField("Currency", max_length=3, default="EUR", validators=[CURRENCY])
    buffer = _share("Kept free", 20, "Per cent of every specialty’s days that no plan fills.")
    discount = _share("Less for what comes later", 8, "Per cent a year by which later worth counts less.")
    weight_marketing = _weight("Weight of marketing’s worth")
    weight_it = _weight("Weight of IT’s worth")
    step = models.PositiveIntegerField(default=0)
    published = models.ForeignKey("roadmaps.Plan", models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = RoadmapQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="roadmap_has_title"),
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="roadmap_unit_known"),
            models.CheckConstraint(
                condition=Q(length__gte=1, length__lte=MOST_PERIODS), name="roadmap_length_known"
            ),
            models.CheckConstraint(
                condition=Q(starts_on__day=1),
                name="roadmap_starts_a_month",
                violation_error_message="Begin on the first day of a month.",
            ),
            models.CheckConstraint(
                condition=Q(weight_marketing__gt=0) | Q(weight_it__gt=0),
                name="roadmap_weighs_somebody",
                violation_error_message="At least one side’s worth has to count.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The roadmap's page."""
        return address("roadmaps:roadmap", self.pk)

    @property
    def period_names(self) -> list[str]:
        """`Q1 2027` and so on."""
        return [calendar.name_of(self.starts_on, self.unit, number) for number in range(self.length)]

    @property
    def ends_on(self) -> dt.date:
        """The last day."""
        return calendar.start_of(self.starts_on, self.unit, self.length) - dt.timedelta(days=1)

    def day_of(self, period: int) -> dt.date:
        """The first day of a period."""
        return calendar.start_of(self.starts_on, self.unit, period)


class Capacity(models.Model):
    """Person-days that a specialty can give, one number for each period."""

    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="capacities")
    specialty = models.ForeignKey(Specialty, models.PROTECT, related_name="+")
    days = models.JSONField()

    class Meta:
        ordering = ["specialty__side", "specialty__name"]
        constraints = [
            models.UniqueConstraint(fields=["roadmap", "specialty"], name="one_capacity_per_specialty")
        ]

    def __str__(self) -> str:
        return f"{self.specialty}: {self.days}"


class Scope(models.TextChoices):
    """Over what a budget runs."""

    HORIZON = "horizon", "The whole time"
    PERIOD = "period", "Each period by itself"


class Budget(models.Model):
    """Money for one-off costs: one amount for the whole time, or one for each period."""

    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="budgets")
    name = models.CharField("Budget", max_length=120)
    scope = models.CharField("Runs over", max_length=8, choices=Scope.choices, default=Scope.HORIZON)
    amounts = models.JSONField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["roadmap", "name"],
                name="one_budget_per_name",
                violation_error_message="A budget of this name is there already.",
            ),
            models.CheckConstraint(condition=Q(scope__in=Scope.values), name="roadmap_budget_scope_known"),
        ]

    def __str__(self) -> str:
        return self.name


def _worth(label: str) -> Any:
    return models.PositiveSmallIntegerField(
        label, null=True, blank=True, validators=[MaxValueValidator(MOST_WORTH)]
    )


def _period(label: str) -> Any:
    return models.PositiveSmallIntegerField(label, null=True, blank=True)


class Entry(models.Model):
    """A proposal that may be planned: how long it takes, what it is worth to each side, and its dates.

    Periods are counted from 0. `fixed` is where work that is under way stays.
    """

    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="entries")
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="+")
    duration = models.PositiveSmallIntegerField(
        "Periods of work", default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_PERIODS)]
    )
    worth_marketing = _worth("Worth to marketing")
    worth_it = _worth("Worth to IT")
    mandatory = models.BooleanField("Has to be in", default=False)
    earliest = _period("Not before")
    latest = _period("Finished by")
    fixed = _period("Stays at")
    budget = models.ForeignKey(
        Budget, models.SET_NULL, null=True, blank=True, related_name="entries", verbose_name="Paid from"
    )

    class Meta:
        ordering = ["proposal__rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["roadmap", "proposal"], name="one_entry_per_proposal"),
            models.CheckConstraint(
                condition=Q(duration__gte=1, duration__lte=MOST_PERIODS), name="entry_takes_time"
            ),
            models.CheckConstraint(
                condition=Q(earliest=None) | Q(latest=None) | Q(latest__gte=F("earliest")),
                name="entry_dates_in_order",
                violation_error_message="It cannot be finished before it may begin.",
            ),
            models.CheckConstraint(
                condition=(Q(worth_marketing=None) | Q(worth_marketing__lte=MOST_WORTH))
                & (Q(worth_it=None) | Q(worth_it__lte=MOST_WORTH)),
                name="entry_worth_in_bounds",
            ),
        ]

    def __str__(self) -> str:
        return str(self.proposal)


class Kind(models.TextChoices):
    """What a search looks for."""

    BEST = "best", "Best plan"
    FRONTIER = "frontier", "Both sides’ worth"
    BUFFERS = "buffers", "How much to keep free"
    REPLAN = "replan", "New plan, least disruption"
    WHAT_IF = "what_if", "What if"


class Search(models.Model):
    """One search for plans: its inputs as they were, how far it came, and why there is no plan."""

    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="searches")
    run = models.OneToOneField(Run, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    seconds = models.PositiveSmallIntegerField(default=20)
    step = models.PositiveIntegerField()
    problem = models.JSONField()
    wanted = models.JSONField(default=dict, blank=True)
    curve = models.JSONField(default=list, blank=True)
    stop = models.BooleanField(default=False)
    said = models.TextField(blank=True)
    conflict = models.JSONField(default=list, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = SearchQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=Q(kind__in=Kind.values), name="search_kind_known")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.roadmap}"

    def get_absolute_url(self) -> str:
        """Where one sees how far it is."""
        return reverse("roadmaps:search", args=[self.roadmap_id, self.pk])


class PlanState(models.TextChoices):
    """What became of a plan."""

    FOUND = "found", "Found"
    OFFERED = "offered", "Laid before both offices"
    PUBLISHED = "published", "Published"
    REPLACED = "replaced", "Replaced by a later one"


class Mark(models.TextChoices):
    """Which point of the frontier a plan is."""

    NONE = "", "–"
    NASH = "nash", "Nash bargain"
    EGALITARIAN = "egalitarian", "Equal gains"
    BOTH = "both", "Nash bargain and equal gains"


class Plan(models.Model):
    """A schedule and everything said about it; never changed but for its state.

    `problem` and `body` are the engine's values; `reasons` say why each proposal is in or out; `holding` is
    the chance that it holds. `version` is raised when a key is taken back.
    """

    commentable = True

    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="plans")
    search = models.ForeignKey(Search, models.PROTECT, related_name="plans")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    mark = models.CharField(max_length=12, choices=Mark.choices, default=Mark.NONE, blank=True)
    state = models.CharField(max_length=10, choices=PlanState.choices, default=PlanState.FOUND)
    awaits = models.CharField(max_length=12, choices=Awaits.choices, default=Awaits.NOBODY, blank=True)
    version = models.PositiveIntegerField(default=1)
    step = models.PositiveIntegerField()
    problem = models.JSONField()
    body = models.JSONField()
    reasons = models.JSONField(default=list, blank=True)
    holding = models.JSONField(default=dict, blank=True)
    items = models.PositiveSmallIntegerField()
    objective = models.FloatField()
    bound = models.FloatField(null=True, blank=True)
    gap = models.FloatField(null=True, blank=True)
    marketing = models.FloatField()
    it = models.FloatField()
    chance = models.FloatField(null=True, blank=True)
    buffer = models.FloatField()
    price = models.FloatField(null=True, blank=True)
    at = models.DateTimeField(default=timezone.now)
    marketing_signature = models.OneToOneField(
        Signature, models.PROTECT, null=True, blank=True, related_name="+"
    )
    it_signature = models.OneToOneField(Signature, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "awaits"], name="plan_awaits")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="plan_kind_known"),
            models.CheckConstraint(condition=Q(state__in=PlanState.values), name="plan_state_known"),
            models.CheckConstraint(condition=Q(awaits__in=Awaits.values), name="plan_awaits_known"),
            models.CheckConstraint(
                condition=~Q(state__in=["published", "replaced"])
                | Q(marketing_signature__isnull=False, it_signature__isnull=False),
                name="published_means_both_signed",
            ),
            models.UniqueConstraint(
                fields=["roadmap"], condition=Q(state="published"), name="one_plan_published"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The roadmap with this plan."""
        return f"{address('roadmaps:roadmap', self.roadmap_id)}?plan={self.pk}"

    @property
    def schedule(self) -> list[dict[str, Any]]:
        """Item (the proposal's number as text), mode, start and finish of each item that is in."""
        found: list[dict[str, Any]] = self.body["schedule"]
        return found

    def content(self) -> dict[str, Any]:
        """What a signature covers: what is planned when, for which capacity and budget, and on what worth.
        Inputs are hashed as the text that was stored: numbers of the engine have no other canonical form."""
        inputs = json.dumps(self.problem, sort_keys=True, ensure_ascii=False)
        return {"roadmap": self.roadmap_id, "inputs": inputs, "schedule": self.schedule}
