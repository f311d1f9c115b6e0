"""What both offices assume, one row for each version, and what proposals return by it."""

from decimal import Decimal
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from lintel.audit.sides import OFFICES, Office
from lintel.people.access import may_read
from lintel.people.models import User
from lintel.portfolio.proposals.models import Awaits, Proposal
from lintel.portfolio.returns.terms import SHAPES
from lintel.ui.components import Turn

ASSUMPTIONS = "assumptions"  # the purpose of the two offices' signatures
CURRENCY = RegexValidator(r"^[A-Z]{3}\Z", "Use the three letters of the currency, such as EUR.")
MOST_MONEY = Decimal(10) ** 6  # of a day, and of one unit of another currency


class AssumptionsQuerySet(models.QuerySet["Assumptions"]):
    """Reads of assumptions."""

    def visible_to(self, user: Any) -> "AssumptionsQuerySet":
        """Whoever reads proposals reads what is assumed about them."""
        return self.all() if may_read(user) else self.none()

    def in_force(self) -> "Assumptions | None":
        """The last version that both offices signed, if any."""
        return self.exclude(in_force_at=None).order_by("-version").first()

    def waiting(self) -> "AssumptionsQuerySet":
        """The newest version, if a signature is missing; older ones that were never signed count no more."""
        newest = Assumptions.objects.order_by("-version").values("pk")[:1]
        return self.filter(pk__in=newest).exclude(awaits=Awaits.NOBODY)


class Assumptions(models.Model):
    """One version of what is assumed about every proposal. Never changed but for its signatures."""

    version = models.PositiveIntegerField(unique=True)
    currency = models.CharField("Currency", max_length=3, validators=[CURRENCY])
    discount_rate = models.DecimalField("Discount rate", max_digits=5, decimal_places=2)
    inflation = models.DecimalField("Inflation", max_digits=5, decimal_places=2)
    horizon = models.PositiveSmallIntegerField("Horizon")
    shape = models.CharField("Ranges are drawn as", max_length=12, choices=SHAPES)
    benefit_correlation = models.DecimalField(max_digits=3, decimal_places=2)
    portfolio_correlation = models.DecimalField(max_digits=3, decimal_places=2)
    delay_low = models.DecimalField(max_digits=4, decimal_places=1)
    delay_likely = models.DecimalField(max_digits=4, decimal_places=1)
    delay_high = models.DecimalField(max_digits=4, decimal_places=1)
    day_rate = models.DecimalField("Day rate", max_digits=10, decimal_places=2)
    rates = models.JSONField(default=dict)
    day_rates = models.JSONField(default=dict)
    awaits = models.CharField(max_length=12, choices=Awaits.choices, default=Awaits.BOTH, blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    in_force_at = models.DateTimeField(null=True)

    objects = AssumptionsQuerySet.as_manager()

    class Meta:
        ordering = ["-version"]
        verbose_name = "version of the assumptions"
        verbose_name_plural = "versions of the assumptions"
        constraints = [
            models.CheckConstraint(
                condition=Q(discount_rate__gte=-50, discount_rate__lte=100)
                & Q(inflation__gte=-50, inflation__lte=100)
                & Q(horizon__gte=1, horizon__lte=20),
                name="assumptions_within_reason",
            ),
            models.CheckConstraint(
                condition=Q(
                    portfolio_correlation__gte=0,
                    benefit_correlation__gte=F("portfolio_correlation"),
                    benefit_correlation__lte=1,
                ),
                name="assumptions_correlations_in_order",
            ),
            models.CheckConstraint(
                condition=Q(
                    delay_low__gte=0, delay_likely__gte=F("delay_low"), delay_high__gte=F("delay_likely")
                ),
                name="assumptions_delay_rises",
            ),
            models.CheckConstraint(
                condition=Q(day_rate__gte=0, day_rate__lte=MOST_MONEY), name="assumptions_day_rate"
            ),
            models.CheckConstraint(condition=Q(awaits__in=Awaits.values), name="assumptions_awaits_known"),
            models.CheckConstraint(
                condition=Q(in_force_at=None) | Q(awaits=Awaits.NOBODY), name="assumptions_count_when_signed"
            ),
        ]

    def __str__(self) -> str:
        return f"Assumptions, version {self.version}"

    def get_absolute_url(self) -> str:
        """Where assumptions stand."""
        return reverse("returns:assumptions")

    def content(self) -> dict[str, Any]:
        """Everything that a signature covers."""
        names = ("currency", "discount_rate", "inflation", "horizon", "shape", "benefit_correlation",
                 "portfolio_correlation", "delay_low", "delay_likely", "delay_high", "day_rate", "rates",
                 "day_rates")  # fmt: skip
        return {name: getattr(self, name) for name in names}

    @property
    def awaited(self) -> list[Office]:
        """The offices whose signature is missing."""
        return [one for one in OFFICES if self.awaits in {one, Awaits.BOTH}]

    @property
    def turn(self) -> Turn:
        """Whose key is missing."""
        return Turn.awaiting(self.awaits, "" if self.awaits else "Signed by both")


class ReturnQuerySet(models.QuerySet[Any]):
    """Reads of what was worked out."""

    def visible_to(self, user: Any) -> "ReturnQuerySet":
        """Whoever reads proposals reads what they return."""
        return self.all() if may_read(user) else self.none()


class ProposalReturn(models.Model):
    """The return of a proposal as it was worked out last: from which money, by which assumptions."""

    proposal = models.OneToOneField(Proposal, models.CASCADE, related_name="simulated")
    assumptions = models.ForeignKey(Assumptions, models.PROTECT, related_name="+")
    content_hash = models.CharField(max_length=64)
    mean = models.FloatField()
    chance_of_loss = models.FloatField()
    result = models.JSONField()
    at = models.DateTimeField(default=timezone.now)

    objects = ReturnQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "return of a proposal"

    def __str__(self) -> str:
        return f"Return of “{self.proposal}”"

    def get_absolute_url(self) -> str:
        """The page of the return."""
        return f"{self.proposal.get_absolute_url()}return/"


class Scope(models.TextChoices):
    """Of which proposals the risk is added up."""

    APPROVED = "approved", "Approved by both"
    BACKLOG = "backlog", "All in the backlog"

    @property
    def url(self) -> str:
        """Where the result stands."""
        return f"{reverse('returns:returns')}?of={self.value}"


class PortfolioReturn(models.Model):
    """What many proposals return together, as it was worked out last."""

    scope = models.CharField(max_length=10, choices=Scope.choices, unique=True)
    assumptions = models.ForeignKey(Assumptions, models.PROTECT, related_name="+")
    counted = models.PositiveIntegerField()
    left_out = models.PositiveIntegerField()
    result = models.JSONField()
    at = models.DateTimeField(default=timezone.now)

    objects = ReturnQuerySet.as_manager()

    class Meta:
        ordering = ["scope"]
        verbose_name = "return of the portfolio"
        constraints = [
            models.CheckConstraint(condition=Q(scope__in=Scope.values), name="portfolio_return_scope_known")
        ]

    def __str__(self) -> str:
        return f"Return of the portfolio: {self.get_scope_display()}"

    def get_absolute_url(self) -> str:
        """The portfolio's page."""
        return Scope(self.scope).url
