"""The building code: rules that both offices agree the estate passes, and how it stands."""

from __future__ import annotations

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from lintel.audit.models import Run
from lintel.audit.sides import OFFICES, Office
from lintel.estate.inventory.models import Element
from lintel.people.access import may_read
from lintel.people.models import User
from lintel.ui.components import Turn

AGREE = "building_code"  # the purpose of the two offices' signatures


class Awaits(models.TextChoices):
    """Whose key is missing."""

    BOTH = "both", "Both offices"
    MARKETING = Office.MARKETING.value, "Marketing"
    IT = Office.IT.value, "IT"
    NOBODY = "", "Nobody"


class RuleKind(models.TextChoices):
    """What a rule asks of the estate."""

    SURVIVES = "survives", "stays up when any one of a kind is out"
    AVAILABILITY = "availability", "works at least so much of the time"
    SINGLE_POINTS = "single_points", "falls with at most so many single failures"
    LOSS = "loss", "a scenario costs at most so much revenue an hour"
    HEADROOM = "headroom", "traffic may grow at least so many times"
    UNREACHED = "unreached", "data cannot be reached by an intruder of a scenario"


class CodeQuerySet(models.QuerySet["BuildingCode"]):
    """Reads of editions."""

    def visible_to(self, user: Any) -> CodeQuerySet:
        """Whoever reads the estate reads what it has to pass."""
        return self.all() if may_read(user) else self.none()

    def with_rules(self) -> CodeQuerySet:
        """Rules come along, with what they speak of."""
        return self.prefetch_related("rules__element", "rules__data")

    def in_force(self) -> BuildingCode | None:
        """The last edition that both offices signed."""
        return self.exclude(in_force_at=None).order_by("-edition").first()

    def open(self) -> BuildingCode | None:
        """The edition that is being written or waits for a key."""
        return self.filter(in_force_at=None).order_by("-edition").first()


class BuildingCode(models.Model):
    """One edition. Its rules change, raising `version`, until both keys are put to it; then it stands."""

    edition = models.PositiveIntegerField(unique=True)
    version = models.PositiveIntegerField(default=1)
    awaits = models.CharField(max_length=10, choices=Awaits.choices, default=Awaits.BOTH, blank=True)
    in_force_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = CodeQuerySet.as_manager()

    class Meta:
        ordering = ["-edition"]
        verbose_name = "building code"
        constraints = [
            models.CheckConstraint(condition=Q(awaits__in=Awaits.values), name="code_awaits_known"),
            models.CheckConstraint(
                condition=Q(in_force_at=None) | Q(awaits=""), name="code_counts_when_signed"
            ),
        ]

    def __str__(self) -> str:
        return f"Building code, edition {self.edition}"

    def get_absolute_url(self) -> str:
        """Where the building code stands."""
        return reverse("stress:code")

    def content(self) -> dict[str, Any]:
        """Everything that a signature covers."""
        return {"edition": self.edition, "rules": [rule.content() for rule in self.rules.all()]}

    @property
    def awaited(self) -> list[Office]:
        """The offices whose signature is missing."""
        return [one for one in OFFICES if self.awaits in {one, Awaits.BOTH}]

    @property
    def turn(self) -> Turn:
        """Whose key is missing."""
        return Turn.awaiting(self.awaits, "" if self.awaits else "Signed by both")


class Rule(models.Model):
    """One rule, with its plain sentence. `storm` is the scenario as it was when the rule was written."""

    code = models.ForeignKey(BuildingCode, models.CASCADE, related_name="rules")
    place = models.PositiveSmallIntegerField(default=0)
    sentence = models.CharField("In plain words", max_length=240)
    kind = models.CharField("It", max_length=14, choices=RuleKind.choices)
    element = models.ForeignKey(
        Element, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="What it is about"
    )
    data = models.ForeignKey(
        Element, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Data class"
    )
    any_of = models.CharField("Any one", max_length=12, blank=True)
    limit = models.DecimalField(
        "Limit", max_digits=16, decimal_places=5, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    scenario_title = models.CharField("In", max_length=120, blank=True)
    storm = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RuleKind.values), name="rule_kind_known"),
            models.CheckConstraint(condition=~Q(sentence=""), name="rule_has_a_sentence"),
            models.UniqueConstraint(
                fields=["code", "sentence"], name="rule_once_an_edition",
                violation_error_message="This edition says so already.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.sentence

    def content(self) -> dict[str, Any]:
        """What a signature covers of it."""
        return {
            "sentence": self.sentence, "kind": self.kind, "element": self.element_id, "data": self.data_id,
            "any_of": self.any_of, "limit": None if self.limit is None else f"{self.limit.normalize():f}",
            "storm": {name: str(value) for name, value in self.storm.items()},
        }  # fmt: skip


class InspectionQuerySet(models.QuerySet["Inspection"]):
    """Reads of inspections."""

    def visible_to(self, user: Any) -> InspectionQuerySet:
        """Whoever reads the building code reads how the estate stands to it."""
        return self.all() if may_read(user) else self.none()

    def counted(self) -> InspectionQuerySet:
        """With how many rules hold and how many fail."""
        return self.select_related("code").annotate(
            rules=Count("verdicts"),
            failing=Count("verdicts", filter=Q(verdicts__verdict=Verdict.FAILS)),
            undecided=Count("verdicts", filter=Q(verdicts__verdict=Verdict.OPEN)),
        )


class Inspection(models.Model):
    """One look whether the estate of a day passes an edition."""

    code = models.ForeignKey(BuildingCode, models.PROTECT, related_name="inspections")
    day = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    inputs_hash = models.CharField(max_length=64)
    seen_entry = models.BigIntegerField(default=0)  # the ledger's last entry before it looked
    run = models.ForeignKey(Run, models.SET_NULL, null=True, blank=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = InspectionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.code}, looked at on {self.day}"

    def get_absolute_url(self) -> str:
        """Where the building code stands."""
        return reverse("stress:code")


class Verdict(models.Model):
    """How one rule stands. `path` is what breaks it, from what is lost down to what failed."""

    HOLDS, FAILS, OPEN = "holds", "fails", "open"

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="verdicts")
    rule = models.ForeignKey(Rule, models.PROTECT, related_name="verdicts")
    verdict = models.CharField(
        max_length=5, choices=[(HOLDS, "Holds"), (FAILS, "Fails"), (OPEN, "Undecided")]
    )
    found = models.CharField(max_length=400)
    path = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["rule__place", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=["holds", "fails", "open"]), name="verdict_known"),
            models.UniqueConstraint(fields=["inspection", "rule"], name="verdict_once_a_look"),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.get_verdict_display()}"

    @property
    def tone(self) -> str:
        """How it is coloured."""
        return {"holds": "good", "fails": "bad"}.get(self.verdict, "warning")
