"""Taking records out of all that matching keeps, for an erasure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils import timezone

from lintel.customers.matching.actions import _removing
from lintel.customers.matching.models import Matching
from lintel.warehouse import reading

if TYPE_CHECKING:
    from lintel.warehouse.writing import Sealed


def remove_records(keys: Iterable[str], identities: Iterable[tuple[str, str]] = ()) -> list[Sealed]:
    """Every table of matching, and those that follow it, without these records ("source:id"); not published.

    Clean values, pairs, edges, identities, questions, fingerprints and hashed term frequencies go; what the
    records leave behind is settled anew. Call it with `customers.records` as it still is: the identities are
    made without the keys, and without what anybody did under one of `identities` (kind and value in their one
    spelling), which would tie them to other customers. Nothing comes back when matching knows none of them.
    """
    last = Matching.objects.order_by("-pk").first()
    if last is None:
        return []
    with reading.connect(*_removing.READ) as connection:
        return _removing.without(connection, last, sorted(set(keys)), sorted(set(identities)), timezone.now())
