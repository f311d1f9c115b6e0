"""What it really cost, as the finance system and the time sheets say. It comes in through files alone."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from lintel.people.models import Specialty
from lintel.portfolio.outcomes.models.querysets import SeenQuerySet
from lintel.portfolio.proposals.models import Proposal


class CostKind(models.TextChoices):
    """What was paid or worked for."""

    ONE_OFF = "one_off", "One-off cost"
    RUN = "run", "Run cost"
    WORK = "work", "Work of one specialty"


class Actual(models.Model):
    """Money or days of one proposal in one fiscal period. A file that says it anew replaces it."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="actuals")
    kind = models.CharField(max_length=8, choices=CostKind.choices)
    period = models.CharField("Fiscal period", max_length=40)
    starts_on = models.DateField("The period starts on")
    specialty = models.ForeignKey(Specialty, models.PROTECT, null=True, related_name="+")
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    days = models.DecimalField(
        max_digits=8, decimal_places=2, null=True, validators=[MinValueValidator(Decimal(0))]
    )
    brought_at = models.DateTimeField(default=timezone.now)

    objects = SeenQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "kind", "starts_on"],
                condition=Q(specialty=None),
                name="actual_money_once",
            ),
            models.UniqueConstraint(
                fields=["proposal", "specialty", "starts_on"],
                condition=Q(specialty__isnull=False),
                name="actual_days_once",
            ),
            models.CheckConstraint(
                condition=(
                    Q(kind__in=["one_off", "run"], specialty=None, days=None, amount__isnull=False)
                    & ~Q(currency="")
                )
                | Q(kind="work", specialty__isnull=False, days__gte=0, amount=None, currency=""),
                name="actual_is_money_or_days",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.period}"

    def get_absolute_url(self) -> str:
        """The costs on the outcome's page."""
        return f"{self.proposal.get_absolute_url()}outcome/#cost"
