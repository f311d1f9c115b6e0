"""What customers and strangers did in 18 months: who they are to the trackers, their visits and their orders.

People of the newsletter buy more and send less back. Who is about to leave writes to support first. Display
and social bring strangers who come back through search or directly, if at all.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import DAYS, sessions
from .goods import Goods
from .purchases import Orders, ordered
from .records import HUBSPOT, LOYALTY, SUPPORT, WEBSHOP, Record
from .season import Bools, Ints, Season
from .sessions import Sessions

NEW_LETTER = 270  # days ago: since then a welcome series greets who subscribes


@dataclass(frozen=True)
class Accounts:
    """Customers of the web shop as columns; days count from the first day of the story."""

    ids: list[str]
    emails: list[str]
    danish: Bools
    person: Ints
    opened: Ints  # below zero: before the story
    left: Ints
    leaving: Bools
    letter: Ints  # the day of the newsletter's subscription, or beyond the end
    activity: NDArray[np.float64]

    @property
    def cohort(self) -> Bools:
        """Who subscribed since there is a welcome series."""
        return (self.letter >= DAYS - NEW_LETTER) & (self.letter < DAYS)


@dataclass(frozen=True)
class Subscription:
    """One address in the newsletter; `account` is its web shop account, or -1."""

    email: str
    day: int
    account: int


@dataclass(frozen=True)
class Ticket:
    """A question to support."""

    account: int
    email: str
    second: int


@dataclass(frozen=True)
class Story:
    """Everything that the files of events and orders are written from."""

    season: Season
    goods: Goods
    chance: np.random.Generator
    scale: float
    accounts: Accounts
    subscribed: list[Subscription]
    tickets: list[Ticket]
    web: Sessions
    app: Sessions
    orders: Orders


def story(known: list[Record], today: dt.date, chance: np.random.Generator, scale: float) -> Story:
    """Lets it all happen."""
    season, goods = Season(today), Goods()
    real = [record for record in known if not record.person.startswith("tester")]
    leavers = _leavers(real, chance)
    letters = _letters(real, chance)
    accounts = _accounts([r for r in real if r.source == WEBSHOP], leavers, letters, chance)
    by_person = {int(person): at for at, person in reversed(list(enumerate(accounts.person)))}
    subscribed = [
        Subscription(email, day, by_person.get(person, -1)) for person, (email, day) in letters.items()
    ]
    tickets = _tickets([r for r in real if r.source == SUPPORT], leavers, by_person, chance)
    web = sessions.visits(accounts, season, chance, scale, app=False)
    app = sessions.visits(accounts, season, chance, scale, app=True)
    guests = [s.email for s in subscribed if s.account < 0]
    cards = [r for r in real if r.source == LOYALTY]
    orders = ordered(accounts, guests, cards, (web, app), season, goods, chance, scale)
    return Story(season, goods, chance, scale, accounts, subscribed, tickets, web, app, orders)


def number(record: Record) -> int:
    """The number of a record's person."""
    return int(record.person[1:])


def _leavers(records: list[Record], chance: np.random.Generator) -> dict[int, int]:
    """People who stop buying, and on which day; most of them had written to support before."""
    asked = sorted({number(r) for r in records if r.source == SUPPORT})
    others = sorted({number(r) for r in records} - set(asked))
    gone = [p for p in asked if chance.random() < 0.3] + [p for p in others if chance.random() < 0.04]
    return dict(zip(gone, chance.integers(90, DAYS - 40, len(gone)).tolist(), strict=True))


def _letters(records: list[Record], chance: np.random.Generator) -> dict[int, tuple[str, int]]:
    """Who subscribed to the newsletter, with which address and on which day."""
    letters: dict[int, tuple[str, int]] = {}
    for record in records:
        if record.source == HUBSPOT and record.email and chance.random() < 0.62:
            letters.setdefault(number(record), (record.email.strip().lower(), max(0, DAYS - record.created)))
    return letters


def _accounts(
    records: list[Record],
    leavers: dict[int, int],
    letters: dict[int, tuple[str, int]],
    chance: np.random.Generator,
) -> Accounts:
    person = np.array([number(r) for r in records])
    opened = np.array([DAYS - r.created for r in records])
    left = np.array([leavers.get(p, DAYS) for p in person.tolist()])
    left = np.where(left <= opened + 20, DAYS, left)  # nobody leaves before having come
    letter = np.array([letters.get(p, ("", DAYS))[1] for p in person.tolist()])
    activity = chance.gamma(0.8, 1 / 0.8, len(records)) * np.where(letter < DAYS, 1.35, 0.85)
    return Accounts(
        [r.id for r in records],
        [r.email.strip() for r in records],
        np.array([r.home is not None and r.home.country.code == "DK" for r in records]),
        person, opened, left, left < DAYS, letter, activity,
    )  # fmt: skip


def _tickets(
    records: list[Record], leavers: dict[int, int], by_person: dict[int, int], chance: np.random.Generator
) -> list[Ticket]:
    tickets = []
    for record in records:
        person = number(record)
        account = by_person.get(person, -1)
        if account < 0 and not record.email:
            continue
        leaves = leavers.get(person)
        for _ in range(int(chance.integers(1, 4)) if leaves else 1):
            day = leaves - int(chance.integers(3, 32)) if leaves else int(chance.integers(0, DAYS))
            second = day * 86_400 + int(chance.integers(7 * 3600, 21 * 3600))
            tickets.append(Ticket(account, record.email.strip().lower(), second))
    return tickets
