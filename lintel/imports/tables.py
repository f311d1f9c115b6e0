"""The list of files that were brought."""

from typing import Any

import django_filters
from django.db.models import QuerySet

from lintel.imports.contract import importers
from lintel.imports.models import Batch, BatchState
from lintel.ui import formats
from lintel.ui.filters import SearchFilter
from lintel.ui.tables import Column, NumberColumn, PersonColumn, StateColumn, Table, TitleColumn, WhenColumn

TONES = {
    BatchState.UPLOADED: "waiting",
    BatchState.MAPPED: "waiting",
    BatchState.PREVIEWED: "waiting",
    BatchState.IMPORTED: "good",
    BatchState.UNDONE: "quiet",
    BatchState.DISCARDED: "quiet",
    BatchState.FAILED: "bad",
}


class CountColumn(NumberColumn):
    """A count, once the step that counts has been taken."""

    def __init__(self, verbose_name: str, *, after: str) -> None:
        super().__init__(verbose_name)
        self.after = after

    def render(self, value: Any, record: Any = None) -> str:
        """The count, or a dash while there is none."""
        return formats.number_text(value) if getattr(record, self.after) else formats.NOTHING


class BatchTable(Table):
    """Who brought what, and what became of it."""

    file_name = TitleColumn("File")
    importer_title = Column("Holds", orderable=False)
    state = StateColumn("State", tones={state.value: tone for state, tone in TONES.items()})
    created_by = PersonColumn("By", order_by="created_by__name")
    created_at = WhenColumn("Brought", order_by="pk")
    row_count = CountColumn("Rows", after="verdict")
    bad_count = CountColumn("Bad", after="verdict")
    created_count = CountColumn("New", after="applied_at")
    updated_count = CountColumn("Changed", after="applied_at")

    empty_title = "No file was brought yet."
    empty_text = "Choose one above, or take a template and fill it."

    class Meta(Table.Meta):
        model = Batch
        fields = (
            "file_name",
            "importer_title",
            "state",
            "created_by",
            "created_at",
            "row_count",
            "bad_count",
            "created_count",
            "updated_count",
        )
        order_by = "-created_at"


class BatchFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library ships no types
    """By name, by what the file holds, by state; what was discarded shows only when asked for."""

    q = SearchFilter(fields=["file_name"], label="File name")
    importer = django_filters.ChoiceFilter(
        label="Holds", choices=lambda: [(each.slug, each.title) for each in importers()]
    )
    state = django_filters.ChoiceFilter(label="State", choices=BatchState.choices)

    class Meta:
        model = Batch
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Batch]) -> QuerySet[Batch]:
        """Hide discarded files unless their state is asked for."""
        rows: QuerySet[Batch] = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.exclude(state=BatchState.DISCARDED)
