"""How the list of metrics is narrowed."""

import django_filters

from lintel.insight.definitions.models import Awaits, Metric, MetricQuerySet, State
from lintel.ui.filters import SearchFilter


class MetricFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library ships no types
    """Words, state, and whose signature is awaited."""

    q = SearchFilter(label="Search metrics", fields=["label", "slug", "description"])
    state = django_filters.ChoiceFilter(label="State", choices=State.choices, empty_label="Any")
    awaits = django_filters.ChoiceFilter(
        label="Waits for",
        method="by_office",
        choices=[(Awaits.MARKETING, "Marketing"), (Awaits.IT, "IT")],
        empty_label="Anybody",
    )

    class Meta:
        model = Metric
        fields: list[str] = []

    def by_office(self, rows: MetricQuerySet, name: str, value: str) -> MetricQuerySet:
        """Where that office's key is missing."""
        return rows.awaiting_signature_of(value)
