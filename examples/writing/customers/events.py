"""What people did in three systems: GA4 for the web shop, Segment for app, mails and support, the orders."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute
import pyarrow.csv as pc
import pyarrow.parquet as pq

from .behaviour import CAMPAIGNS, CHANNELS, FUTURE, ITEMS, MEDIUM, PRICES, Columns, Orders, Visits
from .population import Person

GA4 = np.array(["page_view", "view_item", "add_to_cart", "purchase"])
TRACKS = np.array(["Screen Viewed", "Product Viewed", "Product Added", "Order Completed"])
SOURCES = np.array([MEDIUM[name][0] for name in CHANNELS])
MEDIA = np.array([MEDIUM[name][1] for name in CHANNELS])


def shop_ids(people: Sequence[Person]) -> Any:
    """The web shop's number of each person, or an empty text."""
    known = (next((k for s, k in p.records if s == "webshop-customers"), "") for p in people)
    return np.array(list(known))


def taken(columns: Any, indices: Any) -> Any:
    """Values of a lookup by place; -1 is an empty text."""
    return np.where(indices >= 0, columns[indices], "")


def stamps(seconds: Any) -> Any:
    """Moments as a source writes them: 2026-11-20T08:15:30Z."""
    return np.char.add(np.datetime_as_string(seconds.astype("datetime64[s]")), "Z")


def write_ga4(path: Path, made: Visits, inside: Columns, people: Sequence[Person]) -> int:
    """The web shop's events in the nested form of the BigQuery export; returns how many."""
    of = inside["visit"]
    keep = ~made.app[of]
    of, name, at = of[keep], inside["name"][keep], inside["at"][keep]
    count = len(of)
    page = np.array(["/", "/item", "/cart", "/thanks"])[name]
    params = _params(made.at[of], page, (at - made.at[of]) * 137 % 9000)
    users = pa.array(np.where(made.signed_in[of], taken(shop_ids(people), made.person[of]), ""))
    channel = made.channel[of]
    price = np.where(name == 3, PRICES[inside["item"][keep]], np.nan)
    days = np.datetime_as_string(at.astype("datetime64[s]").astype("datetime64[D]"))
    table = pa.table({
        "event_date": pa.array(np.char.replace(days, "-", "")),
        "event_timestamp": pa.array(at * 1_000_000),
        "event_name": pa.array(GA4[name]),
        "event_params": params,
        "user_id": pa.compute.replace_with_mask(
            users, pa.compute.equal(users, ""), pa.scalar(None, pa.string())),
        "user_pseudo_id": pa.array(np.char.add("GA1.", made.visitor[of].astype(str))),
        "device": pa.StructArray.from_arrays(
            [_array(np.array(["desktop", "mobile"])[made.visitor[of] % 2])], ["category"]),
        "geo": pa.StructArray.from_arrays([pa.array(["Germany"] * count).dictionary_encode()], ["country"]),
        "traffic_source": pa.StructArray.from_arrays(
            [_array(CAMPAIGNS[made.campaign[of]]), _array(MEDIA[channel]), _array(SOURCES[channel])],
            ["name", "medium", "source"]),
        "ecommerce": pa.StructArray.from_arrays([pa.array(price, from_pandas=True)], ["purchase_revenue"]),
        "stream_id": pa.array(["4711"] * count).dictionary_encode(),
        "platform": pa.array(["WEB"] * count).dictionary_encode(),
    })  # fmt: skip
    pq.write_table(table, path, compression="zstd")
    return count


def _params(session: Any, page: Any, engaged: Any) -> Any:
    """Three parameters an event: session id, page, milliseconds of engagement."""
    count = len(session)
    which = np.arange(count * 3) % 3
    keys = _array(np.array(["ga_session_id", "page_location", "engagement_time_msec"])[which])
    numbers = np.where(which == 0, np.repeat(session, 3), np.repeat(engaged, 3))
    ints = pa.array(numbers, mask=which == 1)
    texts = _array(np.repeat(page, 3), mask=which != 1)
    empty = pa.nulls(count * 3, pa.float64())
    values = pa.StructArray.from_arrays(
        [texts, ints, empty, empty], ["string_value", "int_value", "float_value", "double_value"]
    )
    both = pa.StructArray.from_arrays([keys, values], ["key", "value"])
    return pa.ListArray.from_arrays(pa.array(np.arange(count + 1) * 3, pa.int32()), both)


def _array(values: Any, mask: Any = None) -> Any:
    """One Arrow array, however long: many texts come in chunks, which structs do not take."""
    made = pa.array(values, mask=mask)
    return made.combine_chunks() if isinstance(made, pa.ChunkedArray) else made


def write_segment(
    path: Path,
    made: Visits,
    inside: Columns,
    people: Sequence[Person],
    readers: Any,
    rng: np.random.Generator,
) -> int:
    """App, mails, support and sign-ins in Segment's flat form, some sent twice; returns how many."""
    parts = [_app(made, inside, people), _mails(people, readers, made, rng), _identifies(made, people)]
    parts.append(_support(people, made, rng))
    names = list(parts[0])
    table = pa.table({name: np.concatenate([part[name] for part in parts]) for name in names})
    ids = np.char.add("ajs-", np.arange(table.num_rows).astype(str))
    table = table.append_column("messageId", pa.array(ids))
    twice = rng.choice(table.num_rows, table.num_rows // 250, replace=False)
    table = pa.concat_tables([table, table.take(pa.array(twice))])
    late = table.column("timestamp").to_numpy(zero_copy_only=False).astype("<U20")
    late[:FUTURE] = [f"{int(text[:4]) + 2}{text[4:]}" for text in late[:FUTURE]]
    table = table.set_column(table.column_names.index("timestamp"), "timestamp", pa.array(late))
    pc.write_csv(table, path)
    return int(table.num_rows)


def _part(kind: str, count: int, **columns: Any) -> Columns:
    """A part's columns in Segment's order; what is not given is empty."""
    empty = np.full(count, "", dtype="<U1")
    names = ("type", "userId", "anonymousId", "event", "properties", "traits_email", "context_campaign_name",
             "context_campaign_medium", "context_campaign_source", "timestamp")  # fmt: skip
    return {name: columns.get(name, np.full(count, kind) if name == "type" else empty) for name in names}


def _anonymous(visitor: Any) -> Any:
    return np.char.add("an-", visitor.astype(str))


def _app(made: Visits, inside: Columns, people: Sequence[Person]) -> Columns:
    of = inside["visit"]
    keep = made.app[of]
    of, name, at = of[keep], inside["name"][keep], inside["at"][keep]
    item = inside["item"][keep]
    goods = np.array([f'{{"product": "{ITEMS[n]}", "price": {PRICES[n]}}}' for n in range(len(ITEMS))])
    channel = made.channel[of]
    return _part(
        "track", len(of), event=TRACKS[name], timestamp=stamps(at), anonymousId=_anonymous(made.visitor[of]),
        userId=np.where(made.signed_in[of], taken(shop_ids(people), made.person[of]), ""),
        properties=np.where(name > 0, goods[item], "{}"), context_campaign_name=CAMPAIGNS[made.campaign[of]],
        context_campaign_medium=MEDIA[channel], context_campaign_source=SOURCES[channel],
    )  # fmt: skip


def _mails(people: Sequence[Person], readers: Any, made: Visits, rng: np.random.Generator) -> Columns:
    """A newsletter a week: four in ten open it, one in ten of them clicks."""
    who = np.flatnonzero(readers)
    first, last = int(made.at.min()), int(made.at.max())
    weeks = np.arange(first // 604_800 + 1, last // 604_800)
    pairs = len(who) * len(weeks)
    chosen = rng.choice(pairs, min(pairs, max(10, len(made.at) * 6 // 10)), replace=False)
    person, week = who[chosen % len(who)], weeks[chosen // len(who)]
    mails = np.array([p.emails[0] for p in people])
    did = rng.choice(3, len(chosen), p=[0.54, 0.38, 0.08])
    at = week * 604_800 + 4 * 86_400 + 7 * 3600 + did * rng.integers(60, 40_000, len(chosen))
    event = np.array(["Email Delivered", "Email Opened", "Email Link Clicked"])[did]
    return _part(
        "track", len(chosen), event=event, timestamp=stamps(at), traits_email=mails[person],
        context_campaign_medium=np.full(len(chosen), "email"),
        context_campaign_source=np.full(len(chosen), "mailfinch"),
        context_campaign_name=np.char.add("newsletter-", week.astype(str)),
    )  # fmt: skip


def _identifies(made: Visits, people: Sequence[Person]) -> Columns:
    """Signing in joins a visitor to a shop customer; one row for each pair."""
    signed = np.flatnonzero(made.signed_in)
    _, first = np.unique(made.visitor[signed], return_index=True)
    first = signed[first]
    person = made.person[first]
    mails = np.array([p.emails[0] for p in people])
    return _part(
        "identify", len(first), userId=taken(shop_ids(people), person),
        anonymousId=_anonymous(made.visitor[first]), traits_email=mails[person],
        timestamp=stamps(made.at[first] + 30),
    )  # fmt: skip


def _support(people: Sequence[Person], made: Visits, rng: np.random.Generator) -> Columns:
    """Tickets: those who write often come less often afterwards, because they were drawn as rare visitors."""
    count = max(5, len(people) // 3)
    person = rng.choice(len(people), count)
    mails = np.array([p.emails[0] for p in people])
    topics = np.array(
        ['{"topic": "delivery"}', '{"topic": "return"}', '{"topic": "size"}', '{"topic": "account"}']
    )
    at = rng.integers(int(made.at.min()), int(made.at.max()), count)
    return _part(
        "track", count, event=np.full(count, "Support Ticket Opened"), traits_email=mails[person],
        timestamp=stamps(at), properties=topics[rng.integers(0, 4, count)],
    )  # fmt: skip


def write_orders(path: Path, bought: Orders, people: Sequence[Person], rng: np.random.Generator) -> int:
    """Order lines of shop and stores, one in fourteen sent back; returns how many lines."""
    counts = 1 + rng.poisson(1.1, len(bought.at))
    of = np.repeat(np.arange(len(counts)), counts)
    item = rng.choice(len(ITEMS), len(of))
    back = rng.random(len(of)) < 0.07
    mails, shops = np.array([p.emails[0] for p in people]), shop_ids(people)
    cards = np.array([next((k for s, k in p.records if s == "store-loyalty"), "") for p in people])
    person = bought.person[of]
    at = bought.at[of] + back * 86_400 * 9
    amount = np.where(back, -1, 1) * np.round(PRICES[item] * rng.choice([1, 1, 1, 0.8], len(of)), 2)
    pc.write_csv(pa.table({
        "Order ID": np.char.add("O-", bought.number[of].astype(str)),
        "Line": np.arange(len(of)) - (np.cumsum(counts) - counts)[of] + 1,
        "Ordered at": stamps(at),
        "Customer e-mail": np.where(bought.store[of], "", mails[person]),
        "Customer number": np.where(bought.store[of], cards[person], shops[person]),
        "Item": np.array(ITEMS)[item],
        "Amount": amount,
        "Currency": np.full(len(of), "EUR"),
        "Status": np.where(back, "returned", "delivered"),
        "Channel": np.where(bought.store[of], "store", "web"),
    }), path)  # fmt: skip
    return len(of)
