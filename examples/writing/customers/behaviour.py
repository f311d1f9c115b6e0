"""Visits, orders and mails of eighteen months, drawn for everybody at once."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .population import Person

DAYS = 540
CHANNELS = np.array(["search", "direct", "email", "social", "display", "referral"])
MEDIUM = {"search": ("google", "organic"), "direct": ("(direct)", "(none)"), "email": ("mailfinch", "email"),
          "social": ("instagram", "paid_social"), "display": ("adnetz", "display"),
          "referral": ("wanderblog.example", "referral")}  # fmt: skip
MIX = np.array([0.34, 0.24, 0.08, 0.16, 0.1, 0.08])
MIX_READER = np.array([0.24, 0.2, 0.34, 0.1, 0.06, 0.06])  # those who get the newsletter
BUYS = np.array([0.12, 0.17, 0.16, 0.055, 0.03, 0.08])  # how many visits of a channel end in an order
CAMPAIGNS = np.array(["autumn-layers", "winter-clearance", "spring-trails", "summer-huts", "always-on"])
ITEMS = ("rain jacket", "trail shoes", "tent Nordlys 2", "sleeping bag", "headlamp", "down vest",
         "climbing rope",
         "water filter", "wool socks", "rucksack 38 l",
         "stove", "map Harz 1:25,000")  # fmt: skip
PRICES = np.array([189.9, 139.0, 449.0, 229.0, 49.95, 159.0, 119.0, 39.9, 17.95, 149.0, 64.5, 12.9])
FUTURE = 7  # events that a clock set wrong puts into next year

Columns = dict[str, Any]


@dataclass
class Visits:
    """One entry per visit: whose (-1: nobody knows), when (seconds since 1970), how, how far."""

    person: Any
    at: Any
    channel: Any
    campaign: Any
    app: Any
    signed_in: Any
    depth: Any  # 1 page, 2 product, 3 cart, 4 order
    pages: Any
    visitor: Any


@dataclass
class Orders:
    """One entry per order; `person` is never -1."""

    person: Any
    at: Any
    store: Any
    number: Any


def season(today: dt.date) -> Any:
    """How busy each of the last days was: peaks in April/May and September/October, weekends, slow growth."""
    days = np.array([today - dt.timedelta(days=DAYS - n) for n in range(DAYS)], dtype="datetime64[D]")
    year = (days - days.astype("datetime64[Y]")).astype(int) / 365.25
    peaks = 1 + 0.7 * np.exp(-(((year - 0.35) / 0.07) ** 2)) + 0.9 * np.exp(-(((year - 0.76) / 0.06) ** 2))
    weekend = np.isin((days.astype(int) + 3) % 7, (5, 6)) * 0.35 + 1
    weights = peaks * weekend * np.linspace(0.85, 1.15, DAYS)
    return weights / weights.sum()


def moments(count: int, today: dt.date, rng: np.random.Generator) -> Any:
    """Seconds since 1970 of `count` moments, by season and by hour of the day."""
    start = int(dt.datetime.combine(today, dt.time(), dt.UTC).timestamp()) - DAYS * 86_400
    hours = np.array(
        [1, 1, 1, 1, 1, 2, 4, 7, 9, 9, 9, 9, 10, 9, 8, 8, 9, 11, 13, 15, 16, 13, 8, 3], dtype=float
    )
    day = rng.choice(DAYS, count, p=season(today))
    return (
        start
        + day * 86_400
        + rng.choice(24, count, p=hours / hours.sum()) * 3600
        + rng.integers(0, 3600, count)
    )


def visits(
    count: int, people: Sequence[Person], readers: Any, today: dt.date, rng: np.random.Generator
) -> Visits:
    """Visits of known people, who differ much in how often they come, and of strangers (three in ten)."""
    often = rng.pareto(1.6, len(people)) + 0.2
    person = np.where(rng.random(count) < 0.7, rng.choice(len(people), count, p=often / often.sum()), -1)
    reads = np.where(person >= 0, readers[person], False)
    channel = np.where(reads, _draw(MIX_READER, count, rng), _draw(MIX, count, rng))
    depth = 1 + (rng.random(count) < 0.62) * (1 + (rng.random(count) < 0.4))
    buys = (rng.random(count) < BUYS[channel] * np.where(reads, 1.25, 0.95)) & (person >= 0)
    depth = np.where(buys, 4, depth)
    campaign = np.where(rng.random(count) < 0.35, _draw(np.full(5, 0.2), count, rng), 4)
    device = rng.integers(0, 2, count)
    visitor = np.where(
        person >= 0, person * 2 + device, 10_000_000 + rng.integers(0, max(count // 4, 1), count)
    )
    app = (rng.random(count) < 0.32) & (person >= 0)
    signed_in = (person >= 0) & ((rng.random(count) < 0.45) | buys)
    pages = 1 + rng.poisson(1.6, count)
    return Visits(
        person, moments(count, today, rng), channel, campaign, app, signed_in, depth, pages, visitor
    )


def orders(
    made: Visits, stores: int, people: Sequence[Person], today: dt.date, rng: np.random.Generator
) -> Orders:
    """The orders of those visits, and what was bought in the shops of people with a card."""
    online = made.depth == 4
    carded = np.array([p.number for p in people if any(s == "store-loyalty" for s, _ in p.records)])
    if not len(carded):
        carded = np.arange(len(people))
    person = np.concatenate([made.person[online], rng.choice(carded, stores)])
    at = np.concatenate([made.at[online] + made.pages[online] * 70 + 200, moments(stores, today, rng)])
    store = np.concatenate([np.zeros(online.sum(), bool), np.ones(stores, bool)])
    order = np.argsort(at, kind="stable")
    return Orders(person[order], at[order], store[order], np.arange(len(at)) + 500_000)


def _draw(shares: Any, count: int, rng: np.random.Generator) -> Any:
    return rng.choice(len(shares), count, p=shares / shares.sum())


def spread(made: Visits, rng: np.random.Generator) -> Columns:
    """The events within the visits: `visit`, `name` (0 page, 1 product, 2 cart, 3 order), `at`."""
    counts = made.pages + (made.depth >= 2) + (made.depth >= 3) + (made.depth == 4)
    visit = np.repeat(np.arange(len(counts)), counts)
    first = np.cumsum(counts) - counts
    place = np.arange(len(visit)) - first[visit]
    name = np.maximum(place - made.pages[visit] + 1, 0)
    at = made.at[visit] + place * 70 + rng.integers(0, 40, len(visit))
    return {"visit": visit, "name": name, "at": at, "item": rng.integers(0, len(ITEMS), len(visit))}
