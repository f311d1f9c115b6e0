"""A small shop whose answers can be worked out by hand: orders, their lines, customers, visits, stock."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from lintel.engines import metrics
from lintel.engines.metrics import Compiled, Model, Query

AS_OF = datetime(2026, 12, 31, 12, tzinfo=UTC)

MODEL = """
version: 0.2.0.dev0
semantic_model:
- name: shop
  datasets:
  - name: orders
    source: shop.orders
    primary_key: [id]
    lintel: {time_field: ordered_at, label: Orders}
    fields:
    - {name: number, expression: id, datatype: Integer}
    - {name: ordered_at, datatype: DateTime, label: Ordered at}
    - {name: status, datatype: String, ai_context: {synonyms: [state]}}
    - {name: size, expression: "case when amount >= 10 then 'large' else 'small' end", datatype: String}
    - {name: amount, datatype: Decimal, lintel: {unit: EUR}}
  - name: lines
    source: shop.lines
    primary_key: [order_id, number]
    lintel: {time_field: orders.ordered_at}
    fields:
    - {name: product, datatype: String}
  - name: customers
    source: shop.customers
    primary_key: [id]
    fields:
    - {name: country, datatype: String}
    - {name: email, datatype: String}
    - {name: domain, expression: "substring(email, 3, 20)", datatype: String}
  - name: visits
    source: shop.visits
    lintel: {time_field: day}
    fields:
    - {name: day, datatype: Date}
    - {name: page, datatype: String}
  - name: stock
    source: shop.stock
    lintel: {time_field: day}
    fields:
    - {name: day, datatype: Date}
    - {name: store, datatype: String}
  relationships:
  - {name: order_customer, from: orders, to: customers, from_columns: [customer_id], to_columns: [id]}
  - {name: line_order, from: lines, to: orders, from_columns: [order_id], to_columns: [id],
     lintel: {complete: true}}
  - {name: visit_customer, from: visits, to: customers, from_columns: [customer_id], to_columns: [id]}
  metrics:
  - {name: revenue, expression: sum(orders.amount), lintel: {format: money, currency: EUR, better: up}}
  - {name: orders, expression: count(*), lintel: {dataset: orders}}
  - {name: paid, expression: sum(orders.amount), lintel: {filter: "status = 'paid'"}}
  - {name: buyers, expression: count(distinct orders.customer_id)}
  - {name: biggest, expression: max(orders.amount)}
  - {name: items, expression: sum(lines.quantity)}
  - {name: visits, expression: count(*), lintel: {dataset: visits}}
  - {name: per_visit, lintel: {kind: ratio, numerator: revenue, denominator: visits}}
  - {name: per_item, lintel: {kind: ratio, numerator: revenue, denominator: items}}
  - {name: paid_share, lintel: {kind: derived, expression: "paid / revenue", format: percent}}
  - {name: revenue_to_date, lintel: {kind: cumulative, of: revenue}}
  - {name: revenue_year_to_date, lintel: {kind: cumulative, of: revenue, grain_to_date: year}}
  - {name: revenue_7_days, lintel: {kind: cumulative, of: revenue, window: 7 days}}
  - {name: buyers_60_days, lintel: {kind: cumulative, of: buyers, window: 60 days}}
  - {name: revenue_before, lintel: {kind: period_over_period, of: revenue, offset: 1 month, compare: value}}
  - {name: revenue_growth, lintel: {kind: period_over_period, of: revenue, offset: 1 month}}
  - {name: share_gain, 
     lintel: {kind: period_over_period, of: paid_share, offset: 1 month, compare: difference}}
  - name: stock
    expression: sum(stock.pieces)
    lintel: {kind: semi_additive, over: day, pick: last, entity: store}
  - name: opening_stock
    expression: sum(stock.pieces)
    lintel: {kind: semi_additive, over: day, pick: first, entity: store}
  - name: conversion
    lintel:
      kind: conversion
      base: {dataset: visits, expression: count(distinct customer_id)}
      converted: {dataset: orders, filter: "status = 'paid'"}
      entity: customer_id
      within: 7 days
"""

_COLUMNS = {
    "customers": "id integer, country varchar(20), email varchar(40)",
    "orders": "id integer, customer_id integer, amount decimal(12,2), status varchar(20), "
    "ordered_at timestamp",
    "lines": "order_id integer, number integer, product varchar(20), quantity integer",
    "visits": "customer_id integer, day date, page varchar(20)",
    "stock": "store varchar(20), day date, pieces integer",
}
_ROWS: dict[str, list[tuple[Any, ...]]] = {
    "customers": [
        (1, "DE", "a@one.example"),
        (2, "DE", "b@two.example"),
        (3, "FR", "c@one.example"),
        (4, None, "d@two.example"),
    ],
    "orders": [
        (1, 1, 10, "paid", "2026-01-05 10:00:00"),
        (2, 1, 20, "paid", "2026-01-31 23:30:00"),
        (3, 2, 30, "open", "2026-02-10 00:00:00"),
        (4, 3, 5, "paid", "2026-02-11 12:00:00"),
        (5, 4, 7, "paid", "2026-03-01 12:00:00"),
        (6, None, 8, "open", "2026-03-02 12:00:00"),
    ],
    "lines": [
        *((1, 1, "tea", 2), (1, 2, "cup", 1), (2, 1, "tea", 4), (3, 1, "cup", 1), (3, 2, "pot", 1)),
        *((3, 3, "tea", 1), (4, 1, "pot", 1), (5, 1, "tea", 1), (6, 1, "cup", 2)),
    ],
    "visits": [
        *((1, "2026-01-01", "home"), (1, "2026-01-04", "tea"), (2, "2026-02-01", "home")),
        *((3, "2026-02-05", "tea"), (4, "2026-02-28", "home"), (None, "2026-03-01", "home")),
    ],
    "stock": [
        *(("north", "2026-01-10", 5), ("north", "2026-01-31", 9), ("south", "2026-01-20", 3)),
        *(("north", "2026-02-28", 4), ("south", "2026-02-27", 6), ("south", "2026-02-28", 2)),
    ],
}
TABLES = {name: (columns, _ROWS[name]) for name, columns in _COLUMNS.items()}


def model() -> Model:
    return metrics.load(MODEL)


def statements() -> list[str]:
    """SQL that makes the tables, for DuckDB and PostgreSQL."""
    found = ["create schema shop"]
    for name, (columns, rows) in TABLES.items():
        values = ", ".join(f"({', '.join(literal(value) for value in row)})" for row in rows)
        found += [f"create table shop.{name} ({columns})", f"insert into shop.{name} values {values}"]
    return found


def literal(value: Any) -> str:
    return "null" if value is None else f"'{value}'" if isinstance(value, str) else str(value)


def day(text: str) -> date:
    return date.fromisoformat(text)


def compiled(question: Query, **more: Any) -> Compiled:
    return metrics.compile(model(), question, as_of=AS_OF, **more)
