"""Reading segments: how many belong, how much two segments share, and who may be used of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import combinations
from typing import TYPE_CHECKING

from lintel.customers.consent import relation
from lintel.customers.segments.compiling import BASE, Query, compile
from lintel.customers.segments.definition import Group
from lintel.warehouse import reading

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def compiled(group: Group, now: dt.datetime) -> Query:
    """The definition as SQL. Errors: `Problem` for a purpose or channel that is not pursued."""
    return compile(group, now=now, may_use=relation.may_use_sql)


@contextmanager
def connected(queries: Sequence[Query], *, consent: bool = False) -> Iterator[DuckDBPyConnection]:
    """A connection that shows what these queries read, as of one moment."""
    consented = consent or any(query.needs_consent for query in queries)
    names = {name for query in queries for name in query.datasets} | {*BASE}
    if consented:
        names |= {*relation.DATASETS}
    with reading.connect(*sorted(names)) as connection:
        if consented:
            relation.prepare(connection)
        yield connection


def count(group: Group, now: dt.datetime) -> int:
    """How many customers belong to it."""
    query = compiled(group, now)
    with connected([query]) as connection:
        row = connection.execute(f"select count(*) from ({query.sql})", query.parameters).fetchone()
    return int(row[0]) if row else 0


def everybody() -> int:
    """How many customers there are."""
    with reading.connect(*BASE) as connection:
        row = connection.execute("select count(*) from customers.golden").fetchone()
    return int(row[0]) if row else 0


def overlaps(groups: Sequence[Group], now: dt.datetime) -> list[list[int]]:
    """A square matrix: how many customers segments share; on the diagonal, the size of each."""
    queries = [compiled(group, now) for group in groups]
    shared = [[0] * len(groups) for _ in groups]
    with connected(queries) as connection:
        for number, query in enumerate(queries):
            said = f"create temp table s{number} as {query.sql}"
            connection.execute(said, query.parameters)
            shared[number][number] = _one(connection, f"select count(*) from s{number}")
        for a, b in combinations(range(len(groups)), 2):
            found = _one(connection, f"select count(*) from s{a} semi join s{b} using (customer_id)")
            shared[a][b] = shared[b][a] = found
    return shared


def _one(connection: DuckDBPyConnection, said: str) -> int:
    row = connection.execute(said).fetchone()
    return int(row[0]) if row else 0
