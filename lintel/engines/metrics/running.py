"""Runs a compiled statement where nothing but the named data can be reached."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lintel.engines.metrics import expressions
from lintel.engines.metrics.problems import MetricsError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from lintel.engines.metrics.query import Compiled, Dialect
    from lintel.engines.metrics.verify import Connection

ATTACHED = "lintel_attached"  # opened under its own name, shop.duckdb would hide a schema “shop” in it
FILES = {".parquet": "read_parquet", ".csv": "read_csv"}


@contextmanager
def connect(url: str) -> Iterator[tuple[Connection, Dialect]]:
    """A read-only connection: a DuckDB file, a folder of Parquet and CSV files, or postgresql://…"""
    if url.startswith(("postgresql://", "postgres://")):
        with _postgres(url) as connection:
            yield connection, "postgres"
        return
    path = Path(url.removeprefix("duckdb:///"))
    if not path.exists():
        raise MetricsError(
            "db", f"There is no {path}.", "Give a DuckDB file, a folder of files, or postgresql://…."
        )
    with _folder(path) if path.is_dir() else _file(path) as duck:
        yield duck, "duckdb"


def run(connection: Connection, compiled: Compiled) -> list[tuple[Any, ...]]:
    """The rows of the answer."""
    found: list[tuple[Any, ...]] = connection.execute(compiled.sql, compiled.parameters).fetchall()  # type: ignore[call-arg] # both drivers take parameters
    return found


@contextmanager
def _file(path: Path) -> Iterator[DuckDBPyConnection]:
    import duckdb

    with duckdb.connect() as connection:
        address = str(path.resolve()).replace("'", "''")
        connection.execute(f"attach '{address}' as {ATTACHED} (read_only)")
        connection.execute(f"use {ATTACHED}")
        _lock(connection)
        yield connection


@contextmanager
def _folder(path: Path) -> Iterator[DuckDBPyConnection]:
    """Each file is a table, `shop/orders.parquet` is shop.orders; only this folder can be read."""
    import duckdb

    with duckdb.connect() as connection:
        connection.execute("set allowed_directories = [$1]", [str(path.resolve()) + "/"])
        for file in sorted(path.rglob("*")):
            parts = [*file.relative_to(path).parent.parts, file.stem]
            if file.suffix not in FILES or len(parts) > 2 or not all(map(expressions.NAME.fullmatch, parts)):
                continue
            if len(parts) == 2:
                connection.execute(f'create schema if not exists "{parts[0]}"')
            name = ".".join(f'"{part}"' for part in parts)
            address = str(file.resolve()).replace("'", "''")
            connection.execute(f"create view {name} as select * from {FILES[file.suffix]}('{address}')")
        _lock(connection)
        yield connection


def _lock(connection: DuckDBPyConnection) -> None:
    """No files but those allowed, no extensions, no Python variables, no settings."""
    for setting in (
        "set enable_external_access = false",
        "set autoinstall_known_extensions = false",
        "set autoload_known_extensions = false",
        "set python_enable_replacements = false",
        "set lock_configuration = true",
    ):
        connection.execute(setting)


@contextmanager
def _postgres(url: str) -> Iterator[Connection]:
    try:
        import psycopg
    except ImportError:
        raise MetricsError("db", "There is no driver for PostgreSQL.", "Install lintel[postgres].") from None
    with psycopg.connect(url, options="-c default_transaction_read_only=on") as connection:
        yield connection
