"""Files of segments: where they are kept, what stands in them, and which there are."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from lintel.customers.consent import relation
from lintel.customers.segments.compiling import Query
from lintel.customers.segments.models import Format, SegmentExport
from lintel.ui import exports as formats

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FOLDER = "segments"
_NAME = ("given_name", "family_name", "full_name", "language")
# What a channel needs and nothing more, and the attribute without which nobody can be reached by it.
COLUMNS = {
    "email": ("email", *_NAME),
    "phone": ("phone", *_NAME),
    "sms": ("phone", *_NAME),
    "post": ("street", "house_number", "postcode", "city", "region", "country", *_NAME),
}


def files() -> list[SegmentExport]:
    """Every export whose file still exists: what an erasure has to look into or remove."""
    return [export for export in SegmentExport.objects.kept() if export.path.exists()]


@dataclass
class Written:
    """A finished file, and who is not in it."""

    stored: str
    sha256: str
    rows: int
    without_consent: int
    without_address: int


def write(connection: DuckDBPyConnection, query: Query, *, purpose: str, channel: str, kind: str) -> Written:
    """Write those of a segment who may be used for the purpose and can be reached through the channel."""
    allowed = relation.may_use_sql(purpose, channel)
    columns = COLUMNS[channel]
    connection.execute(f"create temp table belongs as {query.sql}", query.parameters)
    reached = f"coalesce(g.{columns[0]}, '') <> ''"
    held = f"(g.customer_id in ({allowed}))"
    source = "customers.golden g semi join belongs using (customer_id)"
    refused, unreached = f"not {held}", f"{held} and not {reached}"
    row = connection.execute(
        f"select count(*) filter (where {refused}), count(*) filter (where {unreached}) from {source}"
    ).fetchone() or (0, 0)
    said = f"select g.customer_id, {', '.join(f'g.{name}' for name in columns)} from {source} "
    reader = connection.execute(f"{said} where {held} and {reached} order by 1").to_arrow_reader(10_000)
    lines = ([*line.values()] for batch in reader for line in batch.to_pylist())
    stored, sha256, rows = _keep(kind, ["customer_id", *columns], lines)
    return Written(stored, sha256, rows, int(row[0]), int(row[1]))


def _keep(kind: str, header: list[str], lines: Iterable[list[Any]]) -> tuple[str, str, int]:
    """The file under a random name that only the server reads; its SHA-256 and number of rows."""
    folder = Path(settings.MEDIA_ROOT) / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    stored = f"{FOLDER}/{secrets.token_hex(16)}"
    path, rows = Path(settings.MEDIA_ROOT) / stored, 0

    def counted() -> Iterator[list[Any]]:
        nonlocal rows
        for line in lines:
            rows += 1
            yield line

    try:
        path.touch(mode=0o600)
        if kind == Format.XLSX:
            formats.write_xlsx(path, "Segment", header, counted())
        else:
            text = formats.json_lines if kind == Format.JSONL else formats.csv_lines
            with path.open("w", encoding="utf-8", newline="") as file:
                file.writelines(text(header, counted()))
        with path.open("rb") as whole:
            digest = hashlib.file_digest(whole, "sha256").hexdigest()
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return stored, digest, rows
