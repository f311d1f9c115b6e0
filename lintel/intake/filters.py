"""How the list of requests is narrowed."""

from typing import Any

import django_filters
from django import forms
from django.utils import timezone

from lintel.audit.sides import Office, Side
from lintel.intake.models import Request, RequestType, State
from lintel.intake.models.requests import OPEN, RequestQuerySet
from lintel.intake.words import starting_with

MINE = [
    ("me", "What waits for me"),
    ("answer", "What my side has to answer"),
    ("asked", "What I asked"),
    ("side", "What my side asked"),
]
SUMS = [("open", "Anything open"), ("owed", "Answer owed"), ("disagreed", "Where we disagree")]
SILENCE = [("overdue", "Past the answer-by date"), ("escalated", "With both offices by silence")]


class RequestFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library ships no types
    """Words, whose, where it stands, silence, sides and type."""

    q = django_filters.CharFilter(
        label="Search requests",
        method="by_words",
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Search requests"}),
    )
    mine = django_filters.ChoiceFilter(
        label="Mine", method="by_whose", choices=MINE, empty_label="Everybody’s"
    )
    state = django_filters.ChoiceFilter(
        label="State",
        method="by_state",
        choices=[*SUMS, *State.choices],
        empty_label="Any",
    )
    silence = django_filters.ChoiceFilter(
        label="Silence", method="by_silence", choices=SILENCE, empty_label="Any"
    )
    asking_side = django_filters.ChoiceFilter(label="Asking side", choices=Side.choices, empty_label="Any")
    asked_office = django_filters.ChoiceFilter(
        label="Asked", choices=Office.choices, empty_label="Either office"
    )
    type = django_filters.ModelChoiceFilter(
        queryset=RequestType.objects.all(), label="Type", empty_label="Any"
    )

    class Meta:
        model = Request
        fields: list[str] = []

    def by_words(self, rows: RequestQuerySet, name: str, value: str) -> RequestQuerySet:
        """Requests in which every word occurs or begins a word."""
        found = starting_with(value)
        return rows.none() if found is None else rows.filter(pk__in=found)

    def by_whose(self, rows: RequestQuerySet, name: str, value: str) -> RequestQuerySet:
        """What concerns the reader."""
        user: Any = self.request.user
        today = timezone.localdate()
        if value == "me":
            return rows.waiting_for(user, today)
        if value == "answer":
            return rows.answers_due(user, today)
        return rows.filter(asker=user) if value == "asked" else rows.filter(asking_side=user.side)

    def by_state(self, rows: RequestQuerySet, name: str, value: str) -> RequestQuerySet:
        """One state, or one of the sums of states that other pages count."""
        if value == "open":
            return rows.filter(state__in=OPEN)
        if value == "owed":
            return rows.awaiting_answer(timezone.localdate())
        return rows.disagreements() if value == "disagreed" else rows.filter(state=value)

    def by_silence(self, rows: RequestQuerySet, name: str, value: str) -> RequestQuerySet:
        """Silence past the date."""
        today = timezone.localdate()
        return rows.overdue(today) if value == "overdue" else rows.escalated_by_silence(today)
