"""The lists of policies and of wishes."""

from typing import Any

import django_filters
from django.db.models import Q

from lintel.insight.guards.models import Effect, Policy, PolicyQuerySet
from lintel.ui import tables
from lintel.ui.components import state_pill
from lintel.ui.filters import SearchFilter


class PolicyTable(tables.Table):
    """Policies as one reviews them."""

    counted = "policy,policies"
    name = tables.TitleColumn("Policy", order_by=("name", "pk"))
    effect = tables.Column("Kind")
    state = tables.Column("State", accessor="state_label", orderable=False)
    turn = tables.TurnColumn()
    version = tables.NumberColumn("Version")
    changed_at = tables.WhenColumn("Changed")
    changed_by = tables.PersonColumn("By", orderable=False)

    empty_title = "There is no access policy yet."
    empty_text = (
        "Until both offices sign one, everybody with a role sees figures of at least five customers "
        "and nothing that says who somebody is."
    )

    class Meta(tables.Table.Meta):
        order_by = "name"

    def render_effect(self, record: Policy) -> str:
        """Grant or restriction."""
        return str(Effect(record.effect).label)

    def render_state(self, record: Policy) -> Any:
        """The state as a pill."""
        return state_pill(record.state, record.state_label, record.state_tone)


class PolicyFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library ships no types
    """Words, kind and state."""

    q = SearchFilter(label="Search policies", fields=["name"])
    effect = django_filters.ChoiceFilter(label="Kind", choices=Effect.choices)
    state = django_filters.ChoiceFilter(
        label="State",
        method="by_state",
        choices=[("in_force", "In force"), ("awaits", "Waits for a key"), ("ended", "Ended")],
    )

    class Meta:
        model = Policy
        fields: list[str] = []

    def by_state(self, rows: PolicyQuerySet, name: str, value: str) -> PolicyQuerySet:
        """In force, waiting, or ended."""
        if value == "awaits":
            return rows.exclude(awaits="")
        return rows.filter(
            Q(in_force__isnull=value != "in_force"), **({"awaits": ""} if value == "ended" else {})
        )
