"""The lists of this chamber, as pages and as files."""

import datetime as dt
from typing import Any

import django_filters
from django.utils import timezone
from django.utils.safestring import SafeString

from lintel.estate.inventory.models import (
    KINDS,
    Contract,
    Disposition,
    Element,
    Flow,
    FlowState,
    Kind,
    Means,
    Stage,
    Survey,
)
from lintel.estate.inventory.models.contract import ContractQuerySet
from lintel.estate.inventory.models.element import TONES, ElementQuerySet
from lintel.estate.inventory.models.flow import FLOW_TONES, FlowQuerySet
from lintel.estate.inventory.models.kinds import DATED
from lintel.estate.inventory.quality import Quality, qualities
from lintel.people.authentication import user_of
from lintel.ui.components import person_label, person_name, state_pill
from lintel.ui.filters import SearchFilter
from lintel.ui.formats import NOTHING, number_text
from lintel.ui.markup import markup
from lintel.ui.tables import Column, MoneyColumn, NumberColumn, StateColumn, Table, TitleColumn, WhenColumn

DISPOSITION_TONES = {"tolerate": "quiet", "invest": "good", "migrate": "waiting", "eliminate": "warning"}


def missing(what: str) -> SafeString:
    """A hint where somebody's name should stand."""
    return markup('<span class="muted small">{}</span>', what)


def meter(quality: Quality) -> SafeString:
    """A short bar with its figure; what lacks stands in the title."""
    return markup(
        '<span class="estate-quality" title="{}"><meter min="0" max="100" value="{}"></meter> {} %</span>',
        "Missing: " + ", ".join(quality.missing) if quality.missing else "Complete", quality.percent,
        quality.percent,
    )  # fmt: skip


class ElementTable(Table):
    """Everything that stands, with its owners and how much is known about it."""

    name = TitleColumn("Name")
    kind = Column("Kind")
    stage = Column("Stage", accessor="stage", empty_values=())
    owners = Column("Owners", accessor="pk", orderable=False, empty_values=())
    disposition = StateColumn("To become", tones=DISPOSITION_TONES)
    cost = NumberColumn("Twelve months")
    quality = Column("Known", accessor="pk", orderable=False, empty_values=())

    counted = "entry,entries"
    empty_title = "The inventory is empty."
    empty_text = "Enter what customers touch and what it stands on, or bring in a file you have already."
    empty_url = "/estate/new/?kind=system"
    empty_label = "Enter the first system"

    class Meta(Table.Meta):
        order_by = "name"

    def render_stage(self, record: Element) -> SafeString | str:
        """Where it is in its life today."""
        if record.kind not in DATED:
            return NOTHING
        stage = Stage(record.stage)  # type: ignore[attr-defined]  # annotated by `at`
        return state_pill(stage.value, stage.label, TONES[stage.value])

    def value_stage(self, record: Element) -> str:
        """The same as a word."""
        return Stage(record.stage).label if record.kind in DATED else ""  # type: ignore[attr-defined]

    def render_owners(self, record: Element) -> SafeString | str:
        """Business and technical owner, or who lacks."""
        if not record.is_owned:
            return NOTHING
        return markup(
            '<span class="estate-owners">{}{}</span>',
            person_label(record.business_owner) if record.business_owner else missing("no business owner"),
            person_label(record.technical_owner) if record.technical_owner else missing("no technical owner"),
        )

    def value_owners(self, record: Element) -> str:
        """Their names in a file."""
        people = (record.business_owner, record.technical_owner)
        return "; ".join(person_name(one) for one in people if one)

    def render_cost(self, value: Any) -> str:
        """Whole units, as money of a year reads best."""
        return number_text(round(value)) if value is not None else NOTHING

    def render_quality(self, record: Element) -> SafeString:
        """How much of what should be known is known."""
        return meter(self.known(record))

    def value_quality(self, record: Element) -> float:
        """The share."""
        return round(self.known(record).score, 2)

    def known(self, record: Element) -> Quality:
        """Found for the whole page at once."""
        found: dict[int, Quality] = self.__dict__.setdefault("_known", {})
        if record.pk not in found:
            page = getattr(self, "page", None)
            rows = [row.record for row in page.object_list] if page is not None else [record]
            found |= qualities(rows if record in rows else [record], timezone.localdate())
        return found[record.pk]


class ElementFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Find entries by word, kind, stage, owner, and what is wrong with them."""

    q = SearchFilter(fields=["name", "description", "key", "address"], label="Name or word")
    kind = django_filters.ChoiceFilter(
        choices=[(kind, KINDS[kind].plural) for kind in Kind.values], empty_label="Every kind", label="Kind"
    )
    stage = django_filters.ChoiceFilter(
        choices=Stage.choices, empty_label="Every stage", label="Stage", method="filter_stage"
    )
    disposition = django_filters.ChoiceFilter(
        choices=Disposition.choices, empty_label="Anything", label="What is to become of it"
    )
    lacks = django_filters.ChoiceFilter(
        choices=[("owner", "An owner"), ("word", "An owner’s word for six months"), ("date", "Since when")],
        empty_label="Nothing in particular", label="What lacks", method="filter_lacks",
    )  # fmt: skip
    owner = django_filters.ChoiceFilter(
        choices=[("me", "Mine")], empty_label="Everybody’s", label="Whose", method="filter_owner"
    )

    class Meta:
        model = Element
        fields: list[str] = []

    def filter_stage(self, rows: ElementQuerySet, name: str, value: str) -> ElementQuerySet:
        """By where they are today."""
        return rows.in_stage(value, timezone.localdate())

    def filter_lacks(self, rows: ElementQuerySet, name: str, value: str) -> ElementQuerySet:
        """Those of which something is not known."""
        if value == "owner":
            return rows.lacking_owner()
        if value == "word":
            return rows.stale(timezone.localdate())
        return rows.filter(kind__in=(Kind.SYSTEM, Kind.TOUCHPOINT), live_from=None)

    def filter_owner(self, rows: ElementQuerySet, name: str, value: str) -> ElementQuerySet:
        """The reader’s own."""
        return rows.owned_by(user_of(self.request))


class FlowTable(Table):
    """Every data flow."""

    name = TitleColumn("What goes through it")
    source = Column("From")
    target = Column("To")
    data = Column("Data", accessor="pk", orderable=False, empty_values=())
    state = StateColumn("State", tones=FLOW_TONES)
    means = Column("How")
    records_a_day = NumberColumn("Records a day")

    counted = "flow,flows"
    empty_title = "No data flows yet."
    empty_text = "A flow says which data goes from one system to another, and whether it does."
    empty_url = "/estate/flows/new/"
    empty_label = "Draw the first flow"

    class Meta(Table.Meta):
        order_by = "source"

    def render_data(self, record: Flow) -> str:
        """The classes of data it carries."""
        return ", ".join(one.name for one in record.data.all()) or NOTHING

    def value_data(self, record: Flow) -> str:
        """The same in a file."""
        return "; ".join(one.name for one in record.data.all())


class FlowFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Find flows by word, state, means and data."""

    q = SearchFilter(fields=["name", "source__name", "target__name", "description"], label="Flow or system")
    state = django_filters.ChoiceFilter(choices=FlowState.choices, empty_label="Every state", label="State")
    means = django_filters.ChoiceFilter(choices=Means.choices, empty_label="Any way", label="How")
    data = django_filters.ModelChoiceFilter(
        queryset=Element.objects.of_kind(Kind.DATA), empty_label="Any data", label="Data class"
    )

    class Meta:
        model = Flow
        fields: list[str] = []

    def filter_queryset(self, queryset: FlowQuerySet) -> FlowQuerySet:
        """Each flow once, however much data matches."""
        rows: FlowQuerySet = super().filter_queryset(queryset)
        return rows.distinct() if self.form.cleaned_data.get("data") else rows


class ContractTable(Table):
    """Every contract, those that end first on top."""

    title = TitleColumn("Contract")
    vendor = Column("Vendor")
    systems = Column("Systems", accessor="pk", orderable=False, empty_values=())
    ends_on = WhenColumn("Ends or renews", style="date")
    notice = Column("Notice by", accessor="pk", orderable=False, empty_values=())
    a_year = MoneyColumn("A year")
    seats = Column("Seats used", accessor="pk", orderable=False, empty_values=())

    counted = "contract,contracts"
    empty_title = "No contracts yet."
    empty_text = "A contract says what you pay a vendor, until when, and by which day you must say no."
    empty_url = "/estate/contracts/new/"
    empty_label = "Enter the first contract"

    def render_systems(self, record: Contract) -> str:
        """What it covers."""
        return ", ".join(one.name for one in record.systems.all()) or NOTHING

    def value_systems(self, record: Contract) -> str:
        """The same in a file."""
        return "; ".join(one.name for one in record.systems.all())

    def render_notice(self, record: Contract) -> SafeString | str:
        """The last day to say no; marked when it is near."""
        day = record.notice_by
        if day is None:
            return NOTHING
        from lintel.ui import formats

        left = (day - timezone.localdate()).days
        tone = "bad" if 0 <= left <= 30 else "warning" if 0 <= left <= 90 else ""
        shown = formats.when(day, "date")
        return markup("{} {}", shown, state_pill("soon", _left(left), tone)) if tone else shown

    def value_notice(self, record: Contract) -> Any:
        """The day."""
        return record.notice_by

    def render_seats(self, record: Contract) -> str:
        """Used of bought, at the last count."""
        used = record.seats_used  # type: ignore[attr-defined]  # annotated by `with_parts`
        if record.seats is None:
            return NOTHING
        counted = number_text(used) if used is not None else "not counted"
        return f"{counted} of {number_text(record.seats)}"

    def value_seats(self, record: Contract) -> Any:
        """The last count."""
        return record.seats_used  # type: ignore[attr-defined]


class ContractFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Find contracts by word, and by how near their end is."""

    q = SearchFilter(fields=["title", "key", "vendor__name"], label="Contract or vendor")
    due = django_filters.ChoiceFilter(
        choices=[("90", "Within 90 days"), ("365", "Within a year")], empty_label="Any time",
        label="Ends or renews", method="filter_due",
    )  # fmt: skip

    class Meta:
        model = Contract
        fields: list[str] = []

    def filter_due(self, rows: ContractQuerySet, name: str, value: str) -> ContractQuerySet:
        """Those whose end lies within so many days from today."""
        today = timezone.localdate()
        return rows.filter(ends_on__gte=today, ends_on__lte=today + dt.timedelta(days=int(value)))


def _left(days: int) -> str:
    """How many days are left, in words."""
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


class SurveyTable(Table):
    """Rounds of asking owners."""

    title = TitleColumn("Survey")
    progress = Column("Answered", accessor="pk", orderable=False, empty_values=())
    due_on = WhenColumn("Answer by", style="date")
    state = Column("State", accessor="pk", orderable=False, empty_values=())

    counted = "survey,surveys"
    empty_title = "Nobody was asked yet."
    empty_text = "A survey asks every owner whether what stands about their entries is still right."
    empty_url = "/estate/surveys/new/"
    empty_label = "Ask the owners"

    def render_progress(self, record: Survey) -> str:
        """How far it came."""
        return f"{record.answered} of {record.asked}"  # type: ignore[attr-defined]  # by `counted`

    def render_state(self, record: Survey) -> SafeString:
        """Open, overdue or closed."""
        if record.closed_at:
            return state_pill("closed", "Closed", "quiet")
        overdue = record.is_overdue(timezone.localdate())
        return state_pill("overdue", "Overdue", "warning") if overdue else state_pill("open", "Open", "good")

    def value_state(self, record: Survey) -> str:
        """The same as a word."""
        if record.closed_at:
            return "Closed"
        return "Overdue" if record.is_overdue(timezone.localdate()) else "Open"
