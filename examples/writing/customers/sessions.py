"""Visits to the web shop and the app: by whom, when, through which channel, and how far they went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from . import DAYS
from .season import (
    ALWAYS_ON,
    DIRECT,
    DISPLAY,
    EMAIL,
    LETTER,
    SEARCH,
    SOCIAL,
    WELCOME,
    Bools,
    Floats,
    Ints,
    Season,
)  # fmt: skip

if TYPE_CHECKING:
    from .behaviour import Accounts

# e-mail, search, social, display, store, direct, referral: how strangers, customers and subscribers come
FIRST = np.cumsum([0.00, 0.36, 0.24, 0.20, 0.03, 0.09, 0.08])
LATER = np.cumsum([0.04, 0.32, 0.08, 0.06, 0.05, 0.38, 0.07])
SUBSCRIBED = np.cumsum([0.27, 0.22, 0.07, 0.04, 0.04, 0.32, 0.04])
VIEWS = np.array([0.86, 0.80, 0.58, 0.42, 0.72, 0.76, 0.64])
CARTS = np.array([0.28, 0.25, 0.13, 0.07, 0.30, 0.30, 0.18])
CHECKOUT, PAYS = 0.64, 0.74
VISIT, VIEW, CART, PAY, ORDER = range(5)


@dataclass(frozen=True)
class Sessions:
    """Visits as columns. `device` counts from 0 within one tracker; `account` is -1 for strangers."""

    account: Ints
    device: Ints
    second: Ints
    channel: Ints
    campaign: Ints  # into the season's campaigns, or -1
    stage: Ints
    signed_in: Bools

    def __len__(self) -> int:
        return len(self.second)

    def taken(self, order: Ints) -> Sessions:
        """The visits with these numbers."""
        return Sessions(*(getattr(self, name)[order] for name in self.__dataclass_fields__))


def visits(
    accounts: Accounts, season: Season, chance: np.random.Generator, scale: float, *, app: bool
) -> Sessions:
    """All visits that one tracker saw, in order of time: the app's has few strangers, the web shop's many."""
    wanted, strangers = (48_000, 9_000) if app else (45_000, 62_000)
    start, end = accounts.opened.clip(0), accounts.left
    weight = accounts.activity * (season.online[end] - season.online[start])
    each = chance.poisson(wanted * scale * weight / weight.sum())
    member = np.repeat(np.arange(len(each)), each)
    at = season.moments(chance, start[member], end[member], season.online)
    # Before somebody opened an account, her browser was already there.
    fresh = np.flatnonzero(accounts.opened > 0)
    early = np.repeat(fresh, chance.poisson(0.5 if app else 1.6, len(fresh)))
    before = (
        accounts.opened[early] * 86_400 - chance.exponential(9 * 86_400, len(early)).astype(np.int64) - 600
    )
    early, before = early[before >= 0], before[before >= 0]
    many = round(strangers * scale)
    stranger = chance.geometric(0.62, many)
    passing = np.repeat(np.arange(many), stranger)[:many]
    during = season.moments(chance, np.zeros(many, np.int64), np.full(many, DAYS), season.online)
    account = np.concatenate([member, early, np.full(many, -1)])
    second = np.concatenate([at, before, during])
    known = np.concatenate(
        [chance.random(len(member)) < (0.96 if app else 0.8), np.zeros(len(early) + many, bool)]
    )
    # One customer in five has two devices.
    second_device = (account >= 0) & (account % 5 == 0) & (chance.random(len(account)) < 0.4)
    device = np.where(account >= 0, account * 2 + second_device, 0)
    device[len(member) + len(early) :] = 2 * len(each) + passing
    channel, campaign, second = _channels(account, second, known, accounts, season, chance)
    stage = _stages(account, channel, second, accounts, chance)
    stage[~known] = stage[~known].clip(max=PAY)  # one signs in to pay
    made = Sessions(account, device, second, channel, campaign, stage, known)
    return made.taken(np.argsort(second, kind="stable"))


def _channels(
    account: Ints, second: Ints, known: Bools, accounts: Accounts, season: Season, chance: np.random.Generator
) -> tuple[Ints, Ints, Ints]:
    """Channel and campaign of each visit, and when it was: mail is clicked on the days after a mailing."""
    day = second // 86_400
    subscribed = known & (day >= np.where(account >= 0, accounts.letter[account], DAYS))
    dice = chance.random(len(account))
    channel = np.searchsorted(FIRST, dice, side="right")
    channel = np.where(known, np.searchsorted(LATER, dice, side="right"), channel)
    channel = np.where(subscribed, np.searchsorted(SUBSCRIBED, dice, side="right"), channel).clip(max=6)
    running = season.running[day]
    pushed = (running >= 0) & (chance.random(len(account)) < 0.36)
    mixed = (chance.random(len(account))[:, None] > season.mix[running.clip(0)]).sum(axis=1).clip(max=4)
    mixed = np.where((mixed == EMAIL) & ~subscribed, SOCIAL, mixed)
    channel = np.where(pushed, mixed, channel)
    channel = np.where((channel == EMAIL) & ~subscribed, DIRECT, channel)
    second = _after_mailing(channel, second, account, accounts, season, chance)
    campaign = np.where(
        pushed & (channel < DIRECT),
        running,
        _always(channel, second // 86_400, account, accounts, season, chance),
    )
    return channel, campaign, second


def _always(
    channel: Ints, day: Ints, account: Ints, accounts: Accounts, season: Season, chance: np.random.Generator
) -> Ints:
    """Campaigns that run all year: the letter, and what is always advertised."""
    called = season.campaigns.index
    welcomed = (account >= 0) & (day - accounts.letter[account] < 30)
    campaign = np.where(channel == EMAIL, np.where(welcomed, called(WELCOME), called(LETTER)), -1)
    for paid, share, name in zip((SEARCH, SOCIAL, DISPLAY), (0.35, 0.4, 1.0), ALWAYS_ON, strict=True):
        bought = (channel == paid) & (chance.random(len(channel)) < share)
        campaign = np.where(bought, called(name), campaign)
    return campaign


def _after_mailing(
    channel: Ints,
    second: Ints,
    account: Ints,
    accounts: Accounts,
    season: Season,
    chance: np.random.Generator,
) -> Ints:
    day = second // 86_400
    last = np.searchsorted(season.mailings, day, side="right") - 1
    mailed = season.mailings[last.clip(0)]
    fits = (
        (channel == EMAIL)
        & (last >= 0)
        & (mailed >= accounts.opened[account])
        & (mailed >= accounts.letter[account])
    )
    opened = mailed * 86_400 + 7 * 3600 + chance.exponential(9 * 3600, len(channel)).astype(np.int64)
    return np.where(fits, np.minimum(opened, DAYS * 86_400 - 3600), second)


def _stages(
    account: Ints, channel: Ints, second: Ints, accounts: Accounts, chance: np.random.Generator
) -> Ints:
    """How far each visit goes: looked around, saw goods, filled a cart, went to pay, ordered."""
    known = account >= 0
    keen = np.where(known, 1.35, 0.55) * np.where(known & accounts.cohort[account], 1.5, 1.0)
    weary = known & accounts.leaving[account] & (accounts.left[account] - second // 86_400 < 60)
    keen = keen * np.where(weary, 0.45, 1.0)
    pays = (PAYS * np.where(known & accounts.cohort[account], 1.12, 1.0)).clip(max=0.95)
    passed: list[Floats] = [
        VIEWS[channel],
        (CARTS[channel] * keen).clip(max=0.8),
        np.full(len(account), CHECKOUT),
        pays,
    ]
    stage = np.zeros(len(account), np.int64)
    for at, share in enumerate(passed):
        stage += (stage == at) & (chance.random(len(account)) < share)
    return stage


def steps(made: Sessions, chance: np.random.Generator) -> tuple[Ints, Ints, NDArray[np.float64]]:
    """What happened in each visit: (visit, stage, second with its fraction), visit by visit."""
    count, stage = len(made), made.stage
    each = np.stack(
        [
            1 + chance.poisson(0.7, count),
            np.where(stage >= VIEW, 1 + chance.poisson(1.1, count), 0),
            np.where(stage >= CART, 1 + (chance.random(count) < 0.25), 0),
            (stage >= PAY).astype(np.int64),
            (stage >= ORDER).astype(np.int64),
        ],
        axis=1,
    )
    step = np.repeat(np.tile(np.arange(5), count), each.ravel())
    total = each.sum(axis=1)
    visit = np.repeat(np.arange(count), total)
    gaps = 2.5 + chance.exponential(38, len(step))
    first = np.cumsum(total) - total
    gaps[first] = 0
    passed = np.cumsum(gaps)
    return visit, step, made.second[visit] + passed - np.repeat(passed[first], total)
