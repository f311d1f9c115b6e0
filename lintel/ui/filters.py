"""The search box that looks in several columns at once."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet


class SearchFilter(django_filters.CharFilter):  # type: ignore[misc]  # the library ships no types
    """A search box: every word must occur in one of `fields`.

    `fields` are lookups as in `filter()`, without `__icontains`.
    """

    def __init__(self, *, fields: list[str], label: str = "Search", **options: Any) -> None:
        widget = forms.TextInput(attrs={"type": "search", "placeholder": label})
        super().__init__(label=label, **({"widget": widget} | options))
        self.fields = fields

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Narrow the rows, word by word."""
        for word in (value or "").split()[:8]:
            condition = Q()
            for field in self.fields:
                condition |= Q(**{f"{field}__icontains": word})
            qs = qs.filter(condition)
        return qs
