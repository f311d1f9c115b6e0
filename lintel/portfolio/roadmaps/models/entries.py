"""What is to be planned: proposals, ways to do them, and what bundles of them are worth."""

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from lintel.people.models import Specialty
from lintel.portfolio.proposals.models import Bundle, Proposal
from lintel.portfolio.proposals.models.proposal import MOST_MONEY
from lintel.portfolio.roadmaps.models.frame import MOST_PERIODS, Budget, Roadmap

MOST_WORTH = 100
NOT_NEGATIVE = [MinValueValidator(Decimal(0))]


def _worth(label: str) -> Any:
    return models.PositiveSmallIntegerField(
        label, null=True, blank=True, validators=[MaxValueValidator(MOST_WORTH)]
    )


def _period(label: str) -> Any:
    return models.PositiveSmallIntegerField(label, null=True, blank=True)


def _worth_in_bounds(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=(Q(worth_marketing=None) | Q(worth_marketing__lte=MOST_WORTH))
        & (Q(worth_it=None) | Q(worth_it__lte=MOST_WORTH)),
        name=name,
    )


class Entry(models.Model):
    """A proposal that may be planned: how long it takes, what it is worth to each side, and its dates.

    Periods are counted from 0. `fixed` is where work that is under way stays, done as
    proposed or in `fixed_way`.
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
    fixed_way = models.ForeignKey(
        "roadmaps.Way", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="In this way"
    )
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
            _worth_in_bounds("entry_worth_in_bounds"),
        ]

    def __str__(self) -> str:
        return str(self.proposal)


class Way(models.Model):
    """Another way to do an entry than as proposed: how long it takes, what it costs, and whose days it needs.

    A plan does an entry in one of its ways at the most. `cost` is in the roadmap's currency.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="ways")
    name = models.CharField("Name", max_length=120, help_text="As “Buy”, or “Build it ourselves”.")
    duration = models.PositiveSmallIntegerField(
        "Periods of work", default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_PERIODS)]
    )
    cost = models.DecimalField(
        "One-off cost",
        max_digits=14,
        decimal_places=2,
        default=Decimal(0),
        validators=[*NOT_NEGATIVE, MaxValueValidator(MOST_MONEY)],
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "name"],
                name="one_way_per_name",
                violation_error_message="A way of this name is there already.",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="way_has_name"),
            models.CheckConstraint(
                condition=Q(duration__gte=1, duration__lte=MOST_PERIODS), name="way_takes_time"
            ),
            models.CheckConstraint(condition=Q(cost__gte=0), name="way_cost_not_negative"),
        ]

    def __str__(self) -> str:
        return self.name


def _days(label: str) -> Any:
    return models.DecimalField(label, max_digits=7, decimal_places=1, validators=NOT_NEGATIVE)


class WayEffort(models.Model):
    """Person-days that one specialty has to give in a way, as a range."""

    way = models.ForeignKey(Way, models.CASCADE, related_name="efforts")
    specialty = models.ForeignKey(Specialty, models.PROTECT, related_name="+")
    low = _days("At least")
    likely = _days("Most likely")
    high = _days("At most")

    class Meta:
        ordering = ["specialty__side", "specialty__name"]
        constraints = [
            models.UniqueConstraint(fields=["way", "specialty"], name="one_way_effort_per_specialty"),
            models.CheckConstraint(
                condition=Q(low__gte=0, likely__gte=F("low"), high__gte=F("likely")),
                name="way_effort_in_order",
                violation_error_message="At least, most likely and at most have to rise, in this order.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.specialty}: {self.low}, {self.likely}, {self.high}"


class BundleWorth(models.Model):
    """What a bundle is worth to each side beyond its proposals, once all of them are done."""

    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="bundle_worths")
    bundle = models.ForeignKey(Bundle, models.PROTECT, related_name="+")
    worth_marketing = _worth("Worth to marketing")
    worth_it = _worth("Worth to IT")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["roadmap", "bundle"], name="one_worth_per_bundle"),
            _worth_in_bounds("bundle_worth_in_bounds"),
        ]

    def __str__(self) -> str:
        return str(self.bundle)
