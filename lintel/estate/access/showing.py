"""What the pages say about who gets in: ways as sentences, factors, requests that were made of findings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from lintel.audit.memory import remembered
from lintel.audit.models import Link, type_label
from lintel.estate.access import desk
from lintel.estate.access.models import Grant, Party, Right
from lintel.estate.access.picture import Picture, Reached, Risk
from lintel.estate.access.running import Ground, breach_from
from lintel.estate.access.scoring import DEEP, NEARER
from lintel.people.models import User
from lintel.people.targets import targets

MOST_POINTS = 5
LEVELS = {"high": ("High", "bad"), "middle": ("Middle", "warning"), "low": ("Low", "quiet")}


@dataclass(frozen=True)
class Line:
    """One party reaches one class of data, for a page: who, what, over which systems, what it comes to."""

    party: Any
    data: int
    data_name: str
    stops: tuple[str, ...]
    how: str
    score: float
    level: str
    grants: tuple[int, ...]
    right: str

    @property
    def sentence(self) -> str:
        """“The agency Northlight reaches payment data: Tag server → Web shop → Payline.”"""
        return f"{called(self.party)} reaches {self.data_name}: {' → '.join(self.stops)}"

    @property
    def steps(self) -> int:
        """How many systems lie behind the first."""
        return len(self.stops) - 1


def called(party: Party) -> str:
    """Kind and name of a party, as a sentence begins with it."""
    lead = {"team": "The team", "role": "The role", "group": "The group", "vendor": "The vendor",
            "service": "The service account"}[party.kind]  # fmt: skip
    return f"{lead} {party.name}"


def lines(picture: Picture, rows: Iterable[Reached]) -> list[Line]:
    """These reaches with the names of their parties; one query."""
    kept = list(rows)
    parties = Party.objects.defer("names").in_bulk({one.party for one in kept})
    return [line(picture, one, parties[one.party]) for one in kept if one.party in parties]


def line(picture: Picture, one: Reached, party: Party) -> Line:
    """One of them."""
    ground = picture.ground
    return Line(
        party, one.data, ground.names[one.data], tuple(ground.names[stop] for stop in one.way),
        way_words(ground, one.way), one.score, one.level, one.grants, Right(one.right).label,
    )  # fmt: skip


def way_words(ground: Ground, way: Sequence[int]) -> str:
    """How one comes from each system to the next, in words; nothing for a single system."""
    return "; ".join(
        f"{ground.names[before]} to {ground.names[after]}, {ground.because.get((before, after), 'connected')}"
        for before, after in pairwise(way)
    )


@dataclass(frozen=True)
class Part:
    """One class of data in a score: its weight, how far it is, and what it adds."""

    data: int
    name: str
    weight: int
    weighed: bool
    steps: int
    counts: float
    adds: float
    stops: tuple[str, ...]
    how: str


def parts(picture: Picture, risk: Risk) -> list[Part]:
    """The rows behind the score of a grant, what adds most first."""
    ground = picture.ground
    found = [
        Part(
            data, ground.names[data], picture.weights[data], data in picture.weighed, len(way) - 1,
            picture.weights[data] * NEARER ** (len(way) - 1), risk.score.parts[data],
            tuple(ground.names[stop] for stop in way), way_words(ground, way),
        )
        for data, way in risk.ways.items()
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-one.adds, one.name))


@dataclass(frozen=True)
class Point:
    """A system whose control would keep a party from data: how many meetings with data it cuts, and its share
    of all shortest ways there."""

    number: int
    name: str
    cuts: int
    percent: int


def points(picture: Picture, grants: Sequence[Grant], day: dt.date) -> list[Point]:
    """Where control would cut most ways of a party that connects or administers; else nothing."""
    entries = tuple(
        sorted({one.system_id for one in grants if one.right in DEEP and one.pk in picture.risks})
    )
    if not entries:
        return []
    found = remembered(("chokepoints", day, entries), lambda: _points(picture, entries, day))
    return list(found)


def _points(picture: Picture, entries: tuple[int, ...], day: dt.date) -> tuple[Point, ...]:
    breach = breach_from(day, entries)
    return tuple(
        Point(int(one.key), picture.ground.names[int(one.key)], len(one.cuts), round(100 * one.share))
        for one in breach.chokepoints[:MOST_POINTS]
    )


def requests_of(things: Sequence[Any], user: User) -> Mapping[int, list[Any]]:
    """By the number of each thing the requests that were made of it and that the reader may see."""
    if not things:
        return {}
    links = list(
        Link.objects.filter(
            kind=desk.ASKED_AS, from_type=type_label(things[0]), from_id__in=[str(one.pk) for one in things]
        ).order_by("pk")
    )
    found = targets(user, {(link.to_type, link.to_id) for link in links})
    made: dict[int, list[Any]] = {}
    for link in links:
        if request := found.get((link.to_type, link.to_id)):
            made.setdefault(int(link.from_id), []).append(request)
    return made
