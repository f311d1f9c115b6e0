"""Keys are tested against the data, and broken promises are counted."""

from __future__ import annotations

from dataclasses import replace

import duckdb

from lintel.engines import metrics
from tests.engines.metrics import shop


def test_what_holds_and_what_does_not() -> None:
    connection = duckdb.connect()
    for statement in shop.statements():
        connection.execute(statement)
    assert all(finding.fine for finding in metrics.verify(shop.model(), connection))
    connection.execute("insert into shop.lines values (99, 1, 'tea', 1)")
    connection.execute("insert into shop.customers values (1, 'IT', 'e@one.example')")
    connection.execute("alter table shop.stock drop column store")
    broken = {f.place: f.count for f in metrics.verify(shop.model(), connection) if not f.fine}
    assert broken == {
        "datasets.customers.primary_key": 1,
        "relationships.order_customer": 1,
        "relationships.visit_customer": 1,
        "relationships.line_order": 1,
        "datasets.stock": 0,
    }


def test_an_incomplete_relationship_is_said_and_allowed(duck: duckdb.DuckDBPyConnection) -> None:
    found = {f.place: f for f in metrics.verify(shop.model(), duck) if f.count}
    assert found["relationships.order_customer"].sentence.startswith("1 rows of “orders” have no row")
    model = shop.model()
    said = replace(model, relationships=tuple(replace(r, complete=True) for r in model.relationships))
    assert not all(finding.fine for finding in metrics.verify(said, duck))
