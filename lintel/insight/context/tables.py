"""The lists of series and events."""

import django_filters

from lintel.insight.context.models import EventKind, MarketEvent, Series
from lintel.ui import tables
from lintel.ui.filters import SearchFilter


class SeriesTable(tables.Table):
    """Series with what they cover."""

    counted = "series,series"
    name = tables.TitleColumn("Series", order_by=("name", "pk"))
    origin = tables.Column("From", orderable=False)
    unit = tables.Column("Unit", orderable=False)
    grain = tables.Column("Values are")
    values_count = tables.NumberColumn("Values")
    first_day = tables.WhenColumn("First", style="date")
    last_day = tables.WhenColumn("Last", style="date")
    pulled_at = tables.WhenColumn("Pulled")

    empty_title = "There is no market series yet."
    empty_text = (
        "Bring a file in, or name an address to pull from: market size, prices, a competitor’s figures."
    )
    empty_url = "/insight/context/series/new/"
    empty_label = "Make a series"

    class Meta(tables.Table.Meta):
        order_by = "name"


class SeriesFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library ships no types
    """Words."""

    q = SearchFilter(label="Search series", fields=["name", "origin", "unit"])

    class Meta:
        model = Series
        fields: list[str] = []


class EventTable(tables.Table):
    """Events, newest first."""

    counted = "event,events"
    name = tables.TitleColumn("What happened", order_by=("name", "pk"))
    kind = tables.Column("Kind")
    first = tables.WhenColumn("From", style="date")
    last = tables.WhenColumn("To", style="date")
    region = tables.Column("Where")
    by = tables.PersonColumn("Noted by", orderable=False)

    empty_title = "No event is noted yet."
    empty_text = "Campaigns, releases, outages and holidays stand on every chart of their time."
    empty_url = "/insight/context/events/new/"
    empty_label = "Note an event"

    class Meta(tables.Table.Meta):
        order_by = "-first"


class EventFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library ships no types
    """Words and kind."""

    q = SearchFilter(label="Search events", fields=["name", "region", "note"])
    kind = django_filters.ChoiceFilter(label="Kind", choices=EventKind.choices)

    class Meta:
        model = MarketEvent
        fields: list[str] = []
