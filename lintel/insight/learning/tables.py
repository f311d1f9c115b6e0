"""The list of lessons."""

import django_filters
from django.db.models import QuerySet

from lintel.insight.learning.models import Lesson
from lintel.ui import tables
from lintel.ui.filters import SearchFilter


class LessonTable(tables.Table):
    """Lessons with the question to try."""

    counted = "lesson,lessons"
    title = tables.TitleColumn("Lesson", order_by=("title", "pk"))
    example = tables.Column("Question to try", orderable=False)
    changed_at = tables.WhenColumn("Changed")
    changed_by = tables.PersonColumn("By", system=True, orderable=False)

    empty_title = "There is no lesson yet."
    empty_text = "A lesson takes a minute and is offered where somebody is stuck."
    empty_url = "/insight/learning/lessons/new/"
    empty_label = "Write a lesson"

    class Meta(tables.Table.Meta):
        order_by = "title"


class LessonFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library ships no types
    """Words, and whether lessons that were put away are shown."""

    q = SearchFilter(label="Search lessons", fields=["title", "text"])
    put_away = django_filters.ChoiceFilter(
        label="Put away", method="by_state", choices=[("yes", "Put away")], empty_label="In use"
    )

    class Meta:
        model = Lesson
        fields: list[str] = []

    def by_state(self, rows: QuerySet[Lesson], name: str, value: str) -> QuerySet[Lesson]:
        """Only those that were put away."""
        return rows.filter(archived_at__isnull=False)

    def filter_queryset(self, queryset: QuerySet[Lesson]) -> QuerySet[Lesson]:
        """Without a word about it, those in use."""
        rows: QuerySet[Lesson] = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("put_away") else rows.filter(archived_at=None)
