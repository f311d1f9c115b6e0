"""Weighs pairs on DuckDB: a model's match weights summed in one query, each similarity computed once.

The arithmetic is Fellegi and Sunter's with Splink's term frequency adjustment, so a weight here is the
weight that Splink gives, and that Spark gets from it (tests compare them). Splink's own query takes more than
twice the processor time: it looks frequencies up again and computes a similarity for every level that asks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING

from lintel.engines.matching import guards
from lintel.engines.matching.comparisons import FUNCTIONS, VETO, Comparison, Level, condition, ends
from lintel.engines.matching.fields import Role
from lintel.engines.matching.normalise import split_names
from lintel.engines.matching.sql import double

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from lintel.engines.matching.model import Model


# What a conflict is told by; a first or last name may be compared with the other one.
FIRST: frozenset[Role] = frozenset({"given_name", "family_name", "birth_date"})


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
    # Names and dates first: about half of the pairs are in conflict, and need no look at anything else. Each
    # SELECT reads the one below, so that DuckDB computes once what several expressions use.
    early = [comparison for comparison in model.comparisons if comparison.role in FIRST]
    late = [comparison for comparison in model.comparisons if comparison.role not in FIRST]
    connection.execute(
        f"create or replace temp table weighed_early as select rid_l, rid_r, "
        f"{' + '.join([double(model.prior + (VETO if vetoed else 0)), *map(_weight, early)])} as early "
        f"from ({_measures(_sides(table, pairs, early), early)}) "
        f"where {'' if vetoed else 'not '}coalesce({conflict}, false)"
    )
    connection.execute(
        f"create or replace temp table weighed as select rid_l, rid_r, "
        f"cast(round(1000 * ({' + '.join(['early', *map(_weight, late)])})) as integer) as weight "
        f"from ({_measures(_sides(table, 'weighed_early', late, 'p.early'), late)})"
    )
    # A filter in the query above would be pushed down, and everything computed twice.
    if least is None:
        connection.execute(
            f"create or replace temp table {out} as select rid_l, rid_r, "
            f"coalesce(weight, {round(VETO * 1000)}) as weight from {pairs} "
            f"left join weighed using (rid_l, rid_r)"
        )
    else:
        connection.execute(
            f"create or replace temp table {out} as from weighed where weight >= {round(least * 1000)}"
        )
    connection.execute("drop table weighed_early; drop table weighed")


@dataclass(frozen=True)
class Part:
    """One comparison of a pair: the number of its level (none when a side is missing), and bits."""

    level: int | None
    weight: float
    rarity: float


def taken_apart(connection: DuckDBPyConnection, table: str, model: Model) -> tuple[tuple[Part, ...], bool]:
    """What each comparison adds for the two records that `table` holds, and whether they are in conflict."""
    conflict = "false"
    if guards.CONFLICT in model.guards:
        conflict = guards.conflict(split_names(model.fields), alike=_measured(model.comparisons)) or conflict
    seen = "".join(
        f", {_case(each, lambda number, _: str(number), 'null')} as level_{place}, "
        f"{_rarity(each)} as rarity_{place}"
        for place, each in enumerate(model.comparisons)
    )
    pair = f"(select min(rid) as rid_l, max(rid) as rid_r from {table})"
    inner = _measures(_sides(table, pair, model.comparisons), model.comparisons)
    row = connection.execute(f"select coalesce({conflict}, false){seen} from ({inner})").fetchone()
    found = iter(row or ())
    apart = bool(next(found))
    return tuple(_part(comparison, next(found), next(found)) for comparison in model.comparisons), apart


def _part(comparison: Comparison, number: int | None, rarity: float | None) -> Part:
    level = None if number is None else comparison.levels[number]
    if level is None or not level.m or not level.u:
        return Part(number, 0.0, 0.0)
    rare = level.kind == "exact" and comparison.frequencies and rarity is not None
    return Part(number, log2(level.m / level.u), rarity or 0.0 if rare else 0.0)


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
    inner = _measures(_sides(table, pairs, comparisons), comparisons)
    row = connection.execute(f"select {counts} from (select {cases} from ({inner}))").fetchone()
    found = iter(row or ())
    return [[int(next(found)) for _ in comparison.levels] for comparison in comparisons]


def _sides(table: str, pairs: str, comparisons: Sequence[Comparison], *more: str) -> str:
    """The pairs with the columns of both sides that these comparisons read."""
    columns = {name: sql for comparison in comparisons for name, sql in _columns(comparison).items()}
    both = [f"l.{name} as {name}_l, r.{name} as {name}_r" for name in columns]
    side = f"(select rid, {', '.join(f'{sql} as {name}' for name, sql in columns.items())} from {table})"
    return (
        f"select {', '.join(['p.rid_l', 'p.rid_r', *more, *both])} from {pairs} p "
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


def _measures(inner: str, comparisons: Sequence[Comparison]) -> str:
    """The same with columns `like_<field>` for the similarities that are asked for more than once."""
    text = "".join(
        f", case when {name}_l <> {name}_r then {FUNCTIONS[kind]}({name}_l, {name}_r) end as like_{name}"
        for name, kind in _measured(comparisons).items()
    )
    return f"select *{text} from ({inner})"


def _weight(comparison: Comparison) -> str:
    def weight(_: int, level: Level) -> str:
        if not level.m or not level.u:
            return "0e0"
        bits = double(log2(level.m / level.u))
        return f"{bits} + {_rarity(comparison)}" if level.kind == "exact" and comparison.frequencies else bits

    return f"({_case(comparison, weight, '0e0')})"


def _rarity(comparison: Comparison) -> str:
    """What agreement on a value says beyond agreement on any: bits, by how common the value is."""
    exact = next((level for level in comparison.levels if level.kind == "exact"), None)
    if exact is None or not exact.u or not comparison.frequencies:
        return "0e0"
    name = comparison.field
    bits = f"log2({double(exact.u)} / greatest(tf_{name}_l, tf_{name}_r))"
    return f"{double(comparison.frequency_weight)} * {bits}"


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
