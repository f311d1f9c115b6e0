"""The list of sources."""

import datetime as dt
from math import floor
from typing import Any

import django_filters
from django.utils import timezone

from lintel.customers.sources.models import Source, SourceKind
from lintel.ui import formats
from lintel.ui.components import state_pill
from lintel.ui.filters import SearchFilter
from lintel.ui.tables import Column, NumberColumn, Table, TitleColumn, WhenColumn


class FreshColumn(Column):
    """Whether new data came when it was expected."""

    def render(self, record: Any, value: Any) -> Any:
        """A pill."""
        state, label, tone = freshness(record, timezone.now())
        return state_pill(state, label, tone)

    def value(self, value: Any, record: Any = None) -> str:
        """Its text."""
        return freshness(record, timezone.now())[1]


def share(value: float) -> str:
    """A share in percent with one decimal, rounded down: 100 % is said of all and nothing less."""
    return f"{floor(value * 1000 + 1e-9) / 10:.1f}%"


def freshness(source: Any, now: dt.datetime) -> tuple[str, str, str]:
    """State, words and tone; `source` carries `last_load`."""
    if source.last_load is None:
        return "empty", "Nothing loaded yet", "waiting"
    if source.is_late(source.last_load, now):
        return "late", "Late", "bad"
    return ("fresh", "Fresh", "good") if source.rhythm else ("loaded", "Loaded", "neutral")


class QualityColumn(Column):
    """The share of filled values that look right."""

    number = True

    def render(self, value: Any) -> str:
        """In percent, never rounded up to all."""
        return formats.NOTHING if value is None else share(value)


class SourceTable(Table):
    """Where customers' data comes from."""

    name = TitleColumn("Source")
    kind = Column("Holds")
    rows = NumberColumn("Rows")
    last_load = WhenColumn("Last load")
    fresh = FreshColumn("Freshness", accessor="slug", orderable=False)
    quality = QualityColumn("Looks right", accessor="quality", orderable=False)
    trust = NumberColumn("Trust")

    empty_title = "No source was described yet."
    empty_text = "Add the first: a file from a shop, a CRM, an analytics export, or a table of a database."

    class Meta(Table.Meta):
        model = Source
        fields = ("name", "kind", "rows", "last_load", "fresh", "quality", "trust")
        order_by = "name"


class SourceFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library ships no types
    """By name, and by what it holds."""

    q = SearchFilter(fields=["name"], label="Name")
    kind = django_filters.ChoiceFilter(label="Holds", choices=SourceKind.choices)

    class Meta:
        model = Source
        fields: list[str] = []
