"""How the lists of this chamber are narrowed."""

import django_filters

from lintel.insight.asking.models import Audience, Outcome, Question, QuestionAsked
from lintel.ui.filters import SearchFilter


class QuestionFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library ships no types
    """Words, and who sees it."""

    q = SearchFilter(label="Search questions", fields=["title", "text"])
    audience = django_filters.ChoiceFilter(label="Seen by", choices=Audience.choices, empty_label="Anybody")

    class Meta:
        model = Question
        fields: list[str] = []


class AskedFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library ships no types
    """Words, and what became of it."""

    q = SearchFilter(label="Search what was asked", fields=["words", "unknown", "reason"])
    outcome = django_filters.ChoiceFilter(
        label="What became of it", choices=Outcome.choices, empty_label="Anything"
    )

    class Meta:
        model = QuestionAsked
        fields: list[str] = []
