"""Weighs pairs on DuckDB: a model's match weights summed in one query, each similarity computed once.

The arithmetic is Fellegi and Sunter's with Splink's term frequency adjustment, so a weight here is the
weight that `explain` and Spark get from Splink (tests compare them). Splink's own query takes about five
times the processor time: it looks frequencies up again and computes a similarity for every level that asks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import log2
from typing import TYPE_CHECKING

from lintel.engines.matching import guards
from lintel.engines.matching.comparisons import FUNCTIONS, VETO, Comparison, Level, condition, ends
from lintel.engines.matching.normalise import split_names
from lintel.engines.matching.sql import double

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from lintel.engines.matching.model import Model


def weigh(
    connection: DuckDBPyConnection,
    table: str,
    model: Model,
    pairs: str,
    out: str,
    *,
    least: float | None = None,
    vetoed: bool = False,
) -> None:
    """Writes `out` (rid_l, rid_r, weight in thousandths of a bit) for the pairs (rid_l, rid_r) in `pairs`.

    `least` leaves out pairs of less weight (bits). Frequencies are the table's `tf_` columns, which came
    from the model. A conflict weighs as much as nothing can outweigh, whatever else agrees; `vetoed` asks for
    the pairs in conflict only, with all that speaks for them.
    """
    conflict = "false"
    if guards.CONFLICT in model.guards:
        conflict = guards.conflict(split_names(model.fields), alike=_measured(model.comparisons)) or conflict
    total = " + ".join([double(model.prior), *map(_weight, model.comparisons)])
    # Each SELECT reads the one below, so that DuckDB computes once what several expressions use.
    inner = _sides(table, pairs, model.comparisons)
    inner = f"select *{_measures(model.comparisons, early=True)} from ({inner})"
    inner = f"select *, coalesce({conflict}, false) as conflict from ({inner})"
    wanted, other = ("conflict", "null") if vetoed else ("not conflict", str(round(VETO * 1000)))
    if vetoed:
        total = f"{double(VETO)} + {total}"
    inner = f"select *{_measures(model.comparisons, early=False, only=wanted)} from ({inner})"
    connection.execute(
        f"create or replace temp table weighed as select rid_l, rid_r, case when {wanted} "
        f"then cast(round(1000 * ({total})) as integer) else {other} end as weight from ({inner})"
    )
    # A filter in the query above would be pushed down, and everything computed twice.
    enough = "" if least is None else f" where weight >= {round(least * 1000)}"
    connection.execute(f"create or replace temp table {out} as from weighed{enough}")
    connection.execute("drop table weighed")


def agreements(
    connection: DuckDBPyConnection, table: str, comparisons: Sequence[Comparison], pairs: str
) -> list[list[int]]:
    """How many of the `pairs` show each level of each comparison (pairs with a missing value show none)."""
    cases = ", ".join(
        f"{_case(comparison, lambda number, _: str(number), 'null')} as level_{place}"
        for place, comparison in enumerate(comparisons)
    )
    counts = ", ".join(
        f"count(*) filter (level_{place} = {number})"
        for place, comparison in enumerate(comparisons)
        for number in range(len(comparison.levels))
    )
    inner = _sides(table, pairs, comparisons)
    inner = (
        f"select *{_measures(comparisons, early=True)}{_measures(comparisons, early=False)} from ({inner})"
    )
    row = connection.execute(f"select {counts} from (select {cases} from ({inner}))").fetchone()
    found = iter(row or ())
    return [[int(next(found)) for _ in comparison.levels] for comparison in comparisons]


def _sides(table: str, pairs: str, comparisons: Sequence[Comparison]) -> str:
    columns = {name: sql for comparison in comparisons for name, sql in _columns(comparison).items()}
    both = ", ".join(f"l.{name} as {name}_l, r.{name} as {name}_r" for name in columns)
    side = f"(select rid, {', '.join(f'{sql} as {name}' for name, sql in columns.items())} from {table})"
    return (
        f"select p.rid_l, p.rid_r, {both} from {pairs} p "
        f"join {side} l on l.rid = p.rid_l join {side} r on r.rid = p.rid_r"
    )


def _columns(comparison: Comparison) -> dict[str, str]:
    names = [comparison.field]
    if comparison.role == "given_name":
        names.append(f"{comparison.field}_root")
    if comparison.frequencies:
        names.append(f"tf_{comparison.field}")
    return {name: name for name in names} | ends(comparison)


def _measured(comparisons: Sequence[Comparison]) -> dict[str, str]:
    """Fields whose levels ask for one similarity more than once, and the similarity."""
    found: dict[str, str] = {}
    for comparison in comparisons:
        kinds = [level.kind for level in comparison.levels if level.kind in FUNCTIONS]
        if len(kinds) > 1 and len(set(kinds)) == 1:
            found[comparison.field] = kinds[0]
    return found


def _measures(comparisons: Sequence[Comparison], *, early: bool, only: str = "true") -> str:
    """Columns `like_<field>`: first those that tell a conflict, then the others where they are wanted."""
    first = ("given_name", "birth_date")
    text = ""
    for comparison in comparisons:
        kind, name = _measured([comparison]).get(comparison.field), comparison.field
        if kind and early == (comparison.role in first):
            text += f", case when {only} and {name}_l <> {name}_r "
            text += f"then {FUNCTIONS[kind]}({name}_l, {name}_r) end as like_{name}"
    return text


def _weight(comparison: Comparison) -> str:
    def weight(_: int, level: Level) -> str:
        if not level.m or not level.u:
            return "0e0"
        bits = double(log2(level.m / level.u))
        if level.kind != "exact" or not comparison.frequencies:
            return bits
        rarity = f"log2({double(level.u)} / greatest(tf_{comparison.field}_l, tf_{comparison.field}_r))"
        return f"{bits} + {double(comparison.frequency_weight)} * {rarity}"

    return f"({_case(comparison, weight, '0e0')})"


def _case(comparison: Comparison, value: Callable[[int, Level], str], unknown: str) -> str:
    """The comparison as one CASE: `value` of the first level that holds, `unknown` when a side is missing."""
    name = comparison.field
    measured = name in _measured([comparison])
    parts = [f"when {name}_l is null or {name}_r is null then {unknown}"]
    for number, level in enumerate(comparison.levels):
        if level.kind == "else":
            parts.append(f"else {value(number, level)}")
        else:
            parts.append(
                f"when {condition(comparison, level, measured=measured)} then {value(number, level)}"
            )
    return f"case {' '.join(parts)} end"
