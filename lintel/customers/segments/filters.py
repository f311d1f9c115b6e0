"""How the list of segments is narrowed."""

import django_filters

from lintel.customers.segments.models import Segment, SegmentQuerySet
from lintel.ui.filters import SearchFilter


class SegmentFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library ships no types
    """Words, and whether segments that were put away are shown."""

    q = SearchFilter(label="Search segments", fields=["name", "description", "sentence"])
    put_away = django_filters.ChoiceFilter(
        label="Put away", method="by_state", choices=[("yes", "Put away")], empty_label="In use"
    )

    class Meta:
        model = Segment
        fields: list[str] = []

    def by_state(self, rows: SegmentQuerySet, name: str, value: str) -> SegmentQuerySet:
        """Only those that were put away."""
        return rows.filter(archived_at__isnull=False)

    def filter_queryset(self, queryset: SegmentQuerySet) -> SegmentQuerySet:
        """Without a word about it, those in use."""
        rows: SegmentQuerySet = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("put_away") else rows.in_use()
