"""After an older backup was restored: erase again whom the journal names and the database does not."""

from django.utils import timezone

from lintel.customers.privacy import gate, journal, work
from lintel.customers.privacy.actions import erasure, tombstone
from lintel.people.models import User
from lintel.warehouse import reading


def reapply(*, by: User | None) -> list[str]:
    """Restore the tombstones, then erase and verify every customer they name; returns the customers' ids.

    Run twice, the second finds nothing.
    """
    forgotten = journal.unknown()
    if not forgotten:
        return []
    tombstone.restore({one for line in forgotten for one in line.hashes}, at=timezone.now(), by=by)
    found = _customers()
    for customer in found:
        work.carry_through(erasure.again(customer, by=by), by=by)
    return found


def _customers() -> list[str]:
    """Customers one of whose records or identities has a tombstone."""
    names = ("customers.records", "customers.members", "customers.identities")
    with reading.connect(*names) as connection:
        records = gate.gate(connection, "customers.records")
        members = gate.gate(connection, "customers.members")
        identities = gate.gate(connection, "customers.identities")
        rows = connection.execute(
            f"select customer_id from customers.members where {members} union "
            f"select customer_id from customers.identities where {identities} union "
            f"select customer_id from customers.records join customers.members "
            f"using (source, source_record_id) where {records} order by 1"
        ).fetchall()
    return [row[0] for row in rows]
