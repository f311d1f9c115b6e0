"""A handful of people in the warehouse, as sources and matching would have left them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from lintel.customers import shapes
from lintel.warehouse import reading, writing
from lintel.warehouse.actions import snapshot
from lintel.warehouse.shapes import shape_of

WHEN = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
# Two people in three sources, and two more with one record each.
MARIT = "0190a000-0000-7000-8000-000000000001"
OLE = "0190a000-0000-7000-8000-000000000002"
JONAS = "0190a000-0000-7000-8000-000000000003"
ANNA = "0190a000-0000-7000-8000-000000000004"


def record(source: str, key: str, **values: Any) -> dict[str, Any]:
    """A record of a source; what is not said is empty."""
    return {"source": source, "source_record_id": key, "updated_at": WHEN, "loaded_at": WHEN} | values


def event(at: dt.datetime, identity: str, kind: str = "order", **values: Any) -> dict[str, Any]:
    """Something that a person did, known by e-mail unless said otherwise."""
    usual = {"source": "shop", "event_id": f"{at.isoformat()} {identity} {kind}", "name": kind.capitalize()}
    return usual | {"at": at, "kind": kind, "identity_kind": "email", "identity": identity} | values


def consent(identity: str, word: str = "granted", **values: Any) -> dict[str, Any]:
    """A word about being contacted, said by e-mail address unless said otherwise."""
    usual = {"source": "newsletter", "purpose": "news", "channel": "email", "at": WHEN, "origin": "form"}
    return usual | {"identity_kind": "email", "identity": identity, "word": word} | values


PEOPLE = {
    MARIT: [
        record(
            "crm", "1", given_name="Marit", family_name="Lund", email="marit@lund.example", city="Bergen",
            country="NO", phone="+47 55 12 34 41", updated_at=WHEN - dt.timedelta(days=90),
        ),
        record(
            "shop", "77", given_name="Marit", family_name="Lund-Hansen", email="marit@lund.example",
            street="Strandgaten", house_number="4", postcode="5013", city="Bergen", country="NO",
            birth_date="1984-05-17",
        ),
    ],
    OLE: [record("crm", "2", given_name="Ole", family_name="Berg", email="ole@berg.example", country="NO")],
    JONAS: [record("crm", "3", given_name="Jonas", family_name="Weiss", email="jonas@weiss.example",
                   city="Berlin", country="DE", language="de")],
    ANNA: [record("shop", "78", full_name="Anna Roth", email="anna@roth.example", country="DE")],
}  # fmt: skip


def publish(tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> None:
    """Publish rows as the new state of each dataset; columns that a row leaves out are empty."""
    sealed = [writing.of_table(name, table(name, rows), source="a test") for name, rows in tables.items()]
    snapshot.publish(sealed, by=None)


def table(name: str, rows: Iterable[Mapping[str, Any]]) -> Any:
    """Rows in the declared columns of a dataset, as an Arrow table."""
    import pyarrow as pa

    schema = reading.arrow_schema(shape_of(name))
    assert schema is not None
    filled = [{column: row.get(column) for column in schema.names} for row in rows]
    return pa.Table.from_pylist(filled, schema)


def make_people(
    people: Mapping[str, list[dict[str, Any]]] | None = None,
    *,
    events: Iterable[Mapping[str, Any]] = (),
    consents: Iterable[Mapping[str, Any]] = (),
    aliases: Mapping[str, str] | None = None,
) -> None:
    """Publish people (customer id -> records) with their members, identities, golden records and the rest."""
    people = PEOPLE if people is None else people
    members, identities = [], []
    for customer, records in people.items():
        for row in records:
            key = {"source": row["source"], "source_record_id": row["source_record_id"]}
            members.append({**key, "customer_id": customer, "confidence": 1.0})
            identities.append(("record", f"{row['source']}:{row['source_record_id']}", customer))
            if row.get("email"):
                identities.append(("email", row["email"], customer))
    publish(
        {
            shapes.RECORDS.name: [row for records in people.values() for row in records],
            shapes.MEMBERS.name: members,
            shapes.IDENTITIES.name: [
                {"kind": kind, "identity": identity, "customer_id": customer}
                for kind, identity, customer in sorted(set(identities))
            ],
            shapes.ALIASES.name: [
                {"customer_id": old, "current": new} for old, new in (aliases or {}).items()
            ],
            shapes.EVENTS.name: list(events),
            shapes.CONSENTS.name: list(consents),
            shapes.GOLDEN.name: [_golden(customer, records) for customer, records in people.items()],
        }
    )


def _golden(customer: str, records: list[dict[str, Any]]) -> dict[str, Any]:
    """The first value of each attribute: enough for readers, and no second survivorship to keep right."""
    row: dict[str, Any] = {"customer_id": customer, "records": len(records)}
    for each in reversed(records):
        for name in shapes.ATTRIBUTES:
            if each.get(name):
                row |= {name: each[name], f"{name}_from": f"{each['source']}:{each['source_record_id']}"}
    seen = [each["updated_at"] for each in records]
    sources = sorted({each["source"] for each in records})
    return row | {"sources": sources, "first_seen": min(seen), "last_seen": max(seen)}
