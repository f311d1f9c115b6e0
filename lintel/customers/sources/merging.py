"""Puts the rows of a load into the state of a dataset, and takes them out again; publishes nothing.

Rows of the same key are replaced, new ones come after them, the others stay; with `whole`, rows that the file
no longer has are gone. What was replaced is kept with the number of the load that replaced it, so that
undoing a load gives what would be there without it, whatever was loaded since.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from lintel.customers.sources import gates
from lintel.customers.sources.datasets import Ground
from lintel.warehouse import reading, writing
from lintel.warehouse.models import Snapshot
from lintel.warehouse.places import place
from lintel.warehouse.reading import table_of
from lintel.warehouse.writing import Sealed

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY = "320MB"  # of DuckDB, which spills to disk beyond it
FILES = 24  # more than that are written into one again


@dataclass(frozen=True)
class Merged:
    """A new state of one or two datasets, not yet published, and what the rows came to."""

    sealed: tuple[Sealed, ...]
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    erased: int = 0
    taken_back: int = 0


@dataclass(frozen=True)
class _Standing:
    """A dataset and the snapshot of it that is read."""

    name: str
    snapshot: Snapshot | None


def merge(
    ground: Ground,
    rows: Path,
    normal: str,
    *,
    source: str,
    load: int,
    whole: bool,
    parameters: Mapping[str, Any],
) -> Merged:
    """The state with the rows of a load in it.

    `normal` is SQL over the view `rows` (the Parquet file of good rows) that gives the columns of the
    dataset; `parameters` are its parameters. Rows that a gate holds back are counted as `erased`.
    """
    with _working(ground) as (connection, standing, folder):
        connection.execute(f"create view rows as select * from read_parquet('{_address(rows)}')")
        erased = _normalise(connection, ground, normal, parameters, folder)
        _compare(connection, ground, source, whole)
        created, updated, unchanged, removed = _counted(connection)
        if not created + updated + removed:
            return Merged((), unchanged=unchanged, erased=erased)
        said = {"source": source, "load": load}
        leave, come = _revision(ground)
        sealed = [_revised(connection, standing[ground.shape.name], leave, come, said)]
        if updated + removed:
            earlier = standing[ground.replaced.name]
            sealed.append(_revised(connection, earlier, "false", _kept_for_undo(ground), said))
        return Merged(tuple(sealed), created, updated, unchanged, removed, erased)


def unmerge(ground: Ground, *, source: str, load: int) -> Merged:
    """The state as if the load had never been."""
    said = {"source": source, "load": load}
    now, earlier = ground.shape.name, ground.replaced.name
    mine = "source = $source and load = $load"
    with _working(ground) as (connection, standing, _):
        found = f"select count(*) from {now} where {mine}"
        taken = _one(connection, found, said)
        _plan_return(connection, ground, said)
        restored = _one(connection, "select count(*) from coming_back where follows is null", {})
        back = f"select {ground.columns} from coming_back where follows is null"
        sealed = [_revised(connection, standing[now], mine, back, said)] if taken + restored else []
        if _one(connection, f"select count(*) from {earlier} where {mine} or replaced_by = $load", said):
            onward = (
                f"select {ground.columns}, follows as replaced_by from coming_back where follows is not null"
            )
            gone = "source = $source and (load = $load or replaced_by = $load)"
            sealed.append(_revised(connection, standing[earlier], gone, onward, said))
        return Merged(tuple(sealed), taken_back=max(taken, restored))


@contextmanager
def _working(ground: Ground) -> Iterator[tuple[DuckDBPyConnection, Mapping[str, _Standing], Path]]:
    """A connection that keeps to a bound of memory, what it reads, and a folder that is gone afterwards."""
    names = (ground.shape.name, ground.replaced.name)
    # Asked before connecting: a snapshot that comes between makes publishing fail instead of being lost.
    found = reading.current(*names)
    standing = {name: _Standing(name, found.get(name)) for name in names}
    with (
        TemporaryDirectory() as folder,
        reading.connect(*names, hold="a load of a source", threads=2) as connection,
    ):
        connection.execute(f"set memory_limit = '{MEMORY}'")
        connection.execute(f"set temp_directory = '{_address(Path(folder))}'")
        yield connection, standing, Path(folder)


def _normalise(
    connection: DuckDBPyConnection, ground: Ground, normal: str, said: Mapping[str, Any], folder: Path
) -> int:
    """Write the rows as the dataset has them to disk; the view `incoming` are those that may come in."""
    file = _address(folder / "incoming.parquet")
    named = ", ".join(f'"{name}"::{kind} as "{name}"' for name, kind in ground.shape.columns.items())
    query = f"select {named} from ({normal}) normal"
    connection.execute(f"copy ({query}) to '{file}' (format parquet)", dict(said))
    connection.execute(f"create view incoming as select * from read_parquet('{file}')")
    out = gates.kept_out(connection, ground.shape.name)
    if out == "false":
        return 0
    erased = _one(connection, f"select count(*) from incoming where {out}", {})
    if erased:
        passed = _address(folder / "passed.parquet")
        connection.execute(
            f"copy (select * from incoming where ({out}) is not true) to '{passed}' (format parquet)"
        )
        connection.execute(f"create or replace view incoming as select * from read_parquet('{passed}')")
    return erased


def _compare(connection: DuckDBPyConnection, ground: Ground, source: str, whole: bool) -> None:
    """Tables of keys: `fresh` (with what each row is to what stands) and `gone` (rows that leave)."""
    connection.execute(
        f"create temp table standing as select {ground.key} as key, {ground.content} as content "
        f"from {ground.shape.name} where source = $source",
        {"source": source},
    )
    connection.execute(
        "create temp table fresh as select n.key, case when s.key is null then 'created' "
        "when s.content = n.content then 'unchanged' else 'updated' end as fate "
        f"from (select {ground.key} as key, {ground.content} as content from incoming) n "
        "left join standing s using (key)"
    )
    missing = "union all select key, 'removed' from standing anti join fresh using (key)" if whole else ""
    connection.execute(
        f"create temp table gone as select key, fate from fresh where fate = 'updated' {missing}"
    )


def _counted(connection: DuckDBPyConnection) -> tuple[int, int, int, int]:
    rows = connection.execute(
        "select fate, count(*) from (select fate from fresh union all "
        "select fate from gone where fate = 'removed') fates group by fate"
    ).fetchall()
    found = {"created": 0, "updated": 0, "unchanged": 0, "removed": 0} | dict(rows)
    return found["created"], found["updated"], found["unchanged"], found["removed"]


def _revision(ground: Ground) -> tuple[str, str]:
    """Which rows leave, and which come."""
    leave = f"source = $source and {ground.key} in (select key from gone)"
    come = (
        f"select {ground.columns} from incoming "
        f"where {ground.key} in (select key from fresh where fate <> 'unchanged')"
    )
    return leave, come


def _kept_for_undo(ground: Ground) -> str:
    """The rows that leave, with the load that replaces them."""
    return (
        f"select {ground.columns}, $load as replaced_by from {ground.shape.name} "
        f"where source = $source and {ground.key} in (select key from gone)"
    )


def _plan_return(connection: DuckDBPyConnection, ground: Ground, said: Mapping[str, Any]) -> None:
    """`coming_back`: what the load replaced, and the later load that replaces it then (null: it stands)."""
    now, earlier = ground.shape.name, ground.replaced.name
    connection.execute(
        f"""
        create temp table coming_back as
        with mine as (
            select {ground.columns}, {ground.key} as key from {earlier}
            where source = $source and replaced_by = $load
        ), own as (
            select {ground.key} as key, replaced_by as follows from {earlier}
            where source = $source and load = $load
        ), later as (
            select key, min(load) as follows from (
                select {ground.key} as key, load from {now} where source = $source and load > $load
                union all
                select {ground.key}, load from {earlier} where source = $source and load > $load
            ) after group by key
        )
        select mine.*, coalesce(own.follows, later.follows) as follows
        from mine left join own using (key) left join later using (key)
        """,
        dict(said),
    )


def _revised(
    connection: DuckDBPyConnection, standing: _Standing, leave: str, come: str, said: Mapping[str, Any]
) -> Sealed:
    """The current state without the rows for which `leave` holds and with those of the query `come`.

    Only files that hold rows to leave are written anew, unless there have become many.
    """
    snapshot = standing.snapshot
    files = snapshot.files if snapshot else []
    with writing.draft(standing.name, source=f"source {said['source']}") as work:
        work.previous = snapshot.key if snapshot else None
        for file in files:
            rows = table_of(place(), [file["path"]])
            hit = f"select 1 from {rows} where {leave} limit 1"
            if len(files) <= FILES and connection.execute(hit, _named(hit, said)).fetchone() is None:
                work.kept.append(file)
                continue
            stay = f"select * from {rows} where ({leave}) is not true"
            work.write_query(connection, stay, _named(stay, said))
        work.write_query(connection, come, _named(come, said))
        return work.seal()


def _named(query: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """DuckDB refuses parameters that a query does not use."""
    return {name: value for name, value in said.items() if f"${name}" in query}


def _one(connection: DuckDBPyConnection, query: str, said: Mapping[str, Any]) -> int:
    row = connection.execute(query, _named(query, said)).fetchone()
    return int(row[0]) if row else 0


def _address(path: Path) -> str:
    return str(path).replace("'", "''")
