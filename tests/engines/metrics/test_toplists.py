"""A top list out of its ranking's own groups says what reading the rows twice says, and reads them once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from lintel.engines import metrics
from lintel.engines.metrics import By, Filter, Guards, Query, Top, toplists
from tests.engines.metrics import shop

PRODUCTS = Query(("items",), by=(By("lines.product"),), top=Top(1, "items"))
COUNTRIES = Query(("orders",), by=(By("country"),), top=Top(1, "orders"))
ONCE = [
    PRODUCTS,
    replace(PRODUCTS, top=Top(2, "items", other=False)),
    replace(PRODUCTS, where=(Filter("orders.status", "in", ("paid",)),)),
    COUNTRIES,  # one of the countries is not known
    replace(COUNTRIES, top=Top(9, "orders")),
    Query(("paid",), by=(By("country"),), top=Top(2, "paid")),
    Query(("biggest",), by=(By("country"),), top=Top(1, "biggest")),
]
TWICE = [
    replace(COUNTRIES, metrics=("orders", "revenue")),
    replace(PRODUCTS, by=(By("lines.product"), By("orders.status"))),
    replace(COUNTRIES, top=Top(1, "revenue")),
    Query(("buyers",), by=(By("orders.status"),), top=Top(1, "buyers")),  # people do not add up
]


def compiled(question: Query, guards: Guards | None = None) -> metrics.Compiled:
    return metrics.compile(shop.model(), question, as_of=shop.AS_OF, guards=guards or Guards())


def read(sql: str, table: str) -> int:
    return sql.count(f'FROM "shop"."{table}"')


@pytest.fixture
def twice(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    monkeypatch.setattr(toplists, "ranked", lambda by, leaves: False)
    return monkeypatch


@pytest.mark.parametrize("question", ONCE)
def test_the_answer_is_the_same(duck: Any, question: Query, twice: pytest.MonkeyPatch) -> None:
    slow = compiled(question)
    twice.undo()
    quick = compiled(question)
    assert max(read(quick.sql, "lines"), read(quick.sql, "orders")) == 1
    assert max(read(slow.sql, "lines"), read(slow.sql, "orders")) == 2
    rows = [duck.execute(one.sql, one.parameters).fetchall() for one in (slow, quick)]
    assert rows[0] == rows[1] != []
    kinds = [[type(value) for value in row] for rows_ in rows for row in rows_]
    assert kinds[: len(rows[0])] == kinds[len(rows[0]) :]


@pytest.mark.parametrize("question", TWICE)
def test_what_cannot_be_added_up_is_read_again(question: Query) -> None:
    assert max(read(compiled(question).sql, table) for table in ("lines", "orders")) >= 2


def test_small_groups_are_counted_from_rows() -> None:
    guards = Guards(group_minimum=2, group_entity={"orders": "orders.customer_id"})
    assert read(compiled(COUNTRIES, guards).sql, "orders") >= 2
