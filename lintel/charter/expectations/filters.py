"""How the list of expectations is narrowed."""

import datetime as dt
from typing import Any

import django_filters
from django.utils import timezone

from lintel.audit.sides import Office
from lintel.charter.expectations.models import ExpectationQuerySet, State
from lintel.people.access import key_of
from lintel.ui.filters import SearchFilter

SUMS = [
    ("counted", "All that count"),
    ("apart", "Said, not agreed"),
    ("disagreed", "Where we disagree"),
]
MINE = [("me", "Waits for me"), ("side", "My side expects"), ("of", "Of my side")]
SILENCE = [("7", "Over a week"), ("14", "Over two weeks"), ("promise", "Promise broken")]


class ExpectationFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library ships no types
    """Words, whose, where it stands, who expects, whose word is missing, and for how long."""

    q = SearchFilter(fields=["title", "details", "condition", "metric"], label="Search expectations")
    mine = django_filters.ChoiceFilter(
        label="Mine", method="by_whose", choices=MINE, empty_label="Everybody’s"
    )
    state = django_filters.ChoiceFilter(
        label="State", method="by_state", choices=[*SUMS, *State.choices], empty_label="Any"
    )
    customer_office = django_filters.ChoiceFilter(
        label="Expected by", choices=Office.choices, empty_label="Either side"
    )
    awaits = django_filters.ChoiceFilter(
        label="Whose word is missing", choices=Office.choices, empty_label="Any"
    )
    silent = django_filters.ChoiceFilter(
        label="Silence", method="by_silence", choices=SILENCE, empty_label="Any"
    )

    def by_whose(self, rows: ExpectationQuerySet, name: str, value: str) -> ExpectationQuerySet:
        """What concerns the reader."""
        user: Any = self.request.user
        if value == "me":
            return rows.waiting_for(user, key_of(user))
        return rows.filter(**{"customer_office" if value == "side" else "performer_office": user.side})

    def by_state(self, rows: ExpectationQuerySet, name: str, value: str) -> ExpectationQuerySet:
        """One state, or one of the sums that other pages count."""
        if value == "counted":
            return rows.counted()
        if value == "apart":
            return rows.apart()
        return rows.disagreements() if value == "disagreed" else rows.filter(state=value)

    def by_silence(self, rows: ExpectationQuerySet, name: str, value: str) -> ExpectationQuerySet:
        """Words that have been missing for long, or past the promised day."""
        silent = rows.exclude(awaits="")
        if value == "promise":
            return silent.filter(promised_for__lt=timezone.localdate())
        return silent.filter(waiting_since__lt=timezone.now() - dt.timedelta(days=int(value)))
