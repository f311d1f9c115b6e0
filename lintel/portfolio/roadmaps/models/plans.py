"""Searches over a roadmap's inputs, and the plans they found."""

import json
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from lintel.audit.models import Run, Signature
from lintel.portfolio.proposals.models import Awaits
from lintel.portfolio.roadmaps.models.frame import Roadmap
from lintel.portfolio.roadmaps.querysets import PlanQuerySet, SearchQuerySet
from lintel.ui.addresses import address

PUBLISH = "publish"  # the purpose of the two offices' signatures on a plan


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

    `problem` and `body` are the engine's values; `reasons` say why each proposal is in or out, `bundles`
    how much of each bundle is in; `holding` is the chance that it holds.
    `version` is raised when a key is taken back.
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
    bundles = models.JSONField(default=list, blank=True)
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
