"""Orders: of tracked visits, of visits nobody tracked, of guests, and in the shops with a card."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from . import DAYS
from .goods import Goods
from .records import Record
from .season import Bools, Floats, Ints, Season
from .sessions import ORDER, Sessions

if TYPE_CHECKING:
    from .behaviour import Accounts

WEB, APP, SHOP, GUEST = range(4)
KRONER = 7.46
REDUCED = {"black-week": 0.8, "winter-sale": 0.7}
OPEN, SHIPPED, DELIVERED, RETURNED, CANCELLED = range(5)
STATUS = ("open", "shipped", "delivered", "returned", "cancelled")


@dataclass(frozen=True)
class Orders:
    """Orders in order of time, and their lines; `buyer` counts accounts, cards or guests by `place`."""

    place: Ints
    buyer: Ints
    second: Ints
    danish: Bools
    visit: tuple[dict[int, int], dict[int, int]]  # web, app: number of the visit → number of the order
    guests: list[str]
    cards: list[str]
    order: Ints  # of each line
    line: Ints
    item: Ints
    quantity: Ints
    amount: Floats
    status: Ints
    returned: Ints  # the day it came back, or -1

    @cached_property
    def totals(self) -> Floats:
        """The sum of each order's lines."""
        return np.bincount(self.order, self.amount, len(self.place)).round(2)


def ordered(
    accounts: Accounts,
    guests: list[str],
    cards: list[Record],
    tracked: tuple[Sessions, Sessions],
    season: Season,
    goods: Goods,
    chance: np.random.Generator,
    scale: float,
) -> Orders:
    """All orders; a tracked visit that ends with one has its order here."""
    bought = [np.flatnonzero(seen.stage == ORDER) for seen in tracked]
    unseen = round(27_000 * scale)
    start, end = accounts.opened.clip(0), accounts.left
    keen = (
        accounts.activity * (season.online[end] - season.online[start]) * np.where(accounts.cohort, 1.5, 1.0)
    )
    member = chance.choice(len(keen), unseen, p=keen / keen.sum())
    card = chance.integers(0, len(cards), round(27_000 * scale))
    came = np.array([max(0, DAYS - r.created) for r in cards])[card]
    guest = chance.integers(0, len(guests), round(2_600 * scale))
    always = np.zeros(len(guest), np.int64)
    place = np.repeat((WEB, APP, WEB, SHOP, GUEST), [*map(len, bought), unseen, len(card), len(guest)])
    buyer = np.concatenate(
        [tracked[0].account[bought[0]], tracked[1].account[bought[1]], member, card, guest]
    )
    second = np.concatenate([
        tracked[0].second[bought[0]] + 600, tracked[1].second[bought[1]] + 600,
        season.moments(chance, start[member], end[member], season.online),
        season.moments(chance, came, np.full(len(card), DAYS), season.shops),
        season.moments(chance, always, always + DAYS, season.online),
    ])  # fmt: skip
    by_time = np.argsort(second, kind="stable")
    number = np.argsort(by_time, kind="stable")  # of each order in order of time
    first, rest = len(bought[0]), len(bought[0]) + len(bought[1])
    visit = _numbered(bought[0], number[:first]), _numbered(bought[1], number[first:rest])
    place, buyer, second = place[by_time], buyer[by_time], second[by_time]
    danish = _danish(accounts, cards, place, buyer)
    lines = _lines(accounts, place, buyer, second, danish, season, goods, chance)
    return Orders(place, buyer, second, danish, visit, guests, [r.id for r in cards], *lines)


def _numbered(visits: Ints, orders: Ints) -> dict[int, int]:
    return dict(zip(visits.tolist(), orders.tolist(), strict=True))


def _danish(accounts: Accounts, cards: list[Record], place: Ints, buyer: Ints) -> Bools:
    """Which orders are paid in kroner; guests pay in euros."""
    carded = np.array([r.home is not None and r.home.country.code == "DK" for r in cards])
    online, shop = place <= APP, place == SHOP
    return np.select(
        [online, shop], [accounts.danish[np.where(online, buyer, 0)], carded[np.where(shop, buyer, 0)]]
    )


def _lines(
    accounts: Accounts,
    place: Ints,
    buyer: Ints,
    second: Ints,
    danish: Bools,
    season: Season,
    goods: Goods,
    chance: np.random.Generator,
) -> tuple[Ints, Ints, Ints, Ints, Floats, Ints, Ints]:
    each = 1 + chance.poisson(1.2, len(place))
    order = np.repeat(np.arange(len(place)), each)
    line = np.arange(len(order)) - np.repeat(np.cumsum(each) - each, each) + 1
    day = (second // 86_400).clip(max=DAYS - 1)[order]
    item = goods.choose(chance, season.months[day])
    quantity = 1 + (chance.random(len(order)) < 0.08)
    reduced = np.ones(len(season.campaigns) + 1)
    for name, factor in REDUCED.items():
        reduced[season.campaigns.index(name)] = factor
    amount = goods.prices[item] * quantity * reduced[season.running[day]] * np.where(danish[order], KRONER, 1)
    online = place[order] <= APP
    member = np.where(online, buyer[order], 0)
    back = goods.returned[item] * np.where(online, 1.15, 0.4)
    back *= np.where(online & accounts.cohort[member], 0.55, 1.0)
    back *= np.where(online & accounts.leaving[member] & (accounts.left[member] - day < 90), 2.4, 1.0)
    returned = np.where(chance.random(len(order)) < back, day + chance.integers(5, 24, len(order)), -1)
    returned[returned >= DAYS] = -1
    dice = chance.random(len(order))
    status = np.select(
        [returned >= 0, dice < 0.02, (place[order] == SHOP) | (day < DAYS - 6), day < DAYS - 2],
        [RETURNED, CANCELLED, DELIVERED, SHIPPED],
        OPEN,
    )
    return order, line, item, quantity, amount.round(2), status, returned
