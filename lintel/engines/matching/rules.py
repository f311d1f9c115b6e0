"""Deterministic rules: trusted identifiers join at once, within limits, before any probability is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lintel.engines.matching.fields import IDENTIFYING, Field, named
from lintel.engines.matching.normalise import split_names
from lintel.engines.matching.sql import literal, quoted

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

LIMIT = 20  # records of one value that a rule still joins
TRUSTED = 0.98  # a field is trusted when at least this share of its agreeing pairs agrees on the birth date


@dataclass(frozen=True)
class Rule:
    """Records that agree on all `fields` are one customer, unless more than `limit` records share the
    value."""

    name: str
    fields: tuple[str, ...]
    limit: int
    words: str


def choose(
    connection: DuckDBPyConnection, table: str, fields: Sequence[Field], limits: Mapping[str, int]
) -> tuple[Rule, ...]:
    """Rules that the data itself supports: identifier or e-mail together with both names, alike everywhere.

    An identifying field becomes a rule only together with a first name, and only if among the pairs that
    agree on both the dates of birth (or, without them, the last names) hardly ever differ. `limits` are by
    the name or the role of the identifying field.
    """
    kept = split_names(tuple(fields))
    given = named(kept, "given_name")
    witness = named(kept, "birth_date") or named(kept, "family_name")
    rules = []
    for field in kept:
        if field.role not in IDENTIFYING or not given or not witness:
            continue
        limit = limits.get(field.name, limits.get(field.role, LIMIT))
        agreed, seen = _agreement(connection, table, field.name, given[0], witness[0], limit)
        if seen >= 20 and agreed / seen >= TRUSTED:
            share = f"{agreed / seen:.1%} of {seen:,} such pairs"
            words = f"equal {field.name} and {given[0]}: {share} agree on {witness[0]}"
            rules.append(Rule(f"same {field.name} and {given[0]}", (field.name, given[0]), limit, words))
    return tuple(rules)


def _agreement(
    connection: DuckDBPyConnection, table: str, name: str, given: str, witness: str, limit: int
) -> tuple[int, int]:
    row = connection.execute(
        f"with held as (select rid as k, {quoted(name)} as v, {quoted(given)} as g, "
        f"{quoted(witness)} as w from {table} "
        f"where {quoted(name)} is not null and {quoted(given)} is not null "
        f"and {quoted(witness)} is not null "
        f"and md5_number_lower({quoted(name)}) % (select 1 + count(*) // 50000 from {table}) = 0), "
        f"few as (select v, g from held group by v, g having count(*) between 2 and {limit}), "
        "kept as (select held.* from held join few using (v, g)) "
        "select count(*) filter (levenshtein(l.w, r.w) <= 2), count(*) "
        "from kept l join kept r on l.v = r.v and l.g = r.g and l.k < r.k"
    ).fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)


def crowded(connection: DuckDBPyConnection, table: str, rules: Sequence[Rule]) -> pa.Table:
    """Values that more records share than their rule allows, as (field, term, people), the rule as field."""
    parts = [
        f"select {literal(rule.name)} as field, {_term(rule)} as term, count(*) as people from {table} "
        f"where {' and '.join(f'{quoted(name)} is not null' for name in rule.fields)} "
        f"group by {', '.join(map(quoted, rule.fields))} having count(*) > {rule.limit}"
        for rule in rules
    ]
    parts = parts or ["select '' as field, 0::ubigint as term, 0::bigint as people where false"]
    return connection.execute(" union all ".join(parts) + " order by all").to_arrow_table()


def _term(rule: Rule) -> str:
    return f"md5_number_lower(concat_ws('|', {', '.join(map(quoted, rule.fields))}))"


def pairs(
    connection: DuckDBPyConnection,
    table: str,
    rules: Sequence[Rule],
    shared: pa.Table,
    *,
    new_from: int = 0,
) -> pa.Table:
    """Pairs (rid_l, rid_r, rule) that a rule joins; with `new_from`, only pairs with a record at or above it.

    Values that too many share (`shared`) join nobody. That list belongs to the model, so a pair decided today
    is decided the same way tomorrow, whoever else arrives.
    """
    parts = []
    full = set(shared["field"].unique().to_pylist())
    connection.register("crowded_values", shared)
    for number, rule in enumerate(rules):
        equal = " and ".join(f"l.{quoted(name)} = r.{quoted(name)}" for name in rule.fields)
        side = table
        if rule.name in full:
            listed = f"select term from crowded_values where field = {literal(rule.name)}"
            side = f"(select * from {table} where {_term(rule)} not in ({listed}))"
        parts.append(
            f"select l.rid as rid_l, r.rid as rid_r, {number} as rule from {side} l join {table} r "
            f"on {equal} and l.rid < r.rid where r.rid >= {new_from}"
        )
    if not parts:
        parts.append("select 0::bigint as rid_l, 0::bigint as rid_r, 0 as rule where false")
    found = connection.execute(
        f"select rid_l, rid_r, min(rule) as rule from ({' union all '.join(parts)}) group by all"
    ).to_arrow_table()
    connection.unregister("crowded_values")
    return found
