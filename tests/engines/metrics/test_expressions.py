"""Expressions are input from people: only what is on the list comes through."""

from __future__ import annotations

import pytest

from lintel.engines.metrics import Dataset, Field, Measure, Metric, MetricsError, Model, Query, expressions
from lintel.engines.metrics import compile as compiled
from tests.engines.metrics import shop

HOSTILE = [
    "read_csv('/etc/passwd')",
    "read_text('/etc/passwd')",
    "sum((select count(*) from read_csv('/etc/passwd')))",
    "(select 1)",
    "amount in (select id from shop.customers)",
    "exists (select 1)",
    "glob('/*')",
    "getenv('HOME')",
    "current_setting('temp_directory')",
    "pg_read_file('/etc/passwd')",
    "pg_sleep(10)",
    "version()",
    "current_user",
    "current_date",
    "now()",
    "random()",
    "nextval('s')",
    "query('select 1')",
    "query_table('shop.orders')",
    "unnest([1, 2])",
    "range(1000000000)",
    "repeat('x', 1000000000)",
    "amount); drop table orders; --",
    "amount; drop table orders",
    "amount; attach 'x.db'",
    "attach 'x.db'",
    "copy orders to 'x.csv'",
    "install httpfs",
    "load httpfs",
    "pragma database_list",
    "set enable_external_access = true",
    "$$amount$$",
    "$tag$amount$tag$",
    "$p0",
    "?",
    "amount -- more",
    "amount /* more */",
    "amount #> '{a}'",
    "*",
    "orders.*",
    "columns('.*')",
    "#1",
    "amount::json",
    "amount::regclass",
    "cast(amount as struct(a integer))",
    "{'a': amount}",
    "[amount]",
    "amount[1]",
    "list_transform([1], x -> x)",
    "row_number() over ()",
    "sum(amount) over ()",
    "a.b.c.d",
    "shop.orders.amount",
    "amount collate nocase",
    "amount \ue000p0\ue001",
    "amount\x00",
    "",
    "((((",
    "(" * 5000 + "1" + ")" * 5000,
    "select amount from shop.orders",
    "from shop.orders",
    "with a as (select 1) select * from a",
    "values (1)",
    "create table x (a integer)",
    "delete from shop.orders",
    "table shop.orders",
    "amount as x",
    "'a' 'b' amount",
    "iff(true, 1, 2)",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_expressions_are_refused_wherever_they_stand(text: str) -> None:
    for check in (expressions.scalar, expressions.aggregate, expressions.derived):
        with pytest.raises(MetricsError) as refused:
            check(text, "metrics[0].expression")
        assert refused.value.place == "metrics[0].expression"
        assert refused.value.sentence
        assert refused.value.way_out


@pytest.mark.parametrize("text", [*HOSTILE, "sum(amount)"])
def test_and_in_fields_filters_and_measures_of_a_model(text: str) -> None:
    def asked(field: str, filter_: str | None, measure: str, row_filter: str | None) -> None:
        dataset = Dataset("orders", "shop.orders", fields=(Field("a", field),), row_filter=row_filter)
        model = Model("m", (dataset,), metrics=(Metric("n", measure=Measure("orders", measure, filter_)),))
        by = Query(("n",), by=(shop.metrics.By("a"),))
        compiled(model, by, as_of=shop.AS_OF)

    with pytest.raises(MetricsError):
        asked(text, None, "count(*)", None)
    if text:
        with pytest.raises(MetricsError):
            asked("a", text, "count(*)", None)
        with pytest.raises(MetricsError):
            asked("a", None, "count(*)", text)
    if text != "sum(amount)":
        with pytest.raises(MetricsError):
            asked("a", None, text, None)


@pytest.mark.parametrize(
    "source",
    [
        "/etc/passwd",
        "'x.csv'",
        "x.csv; drop table y",
        "read_csv('x.csv')",
        "(select * from read_csv('x.csv'))",
        "(select * from 'x.csv')",
        '(select * from "x.csv")',
        "(select getenv('HOME'))",
        "(select 1); drop table y",
        "(select * from glob('*'))",
        "(with a as (select 1) select * from a)",
        "(select * from range(10))",
        "(values (1))",
        "(pivot orders on status)",
        "(delete from orders)",
        "(select * from orders -- x\n)",
        "(select * from orders limit 1) x (y)",
        "(select a from orders) union (select 1)",
    ],
)
def test_sources_are_plain_tables_or_plain_queries(source: str) -> None:
    model = Model(
        "m", (Dataset("orders", source),), metrics=(Metric("n", measure=Measure("orders", "count(*)")),)
    )
    with pytest.raises(MetricsError) as refused:
        compiled(model, Query(("n",)), as_of=shop.AS_OF)
    assert refused.value.place == "datasets.orders.source"


def test_a_query_may_be_a_source_and_says_what_it_reads() -> None:
    source = "(select o.id, c.country from shop.orders o left join shop.customers c on o.customer_id = c.id)"
    model = Model(
        "m", (Dataset("orders", source),), metrics=(Metric("n", measure=Measure("orders", "count(*)")),)
    )
    done = compiled(model, Query(("n",)), as_of=shop.AS_OF)
    assert done.datasets == ("shop.customers", "shop.orders")


def test_what_is_needed_is_allowed() -> None:
    for text in (
        "sum(price * (1 - discount))",
        "sum(case when status in ('a', 'b') and not x is null then amount else 0 end)",
        "count(distinct lower(trim(email)))",
        "avg(amount) filter (where amount > 0 and status like 'p%')",
        "max(coalesce(nullif(a, 0), round(b, 2)))",
        "sum(cast(a as decimal(12, 2))) / count(*)",
        "median(extract(year from day))",
        "count(*)",
    ):
        assert expressions.aggregate(text, "metrics[0]")
