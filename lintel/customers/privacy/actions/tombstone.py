"""What the journal knows and the database lost."""

import datetime as dt
from collections.abc import Iterable

from lintel.audit.audited import Draft, audited
from lintel.customers.privacy.models import Tombstone
from lintel.people.models import User
from lintel.warehouse.models import Dataset


@audited("tombstone.restored", says="restored {count} tombstones from the journal of erasures")
def restore(entry: Draft, hashes: Iterable[str], *, at: dt.datetime, by: User | None) -> int:
    """Put tombstones back that an older backup did not have; returns how many."""
    wanted = set(hashes)
    known = set(Tombstone.objects.filter(hash__in=wanted).values_list("hash", flat=True))
    made = [Tombstone(hash=one, at=at) for one in sorted(wanted - known)]
    Tombstone.objects.bulk_create(made)
    dataset, _ = Dataset.objects.get_or_create(name="customers.records")
    entry.about(dataset, count=len(made))
    return len(made)
