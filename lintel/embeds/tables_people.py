"""How people who never were across, and who leads which team, stand in lists."""

from __future__ import annotations

import django_filters
from django.db.models import Q, QuerySet

from lintel.embeds.models import SIDES
from lintel.people.models import Team, User
from lintel.ui.filters import SearchFilter
from lintel.ui.tables import Column, PersonColumn, SideColumn, Table, TitleColumn


class NeverTable(Table):
    """People who have not worked on the other side."""

    name = TitleColumn("Person")
    side = SideColumn("Side")
    team = Column("Team", order_by="team__name")
    specialty = Column("Specialty", order_by="specialty__name")

    counted = "person,people"
    empty_title = "Everybody has been on the other side."

    class Meta(Table.Meta):
        order_by = "name"


class NeverFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Narrow them."""

    q = SearchFilter(fields=["name", "team__name"], label="Search people")
    side = django_filters.ChoiceFilter(choices=SIDES, empty_label="Both", label="Side")

    class Meta:
        model = User
        fields: list[str] = []


class LeadTable(Table):
    """Who leads which team."""

    name = Column("Team")
    side = SideColumn("Side")
    led_by = PersonColumn("Led by", accessor="lead__person", orderable=False)

    counted = "team,teams"
    empty_title = "No teams yet."
    empty_text = "An administrator adds teams, or they come in with the people."

    class Meta(Table.Meta):
        order_by = "name"


class LeadFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Narrow teams."""

    q = SearchFilter(fields=["name", "lead__person__name"], label="Search teams")
    side = django_filters.ChoiceFilter(choices=SIDES, empty_label="Both", label="Side")
    led = django_filters.ChoiceFilter(
        choices=[("yes", "By somebody"), ("no", "By its office")], empty_label="Any", label="Led",
        method="by_lead",
    )  # fmt: skip

    class Meta:
        model = Team
        fields: list[str] = []

    def by_lead(self, rows: QuerySet[Team], name: str, value: str) -> QuerySet[Team]:
        """With somebody who leads it, or without."""
        return rows.filter(Q(lead__isnull=value == "no"))
