"""The datasets with what the last check found, and the checks of one dataset."""

from typing import Any

import django_filters
from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from lintel.insight.quality.expecting import checkable
from lintel.insight.quality.models import TONES, Check, Grade
from lintel.ui import tables
from lintel.ui.components import state_pill
from lintel.ui.filters import SearchFilter
from lintel.ui.formats import NOTHING
from lintel.warehouse.models import Dataset


def with_last_check(rows: QuerySet[Dataset]) -> QuerySet[Dataset]:
    """Datasets with the grade, the moment and the rows of their last check."""
    last = Check.objects.filter(dataset=OuterRef("name")).order_by("-pk")
    return rows.annotate(grade=Subquery(last.values("grade")[:1]), checked_at=Subquery(last.values("at")[:1]))


def _address(row: Dataset) -> str:
    return reverse("quality:dataset", args=[row.name])


class QualityTable(tables.Table):
    """Every published dataset."""

    counted = "dataset,datasets"
    name = tables.TitleColumn("Dataset", url=_address)
    says = tables.Column("What it holds", accessor="name", orderable=False)
    grade = tables.Column("Last check", empty_values=())
    published_at = tables.WhenColumn("Fresh since", accessor="current__published_at")
    rows = tables.NumberColumn("Rows", accessor="current__rows")
    checked_at = tables.WhenColumn("Checked")

    empty_title = "Nothing is stored yet."
    empty_text = "Data comes in through the customers’ sources and is checked at once."

    class Meta(tables.Table.Meta):
        order_by = "name"

    def render_grade(self, value: str | None) -> Any:
        """The grade as a pill."""
        if not value:
            return state_pill("none", "Not checked yet", "quiet")
        return state_pill(value, Grade(value).label, TONES[Grade(value)])

    def render_says(self, value: str) -> str:
        """What the dataset’s shape says of it."""
        shape = checkable().get(value)
        return shape.says if shape and shape.says else "A table of figures that was brought in."

    def value_grade(self, value: str | None) -> str:
        """Its words."""
        return str(Grade(value).label) if value else ""


class QualityFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library ships no types
    """Words and grade."""

    q = SearchFilter(label="Search datasets", fields=["name"])
    grade = django_filters.ChoiceFilter(label="Last check", choices=Grade.choices)

    class Meta:
        model = Dataset
        fields: list[str] = []


class CheckTable(tables.Table):
    """The checks of one dataset, newest first."""

    counted = "check,checks"
    at = tables.WhenColumn("Checked")
    grade = tables.StateColumn("Found", tones={str(grade): tone for grade, tone in TONES.items()})
    rows = tables.NumberColumn("Rows")
    published_at = tables.WhenColumn("State of")
    concerns = tables.Column("Not as expected", orderable=False)

    empty_title = "It was not checked yet."
    empty_text = "It is checked after each new state, or when you ask for it."

    class Meta(tables.Table.Meta):
        order_by = "-at"

    def render_concerns(self, value: list[dict[str, Any]]) -> str:
        """What is wrong, in a line."""
        said = (f"{one['column']}: {one['says']}" if one["column"] else one["says"] for one in value)
        return " ".join(said) or NOTHING

    def value_concerns(self, value: list[dict[str, Any]]) -> str:
        """The same in a file."""
        return self.render_concerns(value)
