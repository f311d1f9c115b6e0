"""What the datasets of the semantic model are, seen with a guard's eyes: which fields say who somebody is,
which tables of the warehouse are read, and how a row leads to its customer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from lintel.customers.matching.masking import OPEN
from lintel.customers.shapes import ATTRIBUTES
from lintel.warehouse.shapes import shapes

if TYPE_CHECKING:
    from sqlglot import exp

    from lintel.engines.metrics import Dataset, Model

# Columns that say who somebody is, under the names that the warehouse gives them.
IDENTIFYING = frozenset(ATTRIBUTES) - OPEN | {
    "customer_id", "person", "identity", "also", "source_record_id", "record_l", "record_r", "other",
    "event_id", "properties",
}  # fmt: skip
CUSTOMER = "customer_id"
IDENTITY = {"identity_kind", "identity"}
RECORD = {"source", "source_record_id"}


@dataclass(frozen=True)
class Facts:
    """A dataset for those who guard it. `fields` maps each name to its SQL expression and type.

    `customer` is SQL over `{t}` for the id of the row's customer, empty where a row has none; `needs` are
    the tables that this SQL reads; `counted` is the column that groups are counted by. `above` are the
    datasets that its rows belong to.
    """

    name: str
    label: str
    fields: Mapping[str, tuple[str, str, str]]  # name -> (expression, type, label)
    identifying: frozenset[str]
    customer: str = ""
    needs: tuple[str, ...] = ()
    counted: str = ""
    above: tuple[str, ...] = ()


def facts_of(model: Model) -> dict[str, Facts]:
    """The facts of every dataset of a model, by name."""
    found = {dataset.name: _facts(dataset, _keys_into(model, dataset.name)) for dataset in model.datasets}
    return {name: _placed(model, one, found) for name, one in found.items()}


def _placed(model: Model, one: Facts, found: Mapping[str, Facts]) -> Facts:
    """With the datasets above, nearest first; rows without a customer of their own are counted by theirs."""
    above: list[str] = []
    level = [one.name]
    while level:
        level = sorted(
            {way.to_dataset for way in model.relationships if way.from_dataset in level} - {one.name, *above}
        )
        above += level
    counted = one.counted or next(
        (f"{name}.{found[name].counted}" for name in above if found[name].counted), ""
    )
    return replace(one, counted=counted, above=tuple(above))


def _keys_into(model: Model, name: str) -> tuple[str, ...]:
    return tuple(
        column
        for one in model.relationships
        for column in (
            *(one.from_columns if one.from_dataset == name else ()),
            *(one.to_columns if one.to_dataset == name else ()),
        )
    )


@lru_cache(maxsize=512)
def _facts(dataset: Dataset, keys: tuple[str, ...]) -> Facts:
    origins = _origins(dataset.source)
    columns = frozenset(origins) | set(dataset.primary_key) | set(keys)
    reads = {field.name: columns_of(field.expression) for field in dataset.fields}
    columns |= {column for names in reads.values() for column in names}
    says_who = frozenset(
        name
        for name, names in reads.items()
        if any(column in IDENTIFYING or origins.get(column, set()) & IDENTIFYING for column in names)
    )
    customer, needs, counted = _way_to_customer(columns)
    fields = {
        field.name: (field.expression, str(field.type), field.label or field.name) for field in dataset.fields
    }
    return Facts(dataset.name, dataset.label or dataset.name, fields, says_who, customer, needs, counted)


def _way_to_customer(columns: frozenset[str]) -> tuple[str, tuple[str, ...], str]:
    """How a row leads to its customer, by the columns it has."""
    if CUSTOMER in columns:
        return f'{{t}}."{CUSTOMER}"', (), CUSTOMER
    if columns >= IDENTITY:
        found = (
            "(select min(i.customer_id) from customers.identities i "
            'where i.kind = {t}."identity_kind" and i.identity = {t}."identity")'
        )
        return found, ("customers.identities",), "identity"
    if columns >= RECORD:
        found = (
            "(select min(m.customer_id) from customers.members m "
            'where m.source = {t}."source" and m.source_record_id = {t}."source_record_id")'
        )
        return found, ("customers.members",), "source_record_id"
    return "", (), ""


def parsed(sql: str) -> exp.Expr:
    """An expression or a query as a tree."""
    import sqlglot

    return sqlglot.parse_one(sql, read="duckdb")


def columns_of(expression: str) -> frozenset[str]:
    """The columns that an expression reads."""
    from sqlglot import exp

    return frozenset(column.name for column in parsed(expression).find_all(exp.Column))


def _origins(source: str) -> dict[str, frozenset[str]]:
    """The columns that a source offers, each with the columns of the warehouse that it is made of.

    A query is taken at its widest: where a column cannot be traced, it may be made of all that is read.
    """
    if not source.lstrip().startswith("("):
        return {name: frozenset({name}) for name in _shape_of(source)}
    from sqlglot import exp

    query = parsed(source)
    inner: Any = query.unnest()
    read = frozenset(column.name for column in inner.find_all(exp.Column))
    tables = {name for table in inner.find_all(exp.Table) for name in _shape_of(f"{table.db}.{table.name}")}
    found: dict[str, frozenset[str]] = {}
    simple = not list(inner.find_all(exp.Subquery, exp.CTE, exp.SetOperation))
    for projection in inner.selects:
        if projection.is_star:
            found |= {name: frozenset({name}) if simple else read | tables for name in tables}
        elif simple:
            found[projection.alias_or_name] = frozenset(
                column.name for column in projection.find_all(exp.Column)
            )
        else:
            found[projection.alias_or_name] = _traced(projection, inner, read)
    return found


def _traced(projection: exp.Expr, query: Any, read: frozenset[str]) -> frozenset[str]:
    """The columns at the bottom of one column of a nested query; everything that is read, when in doubt."""
    from sqlglot.errors import SqlglotError
    from sqlglot.lineage import lineage

    try:
        leaves = [
            node
            for node in lineage(projection.alias_or_name, query.copy(), dialect="duckdb").walk()
            if not node.downstream
        ]
    except (SqlglotError, ValueError, KeyError):
        return read
    names = {leaf.name.rpartition(".")[2].strip('"') for leaf in leaves}
    return frozenset(names) if names and "*" not in names else read


def _shape_of(name: str) -> Mapping[str, str]:
    plain = name.replace('"', "").strip()
    return next((shape.columns for shape in shapes() if shape.name == plain), {})
