"""Which customer is which: old ids, records and their customers, as they are published."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lintel.customers.shapes import ALIASES, ATTRIBUTES, MEMBERS, RECORDS
from lintel.ui.problems import Missing
from lintel.warehouse import reading

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_KEY = "source || ':' || source_record_id"


def current_id(customer_id: str) -> str:
    """The customer that an id, perhaps an old one, stands for today; `Missing` when it never was one."""
    with reading.connect(MEMBERS.name, ALIASES.name) as connection:
        return resolved(connection, customer_id)


def resolved(connection: DuckDBPyConnection, customer_id: str) -> str:
    """The same over a connection that shows members and aliases."""
    row = connection.execute(
        f"select current from {ALIASES.name} where customer_id = $id union all "
        f"(select customer_id from {MEMBERS.name} where customer_id = $id limit 1)",
        {"id": customer_id},
    ).fetchone()
    if row is None:
        raise Missing(
            "There is no such customer here.", way_out="The customer may have been erased. Look in the list."
        )
    return str(row[0])


def customers_of(records: Sequence[str]) -> dict[str, str]:
    """The customer of each of these records ("source:id"); unknown ones are left out."""
    with reading.connect(MEMBERS.name) as connection:
        found = connection.execute(
            f"select {_KEY}, customer_id from {MEMBERS.name} where {_KEY} in (select unnest($records))",
            {"records": list(records)},
        ).fetchall()
    return dict(found)


def records_of(customer_id: str) -> list[str]:
    """The records ("source:id") of a customer, in order; none when there is no such customer."""
    with reading.connect(MEMBERS.name) as connection:
        found = connection.execute(
            f"select {_KEY} from {MEMBERS.name} where customer_id = $id order by 1", {"id": customer_id}
        ).fetchall()
    return [row[0] for row in found]


def contents(records: Sequence[str]) -> dict[str, dict[str, Any]]:
    """What each of these records says, attribute by attribute, with `customer_id` and `updated_at`."""
    columns = ", ".join(f'"{name}"' for name in ATTRIBUTES)
    with reading.connect(RECORDS.name, MEMBERS.name) as connection:
        found = connection.execute(
            f"select {_KEY} as record, customer_id, updated_at, {columns} from {RECORDS.name} "
            f"join {MEMBERS.name} using (source, source_record_id) "
            f"where {_KEY} in (select unnest($records))",
            {"records": list(records)},
        )
        names = [column[0] for column in found.description]
        return {row[0]: dict(zip(names, row, strict=True)) for row in found.fetchall()}
