"""What one reader's digest says: everything is asked for with the reader's own rights, each time anew."""

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

from lintel.audit import ledger
from lintel.audit.sides import Office
from lintel.digests.news import decisions
from lintel.digests.news.models import HEALTH_TONES, Announcement, Audience, StatusUpdate
from lintel.digests.news.places import kind_of, visible_keys
from lintel.digests.weekly.models import SECTIONS, Scope
from lintel.digests.weekly.owed import owed_by_person, owed_by_side
from lintel.digests.weekly.reading import Group, Happened, Place
from lintel.people.access import may_read
from lintel.people.models import User, Watch
from lintel.people.waiting import Waits
from lintel.portfolio.outcomes.models import Found, Outcome
from lintel.portfolio.outcomes.models.words import FOUND_TONES
from lintel.ui.formats import money_text

SHOWN = 8  # of a section; the lists behind it have the rest
FIRST = 3  # of each kind of thing that waits


@dataclass(frozen=True)
class Changed:
    """A thing to which something happened: by whom last, what, and how often."""

    title: str
    url: str
    kind: str
    who: str
    sentence: str
    at: dt.datetime
    count: int
    followed: bool


@dataclass(frozen=True)
class Said:
    """How a thing was said to stand."""

    title: str
    url: str
    update: StatusUpdate
    tone: str


@dataclass(frozen=True)
class Returned:
    """What came of a promise."""

    title: str
    url: str
    promised: str
    found: str
    tone: str
    closed: bool


@dataclass(frozen=True)
class Content:
    """A digest as its reader may see it."""

    starts_on: dt.date
    ends_on: dt.date
    waits: list[Waits] = field(default_factory=list)
    announcements: list[Announcement] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    decided: list[decisions.Decision] = field(default_factory=list)
    decided_count: int = 0
    returned: list[Returned] = field(default_factory=list)
    returned_count: int = 0
    changed: list[Changed] = field(default_factory=list)
    changed_count: int = 0

    @property
    def last_day(self) -> dt.date:
        """The last day that is in it."""
        return self.ends_on - dt.timedelta(days=1)

    @property
    def counts(self) -> dict[str, int]:
        """How many things stand in each section."""
        return {
            "waits": sum(one.count for one in self.waits),
            "news": len(self.announcements) + len(self.said),
            "decided": self.decided_count,
            "returned": self.returned_count,
            "changed": self.changed_count,
        }

    @property
    def quiet(self) -> bool:
        """Nothing stands in it."""
        return not any(self.counts.values())


def compose(
    happened: Happened,
    reader: User,
    *,
    day: dt.date,
    scope: str = Scope.PERSON,
    sections: list[str] | None = None,
    waits: bool = True,
) -> Content:
    """The digest of one person, or of a side or the company as `reader` may see it.

    `day` is the one on which something waits; `waits=False` leaves that out, as for weeks that are over. A
    bounded number of queries, however much happened: some for each type of thing, some for each room that
    says what waits.
    """
    wanted = set(SECTIONS if sections is None else sections)
    empty = Content(happened.starts_on, happened.ends_on)
    if not may_read(reader):
        return empty
    seen = visible_keys(reader, happened.places)
    parts: dict[str, Any] = {}
    if "waits" in wanted and waits:
        mine = scope == Scope.PERSON
        owed = owed_by_person(reader, day) if mine else owed_by_side(reader, scope, day)
        parts["waits"] = [replace(one, items=one.items[:FIRST]) for one in owed]
    if "news" in wanted:
        parts |= _news(happened, reader, seen, scope)
    if "decided" in wanted:
        parts |= _decided(happened, reader, seen, scope)
    if "returned" in wanted:
        parts |= _returned(happened)
    if "changed" in wanted:
        parts |= _changed(happened, reader, seen, scope)
    return replace(empty, **parts)


def _of_side(scope: str, side: str) -> bool:
    return scope not in Office.values or side == scope


def _news(happened: Happened, reader: User, seen: set[Place], scope: str) -> dict[str, object]:
    whose = reader.side if scope == Scope.PERSON else scope
    told = [
        row
        for row in happened.announcements
        if row.audience in (Audience.COMPANY, whose) or scope == Scope.COMPANY
    ]
    said: dict[Place, Said] = {}
    for row in happened.updates:
        place = (row.object_type, row.object_id)
        if place in seen and place not in said and _of_side(scope, row.author.side):
            title, url = happened.names[place]
            said[place] = Said(title, url, row, HEALTH_TONES[row.health])
    return {"announcements": told[:SHOWN], "said": list(said.values())[:SHOWN]}


def _decided(happened: Happened, reader: User, seen: set[Place], scope: str) -> dict[str, object]:
    mine = [
        seq for seq, label, key, side in happened.decided if (label, key) in seen and _of_side(scope, side)
    ]
    found = happened.reasons(mine[:SHOWN], reader) if mine else []
    return {"decided": found, "decided_count": len(mine)}


def _returned(happened: Happened) -> dict[str, object]:
    """Outcomes belong to both sides, and everybody with a role sees them (`OutcomeQuerySet.visible_to`)."""
    found = []
    for row in happened.returned[:SHOWN]:
        label = Found(row.found).label if row.found else ""
        found.append(
            Returned(
                str(row.proposal), row.get_absolute_url(), _promised(row), label,
                FOUND_TONES.get(row.found, ""), row.closed_at is not None,
            )
        )  # fmt: skip
    return {"returned": found, "returned_count": len(happened.returned)}


def _promised(row: Outcome) -> str:
    """The promised benefits together, from low to high; nothing where none were promised in money."""
    benefits = list(row.promise.benefits.all())
    if not benefits:
        return ""
    low, high = sum(one.low for one in benefits), sum(one.high for one in benefits)
    return f"{money_text(low, row.promise.currency)} to {money_text(high, row.promise.currency)}"


def _changed(happened: Happened, reader: User, seen: set[Place], scope: str) -> dict[str, object]:
    """What others did, by thing: what the reader follows first, then what people did before what Lintel
    did by itself, then the latest."""
    follows = _followed(reader) if scope == Scope.PERSON else set()
    merged: dict[Place, list[Group]] = {}
    for group in happened.groups:
        others = scope != Scope.PERSON or group.actor != reader.pk
        if group.place in seen and others and _of_side(scope, group.side):
            merged.setdefault(group.place, []).append(group)
    told = {place: _told(groups) for place, groups in merged.items()}
    ranked = sorted(
        told, key=lambda place: (place not in follows, told[place].actor is None, -told[place].last)
    )
    shown = ranked[:SHOWN]
    read = list(happened.lines(told[place].last for place in shown).values())
    lines = {line.seq: line for line in ledger.named(read, reader)}
    found = []
    for place in shown:
        line, (title, url) = lines[told[place].last], happened.names[place]
        count = sum(one.count for one in merged[place])
        who = line.actor.name if line.actor else "Lintel"
        found.append(
            Changed(title, url, kind_of(place[0]), who, line.sentence, line.at, count, place in follows)
        )
    return {"changed": found, "changed_count": len(ranked)}


def _told(groups: list[Group]) -> Group:
    """Which of these is told: the last that a person did, or else the last."""
    return next((one for one in groups if one.actor is not None), groups[0])


def _followed(reader: User) -> set[Place]:
    return set(Watch.objects.filter(person=reader).values_list("object_type", "object_id"))
