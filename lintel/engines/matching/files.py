"""Reads files as sources: one table for the engine, whatever each file calls its columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from lintel.engines.matching.fields import Field, Role
from lintel.engines.matching.normalise import given_and_family
from lintel.engines.matching.profile import plain_name, profile
from lintel.engines.matching.sql import literal, quoted

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

SOURCE, IDENTITY = "source of the record", "id of the record"  # no file calls its columns so
READERS = {
    ".csv": "read_csv({path}, all_varchar = true, header = true{more})",
    ".tsv": "read_csv({path}, all_varchar = true, header = true{more})",
    ".parquet": "read_parquet({path})",
    ".jsonl": "read_json({path}, format = 'newline_delimited')",
    ".ndjson": "read_json({path}, format = 'newline_delimited')",
}
NUMBERED = re.compile(r"(^|_)(id|key|uuid|guid|no|number)$")


@dataclass(frozen=True)
class Sources:
    """`records` carries SOURCE and IDENTITY beside the files' own columns; `notes` say what was decided."""

    records: pa.Table
    notes: tuple[str, ...]


@dataclass
class _File:
    """One file, read: its columns, what they hold, and under which name each goes into the one table."""

    name: str
    table: str
    columns: list[str]
    fields: tuple[Field, ...]
    identity: str | None = None
    expressions: dict[str, str] = field(default_factory=dict)

    def roles(self, role: Role) -> list[str]:
        return [f.column for f in self.fields if f.role == role]


def read(connection: DuckDBPyConnection, paths: Sequence[Path], identity: str | None = None) -> Sources:
    """Each file becomes a source named after it; columns are brought together by name, then by role.

    `identity` is the column that tells records apart; without it a column of distinct numbers or keys is
    looked for, then the place in the file serves. Raises ValueError with a sentence for people.
    """
    files: list[_File] = []
    notes: list[str] = []
    for path in paths:
        name = stem(path)
        if any(file.name == name for file in files):
            raise ValueError(f"Two files would both be the source {name!r}. Rename one of them.")
        files.append(_open(connection, path, name, f"file_{len(files)}"))
    for file in files:
        file.identity = _identity(connection, file, identity)
        said = f"column {file.identity!r}" if file.identity else "the row's place in the file"
        notes.append(f"{file.name}: records are told apart by {said}")
    notes += _align(files)
    names = list(dict.fromkeys(name for file in files for name in file.expressions))
    return Sources(
        connection.execute(" union all ".join(_select(file, names) for file in files)).to_arrow_table(),
        tuple(notes),
    )


def stem(path: Path) -> str:
    """The name of the source that a file is: `exports/crm.csv.gz` is "crm"."""
    return path.name.removesuffix(".gz").rpartition(".")[0] or path.name


def load(connection: DuckDBPyConnection, path: Path, table: str) -> list[str]:
    """Loads one CSV, Parquet or JSON lines file as text columns and returns their names."""
    kind = Path(path.name.removesuffix(".gz")).suffix.lower()
    if kind not in READERS:
        raise ValueError(f"{path.name} is no CSV, Parquet or JSON lines file. Save it as one of these first.")
    if not path.is_file():
        raise ValueError(f"There is no file {path}. Check the path.")
    try:
        described = _scan(connection, path, kind)
        columns = {str(row[0]): str(row[0]).strip() for row in described[1]}
        chosen = ", ".join(f"trim(cast({quoted(c)} as varchar)) as {quoted(n)}" for c, n in columns.items())
        connection.execute(f"create or replace temp table {table} as select {chosen} from {described[0]}")
    except Exception as error:  # DuckDB has many; all of them mean that this file cannot be read
        reason = str(error).partition("\n")[0]
        raise ValueError(f"{path.name} cannot be read: {reason}") from error
    return list(columns.values())


def _scan(connection: DuckDBPyConnection, path: Path, kind: str) -> tuple[str, list[tuple[object, ...]]]:
    """The table function that reads this file, and its columns; CSV is UTF-8 or, failing that, Latin-1."""
    import duckdb

    plain = READERS[kind].format(path=literal(str(path)), more="")
    if "{more}" not in READERS[kind]:
        return plain, connection.execute(f"describe select * from {plain}").fetchall()
    try:
        connection.execute(f"select count(columns(*)) from {plain}")
    except duckdb.Error:
        plain = READERS[kind].format(path=literal(str(path)), more=", encoding = 'latin-1'")
    return plain, connection.execute(f"describe select * from {plain}").fetchall()


def _open(connection: DuckDBPyConnection, path: Path, name: str, table: str) -> _File:
    columns = load(connection, path, table)
    row = connection.execute(f"select count(*) from {table}").fetchone()
    if not columns or not row or not row[0]:
        raise ValueError(f"{path.name} holds no records. Give a file with a header and at least one row.")
    return _File(name, table, columns, profile(connection, table))


def _identity(connection: DuckDBPyConnection, file: _File, asked: str | None) -> str | None:
    if asked is not None:
        if asked not in file.columns:
            listed = ", ".join(file.columns)
            raise ValueError(f"{file.name} has no column {asked!r}. It has: {listed}.")
        return asked
    for column in file.columns:
        if NUMBERED.search(plain_name(column)):
            name = quoted(column)
            row = connection.execute(
                f"select count(*) = count({name}) and count(*) = count(distinct {name}) from {file.table}"
            ).fetchone()
            if row and row[0]:
                return column
    return None


def _align(files: list[_File]) -> list[str]:
    """Fills `expressions`: columns of one name are one column, then the only ones of a role on both sides.

    A full name where others keep first and last name is split the way the engine splits it.
    """
    notes: list[str] = []
    known: dict[str, Role] = {}
    for file in sorted(files, key=lambda f: not (f.roles("given_name") and f.roles("family_name"))):
        roles = {f.column: f.role for f in file.fields if f.column != file.identity}
        plain = {plain_name(name): name for name in known}
        for column in roles:
            if plain_name(column) in plain:
                file.expressions[plain[plain_name(column)]] = quoted(column)
        for column in [c for c in roles if plain_name(c) not in plain]:
            role = roles[column]
            open_to = [n for n, r in known.items() if r == role and n not in file.expressions]
            mine = [c for c, r in roles.items() if r == role and plain_name(c) not in plain]
            split = _split(file, column, role, known)
            if split:
                file.expressions |= split
                notes.append(f"{file.name}: {column!r} is split into {' and '.join(map(repr, split))}")
            elif role != "ignored" and len(open_to) == len(mine) == 1:
                file.expressions[open_to[0]] = quoted(column)
                notes.append(f"{file.name}: {column!r} is read as {open_to[0]!r}, both {_say(role)}")
            else:
                file.expressions[column] = quoted(column)
                known[column] = role
    return notes


def _split(file: _File, column: str, role: Role, known: dict[str, Role]) -> dict[str, str]:
    given = [n for n, r in known.items() if r == "given_name" and n not in file.expressions]
    family = [n for n, r in known.items() if r == "family_name" and n not in file.expressions]
    if role != "full_name" or not len(given) == len(family) == 1:
        return {}
    return dict(zip((given[0], family[0]), given_and_family(column), strict=True))


def _say(role: Role) -> str:
    return role.replace("_", " ")


def _select(file: _File, names: Sequence[str]) -> str:
    number = "cast(row_number() over () as varchar)"
    identity = quoted(file.identity) if file.identity else number
    columns = "".join(f", {file.expressions.get(name, 'null::varchar')} as {quoted(name)}" for name in names)
    return (
        f"select {literal(file.name)} as {quoted(SOURCE)}, {identity} as {quoted(IDENTITY)}{columns} "
        f"from {file.table}"
    )
