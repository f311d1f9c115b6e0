"""The web shop's visits as Google Analytics 4 exports them to BigQuery."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from . import DAYS, orders, sessions
from .behaviour import Story
from .columns import chosen, numbered
from .purchases import WEB
from .season import Bools, Floats, Ints

STEPS = ("page_view", "view_item", "add_to_cart", "begin_checkout", "purchase", "session_start")
START = 5
PAGES = ("https://www.fjellfern.example/", "https://www.fjellfern.example/p/", "https://www.fjellfern.example/cart",
         "https://www.fjellfern.example/checkout", "https://www.fjellfern.example/thanks", "https://www.fjellfern.example/")  # fmt: skip
SOURCES = ("mailfinch", "google", "instagram", "displaynet", "store", "(direct)", "bergblog.example")
MEDIA = ("email", "cpc", "social", "display", "qr", "(none)", "referral", "organic")
VALUE = pa.struct([("string_value", pa.string()), ("int_value", pa.int64()), ("float_value", pa.float64()),
                   ("double_value", pa.float64())])  # fmt: skip
PLACES = (("Germany", "Hamburg"), ("Germany", "Berlin"), ("Germany", "Munich"), ("Austria", "Vienna"),
          ("Netherlands", "Utrecht"), ("Denmark", "Aarhus"), ("Germany", "(not set)"))  # fmt: skip


def write(path: Path, story: Story) -> Path:
    """Writes the events in order of time."""
    web = story.web
    visit, step, second = sessions.steps(web, story.chance)
    first = np.flatnonzero(np.diff(visit, prepend=-1) != 0)
    visit = np.concatenate([visit, visit[first]])
    step = np.concatenate([step, np.full(len(first), START)])
    second = np.concatenate([second, second[first] - 0.001])
    order = np.argsort(second, kind="stable")
    visit, step, second = visit[order], step[order], second[order]
    stamp = story.season.stamps(second).astype("datetime64[us]")
    number = _orders(story, visit, step)
    value = story.orders.total(number.clip(0))
    pseudo = _browsers(story)
    columns = {
        "event_date": pc.strftime(pa.array(stamp), format="%Y%m%d"),
        "event_timestamp": stamp.astype(np.int64),
        "event_name": chosen(STEPS, step),
        "event_params": _params(story, visit, step, number, value),
        "user_id": chosen(story.accounts.ids, np.where(web.signed_in[visit], web.account[visit], -1)),
        "user_pseudo_id": pseudo.take(pa.array(visit)),
        **_setting(story, visit, number, value),
    }
    table = pa.table({name: _compact(column) for name, column in columns.items()})
    pq.write_table(table, path, compression="zstd", row_group_size=65_536)
    return path


def _compact(column: pa.Array | Ints) -> pa.Array:
    return column if isinstance(column, pa.Array) else pa.array(column)


def _orders(story: Story, visit: Ints, step: Ints) -> Ints:
    """The order that an event completes, or -1."""
    number = np.full(len(visit), -1)
    bought = step == sessions.ORDER
    number[bought] = [story.orders.visit[WEB][at] for at in visit[bought].tolist()]
    return number


def _browsers(story: Story) -> pa.Array:
    """The browser of each visit: a random number, a point, and the second it was first seen."""
    distinct, first, index = np.unique(story.web.device, return_index=True, return_inverse=True)
    codes = (distinct + 11) * 2_246_822_519 % 2**31
    seen = story.season.stamps(story.web.second[first]).astype("datetime64[s]").astype(np.int64)
    return chosen([f"{code}.{at}" for code, at in zip(codes.tolist(), seen.tolist(), strict=True)], index)


def _params(story: Story, visit: Ints, step: Ints, number: Ints, value: Floats) -> pa.ListArray:
    """Keys and values of all events in one long column, and where each event's begin."""
    count = len(visit)
    everything: Bools = np.ones(count, bool)
    items = story.goods.choose(
        story.chance, story.season.months[(story.web.second // 86_400).clip(0, DAYS - 1)]
    )
    shows = (step >= sessions.VIEW) & (step < sessions.ORDER)
    buys = step == sessions.ORDER
    session = story.web.second[visit] + 1_600_000_000
    campaign = story.web.campaign[visit]
    pages = chosen(PAGES, step)
    moneys = chosen(("EUR", "DKK"), story.orders.danish[number.clip(0)].astype(np.int64))
    kinds = [
        ("ga_session_id", everything, None, session, None),
        ("page_location", everything, pages, None, None),
        ("engagement_time_msec", step != START, None, story.chance.integers(300, 60_000, count), None),
        ("campaign", (step == START) & (campaign >= 0), chosen(story.season.campaigns, campaign), None, None),
        ("item_name", shows, chosen(story.goods.names, items[visit]), None, None),
        ("value", shows, None, None, story.goods.prices[items[visit]]),
        ("transaction_id", buys, numbered("B-", orders.FIRST + number), None, None),
        ("value", buys, None, None, value),
        ("currency", shows | buys, moneys, None, None),
    ]
    rows = [np.flatnonzero(has) for _, has, *_ in kinds]
    order = pa.array(np.argsort(np.concatenate(rows), kind="stable"))
    keys = np.repeat(np.arange(len(kinds)), [len(at) for at in rows])
    made = []
    for place, kind in ((2, pa.string()), (3, pa.int64()), (4, pa.float64())):
        parts = [
            pa.nulls(len(at), kind) if entry[place] is None else _compact(entry[place]).take(pa.array(at))
            for entry, at in zip(kinds, rows, strict=True)
        ]
        made.append(pa.concat_arrays(parts).take(order))
    values = pa.StructArray.from_arrays(
        [*made[:2], pa.nulls(len(order), pa.float64()), made[2]], fields=list(VALUE)
    )
    named = chosen([name for name, *_ in kinds], keys).take(order)
    pairs = pa.StructArray.from_arrays([named, values], names=["key", "value"])
    each = np.bincount(np.concatenate(rows), minlength=count)
    offsets = np.concatenate([[0], np.cumsum(each)]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), pairs)


def _setting(story: Story, visit: Ints, number: Ints, value: Floats) -> dict[str, pa.Array]:
    """Device, place, origin and the rest that the export says of each event."""
    web = story.web
    count, device = len(visit), web.device[visit]
    phone = (device * 7 % 10 < 6).astype(np.int64)
    channel, campaign = web.channel[visit], web.campaign[visit]
    organic = (channel == 1) & (campaign < 0)
    source = chosen(SOURCES, channel)
    medium = chosen(MEDIA, np.where(organic, len(MEDIA) - 1, channel))
    name = pc.coalesce(
        chosen(story.season.campaigns, campaign),
        chosen(("(organic)", "(direct)", "(referral)"), np.select([organic, channel == 5], [0, 1], 2)),
    )
    place = device % len(PLACES)
    struct = pa.StructArray.from_arrays
    return {
        "device": struct([chosen(("desktop", "mobile"), phone), chosen(("Windows", "Android", "Macintosh", "iOS"), phone + 2 * (device % 3 == 0)),
                          chosen(("de-de", "de-at", "nl-nl", "da-dk"), device % 4)], names=["category", "operating_system", "language"]),
        "geo": struct([chosen([country for country, _ in PLACES], place), chosen([town for _, town in PLACES], place)], names=["country", "city"]),
        "traffic_source": struct([name, medium, source], names=["name", "medium", "source"]),
        "collected_traffic_source": struct([chosen(story.season.campaigns, campaign), source, medium],
                                           names=["manual_campaign_name", "manual_source", "manual_medium"]),
        "stream_id": pa.repeat("4711000815", count),
        "platform": pa.repeat("WEB", count),
        "ecommerce": struct([numbered("B-", orders.FIRST + number, number >= 0), pa.array(value, mask=number < 0)],
                            names=["transaction_id", "purchase_revenue"]),
    }  # fmt: skip
