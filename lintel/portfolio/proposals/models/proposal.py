"""The proposal: what both sides write together and put their keys to."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import ExpressionWrapper, F, Q, Value
from django.db.models.functions import Cast
from django.utils import timezone

from lintel.audit.canonical import content_hash
from lintel.portfolio.proposals.models.querysets import LISTS, PARTS, ProposalQuerySet
from lintel.portfolio.proposals.models.words import (
    FIBONACCI,
    IMPACTS,
    RANK_GAP,
    STANDING,
    TONES,
    Awaits,
    State,
    turn_of,
)
from lintel.ui.addresses import address
from lintel.ui.components import Turn

CURRENCY = RegexValidator(r"^[A-Z]{3}\Z", "Write the currency as three capital letters, such as EUR.")
ZERO = Decimal(0)
MOST_MONEY = Decimal("999999999999.99")
SCORE = models.DecimalField(max_digits=20, decimal_places=2)


def _size(label: str) -> Any:
    return models.PositiveSmallIntegerField(label, choices=FIBONACCI, null=True, blank=True)


def _money(label: str, help_text: str) -> Any:
    bounds = [MinValueValidator(ZERO), MaxValueValidator(MOST_MONEY)]
    return models.DecimalField(
        label, max_digits=14, decimal_places=2, null=True, blank=True, validators=bounds, help_text=help_text
    )


def _owner(label: str, related: str) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=label,
        related_name=related,
    )


def _real(operand: Any) -> Cast:
    """As a floating number: SQLite would divide whole numbers without a rest."""
    return Cast(operand, models.FloatField())


def _score(label: str, expression: Any) -> Any:
    """A column that the database computes, so that lists sort by it; null while an input is missing."""
    wrapped = ExpressionWrapper(expression, output_field=models.FloatField())
    return models.GeneratedField(expression=wrapped, output_field=SCORE, db_persist=True, verbose_name=label)


class Proposal(models.Model):
    """An investment in the platform, from the first draft to done or stopped.

    `version` is raised by every edit of the proposal or its parts, so that signatures on earlier versions no
    longer count. `rank` is the place in the one order; the board's column is where the work stands.
    """

    commentable = True

    title = models.CharField("Title", max_length=200)
    problem = models.TextField("Problem", max_length=10_000, blank=True)
    outcome = models.TextField("Outcome wanted", max_length=10_000, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    awaits = models.CharField(max_length=12, choices=Awaits.choices, default=Awaits.NOBODY, blank=True)
    version = models.PositiveIntegerField(default=1)
    marketing_owner = _owner("Owner in marketing", "proposals_owned_for_marketing")
    it_owner = _owner("Owner in IT", "proposals_owned_for_it")
    starts_on = models.DateField("Starts", null=True, blank=True)
    ends_on = models.DateField("Ends", null=True, blank=True)
    access_impact = models.TextField("Access: who gets to reach what", max_length=10_000, blank=True)
    data_impact = models.TextField("Data: what is kept, moved or shared", max_length=10_000, blank=True)
    currency = models.CharField("Currency", max_length=3, default="EUR", validators=[CURRENCY])
    one_off_cost = _money("One-off cost", "What it costs once, until it runs.")
    run_cost = _money("Run cost per year", "What it costs every year from then on.")

    business_value = _size("Business value")
    time_criticality = _size("Time criticality")
    risk_opportunity = _size("Risk reduction or opportunity")
    job_size = _size("Job size")
    reach = models.PositiveIntegerField(
        "Reach", null=True, blank=True, validators=[MaxValueValidator(10**9)], help_text="People per quarter."
    )
    impact = models.DecimalField(
        "Impact", max_digits=3, decimal_places=2, choices=IMPACTS, null=True, blank=True
    )
    confidence = models.PositiveSmallIntegerField(
        "Confidence", null=True, blank=True, validators=[MaxValueValidator(100)], help_text="Per cent."
    )
    effort = models.DecimalField(
        "Effort",
        max_digits=6,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.1"))],
        help_text="Person-months of everybody together.",
    )
    wsjf = _score(
        "WSJF", _real(F("business_value") + F("time_criticality") + F("risk_opportunity")) / _real("job_size")
    )
    rice = _score(
        "RICE", _real("reach") * _real("impact") * _real("confidence") / (_real("effort") * Value(100.0))
    )

    rank = models.BigIntegerField(default=RANK_GAP)
    board_column = models.ForeignKey(
        "portfolio.BoardColumn", models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    moved_at = models.DateTimeField(null=True, blank=True)
    approval = models.ForeignKey(
        "portfolio.Decision", models.PROTECT, null=True, blank=True, related_name="+"
    )
    stopping = models.ForeignKey(
        "portfolio.Decision", models.PROTECT, null=True, blank=True, related_name="+"
    )
    voided_version = models.PositiveIntegerField(null=True, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    voided_at = models.DateTimeField(null=True, blank=True)
    tracker = models.JSONField(default=dict, blank=True)
    imported_from = models.CharField(max_length=40, blank=True)
    imported_key = models.CharField(max_length=120, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["rank", "pk"]
        indexes = [
            models.Index(fields=["rank", "id", "state"], name="proposal_order"),
            models.Index(fields=["state", "rank", "board_column"], name="proposal_state"),
            models.Index(fields=["awaits", "rank"], name="proposal_awaits"),
            models.Index(fields=["board_column", "rank"], name="proposal_column"),
            models.Index(fields=["-changed_at", "-id"], name="proposal_changed"),
            models.Index(fields=["wsjf"], name="proposal_wsjf"),
            models.Index(fields=["rice"], name="proposal_rice"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["imported_from", "imported_key"],
                condition=~Q(imported_key=""),
                name="proposal_imported_once",
                violation_error_message="This issue has been brought in already.",
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="proposal_state_known"),
            models.CheckConstraint(condition=Q(awaits__in=Awaits.values), name="proposal_awaits_known"),
            models.CheckConstraint(condition=~Q(title=""), name="proposal_has_title"),
            models.CheckConstraint(
                condition=Q(state__in=STANDING, approval__isnull=False) | ~Q(state__in=STANDING),
                name="approved_means_both_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.STOPPED) | Q(stopping__isnull=False),
                name="stopped_means_both_signed",
            ),
            models.CheckConstraint(
                condition=Q(board_column=None) | Q(state__in=(State.IN_WORK, State.DONE)),
                name="only_approved_work_on_the_board",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="proposal_window_in_order",
                violation_error_message="The end lies before the start: change one of the two dates.",
            ),
            models.CheckConstraint(
                condition=(Q(one_off_cost=None) | Q(one_off_cost__gte=0))
                & (Q(run_cost=None) | Q(run_cost__gte=0)),
                name="proposal_costs_not_negative",
                violation_error_message="A cost cannot be less than nothing.",
            ),
            models.CheckConstraint(
                condition=(Q(job_size=None) | Q(job_size__gte=1)) & (Q(effort=None) | Q(effort__gt=0)),
                name="proposal_size_not_nothing",
                violation_error_message="Job size and effort have to be more than nothing.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The proposal's page."""
        return address("portfolio:proposal", self.pk)

    @property
    def turn(self) -> Turn:
        """Whose turn it is."""
        return turn_of(self.state, self.awaits)

    @property
    def tone(self) -> str:
        """How the state is coloured."""
        return TONES[State(self.state)]

    @property
    def is_open(self) -> bool:
        """Neither done nor stopped."""
        return self.state not in (State.DONE, State.STOPPED)

    def content(self) -> dict[str, Any]:
        """Everything that a signature covers. People, specialties and proposals are named by number: a
        changed name is no edit. Place in the order and on the board are not covered."""
        fields = {name: getattr(self, name) for name in CONTENT_FIELDS}
        lists = {name: [row.content() for row in getattr(self, name).all()] for name in LISTS}
        return fields | {name: rows for name, rows in lists.items() if rows or name in PARTS}

    def hash_at(self, version: int) -> str:
        """The hash that a signature would carry if this content were of that version."""
        return content_hash({"version": version, "content": self.content()})


CONTENT_FIELDS = (
    *("title", "problem", "outcome", "marketing_owner_id", "it_owner_id", "starts_on", "ends_on"),
    *("access_impact", "data_impact", "currency", "one_off_cost", "run_cost"),
    *("business_value", "time_criticality", "risk_opportunity", "job_size"),
    *("reach", "impact", "confidence", "effort"),
)
