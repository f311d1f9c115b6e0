"""Events put together into visits, anew with every matching: what flows are counted over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lintel.customers.shapes import EVENTS, VISITS
from lintel.warehouse import reading, writing

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from lintel.warehouse.writing import Sealed

PAUSE_MINUTES = 30  # the usual end of a session in web analytics
# What a visit is named after: the first of these that happened in it.
FURTHEST = ("return", "order", "cart", "support", "view", "email", "visit", "other")
# How somebody came. Who types the address, or orders in a system that does not know, came as they did before.
TOUCH = "case when channel not in ('direct', 'other') then channel end"

# An event is its customer's by its own identity, else by the second one that it carries. Signing in is what
# joins the two and no touchpoint of its own.
KNOWN = """
select coalesce(own.customer_id, other.customer_id) as customer_id, e.*
from customers.events e
left join customers.identities own on own.kind = e.identity_kind and own.identity = e.identity
left join customers.identities other on other.kind = e.also_kind and other.identity = e.also
where coalesce(own.customer_id, other.customer_id) is not null
"""


SHOWN = "select 1 from duckdb_views() where schema_name = $schema and view_name = 'events'"


def visits_sql() -> str:
    """SQL of the visits over `customers.events` and `customers.identities`."""
    ranks = " ".join(f"when '{kind}' then {rank}" for rank, kind in enumerate(reversed(FURTHEST)))
    return f"""
    with known as ({KNOWN} and e.kind is distinct from 'identify'),
    marked as (
        select *, case kind {ranks} else 0 end as rank,
               "at" - lag("at") over w > interval {PAUSE_MINUTES} minutes or lag("at") over w is null
               or touch <> last_value(touch ignore nulls) over (
                   w rows between unbounded preceding and 1 preceding) as opens
        from (select *, {TOUCH} as touch from known)
        window w as (partition by customer_id order by "at", event_id)),
    numbered as (
        select *, sum(opens::int) over (partition by customer_id order by "at", event_id
                                        rows unbounded preceding) as visit from marked)
    select dense_rank() over (order by customer_id)::int as person,
           customer_id, min("at") as "at", max("at") as until,
           coalesce(first(touch order by "at") filter (where touch is not null),
                    first(channel order by "at"), 'direct') as channel,
           first(campaign order by "at") filter (where campaign is not null) as campaign,
           arg_max(kind, rank) as kind,
           arg_max(name, rank) as name,
           first(source order by "at") as source, count(*)::int as events,
           sum(amount)::decimal(18, 2) as amount, max(currency) as currency
    from numbered group by customer_id, visit
    """


def follow(connection: DuckDBPyConnection) -> Sealed:
    """Writes the visits that go with a new matching; its identities, and the events if it read them, are
    visible in the connection."""
    if not connection.execute(SHOWN, {"schema": EVENTS.name.partition(".")[0]}).fetchone():
        reading.show(connection, [EVENTS.name], reading.current(EVENTS.name))
    return writing.of_query(VISITS.name, connection, visits_sql(), source="events of known customers")
