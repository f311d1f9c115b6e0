"""How the list of concerns is narrowed."""

from typing import Any

import django_filters

from lintel.audit.sides import Office
from lintel.charter.concerns.models import ConcernQuerySet, Kind, State
from lintel.ui.filters import SearchFilter


class ConcernFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library ships no types
    """Words, what waits for me, whose, about what, and where it stands."""

    q = SearchFilter(fields=["title", "text"], label="Search concerns")
    mine = django_filters.ChoiceFilter(
        label="Mine", method="by_whose", choices=[("me", "What waits for me")], empty_label="Everybody’s"
    )
    office = django_filters.ChoiceFilter(
        label="Whose concern", choices=Office.choices, empty_label="Either side"
    )
    kind = django_filters.ChoiceFilter(label="About", choices=Kind.choices, empty_label="Anything")
    state = django_filters.ChoiceFilter(label="State", choices=State.choices, empty_label="Any")

    def by_whose(self, rows: ConcernQuerySet, name: str, value: str) -> ConcernQuerySet:
        """What concerns the reader."""
        user: Any = self.request.user
        return rows.waiting_for(user)
