"""What the app, the newsletter and the support desk sent through Segment, in its flat form."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from . import DAYS, orders, sessions
from .behaviour import Story
from .columns import chosen, decimals, iso, joined, numbered, write_csv
from .purchases import APP, WEB
from .season import CHANNELS, EMAIL, LETTER, Bools, Floats, Ints

STEPS = ("Screen Viewed", "Product Viewed", "Product Added", "Checkout Started", "Order Completed")
SCREENS = ("/home", "/product", "/cart", "/checkout", "/thanks")
MAIL = ("Email Opened", "Email Link Clicked")
SOURCES = ("mailfinch", "google", "instagram", "displaynet", "store", None, "partner")
MEDIA = ("email", "cpc", "social", "display", "store", None, "referral")
COLUMNS = (
    *(
        "type",
        "messageId",
        "timestamp",
        "receivedAt",
        "userId",
        "anonymousId",
        "context_traits_email",
        "event",
    ),
    *("properties", "context_campaign_name", "context_campaign_source", "context_campaign_medium"),
    "context_page_path",
)


def write(path: Path, story: Story) -> Path:
    """Writes everything in order of arrival; a few events twice, a few from the future."""
    blocks = [_tracks(story), _identifies(story), _mail(story), _tickets(story), _refunds(story)]
    table = pa.concat_tables(blocks)
    table = table.take(pc.sort_indices(table["second"]))
    seconds = table["second"].to_numpy()
    chance = story.chance
    arrived = seconds + 0.2 + chance.exponential(1.5, len(seconds))
    ahead = chance.choice(len(seconds), max(4, round(130 * story.scale)), replace=False)
    seconds = seconds.copy()
    seconds[ahead] += (
        chance.integers(20, 3000, len(ahead)) * 86_400 + DAYS * 86_400 - seconds[ahead]
    )  # a wrong clock
    again = np.flatnonzero(chance.random(len(seconds)) < 0.006)
    rows = np.concatenate([np.arange(len(seconds)), again])
    arrived = np.concatenate([arrived, arrived[again] + chance.exponential(600, len(again)) + 5])
    order = np.argsort(arrived, kind="stable")
    numbers = 10_000_000 + np.arange(len(seconds)) * 7
    made = {
        **{name: table[name] for name in table.column_names},
        "messageId": numbered("fjell-", numbers),
        "timestamp": iso(story.season.stamps(seconds)),
    }
    kept = pa.array(rows[order])
    ordered = {name: column.take(kept) for name, column in made.items()}
    ordered["receivedAt"] = iso(story.season.stamps(arrived[order]))
    return write_csv(path, pa.table({name: ordered[name] for name in COLUMNS}))


def _block(count: int, second: Floats | Ints, **columns: pa.Array | str) -> pa.Table:
    """Rows of one kind; columns that are not given are empty."""
    made = {"second": pa.array(second.astype(float))}
    for name in COLUMNS:
        value = columns.get(name)
        if isinstance(value, str):
            value = pa.repeat(value, count)
        made[name] = pa.nulls(count, pa.string()) if value is None else value
    return pa.table(made)


def _devices(numbers: Ints) -> pa.Array:
    """Anonymous ids as a tracker makes them: the same for the same number, telling nothing."""
    distinct, index = np.unique(numbers, return_inverse=True)
    mixed = ((distinct + 1) * 2_654_435_761 % 2**32).tolist()
    names = [f"{code:08x}-{code * 7 % 65_536:04x}-4{code % 4096:03x}" for code in mixed]
    return chosen(names, index)


def _tracks(story: Story) -> pa.Table:
    app, season, goods = story.app, story.season, story.goods
    visit, step, second = sessions.steps(app, story.chance)
    items = goods.choose(story.chance, season.months[(app.second // 86_400).clip(0, DAYS - 1)])
    item = items[visit]
    channel, campaign = app.channel[visit], app.campaign[visit]
    known = app.signed_in[visit]
    return _block(
        len(visit),
        second,
        type="track",
        userId=chosen(story.accounts.ids, np.where(known, app.account[visit], -1)),
        anonymousId=_devices(app.device).take(pa.array(visit)),
        event=chosen(STEPS, step),
        properties=_properties(story, visit, step, item),
        context_campaign_name=chosen(season.campaigns, campaign),
        context_campaign_source=chosen(SOURCES, channel, campaign >= 0),
        context_campaign_medium=_medium(channel, campaign),
        context_page_path=chosen(SCREENS, step),
    )


def _medium(channel: Ints, campaign: Ints) -> pa.Array:
    """Search that nobody paid for is organic, whatever else is free says at least where it comes from."""
    media = (*MEDIA, "organic")
    organic = (channel == CHANNELS.index("search")) & (campaign < 0)
    return chosen(media, np.where(organic, len(MEDIA), channel))


def _properties(story: Story, visit: Ints, step: Ints, item: Ints) -> pa.Array:
    goods = story.goods
    price = decimals(goods.prices)
    about = [
        f'{{"product": "{name}", "category": "{category}", "price": {price[at]}}}'
        for at, (name, category) in enumerate(zip(goods.names, goods.categories, strict=True))
    ]
    shown = chosen(about, item, (step >= sessions.VIEW) & (step < sessions.ORDER))
    bought = step == sessions.ORDER
    number = np.array([story.orders.visit[APP].get(at, -1) for at in visit[bought].tolist()], np.int64)
    done = np.full(len(visit), -1)
    done[bought] = number
    return pc.coalesce(shown, _order(story, done))


def _order(story: Story, number: Ints) -> pa.Array:
    """The properties of orders; nothing where the number is below zero."""
    kept = number >= 0
    at = number.clip(0)
    total = decimals(story.orders.totals[at])
    currency = chosen(("EUR", "DKK"), story.orders.danish[at].astype(np.int64))
    return joined('{"order_id": "', numbered("B-", orders.FIRST + at, kept), '", "value": ', total,
                  ', "currency": "', currency, '"}')  # fmt: skip


def _identifies(story: Story) -> pa.Table:
    """The first time that a device is signed in, and again each time much later."""
    app = story.app
    at = np.flatnonzero(app.signed_in)
    _, first = np.unique(app.device[at], return_index=True)
    again = at[story.chance.random(len(at)) < 0.12]
    rows = np.unique(np.concatenate([at[first], again]))
    account = app.account[rows]
    return _block(
        len(rows),
        app.second[rows] + 1.5,
        type="identify",
        userId=chosen(story.accounts.ids, account),
        anonymousId=_devices(app.device).take(pa.array(rows)),
        context_traits_email=chosen([email or None for email in story.accounts.emails], account),
    )


def _mail(story: Story) -> pa.Table:
    """Who opened which mailing, and who clicked; the eager ones are a third of all."""
    season, chance, subscribed = story.season, story.chance, story.subscribed
    days = np.array([s.day for s in subscribed])
    mailed = season.mailings
    interest = chance.beta(0.9, 1.8, len(subscribed))
    gets = mailed[None, :] >= days[:, None]
    who, mailing = np.nonzero(gets & (chance.random(gets.shape) < interest[:, None] * 1.1))
    second = mailed[mailing] * 86_400 + 7 * 3600 + chance.exponential(10 * 3600, len(who))
    clicked = np.flatnonzero(chance.random(len(who)) < 0.16)
    who = np.concatenate([who, who[clicked]])
    second = np.concatenate([second, second[clicked] + 8 + chance.exponential(40, len(clicked))])
    what = np.repeat([0, 1], [len(mailing), len(clicked)])
    running = season.running[np.concatenate([mailed[mailing], mailed[mailing][clicked]])]
    campaign = np.where(running >= 0, running, season.campaigns.index(LETTER))
    kept = second < DAYS * 86_400
    who, second, what, campaign = who[kept], second[kept], what[kept], campaign[kept]
    account = np.array([s.account for s in subscribed])[who]
    return _block(
        len(who),
        second,
        type="track",
        userId=chosen(story.accounts.ids, account),
        context_traits_email=chosen([s.email for s in subscribed], who),
        event=chosen(MAIL, what),
        context_campaign_name=chosen(season.campaigns, campaign),
        context_campaign_source=SOURCES[EMAIL] or "",
        context_campaign_medium="email",
    )


def _tickets(story: Story) -> pa.Table:
    tickets, chance = story.tickets, story.chance
    topics = (
        '{"topic": "delivery"}',
        '{"topic": "return"}',
        '{"topic": "size"}',
        '{"topic": "broken"}',
        '{"topic": "invoice"}',
    )
    return _block(
        len(tickets),
        np.array([ticket.second for ticket in tickets]),
        type="track",
        userId=chosen(story.accounts.ids, np.array([ticket.account for ticket in tickets])),
        context_traits_email=pa.array([ticket.email or None for ticket in tickets]),
        event="Ticket Created",
        properties=chosen(topics, chance.integers(0, len(topics), len(tickets))),
    )


def _refunds(story: Story) -> pa.Table:
    """Goods sent back to the web shop or the app, once for each order."""
    made = story.orders
    online: Bools = (made.returned >= 0) & np.isin(made.place[made.order], (WEB, APP))
    order, first = np.unique(made.order[online], return_index=True)
    day = made.returned[online][first]
    second = day * 86_400 + story.season.clock(story.chance, len(day))
    return _block(
        len(order),
        second,
        type="track",
        userId=chosen(story.accounts.ids, made.buyer[order]),
        event="Order Refunded",
        properties=_order(story, order),
    )
