"""Who may be used for what, as a relation that any query in the warehouse can join.

For each customer, purpose and channel the words about all of its identities are read together:

- on one identity the latest word counts; a suppression outlasts every later grant of a list;
- over the identities the strictest word wins: suppressed, withdrawn, granted;
- only a word said inside Lintel (by the customer, or to somebody who wrote down where) lifts what was said
  before it, and only for the identities that the customer had at that moment. So a merge loses no word, and
  when a customer is split the strict words go with both parts;
- an address that two customers share is strict for both and a grant for neither.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from lintel.customers.consent.models import Channel, ConsentWord, Purpose
from lintel.customers.shapes import spelled
from lintel.ui.problems import Problem
from lintel.warehouse import reading

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

DATASETS = (
    "customers.consents",
    "customers.members",
    "customers.identities",
    "customers.aliases",
    "customers.records",
)

_SLUG = "regexp_replace(regexp_replace(lower(trim(purpose)), '[^a-z0-9]+', '-', 'g'), '^-|-$', '', 'g')"

_VIEWS = {
    # Which customer each identity belongs to; `sure` when it belongs to this one alone.
    "holders": f"""
        select kind, {spelled("kind", "identity")} as identity,
               customer_id, true as sure
        from customers.identities where kind <> 'record'
        union all
        select 'record', source || ':' || source_record_id, customer_id, true from customers.members
        union all
        select 'customer', customer_id, current, true from customers.aliases
        union all
        select distinct 'customer', customer_id, customer_id, true from customers.members
        union all
        select 'email', lower(trim(email)), customer_id, false
        from customers.records join customers.members using (source, source_record_id)
        where email is not null
        union all
        select 'phone', {spelled("'phone'", "phone")}, customer_id, false
        from customers.records join customers.members using (source, source_record_id)
        where phone is not null""",
    # Every word in one form; `here` marks those that were said inside Lintel, about `said_of`.
    "words": f"""
        select identity_kind as kind,
               {spelled("identity_kind", "identity")} as identity,
               case when coalesce({_SLUG}, '') in ('', 'any', 'all') then 'any' else {_SLUG} end as purpose,
               case when coalesce(channel, '') = '' then 'any' else channel end as channel,
               word, "at", source, origin, false as here, null as said_of
        from customers.consents
        union all
        select kind, {spelled("kind", "identity")}, purpose, channel,
               word, "at", 'lintel', origin, true, said_of
        from consent.said_here""",
    # A word meets a customer through an identity, once for each purpose and channel that it covers.
    "meetings": """
        select t.purpose, t.channel, h.customer_id,
               w.kind, w.identity, w.word, w."at", w.source, w.origin, w.here
        from consent.words w
        join consent.targets t
          on (w.purpose = t.purpose or w.purpose = 'any') and (w.channel = t.channel or w.channel = 'any')
        join (select kind, identity, customer_id, bool_or(sure) as sure
              from consent.holders group by all) h
          on h.kind = w.kind and h.identity = w.identity
        left join (select distinct identity as said_of, customer_id
                   from consent.holders where kind = 'customer') a
          on a.said_of = w.said_of
        where w.word <> 'granted'
           or (w.here and a.customer_id = h.customer_id)
           or (not w.here and h.sure)""",
    # What still counts on each identity once later words of the customer themself have lifted earlier ones.
    "counting": """
        select *,
               case word when 'suppressed' then 3 when 'withdrawn' then 2 else 1 end as strictness,
               coalesce("at", case when word = 'granted' then '-infinity'::timestamptz
                                 else 'infinity'::timestamptz end) as moment
        from (select *, max("at") filter (where here and word = 'granted')
                        over (partition by purpose, channel, customer_id, kind, identity) as lifted_at
              from consent.meetings)
        where lifted_at is null or "at" > lifted_at
           or ("at" = lifted_at and (word <> 'granted' or here))""",
    # The one word that decides on each identity.
    "standing": """
        select purpose, channel, customer_id, kind, identity,
               unnest(max_by(
                   {'word': word, 'at': "at", 'source': source, 'origin': origin, 'strictness': strictness},
                   (word = 'suppressed', moment, strictness)))
        from consent.counting group by purpose, channel, customer_id, kind, identity""",
    # The answer: the strictest of them, one row for each customer about whom a word was said.
    "answers": """
        select purpose, channel, customer_id,
               unnest(max_by({'word': word, 'at': "at", 'source': source, 'origin': origin, 'kind': kind},
                             (strictness, coalesce("at", '-infinity'::timestamptz))))
        from consent.standing group by purpose, channel, customer_id""",
}


def prepare(connection: DuckDBPyConnection) -> None:
    """Make the consent relation known to a connection of the warehouse; safe to call again.

    Datasets that the relation needs and the connection does not show yet are shown as they stand now; name
    `relation.DATASETS` when connecting to read everything as of one moment.
    """
    said = "select schema_name || '.' || view_name from duckdb_views() where not internal"
    shown = {row[0] for row in connection.execute(said).fetchall()}
    absent = [name for name in DATASETS if name not in shown]
    if absent:
        reading.show(connection, absent, reading.current(*absent))
    connection.execute("create schema if not exists consent")
    for name, table in (("said_here", _said_here()), ("targets", _targets())):
        connection.register("consent_arrow", table)
        connection.execute(f"create or replace table consent.{name} as select * from consent_arrow")
        connection.unregister("consent_arrow")
    for name, query in _VIEWS.items():
        connection.execute(f"create or replace view consent.{name} as {query}")


def may_use_sql(purpose: str, channel: str) -> str:
    """SQL with one column `customer_id`: the customers who may be used for a purpose through a channel.

    It reads what `prepare` made known. An unknown purpose, or a channel that the purpose does not use, is a
    `Problem` that names those there are.
    """
    found = purpose_of(purpose)
    if channel not in found.channels:
        ways = ", ".join(found.channels) or "none"
        raise Problem(
            f"“{found.name}” is not pursued through the channel “{channel}”.",
            way_out=f"Its channels are: {ways}.",
            field="channel",
        )
    # Slug and channel are checked words of letters, digits and hyphens: they cannot end the quotes.
    target = f"purpose = '{found.slug}' and channel = '{Channel(channel).value}'"
    if found.silence_allows:
        return (
            "select distinct customer_id from customers.members where customer_id not in "
            f"(select customer_id from consent.answers where {target} and word <> 'granted')"
        )
    return f"select customer_id from consent.answers where {target} and word = 'granted'"


def purpose_of(slug: str) -> Purpose:
    """The purpose with this name in files; an unknown one is a `Problem` that names those there are."""
    found = Purpose.objects.filter(slug=slug).first()
    if found is None:
        names = ", ".join(Purpose.objects.order_by("slug").values_list("slug", flat=True))
        raise Problem(
            f"There is no purpose “{slug}”.",
            way_out=f"The purposes are: {names}." if names else "Describe the first one under Consent.",
            field="purpose",
        )
    return found


def _said_here() -> pa.Table:
    """Words said inside Lintel, one row for each identity they cover."""
    import pyarrow as pa

    texts = ("kind", "identity", "purpose", "channel", "word", "origin", "said_of")
    schema = pa.schema([*((name, pa.string()) for name in texts), ("at", pa.timestamp("us", "UTC"))])
    rows = [
        {
            "kind": kind, "identity": identity, "purpose": word.purpose.slug if word.purpose else "any",
            "channel": word.channel, "word": word.word, "origin": word.origin,
            "said_of": str(word.customer_id), "at": word.at.astimezone(dt.UTC),
        }
        for word in ConsentWord.objects.select_related("purpose").iterator()
        for kind, identity in [["customer", str(word.customer_id)], *word.covers]
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=schema)


def _targets() -> pa.Table:
    """Every purpose with each of its channels."""
    import pyarrow as pa

    schema = pa.schema([("purpose", pa.string()), ("channel", pa.string())])
    rows = [
        {"purpose": purpose.slug, "channel": channel}
        for purpose in Purpose.objects.all()
        for channel in purpose.channels
    ]
    return pa.Table.from_pylist(rows, schema=schema)
