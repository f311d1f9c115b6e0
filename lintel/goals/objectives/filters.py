"""How the list of goals is narrowed."""

from typing import Any

import django_filters
from django.db.models import Q

from lintel.goals.objectives.models import Health, State
from lintel.goals.objectives.querysets import GoalQuerySet, KeyResultQuerySet
from lintel.goals.objectives.wording import Direction, Kind
from lintel.people.access import key_of
from lintel.ui.filters import SearchFilter

MINE = [("me", "Waits for me"), ("own", "I own"), ("one", "One-sided")]
MISSING = [("marketing", "Marketing"), ("it", "IT")]
VALUES = [("missing", "A value is missing"), ("whole", "All have a value")]


class GoalFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library ships no types
    """Words, whose, kind, where it stands, whose word is missing, health, and missing values."""

    q = SearchFilter(fields=["title", "why"], label="Search goals")
    mine = django_filters.ChoiceFilter(
        label="Mine", method="by_whose", choices=MINE, empty_label="Everybody’s"
    )
    kind = django_filters.ChoiceFilter(label="Kind", choices=Kind.choices, empty_label="Any")
    state = django_filters.ChoiceFilter(label="State", choices=State.choices, empty_label="Any")
    awaits = django_filters.ChoiceFilter(
        label="Whose word is missing", method="by_word", choices=MISSING, empty_label="Any"
    )
    health = django_filters.ChoiceFilter(label="Health", choices=Health.choices, empty_label="Any")
    values = django_filters.ChoiceFilter(
        label="Values", method="by_values", choices=VALUES, empty_label="Any"
    )

    def by_whose(self, rows: GoalQuerySet, name: str, value: str) -> GoalQuerySet:
        """What concerns the reader."""
        user: Any = self.request.user
        if value == "me":
            return rows.waiting_for(user, key_of(user))
        if value == "one":
            return rows.one_sided()
        return rows.filter(Q(owner_marketing=user) | Q(owner_it=user))

    def by_word(self, rows: GoalQuerySet, name: str, value: str) -> GoalQuerySet:
        """Those that wait for one side, alone or beside the other."""
        return rows.filter(awaits__in=[value, "both"])

    def by_values(self, rows: GoalQuerySet, name: str, value: str) -> GoalQuerySet:
        """Those of whose key results some have no value, or none."""
        measured = rows.filter(results_total__gt=0)
        return (
            measured.filter(results_missing__gt=0)
            if value == "missing"
            else measured.filter(results_missing=0)
        )


class ResultFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library ships no types
    """Words, metric, direction, and missing values."""

    q = SearchFilter(fields=["name", "goal__title", "metric"], label="Search key results")
    metric = django_filters.CharFilter(label="Metric (short name)")
    direction = django_filters.ChoiceFilter(label="Direction", choices=Direction.choices, empty_label="Any")
    values = django_filters.ChoiceFilter(
        label="Values", method="by_values", choices=VALUES, empty_label="Any"
    )

    def by_values(self, rows: KeyResultQuerySet, name: str, value: str) -> KeyResultQuerySet:
        """Those with a value, or without one."""
        return rows.filter(measured__value__isnull=value == "missing")
