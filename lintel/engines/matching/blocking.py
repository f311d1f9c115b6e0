"""Chooses which records are compared at all: blocking rules within a budget of pairs, each one counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import TYPE_CHECKING

from lintel.engines.matching.fields import Field, Role, named
from lintel.engines.matching.model import Block
from lintel.engines.matching.sql import quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PAIRS_PER_RECORD = 20
MOST_RULES = 14

# Recipes, strongest first. "family_name:4" is the first four characters of the last name.
RECIPES: tuple[tuple[str, ...], ...] = (
    ("email",), ("identifier",), ("phone",),
    ("given_name", "family_name", "birth_date"),
    ("family_name", "birth_date"), ("given_name", "birth_date"),
    ("birth_date", "postcode"), ("birth_date", "street"), ("birth_date",),
    ("given_name", "family_name", "postcode"), ("given_name", "family_name", "city"),
    ("given_name:3", "street"), ("family_name:3", "street"),
    ("given_name", "postcode"), ("family_name", "postcode"),
    ("given_name", "family_name"), ("street", "postcode"),
    ("given_name:1", "family_name:4", "birth_date:4"), ("given_name:2", "family_name:2", "city"),
    ("given_name:3", "family_name:3"), ("street",),
    ("company", "family_name"), ("company", "given_name"),
    ("given_name:4", "city"), ("family_name:4", "city"),
)  # fmt: skip


def choose(
    connection: DuckDBPyConnection,
    table: str,
    fields: Sequence[Field],
    records: int,
    *,
    budget: int | None = None,
) -> tuple[Block, ...]:
    """Takes recipes in order of strength as long as their counted pairs fit the budget.

    The budget is 20 pairs for each record (at least 1 million), and no single rule may take more than a
    third of it; a wider rule replaces the narrower ones it contains.
    """
    allowed = budget or max(PAIRS_PER_RECORD * records, 1_000_000)
    taken: list[Block] = []
    for expressions in _candidates(fields):
        if any(set(block.expressions) <= set(expressions) for block in taken):
            continue
        wider = [block for block in taken if not set(expressions) < set(block.expressions)]
        pairs = count(connection, table, expressions, records)
        spent = sum(block.pairs for block in wider)
        if len(wider) < MOST_RULES and 0 < pairs <= min(allowed / 3, allowed - spent):
            taken = [*wider, Block(expressions, pairs)]
    return tuple(taken)


def _candidates(fields: Sequence[Field]) -> Iterator[tuple[str, ...]]:
    kept = tuple(fields)
    for recipe in RECIPES:
        choices: list[list[str]] = []
        for part in recipe:
            role, _, length = part.partition(":")
            names = named(kept, _role(role))
            choices.append([f"substr({quoted(n)}, 1, {length})" if length else quoted(n) for n in names])
        yield from product(*choices)


def _role(text: str) -> Role:
    return text  # type: ignore[return-value]  # RECIPES above name roles only


def count(connection: DuckDBPyConnection, table: str, expressions: Sequence[str], records: int) -> int:
    """Pairs that agree on all expressions. Above 200,000 records a hash of the key picks an unbiased part."""
    part = max(1, records // 100_000)
    sampled = f"and key % {part} = 0" if part > 1 else ""
    row = connection.execute(
        f"select coalesce(sum(n * (n - 1) / 2), 0) from (select count(*) as n "
        f"from (select {_key(expressions)} as key from {table}) where key is not null {sampled} group by key)"
    ).fetchone()
    return int(row[0]) * part if row else 0


def write_pairs(
    connection: DuckDBPyConnection, table: str, blocks: Sequence[Block], out: str, *, new: str | None = None
) -> int:
    """Writes the pairs to compare (rid_l < rid_r) into `out`, each once, and says how many there are.

    With `new` (a part of `table`), only pairs with at least one record of `new`.
    """
    parts = []
    if new is None:
        _write_keys(connection, table, blocks)
        parts = [_joined(number) for number in range(len(blocks))]
    else:
        for block in blocks:
            # New records carry the highest numbers, so the right side of a pair is new whenever either is.
            equal = " and ".join(f"{_side(e, 'l')} = {_side(e, 'r')}" for e in block.expressions)
            parts.append(f"from {table} l join {new} r on {equal} where l.rid < r.rid")
    once = "" if new is None else "distinct "
    found = " union all ".join(f"select l.rid as rid_l, r.rid as rid_r {part}" for part in parts)
    connection.execute(f"create or replace temp table {out} as select {once}rid_l, rid_r from ({found})")
    connection.execute("drop table if exists blocking_keys")
    row = connection.execute(f"select count(*) from {out}").fetchone()
    return int(row[0]) if row else 0


def count_pairs(connection: DuckDBPyConnection, table: str, blocks: Sequence[Block]) -> int:
    """How many pairs `write_pairs` would write, without writing them."""
    _write_keys(connection, table, blocks)
    total = 0
    for number in range(len(blocks)):
        row = connection.execute(f"select count(*) {_joined(number)}").fetchone()
        total += int(row[0]) if row else 0
    connection.execute("drop table blocking_keys")
    return total


def _write_keys(connection: DuckDBPyConnection, table: str, blocks: Sequence[Block]) -> None:
    """Keys as numbers: a rule's values are read once, and the joins compare eight bytes.

    Where a value is missing the record's own number stands, so that no other record has the same.
    """
    keys = ", ".join(
        f"coalesce({_key(block.expressions)}, hash(rid, {number})) as key_{number}"
        for number, block in enumerate(blocks)
    )
    connection.execute(f"create or replace temp table blocking_keys as select rid, {keys} from {table}")


def _joined(number: int) -> str:
    """The pairs that agree on a rule's key and on none before."""
    new_here = "".join(f" and l.key_{before} <> r.key_{before}" for before in range(number))
    equal = f"l.key_{number} = r.key_{number}"
    return f"from blocking_keys l join blocking_keys r on {equal} where l.rid < r.rid{new_here}"


def _key(expressions: Sequence[str]) -> str:
    """One number for the values of a rule; none where one of them is missing."""
    filled = " and ".join(f"{expression} is not null" for expression in expressions)
    return f"case when {filled} then hash({', '.join(expressions)}) end"


def _side(expression: str, side: str) -> str:
    return expression.replace('"', f'{side}."', 1)
