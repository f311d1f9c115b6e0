"""A question, what limits the answer, and the compiled statement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, get_args

Grain = Literal[
    "hour",
    "day",
    "week",
    "month",
    "quarter",
    "year",
    "fiscal_month",
    "fiscal_quarter",
    "fiscal_year",
]
Op = Literal["in", "not_in", "between", "<", "<=", ">", ">=", "contains", "begins", "known", "unknown"]
Dialect = Literal["duckdb", "postgres", "spark", "trino", "clickhouse"]
GRAINS: tuple[str, ...] = get_args(Grain)
OPS: tuple[str, ...] = get_args(Op)
DIALECTS: tuple[str, ...] = get_args(Dialect)


@dataclass(frozen=True)
class By:
    """One split: "dataset.field", a bare unambiguous field, or "time" (each metric's own time)."""

    dimension: str
    grain: Grain | None = None


@dataclass(frozen=True)
class Filter:
    """A condition on a dimension; values become parameters, never text."""

    dimension: str
    op: Op
    values: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Period:
    """Days from first to last, both included, in the question's time zone."""

    first: date
    last: date
    dimension: str | None = None


@dataclass(frozen=True)
class Order:
    """Sort by a metric or a dimension, named as in the question."""

    by: str
    descending: bool = False


@dataclass(frozen=True)
class Top:
    """The n values of a split (by default the first that is no time) with the largest metric."""

    n: int
    by_metric: str
    other: bool = True
    dimension: str | None = None


@dataclass(frozen=True)
class Query:
    """A question to the model."""

    metrics: tuple[str, ...]
    by: tuple[By, ...] = ()
    where: tuple[Filter, ...] = ()
    period: Period | None = None
    order: tuple[Order, ...] = ()
    limit: int | None = None
    top: Top | None = None
    fill: bool = False
    timezone: str | None = None


@dataclass(frozen=True)
class RowRule:
    """Only rows of the dataset for which this SQL is true; columns are written `{t}.column`, values `$name`.

    `needs` lists the further relations that a subquery in the SQL reads.
    """

    dataset: str
    sql: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class ColumnRule:
    """hide: the field cannot be used in splits and filters. mask: a split by it is one bucket."""

    dataset: str
    field: str
    action: Literal["hide", "mask"] = "hide"
    reason: str = ""


@dataclass(frozen=True)
class Guards:
    """What one person may see, compiled into every statement.

    `group_entity` says what is counted for each dataset, a column or "parent.column"; a dataset that is not
    listed holds nobody and is not limited.
    """

    rows: tuple[RowRule, ...] = ()
    columns: tuple[ColumnRule, ...] = ()
    group_minimum: int = 0
    group_entity: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Column:
    """One column of the result."""

    name: str
    label: str
    role: Literal["dimension", "time", "metric", "withheld", "other"]
    type: str
    unit: str = ""
    format: str = ""
    currency: str = ""
    grain: str = ""
    timezone: str = ""


@dataclass(frozen=True)
class Compiled:
    """One SQL statement, and everything one needs to run and to read it."""

    sql: str
    parameters: dict[str, Any]
    columns: tuple[Column, ...]
    datasets: tuple[str, ...]
    metrics: tuple[str, ...]
    steps: tuple[tuple[str, str], ...]
    dialect: Dialect = "duckdb"
    order: tuple[str, ...] = ()  # names of the parameters as they stand in the text, for drivers that count
