"""The lists of this chamber, as pages and as files."""

from __future__ import annotations

from typing import Any

import django_filters
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from lintel.estate.inventory.models import KINDS, Element
from lintel.estate.inventory.models.element import ElementQuerySet
from lintel.estate.stress.models import FAILING, MONEY, Measure, Resilience, Scenario, Trial, Worth
from lintel.estate.stress.storms import kind_words
from lintel.ui.components import state_pill
from lintel.ui.filters import SearchFilter
from lintel.ui.formats import NOTHING, date_text, money_text, number_text
from lintel.ui.markup import markup
from lintel.ui.tables import Column, NumberColumn, PersonColumn, Table, TitleColumn, WhenColumn


def said_of(element: Element) -> Resilience | None:
    """What was said about an entry that came with its facts."""
    return getattr(element, "resilience", None)


def reliability(row: Resilience | None) -> str:
    """How reliable it is said to be, with where the figure is from."""
    if row is None or (row.availability is None and row.mttf is None and row.promised is None):
        return ""
    source = f", {row.get_source_display().lower()}" if row.source else ""
    said = []
    if row.availability is not None:
        over = f" over {row.get_over_display().lower()}" if row.over else ""
        said.append(f"{number_text(row.availability, 5)} %{over}{source}")
    if row.mttf is not None:
        said.append(f"fails every {number_text(row.mttf)} h, back after {number_text(row.mttr)} h{source}")
    if row.promised is not None:
        said.append(f"{number_text(row.promised, 5)} % promised")
    return "; ".join(said)


def measured_words(row: Worth) -> str:
    """What a metric said of an hour, or that it is missing, and when."""
    on = date_text(timezone.localdate(row.measured_at))
    if row.value is None:
        return f"{row.get_measure_display().removesuffix(' an hour').lower()} missing on {on}"
    money = row.measure == Measure.REVENUE
    value = money_text(round(row.value), MONEY) if money else number_text(round(row.value))
    return f"{value}{'' if money else ' customers'} on {on}"


class FactTable(Table):
    """Everything that can fail, with what is said about it."""

    name = TitleColumn("Entry", url=lambda row: reverse("stress:fact", args=[row.pk]))
    kind = Column("Kind")
    works = Column("Works", accessor="pk", orderable=False, empty_values=())
    bears = NumberColumn("Bears an hour", accessor="resilience__capacity", order_by="resilience__capacity")
    revenue = NumberColumn("Revenue an hour", accessor="resilience__revenue", order_by="resilience__revenue")
    customers = NumberColumn(
        "Customers an hour", accessor="resilience__customers", order_by="resilience__customers"
    )

    measured = Column("By a metric", accessor="pk", orderable=False, empty_values=())

    counted = "entry,entries"
    empty_title = "Nothing stands that could fail."
    empty_text = "Enter systems and what they serve in the inventory first."
    empty_url = "/estate/new/?kind=system"
    empty_label = "Enter the first system"

    class Meta(Table.Meta):
        order_by = "name"

    def render_works(self, record: Element) -> SafeString | str:
        """What was said, or that it is assumed."""
        said = reliability(said_of(record))
        return said or markup('<span class="muted small">{}</span>', self.value_works(record))

    def value_works(self, record: Element) -> str:
        """The same in a file."""
        said = reliability(said_of(record))
        if said:
            return said
        return "assumed: 99.5 %" if record.kind == "system" else "assumed: never fails by itself"

    def render_bears(self, value: Any) -> str:
        """Requests an hour."""
        return number_text(value)

    def render_revenue(self, value: Any) -> str:
        """In the house's money."""
        return money_text(value, MONEY)

    def render_customers(self, value: Any) -> str:
        """How many."""
        return number_text(value)

    def render_measured(self, record: Element) -> SafeString | str:
        """What agreed metrics said, or that it is missing, with the day."""
        said = self.value_measured(record)
        return markup('<span class="small">{}</span>', said) if said else NOTHING

    def value_measured(self, record: Element) -> str:
        """The same in a file."""
        return "; ".join(measured_words(one) for one in record.worths.all())


class FactFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """Find entries by word, kind, and what nobody has said."""

    q = SearchFilter(fields=["name", "key"], label="Name")
    kind = django_filters.ChoiceFilter(
        choices=[(kind.value, KINDS[kind].plural) for kind in FAILING], empty_label="Every kind",
        label="Kind",
    )  # fmt: skip
    lacks = django_filters.ChoiceFilter(
        choices=[
            ("works", "How reliable it is"), ("bears", "How much it bears"), ("worth", "What it is worth"),
        ],
        empty_label="Nothing in particular", label="What nobody said", method="filter_lacks",
    )  # fmt: skip

    class Meta:
        model = Element
        fields: list[str] = []

    def filter_lacks(self, rows: ElementQuerySet, name: str, value: str) -> ElementQuerySet:
        """Those of which it was not said."""
        if value == "works":
            return rows.filter(
                resilience__availability=None, resilience__mttf=None, resilience__promised=None
            )
        if value == "bears":
            return rows.filter(resilience__capacity=None, kind="system")
        return rows.filter(resilience__revenue=None, kind="touchpoint")


class ScenarioTable(Table):
    """What may happen."""

    title = TitleColumn("Scenario")
    storm = Column("What it is", accessor="pk", orderable=False, empty_values=())
    strikes = Column("Strikes", accessor="pk", orderable=False, empty_values=())
    tested_at = WhenColumn("Last tested")

    counted = "scenario,scenarios"
    empty_title = "No scenarios yet."
    empty_text = "A scenario says what may happen: a vendor is out, traffic grows, the budget shrinks."
    empty_url = "/stress/scenarios/new/"
    empty_label = "Write the first one"

    def render_storm(self, record: Scenario) -> str:
        """Which storms it is made of."""
        return kind_words(record)

    def render_strikes(self, record: Scenario) -> str:
        """What is out or broken into, how much more traffic, how much less money."""
        said = [one.name for one in (*record.out.all(), *record.broken_into.all())]
        said += [f"traffic × {number_text(record.surge)}"] if record.surge != 1 else []
        said += [f"budget − {number_text(record.saving)} %"] if record.saving else []
        return ", ".join(said) or NOTHING


class TrialTable(Table):
    """Every test, the newest on top."""

    title = TitleColumn("Stress test")
    sentence = Column("What customers notice")
    lost = Column("Revenue an hour")
    day = WhenColumn("Estate of", style="date")
    ordered_by = PersonColumn("Ordered by", system=True)
    ordered_at = WhenColumn("When")

    counted = "test,tests"
    empty_title = "Nothing was put to the test yet."
    empty_text = "Open a scenario and put the estate to the test."
    empty_url = "/stress/scenarios/"
    empty_label = "Choose a scenario"

    def render_sentence(self, record: Trial) -> SafeString | str:
        """What came out, or that it is under way."""
        if record.done_at is None:
            return state_pill("waiting", "Not done", "waiting")
        return record.sentence

    def render_lost(self, value: Any) -> str:
        """At once, in the house's money."""
        return money_text(round(value), MONEY)


class TrialFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Find tests by word and scenario."""

    q = SearchFilter(fields=["title", "sentence"], label="Test or finding")
    scenario = django_filters.ModelChoiceFilter(
        queryset=Scenario.objects.all(), empty_label="Every scenario", label="Scenario"
    )

    class Meta:
        model = Trial
        fields: list[str] = []
