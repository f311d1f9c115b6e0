"""The first page as plain values, for API and command line."""

from datetime import date
from typing import Any

from ninja import Schema

from lintel.home import ground


class ThingOut(Schema):
    """One thing and where it is read."""

    id: int
    title: str
    url: str


class WaitingOut(ThingOut):
    """A request that waits for the reader."""

    what: str
    due: date | None
    days_late: int


class SomeThingsOut(Schema):
    """The first few of something, and how many there are (counted up to 1,000)."""

    count: int
    items: list[ThingOut]


class SomeWaitingOut(Schema):
    """The first few requests that wait, and how many there are (counted up to 1,000)."""

    count: int
    items: list[WaitingOut]


class OtherWaitOut(Schema):
    """One thing of another room that waits."""

    title: str
    url: str
    what: str
    due: date | None


class OtherWaitsOut(Schema):
    """The first few of one kind, how many there are, and where all of them stand."""

    count: int
    url: str
    items: list[OtherWaitOut]


class CarriedFigureOut(Schema):
    """One figure as people read it, and the page that it is made of."""

    value: str
    label: str
    url: str
    is_grave: bool


class PostOut(Schema):
    """What one side carries: the words that it owes."""

    office: str
    answers_owed: int
    overdue: int
    signatures_owed: int
    figures: list[CarriedFigureOut]


class BeamPartOut(Schema):
    """What both carry: goals, work, money, risk or customers."""

    part: str
    title: str
    url: str
    figures: list[CarriedFigureOut]


class DecisionOut(ThingOut):
    """What both offices decided."""

    decided: str


class GroundOut(Schema):
    """What waits for the reader, what each side and both carry."""

    to_sign: SomeThingsOut
    to_answer: SomeWaitingOut
    mentions: int
    others: list[OtherWaitsOut]
    posts: list[PostOut]
    disagreements: SomeThingsOut
    backlog: list[ThingOut]
    decisions: list[DecisionOut]
    beam: list[BeamPartOut]


def _thing(row: Any) -> dict[str, Any]:
    return {"id": row.pk, "title": row.title, "url": row.get_absolute_url()}


def plain(found: ground.Ground) -> GroundOut:
    """The ground as plain values, for API and command line."""
    waiting = [
        _thing(item.request) | {"what": item.what, "due": item.due, "days_late": item.days_late}
        for item in found.to_answer.items
    ]
    return GroundOut.model_validate(
        {
            "to_sign": {"count": found.to_sign.count, "items": [_thing(row) for row in found.to_sign.items]},
            "to_answer": {"count": found.to_answer.count, "items": waiting},
            "mentions": found.mentions,
            "others": found.others,
            "posts": found.posts,
            "disagreements": {
                "count": found.disagreements.count,
                "items": [_thing(row) for row in found.disagreements.items],
            },
            "backlog": [_thing(row) for row in found.backlog],
            "decisions": [_thing(row.proposal) | {"decided": row.done} for row in found.decisions],
            "beam": found.beam,
        }
    )
