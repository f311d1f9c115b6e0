"""Every kind of metric gives one statement in all five dialects, with nothing but parameters for values."""

from __future__ import annotations

from datetime import date

import pytest
import sqlglot
from sqlglot import exp

from lintel.engines import metrics
from lintel.engines.metrics import (
    By,
    Dataset,
    Filter,
    Guards,
    Measure,
    Metric,
    Model,
    Period,
    Query,
    RowRule,
    Top,
)
from lintel.engines.metrics.query import DIALECTS
from tests.engines.metrics import shop

PERIOD = Period(date(2026, 1, 1), date(2026, 3, 31))
QUESTIONS = [
    Query(
        ("revenue", "visits", "per_visit", "paid_share"),
        by=(By("country"), By("time", "week")),
        where=(Filter("email", "contains", ("x'; drop table y; --",)),),
        period=PERIOD,
        top=Top(3, "revenue"),
        fill=True,
        timezone="Europe/Berlin",
        limit=10,
    ),
    Query(("revenue_to_date", "revenue_growth", "buyers_60_days"), by=(By("time", "month"),), period=PERIOD),
    Query(("revenue_growth", "revenue"), by=(By("time", "fiscal_quarter"), By("size"))),
    Query(("stock", "opening_stock"), by=(By("time", "month"), By("store"))),
    Query(("conversion",), by=(By("country"),)),
    Query(("orders",), by=(By("ordered_at", "hour"),), period=PERIOD, fill=True, timezone="Asia/Kolkata"),
]
GUARDS = Guards(
    rows=(
        RowRule(
            "customers",
            "{t}.id in (select id from shop.customers where country <> $land)",
            {"land": "FR'"},
            needs=("shop.customers",),
        ),
    ),
    group_minimum=3,
    group_entity={"orders": "customer_id", "visits": "customer_id"},
)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("guards", [Guards(), GUARDS], ids=["open", "guarded"])
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.metrics[0])
def test_one_statement_that_its_dialect_can_read(question: Query, guards: Guards, dialect: str) -> None:
    done = shop.compiled(question, dialect=dialect, guards=guards)
    text = done.sql.replace("%%", "%")
    (tree,) = sqlglot.parse(text, read=dialect)
    assert isinstance(tree, exp.Select)
    assert {f"{t.db}.{t.name}" for t in tree.find_all(exp.Table) if t.db} == set(done.datasets)
    assert "drop table" not in done.sql
    assert "FR'" not in done.sql
    assert set(done.order) == set(done.parameters)


def test_the_same_question_gives_the_same_text() -> None:
    for question in QUESTIONS:
        assert shop.compiled(question) == shop.compiled(question)


def test_steps_can_be_read_one_by_one() -> None:
    done = shop.compiled(QUESTIONS[0])
    assert [name for name, _ in done.steps][:3] == ["orders", "top", "orders_2"]
    assert all(text.startswith("SELECT") for _, text in done.steps)
    assert done.columns[0].role == "dimension"


def test_names_of_tables_and_columns_are_quoted() -> None:
    measure = Measure("select", 'sum("order")')
    model = Model("m", (Dataset("select", "from.where"),), metrics=(Metric("group", measure=measure),))
    done = metrics.compile(model, Query(("group",)), as_of=shop.AS_OF)
    assert 'SUM("select"."order")' in done.sql
    assert 'FROM "from"."where" AS "select"' in done.sql
