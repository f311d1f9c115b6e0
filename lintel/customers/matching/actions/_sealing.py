"""A new state of all customers as files, complete and not yet in use."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from lintel.customers.matching import ports
from lintel.customers.matching.actions import _identities
from lintel.customers.matching.actions._finding import PRINT, Found, Settled
from lintel.customers.matching.datasets import (
    ASSIGNED,
    CHANGES,
    CLEAN,
    PAIRS,
    PRINTS,
    QUESTIONS,
    SHARED,
    TERMS,
)
from lintel.customers.shapes import ALIASES, EDGES, IDENTITIES, MEMBERS, RECORDS
from lintel.ui.problems import Problem
from lintel.warehouse import writing
from lintel.warehouse.places import place
from lintel.warehouse.reading import table_of
from lintel.warehouse.writing import Sealed

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

    from lintel.engines.matching import State

SOURCE = "matching"


def seal(connection: DuckDBPyConnection, found: Found, now: dt.datetime) -> list[Sealed]:
    """Write all tables that `found` changes, and those of the chambers above. `connection` shows the last
    state and, after that, the new one.

    Raises `Problem`, and leaves no file, when not every record is exactly one customer.
    """
    made: list[Sealed] = []
    try:
        if found.settled is not None:
            _state_tables(connection, found.settled.state, made, records_changed=found.records_changed)
            _customer_tables(connection, found.settled, made, now)
        _identity_table(connection, made)
        made.extend(follower(connection) for follower in ports.followers)
    except BaseException:
        writing.discard(made)
        raise
    return made


def _state_tables(
    connection: DuckDBPyConnection, state: State, made: list[Sealed], *, records_changed: bool
) -> None:
    tables = {ASSIGNED.name: state.assigned}
    if records_changed:
        tables |= {
            CLEAN.name: state.records, PAIRS.name: state.pairs,
            TERMS.name: state.model.terms, SHARED.name: state.model.shared,
        }  # fmt: skip
        query = f"select source, source_record_id, {PRINT} as print from {RECORDS.name}"
        made.append(writing.of_query(PRINTS.name, connection, query, source=SOURCE))
    for name, rows in tables.items():
        _write(connection, name, rows, made)
    _show(connection, made)


def _customer_tables(
    connection: DuckDBPyConnection, settled: Settled, made: list[Sealed], now: dt.datetime
) -> None:
    import pyarrow as pa

    from lintel.engines import matching as engine

    state = settled.state
    _write(connection, MEMBERS.name, settled.members, made)
    _show(connection, made[-1:])
    _refuse_loss(connection)
    aliases = {"customer_id": list(state.aliases), "current": list(map(state.customer, state.aliases))}
    kinds = pa.schema([("customer_id", pa.string()), ("current", pa.string())])
    _write(connection, ALIASES.name, pa.table(aliases, schema=kinds), made)
    _show(connection, made[-1:])
    _write(connection, EDGES.name, engine.ledger(state, now), made)
    _write(connection, QUESTIONS.name, settled.questions, made)
    connection.register("changes_now", settled.changes)
    log = f"select * from {CHANGES.name} union all by name select * from changes_now"
    made.append(writing.of_query(CHANGES.name, connection, log, source=SOURCE))


def _identity_table(connection: DuckDBPyConnection, made: list[Sealed]) -> None:
    there = {row[0] for row in connection.execute(f"describe select * from {CLEAN.name}").fetchall()}
    query = _identities.resolve(connection, {"email"} & there, {"phone"} & there)
    made.append(writing.of_query(IDENTITIES.name, connection, query, source=SOURCE))
    _show(connection, made[-1:])


def _write(connection: DuckDBPyConnection, name: str, rows: pa.Table, made: list[Sealed]) -> None:
    connection.register("rows_to_write", rows)
    made.append(writing.of_query(name, connection, "select * from rows_to_write", source=SOURCE))
    connection.unregister("rows_to_write")


def _show(connection: DuckDBPyConnection, sealed: list[Sealed]) -> None:
    """Let the connection's views show what was written instead of what stands."""
    for one in sealed:
        paths = [file["path"] for file in one.files]
        if paths:
            rows = table_of(place(), paths)
        else:
            rows = f"emptied_{one.name.partition('.')[2]}"
            connection.execute(f"create or replace temp table {rows} as select * from {one.name} limit 0")
        connection.execute(f"create or replace view {one.name} as select * from {rows}")


def _refuse_loss(connection: DuckDBPyConnection) -> None:
    """Every record is exactly one customer, or nothing is published."""
    row = connection.execute(
        "select count(*) filter (where r.source is null), count(*) filter (where m.customer_id is null), "
        "count(*) - count(distinct (coalesce(r.source, m.source), "
        "coalesce(r.source_record_id, m.source_record_id))) "
        f"from {RECORDS.name} r full join {MEMBERS.name} m using (source, source_record_id)"
    ).fetchone()
    if row and any(row):
        raise Problem(
            f"The matching is not whole: {row[0]:,} customers’ records do not exist, {row[1]:,} records are "
            f"no customer, {row[2]:,} are more than one. Nothing was published.",
            way_out="Match again from scratch; if this stays, tell your administrator.",
        )
