"""By what options are judged: costs, criteria with each side's weights, scores with evidence, risks."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lintel.audit.sides import Office
from lintel.estate.inventory.models import CostKind
from lintel.estate.purchases.models.purchase import LONGEST_HORIZON, Option, Purchase
from lintel.estate.purchases.models.words import LEVELS, Measure, Reply
from lintel.people.models import User
from lintel.ui.formats import number_text

_SCALE: Any = {"max_digits": 18, "decimal_places": 4}
_MONEY: Any = {"max_digits": 14, "decimal_places": 2, "validators": [MinValueValidator(Decimal(0))]}


class OptionCost(models.Model):
    """What an option costs in one year, with a range where one is not sure. Year 0 is before it runs."""

    option = models.ForeignKey(Option, models.CASCADE, related_name="costs")
    year = models.PositiveSmallIntegerField("Year", validators=[MaxValueValidator(LONGEST_HORIZON)])
    kind = models.CharField("For", max_length=8, choices=CostKind.choices)
    amount = models.DecimalField("Most likely", **_MONEY)
    low = models.DecimalField("At least", null=True, blank=True, **_MONEY)
    high = models.DecimalField("At most", null=True, blank=True, **_MONEY)

    class Meta:
        ordering = ["year", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["option", "year", "kind"], name="option_cost_once_a_year"),
            models.CheckConstraint(
                condition=Q(year__gte=0, year__lte=LONGEST_HORIZON), name="option_cost_year_within_reason"
            ),
            models.CheckConstraint(
                condition=(Q(low=None) | Q(low__lte=F("amount"))) & (Q(high=None) | Q(high__gte=F("amount"))),
                name="option_cost_range_in_order",
                violation_error_message="“At least”, “most likely” and “at most” have to rise in this order.",
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="option_cost_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.option}, year {self.year}: {self.amount}"


class Criterion(models.Model):
    """Something by which options are compared, on a scale that no option can move: what is worth nothing
    (`worst`), what is worth everything (`best`), and what is the least one takes (`least`)."""

    purchase = models.ForeignKey(Purchase, models.CASCADE, related_name="criteria")
    name = models.CharField("Criterion", max_length=80)
    note = models.CharField("What is meant", max_length=300, blank=True)
    measure = models.CharField("Measured by", max_length=8, choices=Measure.choices, default=Measure.LEVELS)
    unit = models.CharField("Unit", max_length=30, blank=True)
    worst = models.DecimalField("Worth nothing from", default=Decimal(1), **_SCALE)
    best = models.DecimalField("Worth everything from", default=Decimal(5), **_SCALE)
    least = models.DecimalField("The least we take", null=True, blank=True, **_SCALE)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["purchase", "name"], name="criterion_once_a_purchase",
                violation_error_message="There is a criterion of this name already.",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="criterion_has_a_name"),
            models.CheckConstraint(condition=Q(measure__in=Measure.values), name="criterion_measure_known"),
            models.CheckConstraint(
                condition=~Q(worst=F("best")), name="criterion_scale_has_two_ends",
                violation_error_message="What is worth nothing and what is worth everything are two numbers.",
            ),
            models.UniqueConstraint(
                fields=["purchase", "measure"], condition=Q(measure__in=("cost", "risk")),
                name="cost_and_risk_count_once",
                violation_error_message="There is a criterion for this already; it counts once.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def shown(self, value: float | Decimal) -> str:
        """A value on this scale in words."""
        if self.measure == Measure.LEVELS and int(value) in LEVELS and int(value) == value:
            return LEVELS[int(value)]
        return f"{number_text(value)} {self.unit}".strip()


class Weight(models.Model):
    """How many points a side gives a criterion."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="weights")
    office = models.CharField(max_length=10, choices=Office.choices)
    points = models.PositiveSmallIntegerField("Points", validators=[MaxValueValidator(100)])
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["criterion", "office"]
        constraints = [
            models.UniqueConstraint(fields=["criterion", "office"], name="one_weight_of_a_side"),
            models.CheckConstraint(condition=Q(office__in=Office.values), name="weight_office_known"),
            models.CheckConstraint(condition=Q(points__lte=100), name="weight_at_most_a_hundred"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}, {self.office}: {self.points}"


class Score(models.Model):
    """How an option fares on a criterion, from `low` to `high`, and what says so."""

    option = models.ForeignKey(Option, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="scores")
    low = models.DecimalField("Score", **_SCALE)
    high = models.DecimalField("Up to", **_SCALE)
    evidence = models.CharField("What says so", max_length=500)
    link = models.CharField("Where it can be read", max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["criterion__position", "criterion"]
        constraints = [
            models.UniqueConstraint(fields=["option", "criterion"], name="option_scored_once"),
            models.CheckConstraint(condition=Q(low__lte=F("high")), name="score_range_in_order"),
            models.CheckConstraint(condition=~Q(evidence=""), name="score_has_evidence"),
        ]

    def __str__(self) -> str:
        return f"{self.option}, {self.criterion}: {self.low}"

    @property
    def shown(self) -> str:
        """The score in words, as a range where it is one."""
        low, high = (self.criterion.shown(one) for one in (self.low, self.high))
        return low if low == high else f"{low} – {high}"


class RiskAnswer(models.Model):
    """What is known about one question of the questionnaire."""

    option = models.ForeignKey(Option, models.CASCADE, related_name="risk_answers")
    question = models.CharField(max_length=40)
    reply = models.CharField("Answer", max_length=8, choices=Reply.choices)
    note = models.CharField("What one should know", max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["option", "question"], name="risk_question_answered_once"),
            models.CheckConstraint(condition=Q(reply__in=Reply.values), name="risk_reply_known"),
        ]

    def __str__(self) -> str:
        return f"{self.option}, {self.question}: {self.reply}"
