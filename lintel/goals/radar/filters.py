"""How the list of findings is narrowed."""

from typing import Any

import django_filters
from django.utils import timezone

from lintel.goals.radar.models import Asked, Severity
from lintel.goals.radar.querysets import FindingQuerySet
from lintel.goals.radar.registry import detectors
from lintel.ui.filters import SearchFilter

STATES = [("snoozed", "Put off"), ("gone", "No longer there"), ("any", "Any")]


class FindingFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library ships no types
    """Words, whose, how grave, by which detector, whom it asks, and how it stands."""

    q = SearchFilter(fields=["summary"], label="Search findings")
    mine = django_filters.ChoiceFilter(
        label="Mine", method="by_whose", choices=[("me", "What concerns me")], empty_label="Everybody’s"
    )
    severity = django_filters.ChoiceFilter(
        label="Severity", choices=Severity.choices[::-1], empty_label="Any"
    )
    detector = django_filters.ChoiceFilter(label="Detector", choices=lambda: named(), empty_label="All")
    side = django_filters.ChoiceFilter(label="Asks", choices=Asked.choices, empty_label="Either side")
    state = django_filters.ChoiceFilter(label="State", method="by_state", choices=STATES, empty_label="Open")

    def by_whose(self, rows: FindingQuerySet, name: str, value: str) -> FindingQuerySet:
        """What concerns the reader."""
        return rows.concerning(self.request.user)

    def by_state(self, rows: FindingQuerySet, name: str, value: str) -> FindingQuerySet:
        """Put off, gone, or all there ever were; without a word the open ones are shown."""
        return narrowed(rows, value)


def narrowed(rows: FindingQuerySet, state: str) -> FindingQuerySet:
    """Those that stand in this way today; without a word the open ones."""
    today = timezone.localdate()
    match state:
        case "snoozed":
            return rows.snoozed(today)
        case "gone":
            return rows.gone()
        case "any":
            return rows
    return rows.open(today)


def named() -> list[tuple[Any, str]]:
    """The detectors by their titles."""
    return sorted(((one.key, one.title) for one in detectors()), key=lambda pair: pair[1])
