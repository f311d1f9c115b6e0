"""Behaviour: Segment and GA4 by their columns, any other list of events by mapping."""

from collections.abc import Iterable
from dataclasses import replace

from lintel.customers.sources.formats.model import (
    PEOPLE,
    WHOLE,
    Flaw,
    Format,
    address,
    aliased,
    inside,
    number,
    text,
)
from lintel.customers.sources.models import SourceKind

FIELDS = (
    aliased("event_id", "Event id", "message id", "id", "uuid", help="What tells events apart."),
    aliased("at", "When", "timestamp", "event timestamp", "time", "occurred at", "date", "original timestamp",
            "sent at", "derived tstamp", "collector tstamp", kind="datetime", required=True),
    aliased("name", "Event", "event name", "event", "action", "activity"),
    aliased("type", "Type", "event type", "call type"),
    aliased("email", "E-mail", "email address", "context traits email", "traits.email", "mail",
            contents="email"),
    aliased("user_id", "User id", "user", "customer id"),
    aliased("anonymous_id", "Visitor id", "user pseudo id", "client id", "visitor id", "cookie id",
            "domain userid"),
    aliased("medium", "Medium", "utm medium", "mkt medium", "context campaign medium",
            "context.campaign.medium",
            "traffic source medium", "traffic source.medium", "collected traffic source.manual medium"),
    aliased("origin", "Origin", "utm source", "mkt source", "context campaign source",
            "context.campaign.source",
            "traffic source source", "traffic source.source", "source",
            "collected traffic source.manual source"),
    aliased("campaign", "Campaign", "utm campaign", "mkt campaign", "context campaign name",
            "context.campaign.name",
            "context.campaign",
            "traffic source name", "traffic source.name", "collected traffic source.manual campaign name"),
    aliased("channel", "Channel", "channel grouping"),
    aliased("amount", "Amount", "revenue", "total", "value", "ecommerce.purchase revenue",
            "properties.revenue", "properties.total", "properties.value", kind="decimal"),
    aliased("currency", "Currency", "currency code", "properties.currency"),
    aliased("properties", "Properties", "event params", "props", "attributes"),
    aliased("traits", "Traits", "context traits", "context.traits", "user properties"),
    aliased("context", "Context"),
)  # fmt: skip
FLAWS = (
    Flaw(f"{text('name')} is null and {text('type')} is null", "name", "It does not say what happened."),
    Flaw('"at" > $soon', "at", "It lies in the future. Correct the time."),
    Flaw(
        f"coalesce({text('email')}, {text('user_id')}, {text('anonymous_id')}) is null", "",
        "It says of nobody: there is no e-mail, user or visitor.",
    ),
)  # fmt: skip

KINDS = (
    ("identify", r"^(identify|alias|sign.?up|login|signed (in|up)|account created)"),
    ("return", r"(refund|return)"),
    ("order", r"(order (completed|placed|paid)|^purchase$|^order$|checkout completed|^sale$)"),
    ("cart", r"(cart|basket|checkout|product (added|removed))"),
    ("email", r"(e-?mail|newsletter|unsubscribe)"),
    ("support", r"(ticket|support|complain|chat (started|ended))"),
    ("view", r"(product (viewed|clicked)|view.?item|products? (list )?(viewed|searched)|product list)"),
    ("visit", r"(^page|^screen|page.?view|session.?start|first.?visit|^visit|scroll|user.?engagement)"),
)
CHANNELS = (
    ("email", r"(e-?mail|newsletter)"),
    ("display", r"(display|banner|cpm|programmatic|retargeting)"),
    ("social", r"(social|facebook|instagram|tiktok|linkedin|pinterest|meta)"),
    ("search", r"(cpc|ppc|sem|search|organic|google|bing|duckduckgo)"),
    ("store", r"(store|pos|shop.?floor|in.?person)"),
    ("referral", r"(referr|partner|affiliate)"),
    ("direct", r"(direct|none)"),
)


def sorted_out(said: str, patterns: Iterable[tuple[str, str]], otherwise: str) -> str:
    """SQL: the first word whose pattern a text contains."""
    cases = " ".join(f"when regexp_matches({said}, '{pattern}') then '{word}'" for word, pattern in patterns)
    return f"case {cases} else {otherwise} end"


_IDENTITIES = """
select *, case when email is not null then 'email' when user_id is not null then 'user'
               else 'anonymous' end as identity_kind,
       coalesce(email, user_id, anonymous_id) as identity,
       case when email is not null and user_id is not null then 'user'
            when coalesce(email, user_id) is not null and anonymous_id is not null then 'anonymous'
            end as also_kind,
       case when email is not null and user_id is not null then user_id
            when coalesce(email, user_id) is not null then anonymous_id end as also
from said
"""
_TYPE = f"lower({text('type')})"
_NAME = f"lower(coalesce({text('name')}, {text('type')}))"
NORMAL = f"""
with said as materialized (
    select {text("event_id")} as given_id, row_in_file, "at",
           coalesce({text("name")}, {text("type")}) as name,
           case when {_TYPE} in ('identify', 'alias') then 'identify' when {_TYPE} in ('page', 'screen')
                then 'visit' else {sorted_out(_NAME, KINDS, "'other'")} end as kind,
           lower(coalesce({text("email")}, {inside("traits", "$.email")}, {inside("properties", "$.email")},
                          {inside("context", "$.traits.email")})) as email,
           {number("user_id")} as user_id, {text("anonymous_id")} as anonymous_id,
           lower({text("channel")}) as channel,
           lower(concat_ws(' ', coalesce({text("medium")}, {inside("context", "$.campaign.medium")},
                                         {inside("campaign", "$.medium")},
                                         {inside("properties", "$.utm_medium", "$.medium")}),
                           coalesce({text("origin")}, {inside("context", "$.campaign.source")},
                                    {inside("campaign", "$.source")},
                                    {inside("properties", "$.utm_source", "$.source")}))) as way,
           coalesce(case when json_valid(campaign) and campaign like '{{%' then {inside("campaign", "$.name")}
                         else {text("campaign")} end, {inside("context", "$.campaign.name")},
                    {inside("properties", "$.utm_campaign", "$.campaign")}) as campaign,
           coalesce(amount, try_cast({inside("properties", "$.revenue", "$.total", "$.value", "$.amount")}
                                     as decimal(18, 2))) as amount,
           upper(coalesce({text("currency")}, {inside("properties", "$.currency")})) as currency,
           nullif(properties, '') as properties, nullif(traits, '') as traits
    from rows
), known as ({_IDENTITIES}), named as (
    select *, coalesce(given_id, md5(concat_ws(chr(31), epoch_us("at"), name, email, user_id, anonymous_id,
                                               amount, properties))) as event_id
    from known
    qualify row_number() over (partition by event_id order by row_in_file) = 1
), events as (
    select event_id, identity_kind, identity, also_kind, also, * exclude (event_id, identity_kind, identity,
           also_kind, also) from named
    union all
    -- A third identity on one event is joined by a row of its own.
    select event_id || ':also', 'user', user_id, 'anonymous', anonymous_id,
           * exclude (event_id, identity_kind, identity, also_kind, also) replace ('identify' as kind,
           null as amount) from named
    where email is not null and user_id is not null and anonymous_id is not null
)
select $source as source, event_id, "at", name, kind,
       case when channel is not null then {sorted_out("channel", CHANNELS, "'other'")}
            when way = '' then case when kind in ('visit', 'view', 'cart') then 'direct'
                                    when kind = 'email' then 'email' else 'other' end
            else {sorted_out("way", CHANNELS, "'other'")} end as channel,
       campaign, identity_kind, identity, also_kind, also, amount, currency,
       coalesce(properties, traits) as properties, $load as load
from events
"""

GENERIC = Format(
    "customer-events", "Events of any source", "event",
    "What people did: one row for each event with its time and who it was.",
    SourceKind.EVENTS, FIELDS, NORMAL, flaws=FLAWS,
)  # fmt: skip
SEGMENT = replace(
    GENERIC, slug="customer-segment", title="Segment events", usual="Segment",
    description="Calls of the Segment spec, flat as in a warehouse or as JSON lines.",
    marks=frozenset({"messageId", "anonymousId"}),
)  # fmt: skip
GA4 = replace(
    GENERIC, slug="customer-ga4", title="GA4 events", usual="Google Analytics",
    description="The BigQuery export of Google Analytics 4, as Parquet or JSON lines.",
    marks=frozenset({"event_name", "event_timestamp", "user_pseudo_id"}),
)  # fmt: skip

ORDER_FIELDS = (
    aliased("order_id", "Order id", "order", "order number", "order no", "bestellnummer", "invoice",
            "invoice no", required=True),
    aliased("line", "Line", "line number", "position", "line id", "order line"),
    aliased("at", "When", "order date", "date", "ordered at", "created at", "invoice date", "bestelldatum",
            kind="datetime", required=True),
    aliased("email", "E-mail", "customer email", "email address", contents="email"),
    aliased("customer_id", "Customer id", "customer", "customer number", "customer no", "shop customer id",
            "kundennummer", "kundennr"),
    aliased("amount", "Amount", "total", "line total", "price", "betrag", kind="decimal"),
    aliased("unit_price", "Price of one", "unit price", "price per unit", "einzelpreis", kind="decimal",
            help="Without an amount, this times the quantity is one."),
    aliased("currency", "Currency", "currency code", "währung"),
    aliased("item", "Item", "product", "sku", "article", "stock code", "product name", "description",
            "artikel"),
    aliased("quantity", "Quantity", "qty", "menge", kind="decimal"),
    aliased("status", "Status", "order status", "state"),
    aliased("channel", "Channel", "sales channel", "sold in"),
)  # fmt: skip
_PAID = "coalesce(amount::decimal(18, 2), unit_price::decimal(18, 6) * quantity::decimal(18, 6))"
_BOUGHT = """to_json({'order_id': order_id, 'item': item, 'quantity': quantity, 'status': status})::varchar"""
_RETURNED = "(paid < 0 or regexp_matches(lower(coalesce(status, '')), '(return|refund|retour)'))"
ORDER_NORMAL = f"""
with lines as (
    select *, row_number() over (partition by order_id, item order by row_in_file) as nth, {_PAID} as paid
    from rows
)
select $source as source,
       order_id || ':' || coalesce({text("line")}, concat_ws('#', {text("item")}, nth::varchar)) as event_id,
       "at", case when {_RETURNED} then 'Order Returned' else 'Order Completed' end as name,
       case when {_RETURNED} then 'return' else 'order' end as kind,
       case when {text("channel")} is null then 'other'
            else {sorted_out("lower(channel)", CHANNELS, "'other'")} end as channel,
       null as campaign,
       case when {text("email")} is not null then 'email' else 'record' end as identity_kind,
       coalesce({address("email")}, $people || ':' || {number("customer_id")}) as identity,
       case when {text("email")} is not null and {text("customer_id")} is not null then 'record'
            end as also_kind,
       case when {text("email")} is not null then $people || ':' || {number("customer_id")} end as also,
       paid as amount, upper({text("currency")}) as currency, {_BOUGHT} as properties, $load as load
from lines
qualify row_number() over (partition by event_id order by row_in_file desc) = 1
"""
ORDERS = Format(
    "customer-orders", "Orders", "order line",
    "What was bought or returned: one row for each line of an order.",
    SourceKind.EVENTS, ORDER_FIELDS, ORDER_NORMAL,
    flaws=(
        Flaw('"at" > $soon', "at", "It lies in the future. Correct the time."),
        Flaw(
            f"coalesce({text('email')}, {text('customer_id')}) is null", "",
            "It says of nobody: there is no e-mail and no customer id.",
        ),
        Flaw(
            "amount is null and (unit_price is null or quantity is null)", "amount",
            "There is no amount, nor a price of one with a quantity. Fill one of them.",
        ),
    ),
    options=(PEOPLE, WHOLE), said={"people": "people"},
)  # fmt: skip
FORMATS = (GENERIC, SEGMENT, GA4, ORDERS)
