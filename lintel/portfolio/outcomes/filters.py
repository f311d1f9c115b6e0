"""How the list of outcomes is narrowed."""

from typing import Any

import django_filters
from django.utils import timezone

from lintel.portfolio.outcomes.models import Found
from lintel.portfolio.outcomes.models.querysets import OutcomeQuerySet
from lintel.ui.filters import SearchFilter

STATES = [
    ("due", "Due to be looked at"),
    ("open", "Not delivered yet"),
    ("delivered", "Delivered, not closed"),
    ("closed", "Closed by both offices"),
]


class OutcomeFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library ships no types
    """By words of the title, where it stands, what was found, and whose it is."""

    q = SearchFilter(fields=["proposal__title"], label="Search outcomes")
    state = django_filters.ChoiceFilter(label="State", method="by_state", choices=STATES, empty_label="Any")
    found = django_filters.ChoiceFilter(label="Found", choices=Found.choices, empty_label="Anything")
    mine = django_filters.ChoiceFilter(
        label="Mine",
        method="by_whose",
        choices=[("me", "I own a side or a benefit")],
        empty_label="Everybody’s",
    )

    def by_state(self, rows: OutcomeQuerySet, name: str, value: str) -> OutcomeQuerySet:
        """Where it stands today."""
        if value == "due":
            return rows.due(timezone.localdate())
        if value == "closed":
            return rows.filter(closed_at__isnull=False)
        return rows.filter(closed_at=None).delivered(yes=value == "delivered")

    def by_whose(self, rows: OutcomeQuerySet, name: str, value: str) -> OutcomeQuerySet:
        """The reader's own."""
        user: Any = self.request.user
        return rows.owned_by(user)
