"""Which customer an e-mail address, telephone, user, visitor or record is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FARTHEST = 6  # identify events between a visitor and a record, such as visitor → user → e-mail

_EMAIL, _PHONE = "lower(trim(email))", "regexp_replace(phone, '[^0-9+]', '', 'g')"


def resolve(connection: DuckDBPyConnection, clean_email: Iterable[str], clean_phone: Iterable[str]) -> str:
    """Fill table `resolved` (kind, identity, customer_id) and return the query for it.

    The connection shows `customers.records`, `.members`, `.events` and `.matching_clean`, of which `clean_*`
    are the columns of that kind. An identity of two customers, or that events tie to two at the same
    distance, is nobody's and leads no further; values that many share were emptied in the clean table.
    """
    run = connection.execute
    cleaned = {"email": list(clean_email), "phone": list(clean_phone)}
    run(
        "create or replace temp table held as select source || ':' || source_record_id as record, "
        f"customer_id, {_EMAIL} as email, {_PHONE} as phone "
        "from customers.records join customers.members using (source, source_record_id)"
    )
    parts = ["select 'record' as kind, record as identity, customer_id from held"]
    for kind, columns in cleaned.items():
        own = f"select '{kind}', {{}}, customer_id from held h join customers.matching_clean c using (record)"
        for column in columns:
            filled = f'c."{column}" is not null'
            parts.append(own.format(f'c."{column}"') + f" where {filled}")
            # As it is written too, unless the model found the value to be nobody's.
            parts.append(f"{own.format('h.' + kind)} where h.{kind} <> '' and {filled}")
    run(
        "create or replace temp table known as select kind, identity, min(customer_id) as customer_id, "
        f"count(distinct customer_id) as many from ({' union all '.join(parts)}) group by all"
    )
    _follow_events(connection)
    return "select kind, identity, customer_id from known where many = 1"


def _follow_events(connection: DuckDBPyConnection) -> None:
    """Carry customers along identify events until nothing new is reached."""
    run = connection.execute
    run(
        "create or replace temp table ties as with seen as (select distinct identity_kind as kind, identity, "
        "also_kind, also from customers.events where also is not null and identity is not null) "
        "select * from seen union select also_kind, also, kind, identity from seen"
    )
    for _ in range(FARTHEST):
        row = run(
            "with reached as (select t.kind, t.identity, min(k.customer_id) as customer_id, "
            "count(distinct k.customer_id) as many from ties t "
            "join known k on k.kind = t.also_kind and k.identity = t.also and k.many = 1 "
            "anti join known a on a.kind = t.kind and a.identity = t.identity group by all) "
            "insert into known select * from reached"
        ).fetchone()
        if not row or not row[0]:
            return
