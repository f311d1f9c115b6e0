"""How experiments and learnings stand in lists, and the same rows as files."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from lintel.experiments.models import TONES, Experiment, Outcome, State
from lintel.ui.components import person_label
from lintel.ui.filters import SearchFilter
from lintel.ui.formats import NOTHING
from lintel.ui.tables import Column, StateColumn, Table, TitleColumn, WhenColumn

Rows = QuerySet[Experiment]
WORDS = ["title", "change", "expected", "reason", "learning", "measures__metric"]


class ExperimentTable(Table):
    """The list of experiments."""

    title = TitleColumn("Experiment")
    state = StateColumn("State", tones=TONES)
    verdict_text = Column("What it says", orderable=False)
    outcome = Column("Decision")
    owners = Column("Owners", accessor="pk", orderable=False, exclude_from_export=True)
    starts_on = WhenColumn("Starts", style="date")
    ends_on = WhenColumn("Ends", style="date")
    changed_at = WhenColumn("Changed")

    counted = "experiment,experiments"
    empty_title = "No experiments yet."
    empty_text = (
        "An experiment says what you expect, and how both sides will judge it, before anything is measured."
    )
    empty_url = "/experiments/new/"
    empty_label = "Write the first one"

    def render_owners(self, record: Experiment) -> SafeString | str:
        """Both owners, each with the mark of their side."""
        owners = [owner for owner in (record.marketing_owner, record.it_owner) if owner]
        return format_html_join(mark_safe("<br>"), "{}", ((person_label(one),) for one in owners)) or NOTHING

    def render_outcome(self, record: Experiment) -> str:
        """The decision in words."""
        return record.get_outcome_display() or NOTHING

    class Meta(Table.Meta):
        order_by = "-changed_at"


class LearningTable(Table):
    """What experiments taught."""

    title = TitleColumn("Experiment")
    learning = Column("What it taught", orderable=False)
    outcome = Column("Decision")
    ended_at = WhenColumn("Ended")

    counted = "learning,learnings"
    empty_title = "No experiment is decided yet."
    empty_text = "Once both owners agree to a conclusion, what it taught stands here for good."
    empty_url = "/experiments/"
    empty_label = "See the experiments"

    def render_outcome(self, record: Experiment) -> str:
        """The decision in words."""
        return record.get_outcome_display()

    class Meta(Table.Meta):
        order_by = "-ended_at"


class LearningFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Find learnings by any word of hypothesis, metric and lesson, and by what was decided."""

    q = SearchFilter(fields=WORDS, label="Any word of hypothesis, metric or learning")
    outcome = django_filters.ChoiceFilter(choices=Outcome.choices, empty_label="Any", label="Decision")

    class Meta:
        model = Experiment
        fields: list[str] = []

    def filter_queryset(self, queryset: Rows) -> Rows:
        """Each experiment once, however many of its metrics match."""
        rows: Rows = super().filter_queryset(queryset)
        return rows.distinct() if self.form.cleaned_data.get("q") else rows


class ExperimentFilter(LearningFilter):
    """The same, and by state and owner."""

    state = django_filters.ChoiceFilter(choices=State.choices, empty_label="Every state", label="State")
    owner = django_filters.CharFilter(method="filter_owner", label="Owner")

    def filter_owner(self, rows: Rows, name: str, value: Any) -> Rows:
        """Those that one of these people owns, for either side."""
        return rows.filter(Q(marketing_owner__name__icontains=value) | Q(it_owner__name__icontains=value))
