"""How proposals stand in lists, and the same rows as files."""

from typing import Any

import django_filters
from django import forms
from django.db.models import F, Q, QuerySet
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from lintel.portfolio.proposals.models import Awaits, Bundle, Proposal, ProposalTemplate, State
from lintel.portfolio.proposals.models.words import TONES
from lintel.ui.components import person_label
from lintel.ui.filters import SearchFilter
from lintel.ui.formats import NOTHING
from lintel.ui.tables import (
    Column,
    MoneyColumn,
    NumberColumn,
    StateColumn,
    Table,
    TitleColumn,
    TurnColumn,
    WhenColumn,
)

Rows = QuerySet[Proposal]


class ScoreColumn(NumberColumn):
    """A score: what has none stands last, whichever way one sorts."""

    def order(self, queryset: Rows, is_descending: bool) -> tuple[Rows, bool]:
        """Nulls last on every database."""
        field = F(self.score)
        order = field.desc(nulls_last=True) if is_descending else field.asc(nulls_last=True)
        return queryset.order_by(order, "pk"), True

    def __init__(self, label: str, score: str, **options: Any) -> None:
        super().__init__(label, default=NOTHING, **options)
        self.score = score


class Quiet(Column):
    """A column that stands only in files."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label, visible=False, orderable=False, **options)


class EmailColumn(Quiet):
    """An owner's e-mail, by which an import finds the person again."""

    def value(self, value: Any) -> str:
        """The address."""
        return "" if value is None else str(value.email)


class ProposalTable(Table):
    """The list of proposals; a file of it has the columns that the importer of proposals reads."""

    pk = Quiet("Number")
    title = TitleColumn("Title")
    state = StateColumn("State", tones={str(state): tone for state, tone in TONES.items()})
    turn = TurnColumn("Whose turn", exclude_from_export=True)
    owners = Column("Owners", accessor="pk", orderable=False, exclude_from_export=True)
    one_off_cost = MoneyColumn("One-off cost")
    wsjf = ScoreColumn("WSJF", "wsjf")
    rice = ScoreColumn("RICE", "rice")
    changed_at = WhenColumn("Changed", exclude_from_export=True)
    problem = Quiet("Problem")
    outcome = Quiet("Outcome wanted")
    marketing_email = EmailColumn("Marketing owner", accessor="marketing_owner")
    it_email = EmailColumn("IT owner", accessor="it_owner")
    starts_on = Quiet("Starts")
    ends_on = Quiet("Ends")
    access_impact = Quiet("Access impact")
    data_impact = Quiet("Data impact")
    currency = Quiet("Currency")
    run_cost = Quiet("Run cost per year")
    business_value = Quiet("Business value", accessor="business_value")
    time_criticality = Quiet("Time criticality")
    risk_opportunity = Quiet("Risk reduction or opportunity")
    job_size = Quiet("Job size")
    reach = Quiet("Reach")
    impact = Quiet("Impact")
    confidence = Quiet("Confidence")
    effort = Quiet("Effort")
    key = Quiet("Key", accessor="imported_key")

    def render_owners(self, record: Proposal) -> SafeString | str:
        """Both owners, each with the mark of their side."""
        owners = [owner for owner in (record.marketing_owner, record.it_owner) if owner]
        return (
            format_html_join(mark_safe("<br>"), "{}", ((person_label(owner),) for owner in owners)) or NOTHING
        )

    counted = "proposal,proposals"
    empty_title = "No proposals yet."
    empty_text = (
        "A proposal says what the two sides want to build together, what it costs and what it brings."
    )
    empty_url = "/proposals/new/"
    empty_label = "Write the first one"

    class Meta(Table.Meta):
        order_by = "-changed_at"


def _number(name: str) -> Any:
    """Fields with choices would hand over their label; a file holds the number."""

    def value(self: ProposalTable, record: Proposal) -> Any:
        return getattr(record, name)

    return value


for _name in ("business_value", "time_criticality", "risk_opportunity", "job_size", "impact"):
    setattr(ProposalTable, f"value_{_name}", _number(_name))


class BundleTable(Table):
    """The list of bundles."""

    name = TitleColumn("Name")
    likely = MoneyColumn("Most likely")
    low = MoneyColumn("At least")
    high = MoneyColumn("At most")
    count = Column("Proposals", accessor="pk", orderable=False)
    changed_at = WhenColumn("Changed")

    counted = "bundle,bundles"
    empty_title = "No bundles yet."
    empty_text = "A bundle says what proposals bring beyond their own benefits if all of them are done."
    empty_url = "/bundles/new/"
    empty_label = "Bind proposals together"

    def render_count(self, record: Bundle) -> int:
        """How many belong to it."""
        return len(record.members)

    class Meta(Table.Meta):
        order_by = "-changed_at"


class BundleFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Find bundles by words of their name."""

    q = SearchFilter(fields=["name"], label="Name")

    class Meta:
        model = Bundle
        fields: list[str] = []


class TemplateTable(Table):
    """The list of templates."""

    name = TitleColumn("Name")
    purpose = Column("When to use it", orderable=False)
    changed_at = WhenColumn("Changed")

    counted = "template,templates"
    empty_title = "No templates yet."
    empty_text = "A template holds what proposals of one kind usually have to say. Keep one from a proposal."
    empty_url = "/proposals/templates/new/"
    empty_label = "Write one"

    class Meta(Table.Meta):
        order_by = "name"


class TemplateFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Find templates by words."""

    q = SearchFilter(fields=["name", "purpose"], label="Name or purpose")

    class Meta:
        model = ProposalTemplate
        fields: list[str] = []


class ProposalFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Find proposals by words, state, whose key they wait for, and owner."""

    q = SearchFilter(fields=["title", "imported_key"], label="Title or key")
    state = django_filters.ChoiceFilter(choices=State.choices, empty_label="Every state", label="State")
    turn = django_filters.ChoiceFilter(
        choices=[("marketing", "Marketing’s key"), ("it", "IT’s key"), ("any", "Any key")],
        method="filter_turn",
        empty_label="Everyone’s",
        label="Waits for",
    )
    sees = django_filters.ChoiceFilter(
        choices=[("me", "Me")], method="filter_sees", empty_label="Anybody", label="Sees to a section"
    )
    owner = django_filters.CharFilter(
        method="filter_owner", label="Owner", widget=forms.TextInput(attrs={"placeholder": "Part of a name"})
    )

    class Meta:
        model = Proposal
        fields: list[str] = []

    def filter_turn(self, rows: Rows, name: str, value: str) -> Rows:
        """Those that wait for an office's key."""
        offices = [Awaits.MARKETING, Awaits.IT, Awaits.BOTH] if value == "any" else [value, Awaits.BOTH]
        return rows.filter(awaits__in=offices)

    def filter_sees(self, rows: Rows, name: str, value: str) -> Rows:
        """Those of which the reader owns a side or sees to a section."""
        mine = Proposal.objects.seen_to_by(self.request.user).order_by().values("pk")
        return rows.filter(pk__in=mine)

    def filter_owner(self, rows: Rows, name: str, value: str) -> Rows:
        """Those that one of these people owns, for either side."""
        return rows.filter(Q(marketing_owner__name__icontains=value) | Q(it_owner__name__icontains=value))


class BacklogFilter(ProposalFilter):
    """The same, among what is not begun."""

    state = django_filters.ChoiceFilter(
        choices=[(state.value, state.label) for state in (State.DRAFT, State.OFFERED, State.APPROVED)],
        empty_label="Every state",
        label="State",
    )
