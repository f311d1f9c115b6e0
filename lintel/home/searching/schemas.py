"""What a search answers to programs."""

import datetime as dt

from ninja import Schema

from lintel.home.searching.finding import Found


class HitOut(Schema):
    """One thing that was found."""

    kind: str
    kind_name: str
    id: str
    title: str
    url: str
    changed_at: dt.datetime


class KindCountOut(Schema):
    """How many hits are of one kind."""

    kind: str
    name: str
    count: int


class FoundThingsOut(Schema):
    """Hits, the best first; `guesses` are near spellings that were looked for too."""

    query: str
    hits: list[HitOut]
    kinds: list[KindCountOut]
    more: bool
    guesses: list[str]


def plain(found: Found, most: int) -> FoundThingsOut:
    """A search's answer as plain values."""
    hits = [
        HitOut(
            kind=hit.kind.label,
            kind_name=hit.kind.name,
            id=hit.object_id,
            title=hit.title,
            url=hit.url,
            changed_at=hit.at,
        )
        for hit in found.hits[:most]
    ]
    counted = [KindCountOut(kind=kind.label, name=kind.plural, count=n) for kind, n in found.by_kind]
    return FoundThingsOut(
        query=found.query,
        hits=hits,
        kinds=counted,
        more=found.more or len(found.hits) > most,
        guesses=found.guesses,
    )
