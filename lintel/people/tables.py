"""Lists of people, teams, specialties, delegations and tokens."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from lintel.audit.sides import Office, Side
from lintel.people import texts
from lintel.people.access import may_administer
from lintel.people.models import Delegation, Role, Specialty, Team, Token, User
from lintel.people.widgets import LongSelect
from lintel.ui import components, formats
from lintel.ui.filters import SearchFilter
from lintel.ui.tables import (
    Column,
    NumberColumn,
    PersonColumn,
    SideColumn,
    StateColumn,
    Table,
    TitleColumn,
    WhenColumn,
)

ROLE_TONES: dict[str, str] = {Role.OFFICE_HOLDER: "both", Role.NONE: "quiet"}
DELEGATION_TONES: dict[str, str] = {"active": "good", "planned": "waiting"}


class PeopleTable(Table):
    """Everybody, by name; addresses are masked for those who may not see them."""

    name = TitleColumn("Name")
    side = SideColumn("Side")
    role = StateColumn("Role", tones=ROLE_TONES)
    team = Column("Team", accessor="team__name", order_by="team__name")
    job_title = Column("Job title")
    email = Column("E-mail", orderable=False)
    counted = "person,people"
    empty_title = "Nobody here yet."

    class Meta(Table.Meta):
        order_by = "name"

    def render_role(self, record: User) -> SafeString:
        """The role, and whether the person administers or may no longer sign in."""
        parts = [] if record.role == Role.NONE and record.is_administrator else [_role(record)]
        if record.is_administrator:
            parts.append(components.state_pill("administrator", "Administrator"))
        if not record.is_active:
            parts.append(components.state_pill("closed", "Closed", "warning"))
        return SafeString(" ".join(parts))

    def value_role(self, record: User) -> str:
        """The same as words."""
        words = [str(record.get_role_display())]
        words += ["Administrator"] * record.is_administrator + ["Closed"] * (not record.is_active)
        return ", ".join(words)

    def render_email(self, record: User) -> str:
        """The address, masked for most."""
        return texts.shown_email(record, self.request.user)


def _role(person: User) -> SafeString:
    return components.state_pill(person.role, person.get_role_display(), ROLE_TONES.get(person.role, ""))


class PeopleFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Narrow the list of people; closed accounts are left out until asked for."""

    search = SearchFilter(fields=["name", "job_title", "department"], label="Search people")
    side = django_filters.ChoiceFilter(choices=Side.choices, label="Side", empty_label="Any")
    team = django_filters.ModelChoiceFilter(
        queryset=Team.objects.all(), label="Team", empty_label="Any", widget=LongSelect
    )
    role = django_filters.ChoiceFilter(
        choices=[*Role.choices, ("administrator", "Administrator")],
        label="Role",
        empty_label="Any",
        method="by_role",
    )
    specialty = django_filters.ModelChoiceFilter(
        queryset=Specialty.objects.all(), label="Specialty", empty_label="Any", widget=LongSelect
    )
    account = django_filters.ChoiceFilter(
        choices=[("closed", "Closed"), ("all", "All")],
        label="Accounts",
        empty_label="Open",
        method="by_account",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.request.user
        for name, rows in (("team", Team.objects), ("specialty", Specialty.objects)):
            self.filters[name].queryset = rows.visible_to(user)
        if may_administer(user):
            self.filters["search"].fields = ["name", "job_title", "department", "email"]

    def filter_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        """All filters, and open accounts only unless others are wanted."""
        rows: QuerySet[User] = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("account") else rows.filter(is_active=True)

    def by_role(self, rows: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        """Administrators are not a role but stand in the same list of choices."""
        return rows.filter(is_administrator=True) if value == "administrator" else rows.filter(role=value)

    def by_account(self, rows: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        """Closed accounts, or all."""
        return rows.filter(is_active=False) if value == "closed" else rows


class GroupFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Narrow teams or specialties."""

    search = SearchFilter(fields=["name"], label="Search by name")
    side = django_filters.ChoiceFilter(choices=Side.choices, label="Side", empty_label="Any")


class GroupTable(Table):
    """Teams or specialties with how many people they have."""

    name = TitleColumn("Name")
    side = SideColumn("Side")
    size = NumberColumn("People", accessor="size")

    class Meta(Table.Meta):
        order_by = "name"


def _edit_link(url: str, name: str) -> SafeString:
    words = '<a href="{}">Edit<span class="visually-hidden"> {}</span></a>'
    return format_html(words, url, name)


class TeamTable(GroupTable):
    """Teams."""

    counted = "team,teams"
    empty_title = "No teams yet."
    empty_text = "A team groups people on one side; importing people makes their teams too."


class EditableTeamTable(TeamTable):
    """Teams as administrators see them."""

    change = Column("Change", accessor="pk", orderable=False, exclude_from_export=True)

    def render_change(self, record: Team) -> SafeString:
        """Leads to the form."""
        return _edit_link(reverse("people:edit-team", args=[record.pk]), record.name)


class SpecialtyTable(GroupTable):
    """Specialties."""

    counted = "specialty,specialties"
    empty_title = "No specialties yet."
    empty_text = "A specialty is a kind of specialist that work needs, such as data engineer."


class EditableSpecialtyTable(SpecialtyTable):
    """Specialties as administrators see them."""

    change = Column("Change", accessor="pk", orderable=False, exclude_from_export=True)

    def render_change(self, record: Specialty) -> SafeString:
        """Leads to the form."""
        return _edit_link(reverse("people:edit-specialty", args=[record.pk]), record.name)


class DelegationTable(Table):
    """Who stands in for whom."""

    delegate = PersonColumn("Stands in", order_by="delegate__name")
    office = StateColumn("For the", tones={"marketing": "marketing", "it": "it"})
    holder = PersonColumn("Lent by", order_by="holder__name")
    starts = WhenColumn("From", style="date")
    ends = WhenColumn("Until", style="date")
    state = Column("State", orderable=False)
    end = Column("End", accessor="pk", orderable=False, exclude_from_export=True)
    counted = "delegation,delegations"
    empty_title = "No key is lent."
    empty_text = "While an office holder is away, a member of their side can sign for the office."

    class Meta(Table.Meta):
        order_by = "-starts"

    def render_state(self, value: str) -> SafeString:
        """The state as a word that begins the cell."""
        return components.state_pill(value, tone=DELEGATION_TONES.get(value, "quiet"))

    def render_end(self, record: Delegation) -> SafeString | str:
        """A link to the page that ends it, for those who may."""
        user = self.request.user
        involved = user.pk in {record.holder_id, record.delegate_id} or user.is_administrator
        if not involved or record.state not in {"active", "planned"}:
            return formats.NOTHING
        url = reverse("people:delegation-revocation", args=[record.pk])
        return format_html(
            '<a href="{}">End<span class="visually-hidden"> {}</span></a>', url, record.delegate
        )


class DelegationFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Narrow delegations."""

    search = SearchFilter(fields=["delegate__name", "holder__name"], label="Search by name")
    office = django_filters.ChoiceFilter(choices=Office.choices, label="Office", empty_label="Both")
    days = django_filters.ChoiceFilter(
        choices=[("open", "Now or later"), ("over", "Over or ended")],
        label="Days",
        empty_label="Any",
        method="by_days",
    )

    def by_days(self, rows: Any, name: str, value: str) -> Any:
        """Open ones, or the others."""
        still_open = Q(pk__in=Delegation.objects.open().values("pk"))
        return rows.filter(still_open) if value == "open" else rows.exclude(still_open)


class TokenTable(Table):
    """One's own tokens."""

    name = Column("Name")
    prefix = Column("Begins with", orderable=False)
    scopes = Column("May", orderable=False)
    expires_at = WhenColumn("Good until", style="date")
    last_used_at = WhenColumn("Last used")
    state = Column("State", orderable=False)
    end = Column("End", accessor="pk", orderable=False, exclude_from_export=True)
    counted = "token,tokens"
    empty_title = "No tokens yet."
    empty_text = "A token lets a script of yours use the API with your rights, or with fewer."

    class Meta(Table.Meta):
        order_by = "-expires_at"

    def render_scopes(self, value: list[str]) -> str:
        """The scopes as a line."""
        return ", ".join(value)

    def render_state(self, value: str) -> SafeString:
        """The state as a word that begins the cell."""
        return components.state_pill(value, tone="good" if value == "active" else "quiet")

    def render_end(self, record: Token) -> SafeString | str:
        """A link to the page that revokes it, while there is something to revoke."""
        if record.state != "active":
            return formats.NOTHING
        url = reverse("people:token-revocation", args=[record.pk])
        return format_html(
            '<a href="{}">Revoke<span class="visually-hidden"> {}</span></a>', url, record.name
        )
