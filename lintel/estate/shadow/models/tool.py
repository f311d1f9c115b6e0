"""One tool that somebody uses and nobody had listed, or that turned out to be listed already."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from lintel.audit.sides import Office
from lintel.estate.inventory.models import Element
from lintel.estate.shadow.models.amnesty import Amnesty
from lintel.people.access import may_read
from lintel.people.models import User
from lintel.ui.addresses import address
from lintel.ui.components import Turn, Word


class Match(models.TextChoices):
    """How sure it is that a tool is an entry of the inventory."""

    CERTAIN = "certain", "Certain"
    REVIEW = "review", "To be looked at"
    NONE = "none", "Not in the inventory"


class ToolState(models.TextChoices):
    """Where a tool is on its way to an answer."""

    NEW = "new", "Wants an answer"
    REVIEW = "review", "Is it listed?"
    PROPOSED = "proposed", "Waits for both keys"
    DECIDED = "decided", "Decided"
    KNOWN = "known", "In the inventory"
    ASIDE = "aside", "Not a tool"


TOOL_TONES = {
    "new": "warning", "review": "waiting", "proposed": "waiting", "decided": "good", "known": "quiet",
    "aside": "quiet",
}  # fmt: skip


class DataKind(models.TextChoices):
    """What data probably goes into a tool."""

    CUSTOMERS = "customers", "Data about customers"
    STAFF = "staff", "Data about colleagues"
    PAYMENT = "payment", "Payments and bank data"
    FILES = "files", "Documents of the house"
    CONTENT = "content", "What is published anyway"
    NOTHING = "nothing", "None that needs care"


SHORT = {
    "customers": "Customers", "staff": "Colleagues", "payment": "Payments", "files": "Documents",
    "content": "Published", "nothing": "Nothing",
}  # fmt: skip


class ToolQuerySet(models.QuerySet["Tool"]):
    """Reads of tools."""

    def visible_to(self, user: Any) -> ToolQuerySet:
        """Both sides see every tool; a stranger sees none."""
        return self.all() if may_read(user) else self.none()

    def with_parts(self) -> ToolQuerySet:
        """Entries and who named it come along."""
        return self.select_related("element", "candidate", "named_by", "amnesty")

    def open(self) -> ToolQuerySet:
        """Those without an answer."""
        return self.filter(state__in=[ToolState.NEW, ToolState.REVIEW, ToolState.PROPOSED])


class Tool(models.Model):
    """A tool. `key` is its cleaned name, by which later logs are gathered; figures are those of all logs.

    `people` is the most people of one month in one log, for nobody can tell people of several logs apart.
    """

    commentable = True

    name = models.CharField("Tool", max_length=160)
    key = models.CharField(max_length=160, unique=True)
    domain = models.CharField("Web address", max_length=200, blank=True)
    state = models.CharField("State", max_length=8, choices=ToolState.choices, default=ToolState.NEW)
    match = models.CharField("Match", max_length=7, choices=Match.choices, default=Match.NONE)
    element = models.ForeignKey(Element, models.PROTECT, null=True, blank=True, related_name="+")
    candidate = models.ForeignKey(Element, models.SET_NULL, null=True, blank=True, related_name="+")
    score = models.FloatField(null=True, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    purpose = models.TextField("What for", max_length=2000, blank=True)
    named_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    named_at = models.DateTimeField(null=True, blank=True)
    amnesty = models.ForeignKey(Amnesty, models.PROTECT, null=True, blank=True, related_name="tools")
    said_a_month = models.DecimalField("Cost a month", max_digits=12, decimal_places=2, null=True, blank=True)
    guess = models.CharField("Probably holds", max_length=9, choices=DataKind.choices, blank=True)
    guess_reason = models.CharField(max_length=300, blank=True)
    data_kind = models.CharField("Holds", max_length=9, choices=DataKind.choices, blank=True)
    data_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    data_at = models.DateTimeField(null=True, blank=True)
    awaits = models.CharField(max_length=9, blank=True)
    first_on = models.DateField("Since", null=True, blank=True)
    last_on = models.DateField("Last seen", null=True, blank=True)
    uses = models.PositiveBigIntegerField("Uses", default=0)
    people = models.PositiveIntegerField("People a month", default=0)
    spent = models.DecimalField("Twelve months", max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    version = models.PositiveIntegerField(default=1)
    found_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = ToolQuerySet.as_manager()

    class Meta:
        ordering = ["-last_on", "name", "pk"]
        indexes = [models.Index(fields=["domain"], name="tool_by_domain")]
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(key=""), name="tool_has_a_name"),
            models.CheckConstraint(condition=Q(state__in=ToolState.values), name="tool_state_known"),
            models.CheckConstraint(condition=Q(match__in=Match.values), name="tool_match_known"),
            models.CheckConstraint(condition=Q(awaits__in=["", "both", *Office.values]), name="tool_awaits"),
            models.CheckConstraint(
                condition=~Q(state=ToolState.KNOWN) | Q(element__isnull=False), name="known_tool_has_an_entry"
            ),
            models.CheckConstraint(
                condition=~Q(state=ToolState.REVIEW) | Q(candidate__isnull=False),
                name="reviewed_tool_has_a_candidate",
            ),
            models.CheckConstraint(
                condition=Q(said_a_month=None) | Q(said_a_month__gte=0), name="tool_cost_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The tool's page."""
        return address("shadow:tool", self.pk)

    @property
    def tone(self) -> str:
        """How its state is coloured."""
        return TOOL_TONES[self.state]

    @property
    def holds(self) -> str:
        """What data goes into it, as far as anybody knows."""
        return SHORT.get(self.data_kind) or (f"{SHORT[self.guess]}, probably" if self.guess else "")

    @property
    def turn(self) -> Turn:
        """Whose turn it is."""
        if self.state == ToolState.PROPOSED:
            return Turn.awaiting(self.awaits)
        if self.state in (ToolState.NEW, ToolState.REVIEW):
            return Turn(Word.MISSING, Word.MISSING, "Anybody’s turn")
        done = Word.GIVEN if self.state == ToolState.DECIDED else Word.NOT_NEEDED
        return Turn(done, done)
