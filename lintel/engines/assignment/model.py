"""What is matched, and what is said about a pair."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True)
class Asked:
    """A skill that a need asks for, and the least level of it (1 to 5)."""

    skill: str
    least: int


@dataclass(frozen=True)
class Need:
    """Somebody is wanted: for which kind of stay, with which skills, from a day to a day (both included), for
    at least `share` per cent of a week. `teaches` are the skills that can be learnt there."""

    key: str
    side: str
    kind: str
    starts: dt.date
    ends: dt.date
    share: int
    skills: tuple[Asked, ...] = ()
    teaches: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Offer:
    """Somebody would go: with their level by skill, what they wish to learn, and at most `share` per cent of
    a week, of which `free` are not promised to others."""

    key: str
    person: str
    side: str
    kind: str
    starts: dt.date
    ends: dt.date
    share: int
    levels: Mapping[str, int] = field(default_factory=dict)
    wishes: frozenset[str] = frozenset()
    free: int = 100


class What(StrEnum):
    """At which points a need and an offer are held beside each other."""

    SIDE = "side"
    KIND = "kind"
    SKILL = "skill"
    DATES = "dates"
    SHARE = "share"
    GROWTH = "growth"


# What it takes to close one unit of a gap, so that “the smallest change” means something: a level of a skill
# takes months, a week of dates or a tenth of a week is a talk.
EFFORT = {What.KIND: 1.0, What.SKILL: 4.0, What.DATES: 1 / 7, What.SHARE: 0.1, What.GROWTH: 1.0}


@dataclass(frozen=True)
class Point:
    """One point: what is `there`, and how much is `asked`. `subject` is a skill's key where it is about one.

    Units: levels of a skill, shared days, per cent of a week; 0 or 1 for side, kind and growth.
    """

    what: What
    there: int
    asked: int
    subject: str = ""

    @property
    def fits(self) -> bool:
        """There is as much as is asked."""
        return self.there >= self.asked

    @property
    def effort(self) -> float:
        """What it would take to make it fit; a side cannot be changed."""
        if self.fits:
            return 0.0
        return EFFORT.get(self.what, math.inf) * (self.asked - self.there)


@dataclass(frozen=True)
class Verdict:
    """A need beside an offer: every point, the days that both share, and how well it fits (0 to 100)."""

    need: str
    offer: str
    points: tuple[Point, ...]
    starts: dt.date
    ends: dt.date
    score: int

    @property
    def fits(self) -> bool:
        """At every point."""
        return all(point.fits for point in self.points)

    @property
    def lacks(self) -> tuple[Point, ...]:
        """The points at which it does not fit: together the change that would make a pair of the two."""
        return tuple(point for point in self.points if not point.fits)

    @property
    def effort(self) -> float:
        """What that change would take."""
        return sum(point.effort for point in self.points)


@dataclass(frozen=True)
class Left:
    """A need or an offer without a partner, and what comes nearest. A nearest that fits is a partner who was
    of more use elsewhere; None means that the other side has nothing at all."""

    key: str
    nearest: Verdict | None


@dataclass(frozen=True)
class Matching:
    """The pairs, best fit first, and what is left on either hand, by key."""

    pairs: tuple[Verdict, ...]
    needs_left: tuple[Left, ...]
    offers_left: tuple[Left, ...]
