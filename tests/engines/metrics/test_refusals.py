"""What cannot be answered is refused with the place, the reason and the way out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from lintel.engines.metrics import (
    By,
    ColumnRule,
    Filter,
    Guards,
    Metric,
    MetricsError,
    Order,
    Period,
    Query,
    Relationship,
    Top,
)
from lintel.engines.metrics import compile as compiled
from tests.engines.metrics import shop


def refused(*names: str, model: Any = None, guards: Guards | None = None, **question: Any) -> MetricsError:
    with pytest.raises(MetricsError) as found:
        compiled(model or shop.model(), Query(names, **question), as_of=shop.AS_OF, guards=guards or Guards())
    assert found.value.way_out
    return found.value


def test_a_split_that_would_fan_out() -> None:
    error = refused("revenue", by=(By("product"),))
    assert error.place == "by[0]"
    assert "a row of “orders” has many of “lines”" in error.sentence


def test_a_dimension_that_the_metrics_do_not_share() -> None:
    error = refused("revenue", "visits", by=(By("page"),))
    assert "no many-to-one path leads from “orders” to “visits”" in error.sentence
    assert "Both belong to “customers”" in error.way_out
    assert refused("revenue", where=(Filter("page", "in", ("home",)),)).place == "where[0]"


def test_two_paths_to_one_place() -> None:
    model = shop.model()
    second = Relationship("order_payer", "orders", "customers", ("payer_id",), ("id",))
    model = replace(model, relationships=(*model.relationships, second))
    error = refused("revenue", model=model, by=(By("country"),))
    assert "more than one path leads there" in error.sentence
    assert "Give each role a dataset of its own" in error.way_out


def test_names_that_are_not_there() -> None:
    assert "“revenue”" in refused("revenu").way_out
    assert "“country”" in refused("revenue", by=(By("contry"),)).way_out
    assert "“email”" in refused("revenue", by=(By("customers.emial"),)).way_out
    assert refused("revenue", order=(Order("country"),)).place == "order[0]"
    assert refused("revenue", by=(By("time", "decade"),)).place == "by[0]"  # type: ignore[arg-type]
    assert refused("revenue", timezone="Mars/Olympus").place == "timezone"


def test_a_name_of_two_datasets_is_asked_back() -> None:
    assert "“visits.day” or “stock.day”" in refused("visits", by=(By("day", "month"),)).way_out


def test_questions_that_make_no_sense() -> None:
    assert refused().place == "metrics"
    assert refused("revenue", "revenue").place == "metrics"
    assert refused("revenue", by=(By("country"), By("customers.country"))).place == "by[1]"
    assert refused("revenue", by=(By("country", "month"),)).place == "by[0]"
    assert refused("visits", by=(By("visits.day", "hour"),)).place == "by[0]"
    assert refused("revenue", limit=0).place == "limit"
    assert refused("revenue", period=Period(date(2026, 2, 1), date(2026, 1, 1))).place == "period"
    assert refused("revenue", by=(By("time", "month"),), top=Top(3, "revenue")).place == "top"
    assert refused("revenue", by=(By("country"),), top=Top(0, "revenue")).place == "top"
    assert refused("revenue", by=(By("country"),), fill=True).place == "fill"
    assert refused("revenue_before").place == "period"
    two = (By("time", "month"), By("time", "year"))
    assert refused("revenue_before", by=two).place == "by[1]"
    assert refused("revenue_to_date", by=(By("time", "hour"),)).place == "by[0]"


@pytest.mark.parametrize(
    ("dimension", "op", "values"),
    [
        ("country", "in", (7,)),
        ("country", "in", ()),
        ("country", "in", (None,)),
        ("country", "between", ("A",)),
        ("country", "is", ("A",)),
        ("country", "known", ("A",)),
        ("orders.amount", "<", ("7",)),
        ("orders.amount", "<", (True,)),
        ("orders.amount", "contains", (7,)),
        ("visits.day", ">", ("2026-01-01",)),
        ("visits.day", ">", (datetime(2026, 1, 1),)),  # noqa: DTZ001 # a moment where days are meant
        ("ordered_at", ">", ("2026-01-01",)),
    ],
)
def test_values_that_do_not_fit_their_field(dimension: str, op: Any, values: tuple[Any, ...]) -> None:
    metric = "visits" if dimension.startswith("visits") else "revenue"
    assert refused(metric, where=(Filter(dimension, op, values),)).place == "where[0]"


def test_hidden_fields_and_what_shows_the_same_column() -> None:
    guards = Guards(columns=(ColumnRule("customers", "email", "hide", "Nobody needs addresses here."),))
    error = refused("revenue", by=(By("email"),), guards=guards)
    assert "not open to you. Nobody needs addresses here." in error.sentence
    assert refused("revenue", where=(Filter("email", "known"),), guards=guards).place == "where[0]"
    assert "customers.domain" in refused("revenue", by=(By("domain"),), guards=guards).sentence
    compiled(shop.model(), Query(("revenue",), by=(By("country"),)), as_of=shop.AS_OF, guards=guards)


def test_a_metric_made_of_itself() -> None:
    model = shop.model()
    circle = (
        Metric("a", kind="derived", expression="b + 1"),
        Metric("b", kind="derived", expression="a + 1"),
    )
    error = refused("a", model=replace(model, metrics=circle))
    assert "a → b → a" in error.sentence


def test_incomplete_metrics() -> None:
    model = shop.model()
    for metric in (
        Metric("x"),
        Metric("x", kind="ratio", numerator="revenue"),
        Metric("x", kind="derived", expression="orders.amount + 1"),
        Metric("x", kind="cumulative", of="revenue", window="soon"),
        Metric("x", kind="cumulative", of="revenue", window="7 days", grain_to_date="month"),
        Metric("x", kind="period_over_period", of="revenue", offset="a year"),
        Metric("x", kind="period_over_period", offset="1 year"),
        Metric("x", kind="conversion", entity="customer_id", within="7 days"),
    ):
        assert refused("x", model=replace(model, metrics=(*model.metrics, metric))).place.startswith(
            "metrics.x"
        )


def test_dimensions_say_which_are_safe_and_why_the_others_are_not() -> None:
    found = {item.name: item for item in shop.model().dimensions(("revenue", "visits"))}
    assert found["time"].safe
    assert found["customers.country"].safe
    assert not found["lines.product"].safe
    assert "has many of “lines”" in found["lines.product"].reason
