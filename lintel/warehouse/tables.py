"""How datasets and their snapshots stand in lists."""

from typing import Any

import django_filters
from django.template.defaultfilters import filesizeformat

from lintel.ui.filters import SearchFilter
from lintel.ui.tables import Column, NumberColumn, Table, TitleColumn, WhenColumn
from lintel.warehouse.models import Dataset, Snapshot


class SizeColumn(NumberColumn):
    """Bytes, shown in the unit that suits them; the export holds bytes."""

    def render(self, value: Any) -> str:
        """As imports show the size of a file."""
        return str(filesizeformat(value))


class DatasetTable(Table):
    """Everything that is stored."""

    name = TitleColumn("Dataset")
    says = Column("Holds", orderable=False)
    rows = NumberColumn("Rows", accessor="current__rows")
    bytes = SizeColumn("Size", accessor="current__bytes")
    published_at = WhenColumn("Fresh since", accessor="current__published_at")
    kept = NumberColumn("Earlier states")
    source = Column("From", accessor="current__source", orderable=False)

    empty_title = "Nothing is stored yet."
    empty_text = "What comes in through the customers’ sources is kept here, table by table."

    class Meta(Table.Meta):
        order_by = "name"


class DatasetFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library ships no types
    """By name."""

    q = SearchFilter(fields=["name"], label="Name")

    class Meta:
        model = Dataset
        fields: list[str] = []


class SnapshotTable(Table):
    """The states of one dataset, newest first."""

    published_at = WhenColumn("Published")
    rows = NumberColumn("Rows")
    bytes = SizeColumn("Size")
    source = Column("From", orderable=False)
    standing = Column("Standing", accessor="pk", orderable=False)

    def render_standing(self, record: Snapshot) -> str:
        """In use, kept for those who still read it, or removed."""
        return standing(record)

    def value_standing(self, record: Snapshot) -> str:
        """The same words."""
        return standing(record)

    class Meta(Table.Meta):
        order_by = "-published_at"


def standing(snapshot: Snapshot) -> str:
    """What has become of a snapshot."""
    if snapshot.removed_at:
        return "Removed"
    return "Kept until nobody reads it" if snapshot.retired_at else "In use"
