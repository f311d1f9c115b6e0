"""How the lists of roadmaps and plans are narrowed."""

import django_filters

from lintel.portfolio.roadmaps.models import Kind, PlanState
from lintel.ui.filters import SearchFilter


class RoadmapFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library ships no types
    """By words of the title."""

    q = SearchFilter(fields=["title"], label="Search roadmaps")


class PlanFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library ships no types
    """By name, what found them, and what became of them."""

    q = SearchFilter(fields=["name"], label="Search plans")
    kind = django_filters.ChoiceFilter(label="Found by", choices=Kind.choices, empty_label="Any")
    state = django_filters.ChoiceFilter(label="State", choices=PlanState.choices, empty_label="Any")
