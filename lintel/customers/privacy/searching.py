"""Looks for a person's values everywhere: database, files (also inside archives and mails), warehouse.

It reads bytes and decoded values and trusts nothing that the removal reported.
"""

from __future__ import annotations

import email
import email.policy
import gzip
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import connection as database

from lintel.customers.privacy.gate import identities_in
from lintel.customers.privacy.hashing import spelled, teach
from lintel.customers.privacy.subject import Subject
from lintel.customers.privacy.wanted import Wanted
from lintel.customers.shapes import spelled as in_sql
from lintel.warehouse import reading
from lintel.warehouse.models import Snapshot
from lintel.warehouse.places import place
from lintel.warehouse.reading import table_of
from lintel.warehouse.shapes import shapes

CHUNK = 2**20
ROWS = 2_000


@dataclass
class Search:
    """What was looked through, and where something was found: places and counts, never the values."""

    found: list[dict[str, Any]] = field(default_factory=list)
    tables: int = 0
    rows: int = 0
    files: int = 0
    bytes: int = 0
    parquet_files: int = 0
    parquet_rows: int = 0

    def hit(self, where: str, times: int) -> None:
        """Note a place where something is left."""
        if times:
            self.found.append({"where": where, "times": times})

    @property
    def searched(self) -> dict[str, int]:
        """The figures of the certificate."""
        names = ("tables", "rows", "files", "bytes", "parquet_files", "parquet_rows")
        return {name: getattr(self, name) for name in names}


def needles(subject: Subject) -> list[str]:
    """What to look for, in lower case: values, addresses and numbers that are this person's alone."""
    found = {value.lower() for value in subject.values}
    found |= {spelled(kind, identity) for kind, identity in subject.identities if kind == "email"}
    return sorted(found)


def everywhere(subject: Subject) -> Search:
    """Search all of it."""
    search, wanted = Search(), Wanted.of(needles(subject), subject.marks)
    _tables(search, wanted)
    _files(search, wanted)
    _warehouse(search, subject, needles(subject))
    return search


def holding(subject: Subject) -> Wanted:
    """What a file of the customer holds: a value, a mark, or an id of theirs."""
    return Wanted.of(needles(subject), [*subject.marks, *subject.ids])


def holds(path: Path, wanted: Wanted) -> bool:
    """Whether a file holds something, in its bytes or inside it."""
    return _in_file(path, wanted) > 0


def _folded(value: Any) -> bytes:
    """A value of the database as bytes in lower case."""
    if isinstance(value, bytes | memoryview):
        return bytes(value).lower()
    return str(value).lower().encode(errors="ignore")


def _tables(search: Search, wanted: Wanted) -> None:
    with database.cursor() as cursor:
        names = sorted(database.introspection.table_names(cursor))
        for name in names:
            cursor.execute(f"select * from {database.ops.quote_name(name)}")
            hits = 0
            while rows := cursor.fetchmany(ROWS):
                search.rows += len(rows)
                hits += sum(
                    wanted.times(b"\0".join(_folded(value) for value in row if value is not None)) > 0
                    for row in rows
                )
            search.tables += 1
            search.hit(f"table {name}", hits)


def _files(search: Search, wanted: Wanted) -> None:
    root = Path(settings.DATA_DIR)
    folders = {root, Path(settings.MEDIA_ROOT)}
    seen: set[Path] = set()
    for path in (one for folder in folders for one in folder.rglob("*")):
        if path in seen or not path.is_file() or path.is_symlink():
            continue
        seen.add(path)
        search.files += 1
        search.bytes += path.stat().st_size
        search.hit(f"file {_named(path, root)}", _in_file(path, wanted, tables=not _in_warehouse(path)))


def _in_warehouse(path: Path) -> bool:
    """Its tables are read by themselves, with every identity in them."""
    where = place()
    return where.is_local and path.is_relative_to(where.root)


def _named(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def _in_file(path: Path, wanted: Wanted, *, tables: bool = True) -> int:
    """How often a file holds one of the values; archives, mails and (`tables`) Parquet are opened."""
    hits = 0
    try:
        with path.open("rb") as stream:
            hits += _in_stream(stream, wanted)
        with path.open("rb") as stream:
            head = stream.read(4)
        if head[:2] == b"PK":
            hits += _in_archive(path, wanted)
        elif head[:2] == b"\x1f\x8b":
            with gzip.open(path) as stream:
                hits += _in_stream(stream, wanted)
        elif head == b"PAR1" and tables:
            hits += _in_parquet(path, wanted)
        elif head in (b"Cont", b"From", b"MIME"):
            hits += sum(wanted.times(part) for part in _mail_parts(path))
    except FileNotFoundError:
        return 0  # it went while we looked
    return hits


def _in_stream(stream: IO[bytes] | gzip.GzipFile | zipfile.ZipExtFile, wanted: Wanted) -> int:
    hits, tail, longest = 0, b"", 1024
    while chunk := stream.read(CHUNK):
        window = (tail + chunk).lower()
        hits += wanted.times(window, beyond=len(tail))
        tail = window[-longest:]
    return hits


def _in_archive(path: Path, wanted: Wanted) -> int:
    if not zipfile.is_zipfile(path):
        return 0
    hits = 0
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            with archive.open(name) as member:
                hits += _in_stream(member, wanted)
    return hits


def _in_parquet(path: Path, wanted: Wanted) -> int:
    import pyarrow.parquet as pq

    hits = 0
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=ROWS):
            hits += wanted.times(_folded(batch.to_pylist()))
    return hits


def _mail_parts(path: Path) -> Iterator[bytes]:
    """The readable parts of a mail, decoded."""
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    for part in message.walk():
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            yield payload.lower()


def _warehouse(search: Search, subject: Subject, wanted: list[str]) -> None:
    """Every Parquet file of every snapshot that is kept, and those that belong to none, decoded."""
    import duckdb
    import pyarrow as pa

    where = place()
    owner = {
        file["path"]: snapshot.dataset.name
        for snapshot in Snapshot.objects.kept().select_related("dataset")
        for file in snapshot.files
    }
    kinds = [kind for kind, _ in subject.identities]
    with duckdb.connect() as connection:
        if not where.is_local:
            connection.register_filesystem(where.files)
        one_spelling = [spelled(*pair) for pair in subject.identities]
        text = pa.string()
        held = {"of_kind": pa.array(kinds, text), "is_called": pa.array(one_spelling, text)}
        connection.register("subject", pa.table(held))
        connection.register("needles", pa.table({"value": pa.array(wanted, pa.string())}))
        for path in sorted(set(where.listed()) | set(owner)):
            rows, hits = _in_dataset_file(connection, table_of(where, [path]))
            search.parquet_files += 1
            search.parquet_rows += rows
            search.hit(f"dataset {owner.get(path, 'of no snapshot')}", hits)


def _in_dataset_file(connection: Any, table: str) -> tuple[int, int]:
    columns = {row[0] for row in connection.execute(f"describe select * from {table}").fetchall()}
    own = [
        f"exists (from subject s where s.of_kind = {kind} and s.is_called = {in_sql(kind, identity)})"
        for kind, identity in identities_in(columns)
    ]
    tests = ["exists (from needles n where contains(lower(to_json(t)::varchar), n.value))"]
    if {"field", "term"} <= columns:  # frequencies of matching: values as hashes
        tests.append("exists (from needles n where t.term = md5_number_lower(n.value))")
    query = f"select count(*), count(*) filter (where {' or '.join([*tests, *own])}) from {table} t"
    row = connection.execute(query).fetchone()
    return int(row[0]), int(row[1])


def by_hash(hashes: Iterable[str]) -> list[dict[str, Any]]:
    """Rows of the customers' datasets whose identities have one of these keyed hashes."""
    import pyarrow as pa

    search = Search()
    names = [shape.name for shape in shapes() if shape.name.startswith("customers.")]
    with reading.connect(*names) as connection:
        teach(connection)
        connection.register("hashes", pa.table({"hash": pa.array(sorted(hashes), pa.string())}))
        for name in names:
            columns = {row[0] for row in connection.execute(f"describe select * from {name}").fetchall()}
            own = " or ".join(
                f"keyed({kind}, {identity}) in (select hash from hashes)"
                for kind, identity in identities_in(columns)
            )
            if own:
                row = connection.execute(f"select count(*) from {name} where {own}").fetchone()
                search.hit(f"dataset {name}", int(row[0]) if row else 0)
    return search.found
