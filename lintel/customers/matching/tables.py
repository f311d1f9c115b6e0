"""Lists of clearances and of people's decisions."""

from typing import Any

import django_filters
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from lintel.customers.matching.models import Clearance, PairDecision
from lintel.ui import components, formats
from lintel.ui.filters import SearchFilter
from lintel.ui.markup import markup
from lintel.ui.tables import Column, PersonColumn, StateColumn, Table, WhenColumn

CLEARANCE_TONES = {"active": "good", "planned": "waiting"}
WORD_TONES: dict[str, str] = {PairDecision.Word.MUST: "good", PairDecision.Word.CANNOT: "warning"}


class ClearanceTable(Table):
    """Who sees customers by name."""

    person = PersonColumn("Who", order_by="person__name")
    reason = Column("What for", orderable=False)
    given_by = PersonColumn("Given by", order_by="given_by__name", system=True)
    starts = WhenColumn("From", style="date")
    ends = WhenColumn("Until", style="date")
    state = Column("State", orderable=False)
    end = Column("End", accessor="pk", orderable=False, exclude_from_export=True)
    counted = "clearance,clearances"
    empty_title = "Nobody sees customers by name."
    empty_text = "Everybody sees masked customers. An office holder lets others see names, for a reason."

    class Meta(Table.Meta):
        order_by = "-ends"

    def render_state(self, value: str) -> SafeString:
        """Whether it counts today."""
        return components.state_pill(value, tone=CLEARANCE_TONES.get(value, "quiet"))

    def render_end(self, record: Clearance) -> SafeString | str:
        """A link to the page that ends it, for those who may."""
        user = self.request.user
        involved = user.is_office_holder or user.pk == record.person_id
        if not involved or record.state not in CLEARANCE_TONES:
            return formats.NOTHING
        url = reverse("matching:clearance-end", args=[record.pk])
        return markup('<a href="{}">End<span class="visually-hidden"> {}</span></a>', url, record.person)


class ClearanceFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Narrow clearances."""

    search = SearchFilter(fields=["person__name", "reason"], label="Search by name or reason")
    days = django_filters.ChoiceFilter(
        choices=[("open", "Now or later"), ("over", "Over or ended")],
        label="Days",
        empty_label="Any",
        method="by_days",
    )

    def by_days(self, rows: Any, name: str, value: str) -> Any:
        """Open ones, or the others."""
        still_open = Q(ended_at=None, ends__gte=timezone.now().date())
        return rows.filter(still_open) if value == "open" else rows.exclude(still_open)


class NamelessDecisionTable(Table):
    """Who decided and when, for those who may not see the records."""

    word = StateColumn("Answer", tones=WORD_TONES)
    decided_by = PersonColumn("Who", order_by="decided_by__name", system=True)
    at = WhenColumn("When")
    taken_back_at = WhenColumn("Taken back")
    counted = "decision,decisions"
    empty_title = "Nobody has decided about a pair yet."
    empty_text = "Questions wait under Review; an answer holds in every later matching."

    class Meta(Table.Meta):
        order_by = "-at"


class DecisionTable(NamelessDecisionTable):
    """The same with the two records, the reason, and a way back."""

    record_l = Column("One record")
    record_r = Column("The other")
    why = Column("Why", orderable=False)
    back = Column("Take back", accessor="pk", orderable=False, exclude_from_export=True)

    class Meta(NamelessDecisionTable.Meta):
        sequence = ("record_l", "record_r", "word", "why", "decided_by", "at", "taken_back_at", "back")

    def render_back(self, record: PairDecision) -> SafeString | str:
        """A button, while the word counts."""
        if record.taken_back_at:
            return formats.NOTHING
        url = reverse("matching:withdrawal", args=[record.pk])
        return markup('<button class="button small" formaction="{}">Take back</button>', url)


class DecisionFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Narrow decisions."""

    word = django_filters.ChoiceFilter(choices=PairDecision.Word.choices, label="Answer", empty_label="Any")
    force = django_filters.ChoiceFilter(
        choices=[("yes", "In force"), ("no", "Taken back or replaced")],
        label="Counts",
        empty_label="Any",
        method="by_force",
    )

    def by_force(self, rows: Any, name: str, value: str) -> Any:
        """Those that count, or the others."""
        return rows.filter(taken_back_at__isnull=value == "yes")
