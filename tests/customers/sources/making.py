"""Files of sources, and what stands in the warehouse because of them."""

from pathlib import Path
from typing import Any

from lintel.customers.sources.loading import load_file
from lintel.customers.sources.models import Load
from lintel.imports.bringing import take_out
from lintel.warehouse import reading

HUBSPOT = (
    "Record ID,First Name,Last Name,Email,Phone Number,Lifecycle Stage,Create Date\n"
    "101,Marit,Lund,Marit@Lund.example,+47 55 12 34 41,customer,2025-03-01 10:00\n"
    "102,Ole,Berg,ole@berg.example,,lead,2025-03-02 11:30\n"
    "103,,,,,lead,2025-03-03 08:00\n"
    "102,Ole,Berg,ole@other.example,,lead,2025-03-04 09:00\n"
)


def load(folder: Path, text: str, by: Any, source: str = "HubSpot", **said: Any) -> Load:
    """A file with this text, loaded."""
    path = folder / f"{said.pop('name', 'file')}.csv"
    path.write_text(text, encoding="utf-8")
    return load_file(path, source=source, by=by, **said)


def undo(done: Load, by: Any) -> None:
    """Take a load back."""
    done.batch.refresh_from_db()
    take_out(done.batch, by=by)


def rows(name: str, columns: str, where: str = "true") -> list[tuple[Any, ...]]:
    """What stands in a dataset, in a stable order."""
    with reading.connect(name) as connection:
        found = connection.execute(f"select {columns} from {name} where {where} order by all").fetchall()
    return [tuple(row) for row in found]
