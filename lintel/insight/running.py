"""The one way in which a question reaches data: compiled with guards, on a connection that is locked first.

The connection shows the snapshots that the statement names and nothing else. It is locked before the
statement runs: no other file, attachment, extension or setting can be reached from it.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import structlog
from django.conf import settings

from lintel.insight import ports, remembering
from lintel.insight.remembering import Memory
from lintel.people.models import User
from lintel.ui.problems import Problem
from lintel.warehouse import reading
from lintel.warehouse.models import Snapshot
from lintel.warehouse.places import place
from lintel.warehouse.shapes import Shape, declare, shapes

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from lintel.engines.metrics import Column, Compiled, Guards, Model, Query

log = structlog.get_logger(__name__)

ROOMS = ("customers", "insight")  # whose datasets may be asked about
MOST_ROWS = 5_000
SECONDS = 20.0  # the longest that a question may take
THREADS = 2
WITHHELD = "__withheld"


@dataclass(frozen=True)
class Answer:
    """What came back, and everything needed to say where it came from.

    `withheld` names the cells (row, column) that stand for too few and are empty for that reason; `others`
    are
    the rows that gather what is left of a top list; `more` says that there were further rows. `snapshots` are
    the keys of the datasets' states that were read.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    withheld: frozenset[tuple[int, int]]
    others: frozenset[int]
    more: bool
    sql: str
    steps: tuple[tuple[str, str], ...]
    parameters: Mapping[str, Any]
    metrics: tuple[str, ...]
    snapshots: Mapping[str, str]
    milliseconds: int
    remembered: bool = False


_answers: Memory[Answer] = Memory(256)
_statements: Memory[tuple[Model, Compiled]] = Memory(512)


@dataclass(frozen=True)
class Asker:
    """Who asks, for which purpose, at which moment."""

    user: User
    purpose: str
    now: dt.datetime
    seconds: float = field(default=SECONDS)


def answer(model: Model, query: Query, asker: Asker) -> Answer:
    """The answer to one question. Errors: `Problem` (what cannot be asked, and why), `Denied` (no guards)."""
    return answers(model, [query], asker)[0]


def answers(model: Model, queries: Sequence[Query], asker: Asker) -> list[Answer]:
    """Several answers as of one moment, over one connection."""
    guards = ports.guards_for(asker.user, asker.purpose)
    return _run([_compiled(model, query, guards, asker.now) for query in queries], guards, asker.seconds)


def plan(model: Model, metrics: Sequence[str] = (), datasets: Sequence[str] = ()) -> None:
    """Compile metrics by themselves, and every field of datasets, and let the warehouse plan the statements.

    No figure is read. Errors: `Problem` that names what does not fit the data.
    """
    from lintel.engines.metrics import By, Guards, Measure, Metric, Period, Query

    now = dt.datetime.now(dt.UTC)
    recent = Period(now.date() - dt.timedelta(days=30), now.date())
    counts = {name: Metric(name=f"rows_of_{name}", measure=Measure(name, "count(*)")) for name in datasets}
    counting = replace(model, metrics=(*model.metrics, *counts.values())) if counts else model
    queries = []
    for name in metrics:
        with _refusing():
            timely = any(one.name == "time" and one.safe for one in model.dimensions((name,)))
        queries.append((name, Query(metrics=(name,), period=recent if timely else None)))
    for name, count in counts.items():
        by = tuple(By(f"{name}.{field.name}") for field in model.dataset(name).fields if field.kind != "time")
        queries.append((name, Query(metrics=(count.name,), by=by)))
    compiled = [(name, _compiled(counting, query, Guards(), now)) for name, query in queries]
    tables = tuple(sorted({table for _, one in compiled for table in one.datasets}))
    with _connected(tables, reading.current(*tables), ()) as connection:
        for name, one in compiled:
            _executed(connection, f"explain {one.sql}", one.parameters, name)


def _compiled(model: Model, query: Query, guards: Guards, now: dt.datetime) -> Compiled:
    from lintel.engines.metrics import compile

    key = remembering.key(id(model), query, guards, now)
    known = _statements.recall(key)
    if known and known[0] is model:
        return known[1]
    with _refusing():
        made = compile(model, query, guards=guards, as_of=now)
    return _statements.keep(key, (model, made))[1]


@contextmanager
def _refusing() -> Iterator[None]:
    """The engine's refusals in the house's words."""
    from lintel.engines.metrics import MetricsError

    try:
        yield
    except MetricsError as error:
        place = "" if "[" in error.place else error.place  # a part of the question, which stands there
        where = f" ({place})" if place else ""
        raise Problem(f"{error.sentence}{where}", way_out=error.way_out, field="question") from error


def _run(compiled: Sequence[Compiled], guards: Guards, seconds: float) -> list[Answer]:
    needed = {name for one in compiled for name in one.datasets if "." not in name}
    relations = [ports.relation(name) for name in sorted(needed)]
    below = {name for relation in relations for name in relation.datasets}
    reads = [tuple(name for name in one.datasets if "." in name) for one in compiled]
    names = tuple(sorted(below.union(*reads)))
    found = reading.current(*names)
    keys = {name: found[name].key if name in found else "" for name in names}
    known = [remembering.key(one.sql, one.parameters, guards, keys) for one in compiled]
    results = [_answers.recall(key) for key in known]
    open_ = [number for number, result in enumerate(results) if result is None]
    if open_:
        with _connected(names, found, relations) as connection:
            for number in open_:
                read = {name: keys[name] for name in reads[number]}
                answer = _read(connection, compiled[number], read, seconds)
                results[number] = _answers.keep(known[number], answer)
    fresh = set(open_)
    return [
        result if number in fresh else replace(result, remembered=True)
        for number, result in enumerate(results)
        if result is not None
    ]


def _read(
    connection: DuckDBPyConnection, compiled: Compiled, keys: Mapping[str, str], seconds: float
) -> Answer:
    began = time.perf_counter()
    with _no_longer_than(connection, seconds):
        rows = _executed(connection, compiled.sql, compiled.parameters, "").fetchmany(MOST_ROWS + 1)
    places = {column.name: number for number, column in enumerate(compiled.columns)}
    shown = [column for column in compiled.columns if column.role not in {"withheld", "other"}]
    marks = {
        number: places[column.name + WITHHELD]
        for number, column in enumerate(shown)
        if column.name + WITHHELD in places
    }
    gathers = [places[column.name] for column in compiled.columns if column.role == "other"]
    kept = rows[:MOST_ROWS]
    return Answer(
        columns=tuple(shown),
        rows=tuple(tuple(row[places[column.name]] for column in shown) for row in kept),
        withheld=frozenset(
            (line, number) for line, row in enumerate(kept) for number, at in marks.items() if row[at]
        ),
        others=frozenset(line for line, row in enumerate(kept) if any(row[at] for at in gathers)),
        more=len(rows) > MOST_ROWS,
        sql=compiled.sql,
        steps=compiled.steps,
        parameters=dict(compiled.parameters),
        metrics=compiled.metrics,
        snapshots=dict(keys),
        milliseconds=round((time.perf_counter() - began) * 1000),
    )


@contextmanager
def _connected(
    names: Sequence[str], found: Mapping[str, Snapshot], relations: Sequence[ports.Relation]
) -> Iterator[DuckDBPyConnection]:
    """A connection that shows these datasets, made ready by the relations' owners, and then locked."""
    import duckdb

    _known(names, found)
    connection = duckdb.connect(config={"memory_limit": settings.WAREHOUSE_MEMORY, "threads": THREADS})
    try:
        reading.show(connection, names, found)
        for relation in relations:
            relation.prepare(connection)
        _lock(connection, found)
        yield connection
    finally:
        connection.close()


def _lock(connection: DuckDBPyConnection, found: Mapping[str, Snapshot]) -> None:
    where = place()
    paths = [where.address(file["path"]) for snapshot in found.values() for file in snapshot.files]
    listed = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
    connection.execute(f"set allowed_paths = [{listed}]")
    connection.execute("set temp_directory = ''")
    connection.execute("set preserve_insertion_order = false")
    connection.execute("set autoinstall_known_extensions = false")
    connection.execute("set autoload_known_extensions = false")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")


def _known(names: Sequence[str], found: Mapping[str, Snapshot]) -> None:
    declared = {shape.name for shape in shapes()}
    for name in names:
        room = name.partition(".")[0]
        if name in found and name not in declared:  # a table that people brought, not known to this process
            columns = {one["name"]: one["type"] for one in found[name].columns}
            declare(Shape(name, "", columns))
        if room not in ROOMS or (name not in found and name not in declared):
            raise Problem(
                f"There is no dataset {name} that can be asked about.",
                way_out="Look under “Warehouse” for those there are.",
                field="question",
            )


def _executed(
    connection: DuckDBPyConnection, sql: str, parameters: Mapping[str, Any], metric: str
) -> DuckDBPyConnection:
    import duckdb

    try:
        return connection.execute(sql, dict(parameters)) if parameters else connection.execute(sql)
    except duckdb.InterruptException:
        raise Problem(
            "This question takes too long, so it was stopped.",
            way_out="Ask for a shorter period or fewer splits.",
            field="question",
        ) from None
    except (duckdb.BinderException, duckdb.CatalogException, duckdb.ParserException) as error:
        about = f"The definition of {metric}" if metric else "A definition behind this question"
        raise Problem(
            f"{about} does not fit the data: {str(error).splitlines()[0][:200]}",
            way_out="Correct the definition.",
            field="definition" if metric else "question",
        ) from error
    except duckdb.Error as error:
        log.warning("question failed", error=str(error))
        raise Problem(
            "The figures could not be computed.",
            way_out="Ask for less at once; if it stays so, tell your administrator.",
            field="question",
        ) from error


@contextmanager
def _no_longer_than(connection: DuckDBPyConnection, seconds: float) -> Iterator[None]:
    timer = threading.Timer(seconds, connection.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
