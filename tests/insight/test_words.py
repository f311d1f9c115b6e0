"""Reading and writing questions: the words that people use, the slips they make, and back again."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lintel.engines.metrics import Dataset, Field, Measure, Metric, Model, Relationship
from lintel.insight.asking.asked import TIME, Asked, Condition, Split
from lintel.insight.asking.vocabularies import names
from lintel.insight.asking.words import periods
from lintel.insight.asking.words.lexicon import Misunderstood
from lintel.insight.asking.words.parsing import parse
from lintel.insight.asking.words.phrasing import phrase
from lintel.insight.asking.words.suggesting import suggest
from lintel.insight.asking.words.vocabulary import made_of
from lintel.insight.definitions.catalogue import Catalogue, Known
from lintel.ui.problems import Problem

TODAY = dt.date(2026, 11, 20)
ORDERS = Dataset(
    "orders", "customers.events", ("event_id",), label="Orders", time_field="at",
    fields=(Field("at", "at", "Ordered at", kind="time", type="timestamptz"), Field("item", "item", "Item")),
)  # fmt: skip
VISITS = Dataset(
    "visits", "customers.visits", ("person",), label="Visits", time_field="at",
    fields=(
        Field("at", "at", "Visited at", kind="time", type="timestamptz"),
        Field("channel", "channel", "Channel"),
    ),
)  # fmt: skip
PEOPLE = Dataset(
    "customers", "customers.golden", ("customer_id",), label="Customers",
    fields=(
        Field("country", "country", "Country", synonyms=("market",)), Field("company", "company", "Company"),
    ),
)  # fmt: skip
MODEL = Model(
    "company",
    (ORDERS, VISITS, PEOPLE),
    (
        Relationship("buyer", "orders", "customers", ("customer_id",), ("customer_id",)),
        Relationship("visitor", "visits", "customers", ("customer_id",), ("customer_id",)),
    ),
    (
        Metric(
            "revenue",
            label="Revenue",
            measure=Measure("orders", "sum(amount)"),
            synonyms=("sales", "turnover"),
        ),
        Metric("orders", label="Orders", measure=Measure("orders", "count(*)")),
        Metric("order_value", "ratio", label="Cost per order", numerator="revenue", denominator="orders"),
        Metric("visits", label="Visits", measure=Measure("visits", "count(*)")),
    ),
)
VALUES = {
    "customers.country": ["Germany", "Austria", "New Zealand"],
    "visits.channel": ["email", "search", "store"],
    "orders.item": ["Tent Fjell 2"],
}
WORDS = made_of(MODEL, VALUES)
KNOWN = Catalogue(
    MODEL,
    {one.name: Known(one.name, one.label, "", one.kind, "", "", 1, "agreed") for one in MODEL.metrics},
    "key",
    1,
)
MONTH, COUNTRY, CHANNEL = Split(TIME, "month"), Split("customers.country"), Split("visits.channel")


def in_(dimension: str, *values: str) -> Condition:
    return Condition(dimension, "in", values)


def not_in(dimension: str, *values: str) -> Condition:
    return Condition(dimension, "not_in", values)


def read(text: str) -> Asked:
    return parse(text, WORDS, TODAY).asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("revenue by country last quarter vs year before",
         Asked(("revenue",), (COUNTRY,), period="last quarter", versus="year")),
        ("What was our turnover per month in 2026?", Asked(("revenue",), (MONTH,), period="2026")),
        ("show me orders and visits by market this year so far",
         Asked(("orders", "visits"), (COUNTRY,), period="this year so far")),
        ("how many orders in Germany and Austria last month",
         Asked(("orders",), (), (in_("customers.country", "Germany", "Austria"),), "last month")),
        ("revenue without New Zealand since 1 March",
         Asked(("revenue",), (), (not_in("customers.country", "New Zealand"),), "since 2026-03-01")),
        ("visits where channel is not email or search, by week, last 12 weeks",
         Asked(("visits",), (Split(TIME, "week"),),
               (Condition("visits.channel", "not_in", ("email", "search")),), "last 12 weeks")),
        ("top 3 countries by revenue Q3 2026", Asked(("revenue",), (COUNTRY,), period="Q3 2026", top=3)),
        ("bottom 5 channels by visits last year",
         Asked(("visits",), (CHANNEL,), period="last year", top=5, smallest=True)),
        ("cost per order by month as bars", Asked(("order_value",), (MONTH,), chart="bar")),
        ("email visits by country", Asked(("visits",), (COUNTRY,), (in_("visits.channel", "email"),))),
        ("revenue over time last 30 days", Asked(("revenue",), (Split(TIME, "day"),), period="last 30 days")),
        ("revenue from 2026-01-01 to 2026-02-15", Asked(("revenue",), period="2026-01-01 to 2026-02-15")),
        ('orders where item is "Tent Fjell 2" all time',
         Asked(("orders",), (), (Condition("orders.item", "in", ("Tent Fjell 2",)),), "all time")),
        ("orders by country where company is known",
         Asked(("orders",), (COUNTRY,), (Condition("customers.company", "known"),))),
        ("monthly revenue compared to the previous period",
         Asked(("revenue",), (MONTH,), versus="before")),
    ],
)  # fmt: skip
def test_people_may_say_it_in_many_ways(text: str, asked: Asked) -> None:
    assert read(text) == asked


@pytest.mark.parametrize(
    ("text", "word", "nearest"),
    [
        ("revenue by planet", "planet", "Country"),
        ("profitability last month", "profitability", "Cost per order"),
        ("revenue where country is Atlantis", "Atlantis", "Germany"),
        ("revenue vs bananas", "bananas", "year before"),
    ],
)
def test_a_word_that_is_none_is_named_with_the_nearest(text: str, word: str, nearest: str) -> None:
    with pytest.raises(Misunderstood) as refusal:
        read(text)
    assert refusal.value.word.text == word
    assert nearest in refusal.value.nearest


@pytest.mark.parametrize("text", ["orders by channel last quarter", "orders and revenue by channel"])
def test_a_split_that_a_figure_does_not_have_is_named_with_those_it_has(text: str) -> None:
    with pytest.raises(Misunderstood, match="cannot be split by “Channel”") as refusal:
        read(text)
    assert refusal.value.word.text == "channel"
    assert refusal.value.nearest == ("Company", "Country", "Item")
    assert "_" not in refusal.value.sentence


def test_a_part_that_a_figure_does_not_have_is_named_with_those_it_has() -> None:
    with pytest.raises(Problem, match="“Orders” cannot be narrowed down by “Channel”") as refusal:
        read("orders where channel is email")
    assert "Company, Country, Item" in refusal.value.way_out


def test_slips_are_mended_and_said() -> None:
    reading = parse("revnue by contry in Germny", WORDS, TODAY)
    assert reading.asked == Asked(
        ("revenue",), (COUNTRY,), (Condition("customers.country", "in", ("Germany",)),)
    )
    assert reading.notes[:3] == (
        "I read “revnue” as “Revenue”.",
        "I read “contry” as “Country”.",
        "I read “Germny” as “Germany”.",
    )


def test_strict_reading_mends_nothing() -> None:
    with pytest.raises(Misunderstood):
        parse("revnue by country", WORDS, TODAY, strict=True)


def test_two_periods_and_no_figure_are_refused() -> None:
    with pytest.raises(Problem, match="Two periods are named"):
        read("revenue last month last year")
    with pytest.raises(Problem, match="does not say which figure"):
        read("by country")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("today", "2026-11-20", "2026-11-20"),
        ("yesterday", "2026-11-19", "2026-11-19"),
        ("last week", "2026-11-09", "2026-11-15"),
        ("last 2 weeks", "2026-11-02", "2026-11-15"),
        ("this month", "2026-11-01", "2026-11-30"),
        ("this month so far", "2026-11-01", "2026-11-20"),
        ("ytd", "2026-01-01", "2026-11-20"),
        ("last quarter", "2026-07-01", "2026-09-30"),
        ("last three months", "2026-08-01", "2026-10-31"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("last 30 days", "2026-10-21", "2026-11-19"),
        ("december", "2025-12-01", "2025-12-31"),
        ("q4", "2026-10-01", "2026-12-31"),
        ("2025 q1", "2025-01-01", "2025-03-31"),
        ("since march 2026", "2026-03-01", "2026-11-20"),
        ("between 1 january and 31 march 2026", "2026-01-01", "2026-03-31"),
        ("29 february 2024", "2024-02-29", "2024-02-29"),
    ],
)
def test_periods(text: str, first: str, last: str) -> None:
    span = periods.parsed(text, TODAY)
    assert span is not None
    assert span.days(TODAY) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    again = periods.parsed(span.phrase, TODAY)
    assert again is not None
    assert again.days(TODAY) == span.days(TODAY)


@pytest.mark.parametrize(
    ("text", "versus", "first", "last"),
    [
        ("last quarter", "before", "2026-04-01", "2026-06-30"),
        ("last quarter", "year", "2025-07-01", "2025-09-30"),
        ("february 2024", "year", "2023-02-01", "2023-02-28"),
        ("february 2025", "year", "2024-02-01", "2024-02-29"),
        ("2026-11-03 to 2026-11-09", "before", "2026-10-27", "2026-11-02"),
        ("march 2026", "before", "2026-02-01", "2026-02-28"),
    ],
)
def test_what_a_period_is_compared_with(text: str, versus: str, first: str, last: str) -> None:
    span = periods.parsed(text, TODAY)
    assert span is not None
    days = span.days(TODAY)
    assert days is not None
    assert periods.before(span, days, versus) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


def test_suggestions_fit_where_they_stand() -> None:
    assert suggest("", WORDS)[0].kind == "figure"
    assert suggest("reven", WORDS)[0].text == "Revenue"
    assert suggest("revenue by ", WORDS)[0].kind == "split"
    assert {one.label for one in suggest("visits where channel is s", WORDS)[:2]} == {"search", "store"}
    assert '"New Zealand"' in [one.label for one in suggest("revenue in new", WORDS)]


CONDITIONS = some.sampled_from(
    [
        Condition("customers.country", "in", ("Germany",)),
        Condition("customers.country", "not_in", ("Austria", "New Zealand")),
        Condition("customers.company", "unknown"),
        Condition("customers.company", "begins", ("Fjell",)),
    ]
)
QUESTIONS: Any = some.builds(
    Asked,
    metrics=some.lists(some.sampled_from([one.name for one in MODEL.metrics]), min_size=1, unique=True)
    .map(tuple),
    by=some.lists(some.sampled_from([MONTH, Split(TIME, "fiscal_quarter"), COUNTRY]), unique=True).map(tuple),
    where=some.lists(CONDITIONS, max_size=2, unique_by=lambda one: one.dimension).map(tuple),
    period=some.sampled_from(["last month", "this year so far", "Q3 2026", "since 2026-03-01", "all time",
                              "2025", "2026-01-01 to 2026-02-15", "last 12 weeks", "March 2026"]),
    versus=some.sampled_from(["", "before", "year"]),
    chart=some.sampled_from(["", "bar", "table"]),
)  # fmt: skip


@given(QUESTIONS, some.integers(0, 3), some.booleans())
def test_a_question_said_in_words_reads_as_the_same_question(asked: Asked, top: int, smallest: bool) -> None:
    whole = Asked(
        asked.metrics, asked.by, asked.where, asked.period, asked.versus,
        top if asked.by else 0, smallest if top and asked.by else False, asked.chart,
    )  # fmt: skip
    for words in (WORDS, made_of(MODEL, {})):
        text = phrase(whole, *names(KNOWN, words, whole.metrics))
        assert parse(text, words, TODAY, strict=True).asked == whole, text
