"""Looking at many customers by name, and taking them out of the house."""

import hashlib
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from lintel.audit.audited import Draft, audited
from lintel.customers.matching.access import may_see_identified
from lintel.customers.profiles.access import may_export
from lintel.people.models import User
from lintel.ui import exports
from lintel.ui.problems import Denied

IN_MEMORY = 4 * 2**20


@audited("customer_list.seen", says="looked at a list of {shown} customers by name")
def see(entry: Draft, shown: int, *, by: User) -> None:
    """Write down that somebody reads names in a list; which filters were set is nobody's business."""
    if not may_see_identified(by):
        raise Denied("Names are shown to people with a clearance.", way_out="Ask an office holder for one.")
    entry.about(by, shown=shown)


@audited("customer_list.exported", says="took {rows} customers out as a file ({consent})")
def export(
    entry: Draft, header: list[str], rows: Iterator[list[Any]], *, kind: str, consent: str, by: User
) -> IO[bytes]:
    """Write the rows as `csv`, `xlsx` or `jsonl`; the ledger keeps their number and the file's SHA-256.

    `consent` says in words which consent the list was narrowed by.
    """
    if not may_export(by):
        raise Denied(
            "Customers leave the house with a clearance only.", way_out="Ask an office holder for one."
        )
    count = 0

    def counted() -> Iterator[list[Any]]:
        nonlocal count
        for row in rows:
            count += 1
            yield row

    file: Any = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # the response closes it
    if kind == "xlsx":
        exports.write_xlsx(file, "Customers", header, counted())
    else:
        text = exports.json_lines if kind == "jsonl" else exports.csv_lines
        file.writelines(line.encode() for line in text(header, counted()))
    file.seek(0)
    entry.about(by, rows=count, consent=consent, sha256=hashlib.sha256(file.read()).hexdigest())
    file.seek(0)
    found: IO[bytes] = file
    return found
