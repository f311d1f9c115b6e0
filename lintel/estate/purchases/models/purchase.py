"""A purchase: what is needed, what could be had, and what both offices decided."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Count, Q, Value, When
from django.utils import timezone

from lintel.audit.models import Signature
from lintel.estate.inventory.models import Element
from lintel.estate.inventory.models.kinds import CURRENCY
from lintel.estate.purchases.models.words import OPEN, Awaited, OptionKind, State
from lintel.people.access import may_read
from lintel.people.models import User
from lintel.ui.addresses import address
from lintel.ui.components import AWAITED_KEYS, Turn, Word

PURPOSE = "purchase"  # of the two offices' signatures
LONGEST_HORIZON = 10
IN_ORDER = (State.OFFERED, State.DRAFT, State.DECIDED, State.DROPPED)  # what wants somebody comes first


class PurchaseQuerySet(models.QuerySet["Purchase"]):
    """Reads of purchases."""

    def visible_to(self, user: Any) -> PurchaseQuerySet:
        """Both sides see every dossier; a stranger none."""
        return self.all() if may_read(user) else self.none()

    def for_rows(self) -> PurchaseQuerySet:
        """What lists show, in a fixed number of queries."""
        places = [When(state=state, then=Value(place)) for place, state in enumerate(IN_ORDER)]
        rows = self.select_related("marketing_owner", "it_owner", "chosen")
        return rows.annotate(
            options_count=Count("options"),
            place=Case(*places, output_field=models.PositiveSmallIntegerField()),
        )

    def waiting_for(self, office: str) -> PurchaseQuerySet:
        """Those that this office can sign."""
        return self.filter(state=State.OFFERED, awaits__in=(office, Awaited.BOTH))

    def open(self) -> PurchaseQuerySet:
        """Those that are neither decided nor dropped."""
        return self.filter(state__in=OPEN)


class Purchase(models.Model):
    """One dossier. `version` counts edits of anything in it, so that a signature is of exactly what was read.
    `chosen` is what is laid before the offices; it is decided once both have signed."""

    commentable = True

    title = models.CharField("What is it about?", max_length=160)
    need = models.TextField("What is needed, and why?", max_length=6000, blank=True)
    marketing_owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Sees to it for marketing"
    )
    it_owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Sees to it for IT"
    )
    currency = models.CharField("Currency", max_length=3, default="EUR", validators=[CURRENCY])
    years = models.PositiveSmallIntegerField(
        "Years that are reckoned", default=3,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_HORIZON)],
        help_text="Costs after these years are left out for every option alike.",
    )  # fmt: skip
    decide_by = models.DateField("Decide by", null=True, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    awaits = models.CharField(max_length=10, choices=Awaited.choices, default=Awaited.NOBODY, blank=True)
    chosen = models.ForeignKey("Option", models.SET_NULL, null=True, blank=True, related_name="+")
    dropped_why = models.TextField("Why is it dropped?", max_length=2000, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    marketing_signature = models.ForeignKey(
        Signature, models.PROTECT, null=True, blank=True, related_name="+"
    )
    it_signature = models.ForeignKey(Signature, models.PROTECT, null=True, blank=True, related_name="+")
    entered = models.ForeignKey(Element, models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = PurchaseQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="purchase_has_a_title"),
            models.CheckConstraint(
                condition=Q(years__gte=1, years__lte=LONGEST_HORIZON), name="purchase_years_within_reason"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="purchase_state_known"),
            models.CheckConstraint(
                condition=~Q(state=State.DECIDED)
                | Q(marketing_signature__isnull=False, it_signature__isnull=False, decided_at__isnull=False),
                name="purchase_decided_by_two_keys",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DROPPED) | ~Q(dropped_why=""), name="purchase_dropped_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(state=State.OFFERED) & ~Q(awaits="") | ~Q(state=State.OFFERED) & Q(awaits=""),
                name="purchase_awaits_while_offered",
            ),
        ]
        indexes = [models.Index(fields=["state", "awaits"], name="purchase_awaited")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The dossier."""
        return address("purchases:purchase", self.pk)

    @property
    def is_open(self) -> bool:
        """Whether one still writes in it."""
        return self.state in OPEN

    @property
    def owners(self) -> tuple[User | None, User | None]:
        """Who sees to it, marketing's first."""
        return self.marketing_owner, self.it_owner

    @property
    def turn(self) -> Turn:
        """Whose key is missing."""
        if self.state == State.OFFERED:
            return Turn.awaiting(self.awaits, AWAITED_KEYS[self.awaits])
        if self.state == State.DECIDED:
            return Turn(Word.GIVEN, Word.GIVEN, "Decided by both")
        word = Word.NOT_NEEDED if self.state == State.DROPPED else Word.MISSING
        return Turn(word, word, self.get_state_display())

    def content(self) -> dict[str, Any]:
        """Everything that a signature covers: the whole dossier."""
        from lintel.estate.purchases.dossier import content

        return content(self)


class OptionQuerySet(models.QuerySet["Option"]):
    """Reads of options."""

    def visible_to(self, user: Any) -> OptionQuerySet:
        """As their purchase."""
        return self.all() if may_read(user) else self.none()

    def rejected(self) -> OptionQuerySet:
        """What both offices decided against, or dropped with the whole purchase; newest first."""
        turned_down = Q(purchase__state=State.DECIDED) & ~Q(purchase__chosen=models.F("pk"))
        dropped = Q(purchase__state=State.DROPPED)
        rows = self.filter(turned_down | dropped).exclude(kind=OptionKind.KEEP)
        return rows.select_related("purchase", "vendor").order_by("-purchase__changed_at", "-pk")


class Option(models.Model):
    """Something that would meet the need, with the way out of it. `why_not` says what speaks against it,
    and is asked for before another option is laid before the offices."""

    purchase = models.ForeignKey(Purchase, models.CASCADE, related_name="options")
    name = models.CharField("Option", max_length=160)
    kind = models.CharField("What one would do", max_length=8, choices=OptionKind.choices)
    what = models.TextField("What it is", max_length=4000, blank=True)
    vendor = models.ForeignKey(
        Element,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Vendor in the inventory",
    )
    vendor_name = models.CharField("Vendor, if it is a new one", max_length=160, blank=True)
    serves = models.ManyToManyField(
        Element, blank=True, related_name="+", verbose_name="Capabilities it serves"
    )
    replaces = models.ManyToManyField(
        Element, blank=True, related_name="+", verbose_name="Systems it replaces"
    )
    needs = models.ManyToManyField(Element, blank=True, related_name="+", verbose_name="Systems it needs")
    holds = models.ManyToManyField(Element, blank=True, related_name="+", verbose_name="Data it would hold")
    runs_in = models.ManyToManyField(
        Element, blank=True, related_name="+", verbose_name="Regions it would run in"
    )
    exit_how = models.TextField(
        "How would we get out of it?", max_length=2000, blank=True,
        help_text="How our data comes out, in which form, and who would take over.",
    )  # fmt: skip
    exit_months = models.PositiveSmallIntegerField("Months to leave it", null=True, blank=True)
    exit_cost = models.DecimalField(
        "Cost of leaving it", max_digits=14, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )  # fmt: skip
    why_not = models.TextField("What speaks against it", max_length=2000, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = OptionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="option_has_a_name"),
            models.CheckConstraint(condition=Q(kind__in=OptionKind.values), name="option_kind_known"),
            models.UniqueConstraint(
                fields=["purchase", "name"], name="option_once_a_purchase",
                violation_error_message="There is an option of this name already.",
            ),
            models.CheckConstraint(
                condition=Q(exit_cost=None) | Q(exit_cost__gte=0), name="leaving_costs_nothing_or_more"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page within the dossier."""
        return address("purchases:option", self.pk)

    @property
    def by_whom(self) -> str:
        """The vendor’s name, wherever it is written."""
        return self.vendor.name if self.vendor else self.vendor_name

    @property
    def why(self) -> str:
        """What spoke against it: its own reason, or that of the whole purchase."""
        return self.why_not or self.purchase.dropped_why

    @property
    def is_new(self) -> bool:
        """Whether something comes into the house: then risk and the way out are asked about."""
        return self.kind in (OptionKind.BUY, OptionKind.BUILD)
