"""Everything by which one customer can be recognised, as it stands before an erasure."""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lintel.customers.consent.answers import prepared
from lintel.customers.privacy import hashing
from lintel.customers.privacy.models import Correction
from lintel.customers.profiles.models import Override
from lintel.customers.shapes import ATTRIBUTES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SHORTEST = 5  # a shorter text is found everywhere and proves nothing
LONGEST_COUNT = 9  # digits; fewer may count something else
# Texts that single somebody out; a city or a company names thousands.
TELLING = ("email", "phone", "full_name", "identifier")


@dataclass(frozen=True)
class Subject:
    """One customer: every id they ever had, record keys, identities that are theirs alone, and values that
    single them out, those too that people wrote over the sources.

    `marks` are numbers and names of accounts and records, which count where they stand as a whole word.
    `shared` counts values that other customers have too: they cannot be searched for, for they stay.
    """

    customer_id: str
    ids: list[str]  # today's, and those that it absorbed
    records: list[str]
    identities: list[tuple[str, str]]
    values: list[str]
    marks: list[str]
    shared: int


def locked(subject: Subject) -> bytes:
    """The subject encrypted under the installation's erasure key: kept until the erasure is verified, so that
    an erasure that was killed or left open still knows what to look for."""
    nonce = os.urandom(12)
    return nonce + AESGCM(hashing.key()).encrypt(nonce, json.dumps(asdict(subject)).encode(), None)


def unlocked(kept: bytes) -> Subject:
    """The subject again."""
    said = json.loads(AESGCM(hashing.key()).decrypt(kept[:12], kept[12:], None))
    return Subject(**{**said, "identities": [(kind, identity) for kind, identity in said["identities"]]})


def collect(customer_id: str) -> Subject:
    """Read what the warehouse and the database hold about a customer."""
    with prepared() as connection:
        old = "select customer_id from customers.aliases where current = $id order by 1"
        ids = [customer_id, *_column(connection, old, customer_id)]
        held = connection.execute(
            "select kind, identity from consent.holders where customer_id = $id "
            "and (kind, identity) in (select (kind, identity) from consent.holders group by kind, identity "
            "having count(distinct customer_id) = 1) group by all order by all",
            {"id": customer_id},
        ).fetchall()
        keys = "select source || ':' || source_record_id from customers.members where customer_id = $id"
        records = sorted(_column(connection, keys, customer_id))
        written = _written(ids)
        values, shared = _values(connection, customer_id, written)
        held += _own(connection, written)
        marks = sorted({*records, *_marks(connection, customer_id, held)})
    identities = {*((kind, identity) for kind, identity in held), *(("record", key) for key in records)}
    return Subject(customer_id, ids, records, sorted(identities), values, marks, shared)


def _column(connection: DuckDBPyConnection, query: str, customer_id: str) -> list[str]:
    return [row[0] for row in connection.execute(query, {"id": customer_id}).fetchall()]


def _written(ids: list[str]) -> list[tuple[str, str]]:
    """Attribute and value of all that people or the customer wrote over the sources, taken back or not."""
    rows = {
        *Override.objects.filter(customer_id__in=ids).values_list("attribute", "value"),
        *Correction.objects.filter(customer_id__in=ids).values_list("attribute", "value"),
    }
    return sorted((name, value) for name, value in rows if name in ATTRIBUTES and value.strip())


def _own(connection: DuckDBPyConnection, written: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Addresses and numbers that were written over and that no record of anybody has."""
    found = {(name, hashing.spelled(name, value)) for name, value in written if name in {"email", "phone"}}
    held = connection.execute(
        "select kind, identity from consent.holders where list_contains($said::varchar[], identity)",
        {"said": [value for _, value in sorted(found)]},
    ).fetchall()
    return sorted(found - set(held))


def _marks(connection: DuckDBPyConnection, customer_id: str, held: list[tuple[str, str]]) -> set[str]:
    """Names of accounts and numbers of records that nobody else has and that are no mere count."""
    alone = _column(
        connection,
        "select source_record_id from customers.members group by 1 "
        "having count(distinct customer_id) = 1 and any_value(customer_id) = $id",
        customer_id,
    )
    named = [identity for kind, identity in held if kind not in {"customer", "email", "phone", "record"}]
    return {mark for mark in (*alone, *named) if len(mark) >= (LONGEST_COUNT if mark.isdigit() else SHORTEST)}


def _values(
    connection: DuckDBPyConnection, customer_id: str, written: list[tuple[str, str]]
) -> tuple[list[str], int]:
    """Values that only this customer has, and how many others have too."""
    columns = ", ".join(f"r.{name}" for name in ATTRIBUTES)
    found = connection.execute(
        f"select {columns} from customers.records r join customers.members "
        "using (source, source_record_id) where customer_id = $id",
        {"id": customer_id},
    ).fetchall()
    rows = [dict(zip(ATTRIBUTES, row, strict=True)) for row in found]
    rows += [row | {name: value} for row in rows for name, value in written]
    said = {value for row in rows for value in _telling(row)}
    common = {
        row[0]
        for row in connection.execute(
            "with texts as (select lower(concat_ws(' ', email, phone, "
            "regexp_replace(phone, '[^0-9]', '', 'g'), full_name, given_name, family_name, "
            "street, house_number, identifier)) as text "
            "from customers.records r "
            "join customers.members using (source, source_record_id) where customer_id <> $id) "
            "select value from unnest($values::varchar[]) v(value) "
            "where exists (from texts where contains(text, value))",
            {"id": customer_id, "values": sorted(said)},
        ).fetchall()
    }
    return sorted(said - common), len(common)


def _telling(row: dict[str, str | None]) -> set[str]:
    """The texts of one record that single somebody out, in lower case."""
    found = {row[name] or "" for name in TELLING}
    found.add(" ".join(filter(None, (row["given_name"], row["family_name"]))))
    found.add(", ".join(filter(None, (row["family_name"], row["given_name"]))))
    if row["street"] and row["house_number"]:
        found.add(f"{row['street']} {row['house_number']}")
    digits = re.sub(r"\D", "", row["phone"] or "")
    found.add(digits if len(digits) > 8 else "")
    names = {" ".join(filter(None, (row["given_name"],))), row["family_name"] or ""}
    return {text.strip().lower() for text in found if len(text.strip()) >= SHORTEST and text not in names}
