"""Keeps who was erased out of every later load."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lintel.customers.privacy import hashing
from lintel.customers.privacy.models import Tombstone
from lintel.warehouse.shapes import shape_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def gate(connection: DuckDBPyConnection, dataset: str) -> str:
    """The condition for rows of the dataset that belong to somebody who was erased; "" when nobody was."""
    import pyarrow as pa

    hashes = list(Tombstone.objects.values_list("hash", flat=True))
    if not hashes:
        return ""
    hashing.teach(connection)
    connection.register("tombstones_arrow", pa.table({"hash": pa.array(hashes, pa.string())}))
    connection.execute("create or replace temp table tombstones as select * from tombstones_arrow")
    connection.unregister("tombstones_arrow")
    identities = identities_in(set(shape_of(dataset).columns))
    return " or ".join(
        f"coalesce(keyed({kind}, {identity}) in (select hash from tombstones), false)"
        for kind, identity in identities
    )


def identities_in(columns: set[str]) -> list[tuple[str, str]]:
    """Which identities a row with these columns holds, as SQL of their kind and value."""
    pairs = [
        ({"source", "source_record_id"}, "'record'", "source || ':' || source_record_id"),
        ({"record_l", "record_r"}, "'record'", "record_l"),
        ({"record_l", "record_r"}, "'record'", "record_r"),
        ({"record"}, "'record'", "record"),
        ({"email"}, "'email'", "email"),
        ({"phone"}, "'phone'", "phone"),
        ({"identity_kind", "identity"}, "identity_kind", "identity"),
        ({"also_kind", "also"}, "also_kind", "also"),
        ({"kind", "identity"}, "kind", "identity"),
        ({"customer_id", "records"}, "'customer'", "customer_id"),
        ({"customer_id", "confidence"}, "'customer'", "customer_id"),
        ({"customer_id", "person"}, "'customer'", "customer_id"),
    ]
    return [(kind, identity) for needed, kind, identity in pairs if needed <= columns]
