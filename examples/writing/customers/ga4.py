"""The web shop's visits as Google Analytics 4 exports them to BigQuery."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from . import DAYS, orders, sessions
from .behaviour import Story
from .columns import chosen, numbered
from .purchases import WEB
from .season import DIRECT, SEARCH, Bools, Floats, Ints

STEPS = ("page_view", "view_item", "add_to_cart", "begin_checkout", "purchase", "session_start")
START = 5
SITE = "https://www.fjellfern.example"
PAGES = tuple(SITE + page for page in ("/", "/p/", "/cart", "/checkout", "/thanks", "/"))
SOURCES = ("mailfinch", "google", "instagram", "displaynet", "store", "(direct)", "bergblog.example")
MEDIA = ("email", "cpc", "social", "display", "qr", "(none)", "referral", "organic")
SYSTEMS = ("Windows", "Android", "Macintosh", "iOS")
PLACES = (("Germany", "Hamburg"), ("Germany", "Berlin"), ("Germany", "Munich"), ("Austria", "Vienna"),
          ("Netherlands", "Utrecht"), ("Denmark", "Aarhus"), ("Germany", "(not set)"))  # fmt: skip
VALUES = ("string_value", "int_value", "float_value", "double_value")
BATCH = 65_536  # events at a time: nested columns are large while they are made


@dataclass(frozen=True)
class Events:
    """Events as columns, in order of time; `order` is the order that one completes, or -1."""

    visit: Ints
    step: Ints
    second: Floats
    item: Ints
    order: Ints

    def part(self, begin: int) -> Events:
        """One batch of them."""
        return Events(*(getattr(self, field.name)[begin : begin + BATCH] for field in fields(self)))


def write(path: Path, story: Story) -> Path:
    """Writes the events in order of time."""
    events, browsers = _events(story), _browsers(story)
    writer = None
    for begin in range(0, len(events.visit), BATCH):
        table = _table(story, events.part(begin), browsers)
        writer = writer or pq.ParquetWriter(path, table.schema, compression="zstd")
        writer.write_table(table)
    if writer:
        writer.close()
    return path


def _events(story: Story) -> Events:
    web = story.web
    visit, step, second = sessions.steps(web, story.chance)
    first = np.flatnonzero(np.diff(visit, prepend=-1) != 0)
    visit = np.concatenate([visit, visit[first]])
    step = np.concatenate([step, np.full(len(first), START)])
    second = np.concatenate([second, second[first] - 0.001])
    by_time = np.argsort(second, kind="stable")
    visit, step, second = visit[by_time], step[by_time], second[by_time]
    months = story.season.months[(web.second // 86_400).clip(0, DAYS - 1)]
    order = np.full(len(visit), -1)
    bought = step == sessions.ORDER
    order[bought] = [story.orders.visit[WEB][at] for at in visit[bought].tolist()]
    return Events(visit, step, second, story.goods.choose(story.chance, months)[visit], order)


def _browsers(story: Story) -> pa.Array:
    """The browser of each visit: a random number, a point, and the second it was first seen."""
    distinct, first, index = np.unique(story.web.device, return_index=True, return_inverse=True)
    codes = (distinct + 11) * 2_246_822_519 % 2**31
    seen = story.season.stamps(story.web.second[first]).astype("datetime64[s]").astype(np.int64)
    return chosen([f"{code}.{at}" for code, at in zip(codes.tolist(), seen.tolist(), strict=True)], index)


def _table(story: Story, events: Events, browsers: pa.Array) -> pa.Table:
    web, visit = story.web, events.visit
    stamp = story.season.stamps(events.second).astype("datetime64[us]")
    value = story.orders.totals[events.order.clip(0)]
    return pa.table(
        {
            "event_date": pc.strftime(pa.array(stamp), format="%Y%m%d"),
            "event_timestamp": pa.array(stamp.astype(np.int64)),
            "event_name": chosen(STEPS, events.step),
            "event_params": _params(story, events, value),
            "user_id": chosen(story.accounts.ids, np.where(web.signed_in[visit], web.account[visit], -1)),
            "user_pseudo_id": browsers.take(pa.array(visit)),
            "device": _device(web.device[visit]),
            "geo": _geo(web.device[visit] % len(PLACES)),
            **_origin(story, web.channel[visit], web.campaign[visit]),
            "stream_id": pa.repeat("4711000815", len(visit)),
            "platform": pa.repeat("WEB", len(visit)),
            "ecommerce": _struct(
                transaction_id=numbered("B-", orders.FIRST + events.order, events.order >= 0),
                purchase_revenue=pa.array(value, mask=events.order < 0),
            ),
        }
    )


def _params(story: Story, events: Events, value: Floats) -> pa.ListArray:
    """Keys and values of all events in one long column, and where each event's begin."""
    said = _said(story, events, value)
    rows = [np.flatnonzero(has) for _, _, has, _ in said]
    by_event = pa.array(np.argsort(np.concatenate(rows), kind="stable"))
    values = {}
    for name, kind in zip(VALUES, (pa.string(), pa.int64(), pa.float64(), pa.float64()), strict=True):
        parts = [
            column.take(pa.array(at)) if where == name else pa.nulls(len(at), kind)
            for (_, where, _, column), at in zip(said, rows, strict=True)
        ]
        values[name] = pa.concat_arrays(parts).take(by_event)
    keys = np.repeat(np.arange(len(said)), [len(at) for at in rows])
    named = chosen([key for key, *_ in said], keys).take(by_event)
    each = np.bincount(np.concatenate(rows), minlength=len(events.visit))
    offsets = np.concatenate([[0], np.cumsum(each)]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), _struct(key=named, value=_struct(**values)))


def _said(story: Story, events: Events, value: Floats) -> list[tuple[str, str, Bools, pa.Array]]:
    """The parameters: key, kind of value, which events have it, and the value of each event."""
    text, whole, _, double = VALUES
    step, count = events.step, len(events.step)
    everything: Bools = np.ones(count, bool)
    shows, buys = (step >= sessions.VIEW) & (step < sessions.ORDER), step == sessions.ORDER
    campaign = story.web.campaign[events.visit]
    session = story.web.second[events.visit] + 1_600_000_000
    engaged = story.chance.integers(300, 60_000, count)
    in_kroner = (events.order >= 0) & story.orders.danish[events.order.clip(0)]
    return [
        ("ga_session_id", whole, everything, pa.array(session)),
        ("page_location", text, everything, chosen(PAGES, step)),
        ("engagement_time_msec", whole, step != START, pa.array(engaged)),
        ("campaign", text, (step == START) & (campaign >= 0), chosen(story.season.campaigns, campaign)),
        ("item_name", text, shows, chosen(story.goods.names, events.item)),
        ("value", double, shows, pa.array(story.goods.prices[events.item])),
        ("transaction_id", text, buys, numbered("B-", orders.FIRST + events.order)),
        ("value", double, buys, pa.array(value)),
        ("currency", text, shows | buys, chosen(("EUR", "DKK"), in_kroner.astype(np.int64))),
    ]


def _device(device: Ints) -> pa.StructArray:
    phone = (device * 7 % 10 < 6).astype(np.int64)
    return _struct(
        category=chosen(("desktop", "mobile"), phone),
        operating_system=chosen(SYSTEMS, phone + 2 * (device % 3 == 0)),
        language=chosen(("de-de", "de-at", "nl-nl", "da-dk"), device % 4),
    )


def _geo(place: Ints) -> pa.StructArray:
    countries, towns = zip(*PLACES, strict=True)
    return _struct(country=chosen(countries, place), city=chosen(towns, place))


def _origin(story: Story, channel: Ints, campaign: Ints) -> dict[str, pa.StructArray]:
    """Where the visit came from, and what the address of its first page said of that."""
    organic = (channel == SEARCH) & (campaign < 0)
    source = chosen(SOURCES, channel)
    medium = chosen(MEDIA, np.where(organic, len(MEDIA) - 1, channel))
    paid = chosen(story.season.campaigns, campaign)
    free = chosen(("(organic)", "(direct)", "(referral)"), np.select([organic, channel == DIRECT], [0, 1], 2))
    return {
        "traffic_source": _struct(name=pc.coalesce(paid, free), medium=medium, source=source),
        "collected_traffic_source": _struct(
            manual_campaign_name=paid, manual_source=source, manual_medium=medium
        ),
    }


def _struct(**parts: pa.Array) -> pa.StructArray:
    return pa.StructArray.from_arrays(list(parts.values()), names=list(parts))
