"""The promise as both offices signed it, and how each of its benefits is looked at."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lintel.audit.sides import Office
from lintel.insight.definitions.models import Metric
from lintel.people.models import User
from lintel.portfolio.outcomes.models.querysets import SeenQuerySet
from lintel.portfolio.proposals.models import Decision, Proposal

MEASURE = "agree how to measure"  # the purpose of the two owners' signatures on an arrangement
MOST_WORTH = Decimal(10) ** 9


class Promise(models.Model):
    """What both offices approved, kept as it was. Never changed: what is edited and approved anew is another
    promise, and the one before stays.

    `terms` is the part of the signed content that can be held against what came: money, days, benefits.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="promises")
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="promise")
    version = models.PositiveIntegerField()
    content_hash = models.CharField(max_length=64)
    terms = models.JSONField()
    frozen_at = models.DateTimeField(default=timezone.now)

    objects = SeenQuerySet.as_manager()

    class Meta:
        ordering = ["-frozen_at", "-pk"]

    def __str__(self) -> str:
        return f"Promise of “{self.proposal}”, version {self.version}"

    def get_absolute_url(self) -> str:
        """What was promised, beside what came."""
        return f"{self.proposal.get_absolute_url()}outcome/"

    @property
    def currency(self) -> str:
        """That of every amount in it."""
        return str(self.terms["currency"])

    def day(self, name: str) -> dt.date | None:
        """`starts_on` or `ends_on`, as it was promised."""
        text = self.terms[name]
        return dt.date.fromisoformat(text) if text else None


def _money(label: str) -> Any:
    return models.DecimalField(label, max_digits=16, decimal_places=2)


class PromisedBenefit(models.Model):
    """One benefit of a promise over all its fiscal periods. Never changed."""

    promise = models.ForeignKey(Promise, models.CASCADE, related_name="benefits")
    place = models.PositiveSmallIntegerField()
    what = models.CharField("What it brings", max_length=300)
    cashable = models.BooleanField(default=False)
    metric = models.ForeignKey(Metric, models.PROTECT, null=True, related_name="+")
    words = models.CharField("How one will notice it", max_length=200, blank=True)
    low = _money("At least")
    likely = _money("Most likely")
    high = _money("At most")
    periods = models.JSONField()  # name, first day, and the three amounts of each

    objects = SeenQuerySet.as_manager()

    class Meta:
        ordering = ["promise", "place"]
        verbose_name = "promised benefit"
        constraints = [
            models.UniqueConstraint(fields=["promise", "place"], name="promised_benefit_place_once"),
            models.CheckConstraint(
                condition=Q(likely__gte=F("low"), high__gte=F("likely")), name="promised_range_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        """Its place on the page."""
        return f"{self.promise.get_absolute_url()}#benefit-{self.pk}"


def _owner(label: str) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=label
    )


class Arrangement(models.Model):
    """Who owns a benefit on each side, and how it is measured: beside which other metrics, and what one unit
    of the metric is worth.

    What changes a result (other metrics, worth) counts only while both owners agree to exactly that version,
    so that nobody chooses the yardstick after the cloth was measured.
    """

    benefit = models.OneToOneField(PromisedBenefit, models.CASCADE, related_name="arrangement")
    marketing_owner = _owner("Benefit owner in marketing")
    it_owner = _owner("Benefit owner in IT")
    controls = models.JSONField(default=list, blank=True)  # short names of metrics
    worth = models.DecimalField(
        "What one unit of the metric is worth",
        max_digits=14,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.0001")), MaxValueValidator(MOST_WORTH)],
    )
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = SeenQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(worth=None) | Q(worth__gt=0), name="worth_more_than_nothing"),
        ]

    def __str__(self) -> str:
        return f"How “{self.benefit}” is measured"

    def get_absolute_url(self) -> str:
        """The benefit's place on the page."""
        return self.benefit.get_absolute_url()

    def content(self) -> dict[str, Any]:
        """What the owners agree to."""
        return {"benefit": self.benefit_id, "controls": list(self.controls), "worth": self.worth}

    @property
    def says_something(self) -> bool:
        """There is something to agree to."""
        return bool(self.controls) or self.worth is not None

    def owner(self, office: Office) -> User | None:
        """The benefit owner of one side."""
        found: User | None = self.marketing_owner if office == Office.MARKETING else self.it_owner
        return found
