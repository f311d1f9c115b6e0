"""What was signed with vendors, how many seats are used, and what it all costs month by month."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from lintel.estate.inventory.models.element import Element
from lintel.estate.inventory.models.kinds import CURRENCY
from lintel.people.access import may_read
from lintel.people.models import User
from lintel.ui.addresses import address

SOON = 90  # days before the last day to give notice, from which on it is soon


class ContractQuerySet(models.QuerySet["Contract"]):
    """Reads of contracts."""

    def visible_to(self, user: Any) -> ContractQuerySet:
        """Both sides see what was signed; a stranger does not."""
        return self.all() if may_read(user) else self.none()

    def with_parts(self) -> ContractQuerySet:
        """Vendor, owner and systems come along, and `seats_used` of the last count."""
        last = SeatCount.objects.filter(contract=OuterRef("pk")).order_by("-counted_on").values("used")[:1]
        return (
            self.select_related("vendor", "owner")
            .prefetch_related("systems")
            .annotate(seats_used=Subquery(last))
        )

    def running(self, day: dt.date) -> ContractQuerySet:
        """Those in force on a day."""
        return self.filter(Q(starts_on=None) | Q(starts_on__lte=day)).filter(
            Q(ends_on=None) | Q(ends_on__gte=day) | Q(renews=True)
        )


class Contract(models.Model):
    """A contract with a vendor for one or more systems."""

    commentable = True

    title = models.CharField("Contract", max_length=160)
    key = models.CharField("Number", max_length=120, blank=True)
    vendor = models.ForeignKey(Element, models.PROTECT, related_name="contracts", verbose_name="Vendor")
    systems = models.ManyToManyField(Element, blank=True, related_name="covered_by", verbose_name="Systems")
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Who keeps it"
    )
    starts_on = models.DateField("Starts", null=True, blank=True)
    ends_on = models.DateField("Ends or renews", null=True, blank=True)
    renews = models.BooleanField("Goes on by itself unless somebody gives notice", default=False)
    notice_days = models.PositiveIntegerField("Days of notice", default=0)
    a_year = models.DecimalField(
        "Cost a year", max_digits=14, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )  # fmt: skip
    currency = models.CharField("Currency", max_length=3, default="EUR", validators=[CURRENCY])
    seats = models.PositiveIntegerField("Seats bought", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ContractQuerySet.as_manager()

    class Meta:
        ordering = [F("ends_on").asc(nulls_last=True), "title", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="contract_has_a_title"),
            models.UniqueConstraint(
                fields=["vendor", "title"], name="contract_once_a_vendor",
                violation_error_message="There is a contract of this name with this vendor already.",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="contract_dates_in_order",
                violation_error_message="It ends before it starts: change one of the two dates.",
            ),
            models.CheckConstraint(
                condition=Q(a_year=None) | Q(a_year__gte=0), name="contract_costs_something",
                violation_error_message="The cost a year is not negative.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The contract's page."""
        return address("inventory:contract", self.pk)

    @property
    def notice_by(self) -> dt.date | None:
        """The last day on which notice can be given, if it goes on by itself."""
        return self.ends_on - dt.timedelta(days=self.notice_days) if self.ends_on and self.renews else None

    def unused(self, used: int | None) -> int | None:
        """Seats that were bought and not used, at the last count."""
        return max(self.seats - used, 0) if self.seats is not None and used is not None else None

    def wasted(self, used: int | None) -> Decimal | None:
        """What unused seats cost a year: their share of the contract's cost."""
        unused = self.unused(used)
        if not unused or not self.seats or self.a_year is None:
            return None
        return (self.a_year * unused / self.seats).quantize(Decimal("0.01"))


class SeatCount(models.Model):
    """How many seats of a contract were in use on a day."""

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="seat_counts")
    counted_on = models.DateField("Counted on")
    used = models.PositiveIntegerField("Seats used")

    class Meta:
        ordering = ["-counted_on"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "counted_on"], name="seats_counted_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.used} on {self.counted_on}"


class CostKind(models.TextChoices):
    """What was paid for."""

    LICENCE = "licence", "Licences"
    RUN = "run", "Running it"
    PEOPLE = "people", "People"
    PROJECT = "project", "Changing it"


class Cost(models.Model):
    """What an element cost in one month, in the currency of the house."""

    element = models.ForeignKey(Element, models.CASCADE, related_name="costs")
    month = models.DateField("Month", help_text="Its first day.")
    kind = models.CharField("For", max_length=8, choices=CostKind.choices, default=CostKind.RUN)
    amount = models.DecimalField(
        "Amount", max_digits=14, decimal_places=2, validators=[MinValueValidator(Decimal(0))]
    )
    currency = models.CharField("Currency", max_length=3, default="EUR", validators=[CURRENCY])

    class Meta:
        ordering = ["-month", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["element", "month", "kind"], name="cost_once_a_month"),
            models.CheckConstraint(condition=Q(kind__in=CostKind.values), name="cost_kind_known"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="cost_not_negative"),
            models.CheckConstraint(condition=Q(month__day=1), name="cost_of_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.element}, {self.month:%B %Y}: {self.amount} {self.currency}"
