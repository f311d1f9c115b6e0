"""Holding one need and one offer beside each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from lintel.engines.assignment.model import Need, Offer, Point, Verdict, What

LEAST_DAYS = 14  # what a stay has to last at least, unless the need itself is shorter
TOP_LEVEL = 5
FOR_DAYS, FOR_SKILL, FOR_GROWTH = 40, 30, 30  # points of the score
WISHES_THAT_COUNT = 2


def judge(need: Need, offer: Offer) -> Verdict:
    """Whether the two fit, point by point, and how well. O(skills)."""
    starts, ends = max(need.starts, offer.starts), min(need.ends, offer.ends)
    return Verdict(need.key, offer.key, tuple(_points(need, offer)), starts, ends, _score(need, offer))


def _points(need: Need, offer: Offer) -> Iterator[Point]:
    yield Point(What.SIDE, int(need.side != offer.side), 1)
    yield Point(What.KIND, int(need.kind == offer.kind), 1)
    for asked in sorted(need.skills, key=lambda one: one.skill):
        yield Point(What.SKILL, offer.levels.get(asked.skill, 0), asked.least, asked.skill)
    yield Point(What.DATES, _shared(need, offer), min(LEAST_DAYS, _days(need.starts, need.ends)))
    yield Point(What.SHARE, min(offer.share, offer.free), need.share)
    if offer.wishes:
        yield Point(What.GROWTH, len(offer.wishes & need.teaches), 1)


def _days(starts: dt.date, ends: dt.date) -> int:
    return (ends - starts).days + 1


def _shared(need: Need, offer: Offer) -> int:
    """Days that both share; negative by how far they lie apart."""
    return _days(max(need.starts, offer.starts), min(need.ends, offer.ends))


def _score(need: Need, offer: Offer) -> int:
    """From 0 to 100: days shared, level of the skills asked for, and wishes that come true."""
    days = FOR_DAYS * max(_shared(need, offer), 0) / _days(need.starts, need.ends)
    levels = [min(offer.levels.get(asked.skill, 0), TOP_LEVEL) for asked in need.skills]
    skill = FOR_SKILL * (sum(levels) / (TOP_LEVEL * len(levels)) if levels else 1)
    wishes = min(len(offer.wishes & need.teaches), WISHES_THAT_COUNT)
    return round(days + skill + FOR_GROWTH * wishes / WISHES_THAT_COUNT)
