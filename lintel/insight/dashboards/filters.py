"""How the list of dashboards is narrowed."""

import django_filters

from lintel.insight.asking.models import Audience
from lintel.insight.dashboards.models import Dashboard
from lintel.ui.filters import SearchFilter


class DashboardFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library ships no types
    """Words, and who sees it."""

    q = SearchFilter(label="Search dashboards", fields=["title", "description"])
    audience = django_filters.ChoiceFilter(label="Seen by", choices=Audience.choices, empty_label="Anybody")

    class Meta:
        model = Dashboard
        fields: list[str] = []
