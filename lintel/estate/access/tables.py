"""The lists of this chamber, as pages and as files."""

from typing import Any

import django_filters
from django.utils import timezone
from django.utils.safestring import SafeString

from lintel.estate.access.models import Grant, Party, PartyKind, Right
from lintel.estate.access.models.grant import GrantQuerySet
from lintel.estate.access.showing import Line, called
from lintel.estate.access.templatetags.reach import scored
from lintel.estate.inventory.exchange.columns import reference
from lintel.people.access import may_see_email
from lintel.people.authentication import user_of
from lintel.people.texts import masked
from lintel.ui.addresses import address
from lintel.ui.components import state_pill
from lintel.ui.filters import SearchFilter
from lintel.ui.formats import number_text
from lintel.ui.markup import markup
from lintel.ui.tables import Column, PersonColumn, Table, TitleColumn, WhenColumn


def party_label(party: Party) -> SafeString:
    """A link, and whether the party stands outside."""
    mark = state_pill("outside", "Outside", "warning") if party.outside else ""
    return markup('<a href="{}">{}</a> {}', party.get_absolute_url(), party.name, mark)


class RiskColumn(Column):
    """A score with its level; the file holds the bare number."""

    def __init__(self, verbose_name: str = "Risk", **options: Any) -> None:
        super().__init__(verbose_name, **({"empty_values": ()} | options))

    def render(self, value: Any) -> SafeString:
        """The pill."""
        return scored(value)

    def value(self, value: Any) -> Any:
        """The number."""
        return None if value is None else round(value, 1)


class GrantTable(Table):
    """Who may do what, where. The file holds the columns that the importer reads, and the risk."""

    system = TitleColumn("System", url=lambda record: record.get_absolute_url())
    party = Column("Who")
    kind = Column("Kind of party", accessor="party__kind", visible=False)
    right = Column("May")
    risk = RiskColumn(accessor="risk")
    reason = Column("What for", visible=False)
    since = WhenColumn("Since", style="date", visible=False)
    until = WhenColumn("Until", style="date")
    attested_on = WhenColumn("Last attested", style="date")
    approved_by = PersonColumn("Agreed by")

    counted = "grant,grants"
    empty_title = "Nobody is let in yet."
    empty_text = "Write down who may do what in which system, or bring an access list in under Imports."
    empty_url = "/access/grants/new/"
    empty_label = "Let somebody in"

    def render_party(self, record: Grant) -> SafeString:
        """The party."""
        return party_label(record.party)

    def value_party(self, record: Grant) -> str:
        """Its name."""
        return record.party.name

    def render_kind(self, record: Grant) -> str:
        """In words."""
        return record.party.get_kind_display()

    def value_kind(self, record: Grant) -> str:
        """In words."""
        return record.party.get_kind_display()

    def value_system(self, record: Grant) -> str:
        """By which a file finds it again."""
        return reference(record.system)

    def value_approved_by(self, record: Grant) -> str:
        """Their e-mail as far as the reader may see it."""
        person = record.approved_by
        if person is None:
            return ""
        return person.email if may_see_email(user_of(self.request), person) else masked(person.email)


GRANT_ORDER = {
    "system": ("system__name",), "party": ("party__name",), "kind": ("party__kind",), "right": ("right",),
    "since": ("since",), "until": ("until",), "attested_on": ("attested_on",),
    "approved_by": ("approved_by__name",),
}  # fmt: skip


class GrantFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Find grants by word, right, party and age of their attestation."""

    q = SearchFilter(fields=["party__name", "system__name", "reason"], label="Party, system or reason")
    right = django_filters.ChoiceFilter(choices=Right.choices, empty_label="Any", label="May")
    kind = django_filters.ChoiceFilter(
        choices=PartyKind.choices, empty_label="Every kind", label="Kind of party", field_name="party__kind"
    )
    outside = django_filters.ChoiceFilter(
        choices=[("yes", "Outside only")], empty_label="Inside and outside", label="From",
        method="filter_outside",
    )  # fmt: skip
    lacks = django_filters.ChoiceFilter(
        choices=[("attestation", "Was never attested"), ("end", "Has no last day"),
                 ("approval", "Nobody agreed"), ("reason", "Has no reason")],
        empty_label="Nothing in particular", label="What lacks", method="filter_lacks",
    )  # fmt: skip
    state = django_filters.ChoiceFilter(
        choices=[("ended", "Ended"), ("planned", "Not yet begun"), ("any", "All that are known")],
        empty_label="In force", label="State", method="filter_state",
    )  # fmt: skip

    class Meta:
        model = Grant
        fields: list[str] = []

    def filter_queryset(self, queryset: GrantQuerySet) -> Any:
        """Without a wish only what lets somebody in today."""
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.in_force(timezone.localdate())

    def filter_outside(self, rows: GrantQuerySet, name: str, value: str) -> GrantQuerySet:
        """Those of parties from outside."""
        return rows.filter(party__outside=True)

    def filter_lacks(self, rows: GrantQuerySet, name: str, value: str) -> GrantQuerySet:
        """Those of which something is missing."""
        wanted: dict[str, dict[str, Any]] = {
            "attestation": {"attested_on": None}, "end": {"until": None}, "approval": {"approved_by": None},
            "reason": {"reason": ""},
        }  # fmt: skip
        return rows.filter(**wanted[value])

    def filter_state(self, rows: GrantQuerySet, name: str, value: str) -> GrantQuerySet:
        """By where they are in their life today."""
        today = timezone.localdate()
        return {"ended": rows.filter(until__lt=today), "planned": rows.filter(since__gt=today)}.get(
            value, rows
        )


class PartyTable(Table):
    """Who is let in somewhere."""

    name = TitleColumn("Name")
    kind = Column("Kind")
    outside = Column("From", accessor="outside")
    people = Column("People", attrs={"td": {"class": "number"}, "th": {"class": "number"}})
    let_in = Column("Systems", orderable=False, accessor="let_in", empty_values=())
    risk = RiskColumn(accessor="risk")

    counted = "party,parties"
    empty_title = "Nobody is written down yet."
    empty_text = "A party is a team, a role, a group of people, an agency or a service account."
    empty_url = "/access/parties/new/"
    empty_label = "Write the first one down"

    def render_outside(self, value: bool) -> SafeString | str:
        """A pill for those from outside."""
        return state_pill("outside", "Outside", "warning") if value else "Inside"

    def value_outside(self, value: bool) -> str:
        """A word."""
        return "Outside" if value else "Inside"

    def value_people(self, value: int | None) -> int | None:
        """The number."""
        return value

    def render_people(self, value: int | None) -> str:
        """How many, never who."""
        return number_text(value)


PARTY_ORDER = {"name": ("name",), "kind": ("kind",), "outside": ("outside",), "people": ("people",)}


class PartyFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Find parties by word and kind."""

    q = SearchFilter(fields=["name", "note"], label="Name or word")
    kind = django_filters.ChoiceFilter(choices=PartyKind.choices, empty_label="Every kind", label="Kind")
    outside = django_filters.ChoiceFilter(
        choices=[("true", "Outside"), ("false", "Inside")], empty_label="Inside and outside", label="From",
        method="filter_outside",
    )  # fmt: skip

    class Meta:
        model = Party
        fields: list[str] = []

    def filter_outside(self, rows: Any, name: str, value: str) -> Any:
        """Those from outside, or those from inside."""
        return rows.filter(outside=value == "true")


class ReachTable(Table):
    """Each party with each class of data that it reaches, on the nearest way."""

    party = TitleColumn(
        "Who", accessor="party", orderable=False, url=lambda line: line.party.get_absolute_url()
    )
    data_name = Column("Reaches")
    way = Column("Over", accessor="stops", orderable=False)
    steps = Column("Steps", attrs={"td": {"class": "number"}, "th": {"class": "number"}})
    right = Column("May there", orderable=False)
    grants = Column("Grants", orderable=False, attrs={"td": {"class": "number"}, "th": {"class": "number"}})
    score = RiskColumn(accessor="score")

    counted = "way to data,ways to data"
    empty_title = "Nobody reaches any data yet."
    empty_text = "Write down who is let in where, and in the inventory which systems hold which data."
    empty_url = "/access/grants/new/"
    empty_label = "Let somebody in"

    def value_party(self, record: Line) -> str:
        """Kind and name."""
        return called(record.party)

    def render_data_name(self, record: Line) -> SafeString:
        """A link to the class of data."""
        return markup('<a href="{}">{}</a>', address("reach:data", record.data), record.data_name)

    def value_data_name(self, record: Line) -> str:
        """Its name."""
        return record.data_name

    def render_way(self, record: Line) -> SafeString:
        """The systems in order; how one leads to the next stands in the title."""
        return markup('<span title="{}">{}</span>', record.how, " → ".join(record.stops))

    def value_way(self, record: Line) -> str:
        """The systems in order."""
        return " → ".join(record.stops)

    def render_grants(self, value: tuple[int, ...]) -> str:
        """How many grants lead there."""
        return str(len(value))

    def value_grants(self, value: tuple[int, ...]) -> int:
        """How many grants lead there."""
        return len(value)
