"""The list of backlog sessions."""

from typing import Any

import django_filters
from django.db.models import Q

from lintel.portfolio.sessions.models import Participant, SessionQuerySet
from lintel.portfolio.sessions.words import TONES, State
from lintel.ui import tables
from lintel.ui.filters import SearchFilter


class SessionTable(tables.Table):
    """Sessions, the newest first."""

    title = tables.TitleColumn("Session")
    state = tables.StateColumn("State", tones={str(state): tone for state, tone in TONES.items()})
    facilitator = tables.PersonColumn("Facilitator", orderable=False)
    proposals = tables.NumberColumn("Proposals")
    settled = tables.NumberColumn("Settled")
    opened_at = tables.WhenColumn("Opened")

    counted = "backlog session,backlog sessions"
    empty_title = "No backlog session yet."
    empty_text = (
        "Both sides score proposals without seeing each other’s scores, then talk about what is apart."
    )
    empty_url = "/backlog/sessions/new/"
    empty_label = "Open the first one"


class SessionFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library ships no types
    """Words of the name, state, and whether one takes part."""

    q = SearchFilter(fields=["title"], label="Search sessions")
    state = django_filters.ChoiceFilter(label="State", choices=State.choices, empty_label="Any")
    mine = django_filters.ChoiceFilter(
        label="Mine", method="by_whose", choices=[("me", "I take part")], empty_label="Everybody’s"
    )

    def by_whose(self, rows: SessionQuerySet, name: str, value: str) -> SessionQuerySet:
        """Where the reader takes part or leads."""
        user: Any = self.request.user
        parts = Participant.objects.filter(person=user).values("session_id")
        return rows.filter(Q(pk__in=parts) | Q(facilitator=user))
