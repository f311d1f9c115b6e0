"""When people go out: seasons, weekends, hours of the day and campaigns, for each day of the story."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .. import words
from . import DAYS

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

CHANNELS = ("email", "search", "social", "display", "store", "direct", "referral")
EMAIL, SEARCH, SOCIAL, DISPLAY, STORE, DIRECT, REFERRAL = range(7)
MONTHS = np.array([0.85, 0.8, 1.0, 1.25, 1.3, 1.0, 0.95, 0.95, 1.3, 1.3, 1.2, 1.15])
ONLINE = np.array([0.92, 0.9, 0.92, 0.95, 0.98, 1.18, 1.35])  # Monday … Sunday
SHOPS = np.array([0.8, 0.8, 0.85, 0.95, 1.25, 1.9, 0.06])
HOURS = np.array([2, 1, 1, 0, 0, 1, 3, 6, 8, 8, 9, 9, 10, 9, 8, 8, 9, 11, 13, 15, 17, 15, 9, 5], float)
ALWAYS_ON = ("search-brand", "social-always-on", "remarketing")
LETTER, WELCOME = "fern-letter", "welcome-series"


@dataclass(frozen=True)
class Campaign:
    """What marketing pushes in a part of the year, and how its visitors come."""

    name: str
    begins: tuple[int, int]  # month, day
    ends: tuple[int, int]
    lift: float
    mix: tuple[float, ...]  # e-mail, search, social, display, store

    def runs(self, day: dt.date) -> bool:
        """Whether it runs on that day, in any year."""
        return self.begins <= (day.month, day.day) <= self.ends


class Season:
    """The 18 months up to `today`, day by day; days count from the first one, moments in seconds from it."""

    def __init__(self, today: dt.date) -> None:
        self.first = today - dt.timedelta(days=DAYS)
        days = [self.first + dt.timedelta(days=day) for day in range(DAYS)]
        self.months = np.array([day.month - 1 for day in days])
        weekdays = np.array([day.weekday() for day in days])
        read = [_campaign(line) for line in words.lines("campaigns.txt")[1:]]
        pushed = [c for c in read if c.lift]
        self.campaigns = (*(c.name for c in read), *ALWAYS_ON)
        self.mix = np.cumsum([np.array(c.mix) / sum(c.mix) for c in read], axis=1)
        running = [next((c for c in pushed if c.runs(day)), None) for day in days]
        self.running = np.array([self.campaigns.index(c.name) if c else -1 for c in running])
        lift = np.array([c.lift if c else 1.0 for c in running])
        growth = np.linspace(0.85, 1.15, DAYS)
        self.online = _cumulated(MONTHS[self.months] * ONLINE[weekdays] * lift * growth)
        self.shops = _cumulated(MONTHS[self.months] * SHOPS[weekdays] * (1 + (lift - 1) / 2))
        starts = np.flatnonzero((np.diff(self.running, prepend=-1) != 0) & (self.running >= 0))
        letters = np.array([at for at, day in enumerate(days) if day.day == 5])
        self.mailings = np.unique(np.concatenate([starts, starts + 7, letters]).clip(0, DAYS - 1))

    def moments(self, chance: np.random.Generator, start: Ints, end: Ints, curve: Floats) -> Ints:
        """A moment for each pair of days, start ≤ day < end, where `curve` says which days are busy."""
        low, high = curve[start], curve[np.maximum(end, start + 1)]
        days = np.searchsorted(curve, low + chance.random(len(start)) * (high - low), side="right") - 1
        return days.clip(0, DAYS - 1) * 86_400 + self.clock(chance, len(start))

    def clock(self, chance: np.random.Generator, count: int) -> Ints:
        """Seconds of the day, most of them in the evening."""
        hours = np.searchsorted(np.cumsum(HOURS / HOURS.sum()), chance.random(count), side="right")
        return hours * 3600 + chance.integers(0, 3600, count)

    def stamps(self, seconds: Ints) -> NDArray[np.datetime64]:
        """Moments in UTC, to the millisecond where they have a fraction."""
        return np.datetime64(self.first, "ms") + (seconds * 1000).astype("timedelta64[ms]")


def _campaign(line: str) -> Campaign:
    name, begins, ends, lift, mix = words.parts(line, "|")
    return Campaign(name, _day(begins), _day(ends), float(lift), tuple(float(share) for share in mix.split()))


def _day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)


def _cumulated(weights: Floats) -> Floats:
    """The weight of all days before each day, and of all days at the end."""
    return np.concatenate([[0.0], np.cumsum(weights)])
